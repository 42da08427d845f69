import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Subject } from 'rxjs';

import { add } from '../../src/domain/exact.js';
import {
  executedBase,
  orderStatus,
  reconcile,
  trackOrders,
  venueIdOf,
  wants,
  type FillList,
  type OneOrderInput,
  type OpenOrderList,
  type Order,
  type OrderEvent,
  type OrderInput,
  type OrderQuestion,
  type OrderLookup,
  type TrackedOrder,
  type TrackedUpdate,
  type UnknownHere,
} from '../../src/orders/index.js';
import { fillKey } from '../../src/orders/orderTerms.js';
import {
  fillsOf,
  listTraits,
  MOST_SKEW,
  openOrdersOf,
  STREAM_IS_BACK,
  SYMBOLS,
  VenueOrder,
  type Delivery,
  type ListTraits,
} from './listVenue.js';
import { brief, origin } from './orderInputs.js';

const VENUE = origin().venue;
const isSame = (
  order: Order,
  { symbol, clientId, venueId }: Pick<OneOrderInput, 'symbol' | 'clientId' | 'venueId'>,
) =>
  order.symbol === symbol &&
  ((clientId !== undefined && order.clientId === clientId) ||
    (venueId !== undefined && order.venueIds.includes(venueId)));

/** A program that tracks its orders at a venue: it hears, asks, and reconciles. */
class Program {
  readonly events: OrderEvent[] = [];
  /** Every order, the newest of each; those that leave memory are recalled from here. */
  #kept: readonly TrackedOrder[] = [];
  isUndecided = false;
  readonly #inputs = new Subject<OrderInput>();
  readonly #queue: Delivery[];
  readonly #venue: readonly VenueOrder[];
  #takes = 0;
  #isFirst = true;
  now = 0;

  constructor(readonly is: ListTraits) {
    this.#venue = is.lives.map((life, n) => new VenueOrder(life, is, n));
    const streamed = this.#venue.flatMap((order) => order.streamed);
    const requests = this.#venue.flatMap((order) => order.requests);
    // Who starts anew knows nothing of what was asked before, and hears nothing that came before.
    const heard = is.restart ? streamed.filter(({ at }) => at >= STREAM_IS_BACK) : [...requests, ...streamed];
    this.#queue = heard.toSorted((a, b) => a.at - b.at);
    const options = is.forgets ? { keepFinishedMs: 5, recall: this.#recall } : { keepFinishedMs: Infinity };
    this.#inputs
      .pipe(trackOrders({ holdMs: Infinity, ...options }))
      .subscribe((update) => this.#keep(update));
  }

  get orders(): readonly Order[] {
    return this.#kept.map(({ order }) => order);
  }

  get venue(): readonly VenueOrder[] {
    return this.#venue;
  }

  readonly #recall = ({ symbol, by, id }: OrderLookup): TrackedOrder | undefined =>
    this.#kept.find(
      ({ order }) =>
        order.symbol === symbol && (by === 'clientId' ? order.clientId === id : order.venueIds.includes(id)),
    );

  #keep({ key, order, events, absorbed }: TrackedUpdate): void {
    this.#kept = [
      ...this.#kept.filter((other) => other.key !== key && other.key !== absorbed),
      { key, order },
    ];
    this.events.push(...events);
  }

  take(input: OrderInput): void {
    this.#inputs.next(input);
  }

  /** Time passes, and what comes until then is heard. */
  waitUntil(time: number): void {
    while (this.#queue[0] !== undefined && this.#queue[0].at <= time) {
      const { at, input } = this.#queue.shift()!;
      this.now = Math.max(this.now, at);
      this.take(input);
    }
    this.now = Math.max(this.now, time);
    this.take({ _tag: 'clock', now: this.now });
  }

  get hasHeardAll(): boolean {
    return (
      this.#queue.length === 0 &&
      this.#venue.every(({ endedAt, fills }) =>
        [endedAt, ...fills.map(({ at }) => at)].every((at) => at === Infinity || at <= this.now),
      )
    );
  }

  #takesMs(): number {
    return this.is.takes[this.#takes++ % this.is.takes.length]!;
  }

  /** Asks something, and hears what comes until it is answered. */
  #ask(): { readonly askedAt: number; readonly madeAt: number; readonly receivedAt: number } {
    const askedAt = this.now;
    const madeAt = askedAt + this.#takesMs();
    const receivedAt = madeAt + this.#takesMs();
    this.waitUntil(receivedAt);
    return { askedAt, madeAt, receivedAt };
  }

  /** Lists what there is and reconciles with it, twice: the second time tells nothing. */
  reconcile(): void {
    const parts = this.is.perSymbol ? SYMBOLS.map((symbol) => [symbol]) : (['all'] as const);
    const cut = this.is.cutsFirst && this.#isFirst;
    this.#isFirst = false;
    this.isUndecided = cut;
    for (const symbols of parts) {
      const openOrders = openOrdersOf(this.#venue, { symbols, cut, ...this.#ask() }, this.is);
      if (!this.is.together) this.#reconcileWith({ openOrders });
      const fills = fillsOf(this.#venue, { symbols, cut, ...this.#ask() }, this.is);
      this.#reconcileWith(this.is.together ? { openOrders, fills } : { fills });
    }
  }

  #reconcileWith(lists: { readonly openOrders?: OpenOrderList; readonly fills?: FillList }): void {
    const once = () => {
      const known = this.is.forgets ? this.orders.filter(({ end }) => end === undefined) : this.orders;
      return reconcile(known, { venue: VENUE, ...lists }, { clockSkewMs: MOST_SKEW, recall: this.#recall });
    };
    let { inputs, unknown, undecided } = once();
    for (const input of inputs) this.take(input);
    // What one entry tells may decide what another means: the same lists say more then, until nothing more is decided.
    for (let before = Infinity; undecidedIn(unknown) > 0 && undecidedIn(unknown) < before;) {
      before = undecidedIn(unknown);
      ({ inputs, unknown, undecided } = once());
      for (const input of inputs) this.take(input);
    }
    const told = this.events.length;
    for (const input of once().inputs) this.take(input);
    expect(this.events.slice(told).map(brief)).to.deep.equal([]);
    if (undecided.length > 0 || undecidedIn(unknown) > 0) this.isUndecided = true;
  }

  /** Asks what is wanted of each order, once. */
  askWanted(): void {
    for (const order of this.orders) {
      for (const question of this.wantedOf(order)) this.#answer(order, question);
    }
  }

  /** What an order wants; that the answer to a cancel is not known of what is open can not be made good. */
  wantedOf(order: Order): readonly OrderQuestion[] {
    const isOpen = this.#venue.find((other) => isSame(order, other))?.isOpenAt(this.now) === true;
    return wants(order, this.now).filter(({ because }) => !isOpen || because !== 'cancelUnanswered');
  }

  #answer(order: Order, question: OrderQuestion): void {
    if (question._tag === 'openOrders') return this.reconcile();
    const { askedAt, madeAt, receivedAt } = this.#ask();
    const { symbol, clientId } = order;
    const there = this.#venue.find((other) => isSame(order, other));
    const asked = {
      venue: VENUE,
      symbol,
      clientId,
      venueId: venueIdOf(order),
      venueTime: undefined,
      receivedAt,
    };
    if (question._tag === 'fills')
      this.take({ _tag: 'polled', ...asked, askedAt, open: undefined, fills: there?.fillsAt(madeAt) ?? [] });
    else if (there?.isKnownAt(madeAt) === true)
      this.take({ _tag: 'found', ...there.origin('both', receivedAt), ...there.reportAt(madeAt), askedAt });
    else this.take({ _tag: 'notFound', ...asked, askedAt });
  }

  /** Goes on until nothing is open to question, then reconciles once more, as a program does from time to time. */
  settle(): void {
    this.waitUntil(STREAM_IS_BACK);
    this.reconcile();
    this.#askUntilSettled();
    // A later fill may have hidden that an earlier one is missing, until the venue tells the next sum.
    this.reconcile();
    this.#askUntilSettled();
  }

  #askUntilSettled(): void {
    for (let round = 0; round < 60; round++) {
      this.waitUntil(this.now + 10);
      if (this.isUndecided) this.reconcile();
      this.askWanted();
      const isSettled = this.orders.every((order) => this.wantedOf(order).length === 0);
      if (isSettled && !this.isUndecided && this.hasHeardAll) return;
    }
    throw new Error('it never settles');
  }
}

/** How many entries may be of an order here, and may be not. */
const undecidedIn = (unknown: readonly UnknownHere[]): number =>
  unknown.filter(({ as }) => as === 'undecided').length;

/** What an order may be called here, by what it is at the venue. */
function namesOf(there: VenueOrder, now: number): readonly string[] {
  if (there.outcome === 'failed') return ['failed'];
  if (there.isOpenAt(now)) {
    const live = there.fills.length > 0 ? 'partiallyFilled' : 'open';
    return there.life.cancel === 'none' ? [live] : [live, 'pendingCancel'];
  }
  // Of what the venue has forgotten nobody can say how it ended; it came to nothing.
  return there.isKnownAt(now) ? [there.outcome] : [there.outcome, 'cancelled', 'failed'];
}

function expectTruth(program: Program): void {
  const { is, now, orders, events, venue } = program;
  for (const there of venue) {
    const here = orders.filter((order) => isSame(order, there));
    if (here.length === 0) {
      // Nothing tells of what was over, unfilled as far as the list of fills goes, before anybody here looked.
      expect(there.isOpenAt(now)).to.equal(false);
      expect(there.isOurs && !is.restart).to.equal(false);
      expect(there.fills.every(({ at, fill }) => at < STREAM_IS_BACK && fill.venueTime! < is.since)).to.equal(
        true,
      );
      continue;
    }
    expect(here).to.have.length(1);
    const order = here[0]!;
    expect(orderStatus(order)).to.be.oneOf(namesOf(there, now));
    const sum = there.fills.reduce((total, { fill }) => add(total, fill.amount), new Decimal(0));
    expect(executedBase(order).toFixed()).to.equal(sum.toFixed());
    expect(order.fills.map(fillKey)).to.have.members(there.fills.map(({ fill }) => fillKey(fill)));
    const told = events.filter((event) => isSame(order, event));
    const keys = told.flatMap((event) =>
      event._tag === 'filled' ? [event.tradeId ?? event.cumulative!.toFixed()] : [],
    );
    expect(keys).to.deep.equal([...new Set(keys)]);
    expect(told.filter(({ _tag }) => _tag === 'created').length).to.be.below(2);
  }
  expect(orders.every((order) => venue.some((there) => isSame(order, there)))).to.equal(true);
  // All is listed, so nothing is inferred; and the venue contradicts itself nowhere.
  expect(events.filter(({ _tag, inferred }) => _tag === 'filled' && inferred)).to.deep.equal([]);
  const anomalies = events.filter((event) => event._tag === 'anomaly').map(({ kind }) => kind);
  expect(anomalies).to.deep.equal([]);
}

/** The laws of reconciliation as a property over so many histories of several orders. */
export function itReconciles(numRuns: number): void {
  it('brings what is known here to the truth of the venue, whatever was lost, and tells nothing twice', () => {
    fc.assert(
      fc.property(listTraits, (is) => {
        const program = new Program(is);
        program.settle();
        expectTruth(program);
      }),
      { numRuns },
    );
  });
}
