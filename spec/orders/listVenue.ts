import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add } from '../../src/domain/exact.js';
import { clientOrderId, orderId, venueName, venueSymbol, type VenueSymbol } from '../../src/domain/index.js';
import type {
  Fill,
  FillList,
  ListedOrder,
  OneOrderInput,
  OpenOrderList,
  OrderInputOrigin,
  OrderTerms,
  VenueStatus,
} from '../../src/orders/index.js';
import { dec, TERMS, trade } from './orderInputs.js';

/** From now on nothing that the venue's stream tells is lost; before, anything may be. */
export const STREAM_IS_BACK = 200;
/** By how much the venue's clock is behind ours at most. */
export const MOST_SKEW = 40;

const VENUE = venueName('test');
export const SYMBOLS: readonly VenueSymbol[] = [venueSymbol('XRP-ETH'), venueSymbol('ZRX-ETH')];
const NEVER = Infinity;

const oftenNot = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.boolean() },
);
const delays = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 8, maxLength: 8 });

/** One order's life at the venue, as far as it is chosen. */
const lives = fc.record({
  /** Which of the symbols it is of. */
  symbol: fc.nat(1),
  /** Ours, or placed by another program on the same account: with a client id or without. */
  from: fc.constantFrom('us', 'us', 'us', 'named stranger', 'stranger'),
  submitAt: fc.nat(150),
  latency: fc.integer({ min: 1, max: 10 }),
  /** What becomes of the request. */
  arrives: fc.constantFrom('accepted', 'accepted', 'accepted', 'accepted', 'refused', 'never'),
  sizes: fc.array(fc.constantFrom('1', '0.1', '12.5', '33.333333333333333333333333333'), { maxLength: 4 }),
  gaps: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 5 }),
  outcome: fc.constantFrom('open', 'filled', 'cancelled', 'expired'),
  answer: fc.constantFrom('comes', 'lost', 'never'),
  cancel: fc.constantFrom('none', 'final', 'taken', 'refused', 'lost', 'never'),
  /** Which of its news before the stream is back are lost, how late each comes, and which ids it bears. */
  lost: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  delays,
  accepted: fc.constantFrom('both', 'venue', 'client'),
  filled: fc.constantFrom('both', 'venue'),
});

/** How the venue is, what is lost, and what is asked when. */
const traits = fc.record({
  lives: fc.array(lives, { minLength: 1, maxLength: 4 }),
  skew: fc.integer({ min: -MOST_SKEW, max: MOST_SKEW }),
  tellsCumulative: fc.boolean(),
  tradeIds: fc.boolean(),
  listsNames: fc.boolean(),
  fillsBearNames: fc.boolean(),
  /** How long after its end it knows an order without fills. */
  remembersMs: fc.constantFrom(NEVER, NEVER, 20, 100),
  since: fc.oneof(fc.constant(-Infinity), fc.integer({ min: -50, max: 300 })),
  /** Whether we start anew, with nothing, or go on with what was heard. */
  restart: oftenNot,
  perSymbol: fc.boolean(),
  cutsFirst: oftenNot,
  /** Whether the two lists are reconciled at once, and how long each takes to be made and to come. */
  together: fc.boolean(),
  takes: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 8, maxLength: 8 }),
  /** Whether finished orders leave memory, and have to be recalled. */
  forgets: fc.boolean(),
});

export type ListTraits = typeof traits extends fc.Arbitrary<infer T> ? T : never;

/** A venue that does not tell how much of an open order is filled has to list all fills. */
export const listTraits: fc.Arbitrary<ListTraits> = traits.map((is) =>
  is.tellsCumulative ? is : { ...is, since: -Infinity },
);
type Life = ListTraits['lives'][number];

/** An input that reaches us, and when. */
export interface Delivery {
  readonly at: number;
  readonly input: OneOrderInput;
}

interface Change {
  readonly at: number;
  readonly status: VenueStatus;
  readonly fill: Fill | undefined;
}

/** One order at the venue: what it does at which time, by our clock, which the venue does not know. */
export class VenueOrder {
  readonly symbol: VenueSymbol;
  readonly isOurs: boolean;
  readonly clientId: OrderInputOrigin['clientId'];
  readonly venueId: OrderInputOrigin['venueId'];
  readonly terms: OrderTerms;
  readonly acceptedAt: number;
  readonly endedAt: number;
  readonly outcome: Life['outcome'] | 'failed';
  readonly fills: readonly { readonly at: number; readonly fill: Fill }[];

  constructor(
    readonly life: Life,
    readonly venue: ListTraits,
    n: number,
  ) {
    this.symbol = SYMBOLS[life.symbol]!;
    this.isOurs = life.from === 'us';
    this.clientId = life.from === 'stranger' ? undefined : clientOrderId(`c${n}`);
    this.venueId = orderId(`v${n}`);
    const isThere = !this.isOurs || life.arrives === 'accepted';
    this.acceptedAt = isThere ? life.submitAt + life.latency : NEVER;
    const sizes = life.outcome === 'filled' && life.sizes.length === 0 ? ['1'] : life.sizes;
    let at = this.acceptedAt;
    let sum = new Decimal(0);
    this.fills = (isThere ? sizes : []).map((size, k) => {
      at += life.gaps[k]!;
      sum = add(sum, dec(size));
      const fill = trade(`t${n}-${k}`, size, { venueTime: at - venue.skew });
      return { at, fill: venue.tradeIds ? fill : { ...fill, tradeId: undefined, cumulative: sum } };
    });
    this.outcome = isThere ? life.outcome : 'failed';
    const endsLater = life.outcome === 'filled' ? 0 : life.gaps[4]!;
    this.endedAt = isThere && life.outcome !== 'open' ? at + endsLater : NEVER;
    this.terms = { ...TERMS, amount: life.outcome === 'filled' ? sum : add(sum, dec('7')) };
  }

  /** Which fills there were at a time. */
  fillsAt = (at: number): readonly Fill[] => this.fills.filter((one) => one.at <= at).map(({ fill }) => fill);

  isOpenAt = (at: number): boolean => this.acceptedAt <= at && at < this.endedAt;

  /** Whether the venue knows it, if it is asked for it: what was not filled at all it forgets. */
  isKnownAt = (at: number): boolean =>
    this.acceptedAt <= at && (this.fills.length > 0 || at - this.endedAt <= this.venue.remembersMs);

  /** What the venue says of it at a time at which it is there. */
  reportAt(at: number): Omit<ListedOrder, 'symbol' | 'clientId' | 'venueId'> {
    const { skew, tellsCumulative } = this.venue;
    const sum = this.fillsAt(at).reduce((total, { amount }) => add(total, amount), new Decimal(0));
    const hasEnded = at >= this.endedAt;
    const live = sum.isZero() ? 'open' : 'partiallyFilled';
    return {
      status: hasEnded && this.outcome !== 'failed' ? this.outcome : live,
      cumulativeBase: tellsCumulative || hasEnded ? sum : undefined,
      cumulativeQuote: undefined,
      sequence: undefined,
      terms: this.terms,
      reason: undefined,
      venueTime: at - skew,
    };
  }

  origin(ids: 'both' | 'venue' | 'client', receivedAt: number): OrderInputOrigin {
    const { symbol } = this;
    const clientId = ids === 'venue' ? undefined : this.clientId;
    const venueId = ids === 'client' && clientId !== undefined ? undefined : this.venueId;
    return { venue: VENUE, symbol, clientId, venueId, venueTime: undefined, receivedAt };
  }

  /** What happens to it, in order. */
  get #changes(): readonly Change[] {
    const changes: Change[] = [{ at: this.acceptedAt, status: 'open', fill: undefined }];
    for (const { at, fill } of this.fills) changes.push({ at, status: 'partiallyFilled', fill });
    if (this.outcome !== 'open' && this.outcome !== 'failed')
      changes.push({ at: this.endedAt, status: this.outcome, fill: undefined });
    return changes;
  }

  /** What the stream tells of it and is not lost. */
  get streamed(): readonly Delivery[] {
    const { lost, delays: late, filled } = this.life;
    // Nobody can tell whose a venue's id was that the venue has forgotten.
    const accepted = this.venue.remembersMs === NEVER ? this.life.accepted : 'both';
    if (this.acceptedAt === NEVER) return [];
    return this.#changes.flatMap(({ at: happensAt, status, fill }, k): readonly Delivery[] => {
      if (happensAt < STREAM_IS_BACK && lost[k]!) return [];
      const at = happensAt + late[k]!;
      const origin = this.origin(
        fill !== undefined && this.isOurs ? filled : k === 0 ? accepted : 'both',
        at,
      );
      const input: OneOrderInput =
        fill === undefined
          ? { _tag: 'orderReported', ...origin, ...this.reportAt(happensAt), status }
          : { _tag: 'fill', ...origin, fill, side: 'buy' };
      return [{ at, input }];
    });
  }

  /** What we asked of it, and what came of that. */
  get requests(): readonly Delivery[] {
    if (!this.isOurs || this.clientId === undefined) return [];
    const { submitAt, answer, arrives, latency } = this.life;
    const { clientId, terms } = this;
    const at = (time: number) => ({ ...this.origin('client', time), venueId: undefined, clientId });
    const told: Delivery[] = [
      { at: submitAt, input: { _tag: 'submitRequested', ...at(submitAt), terms, validUntil: submitAt + 12 } },
    ];
    const answeredAt = submitAt + latency + this.life.delays[7]!;
    if (answer === 'lost' || (answer === 'comes' && arrives === 'never'))
      told.push({ at: answeredAt, input: { _tag: 'submitAnswerLost', ...at(answeredAt) } });
    else if (answer === 'comes' && arrives === 'refused')
      told.push({ at: answeredAt, input: { _tag: 'submitRefused', ...at(answeredAt), reason: 'no' } });
    else if (answer === 'comes')
      told.push({
        at: answeredAt,
        input: { _tag: 'submitAcknowledged', ...this.origin('both', answeredAt) },
      });
    return [...told, ...this.#cancel];
  }

  /** A cancel that the venue takes ends the order; one that comes too late is refused; any answer may be lost. */
  get #cancel(): readonly Delivery[] {
    const { cancel } = this.life;
    if (cancel === 'none' || this.outcome === 'failed') return [];
    const isTaken = this.outcome === 'cancelled';
    const askedAt = (this.endedAt === NEVER ? STREAM_IS_BACK : this.endedAt) + (isTaken ? -1 : 1);
    const at = askedAt + this.life.delays[6]!;
    const request = 'x1';
    const told: Delivery[] = [
      { at: askedAt, input: { _tag: 'cancelRequested', ...this.origin('both', askedAt), request } },
    ];
    const origin = this.origin('both', at);
    if (cancel === 'lost') told.push({ at, input: { _tag: 'cancelAnswerLost', ...origin, request } });
    else if (cancel !== 'never' && !isTaken && this.outcome !== 'open')
      told.push({ at, input: { _tag: 'cancelRefused', ...origin, request, reason: 'unknown order' } });
    // A final answer does not say how much was filled: the list of fills has to tell that then.
    const final = cancel === 'final' && this.venue.since === -Infinity;
    if (cancel !== 'never' && cancel !== 'lost' && isTaken)
      told.push({ at, input: { _tag: 'cancelAcknowledged', ...origin, request, final } });
    return told;
  }
}

/** What a list of a venue's is asked for. */
interface Asking {
  readonly symbols: readonly VenueSymbol[] | 'all';
  readonly askedAt: number;
  readonly madeAt: number;
  readonly receivedAt: number;
  /** Whether it is cut in the middle. */
  readonly cut: boolean;
}

const isOf = ({ symbols }: Asking, { symbol }: VenueOrder): boolean =>
  symbols === 'all' || symbols.includes(symbol);

const cutOf = <T>({ cut }: Asking, all: readonly T[]): readonly T[] =>
  cut ? all.slice(0, all.length / 2) : all;

/** The list of open orders as it is when it is made. */
export const openOrdersOf = (
  orders: readonly VenueOrder[],
  asking: Asking,
  { listsNames }: ListTraits,
): OpenOrderList => {
  const { symbols, askedAt, madeAt, receivedAt, cut } = asking;
  const open = orders.filter((order) => isOf(asking, order) && order.isOpenAt(madeAt));
  const listed = open.map((order): ListedOrder => {
    const { symbol, clientId, venueId } = order.origin(listsNames ? 'both' : 'venue', receivedAt);
    return { symbol, clientId, venueId, ...order.reportAt(madeAt) };
  });
  return { symbols, askedAt, receivedAt, complete: !cut, orders: cutOf(asking, listed) };
};

/** The list of fills as it is when it is made, the newest first. */
export const fillsOf = (
  orders: readonly VenueOrder[],
  asking: Asking,
  { since, fillsBearNames }: ListTraits,
): FillList => {
  const { symbols, askedAt, madeAt, receivedAt, cut } = asking;
  const listed = orders
    .filter((order) => isOf(asking, order))
    .flatMap((order) => {
      const { symbol, clientId, venueId } = order.origin(fillsBearNames ? 'both' : 'venue', receivedAt);
      return order
        .fillsAt(madeAt)
        .filter(({ venueTime }) => venueTime! >= since)
        .map((fill) => ({ symbol, clientId, venueId, side: 'buy' as const, fill }));
    })
    .toReversed();
  return { symbols, since, askedAt, receivedAt, complete: !cut, fills: cutOf(asking, listed) };
};
