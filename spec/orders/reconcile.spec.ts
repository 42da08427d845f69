import { expect } from 'chai';
import fc from 'fast-check';
import { pipe } from 'rxjs';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../src/domain/index.js';
import {
  orderEvents,
  orderReducer,
  orderStatus,
  reconcile,
  trackOrders,
  wants,
  type FillList,
  type ListedFill,
  type ListedOrder,
  type OneOrderInput,
  type OpenOrderList,
  type Order,
  type OrderEvent,
  type OrderInput,
  type ReconcileOptions,
  type VenueStatus,
  type OrderLookup,
  type TrackedOrder,
} from '../../src/orders/index.js';
import { outputsOf } from '../support/operatorChecklist.js';
import { chaos } from './chaos.js';
import {
  acknowledged,
  answerLost,
  brief,
  dec,
  filled,
  notFound,
  origin,
  polled,
  report,
  run,
  submitted,
  TERMS,
  trade,
  type Run,
} from './orderInputs.js';
import { itReconciles } from './reconcileLaws.js';

const { venue, symbol } = origin();
const OTHER = venueSymbol('ZRX-ETH');
const ids = { clientId: clientOrderId('c1'), venueId: orderId('v1') };
const STRANGER = { clientId: clientOrderId('c9'), venueId: orderId('v9') };
const NAMELESS = { clientId: undefined, venueId: orderId('v9') };

const listed = (more: Partial<ListedOrder> = {}): ListedOrder => ({
  symbol,
  ...ids,
  status: 'open',
  cumulativeBase: dec('0'),
  cumulativeQuote: undefined,
  sequence: undefined,
  terms: TERMS,
  reason: undefined,
  venueTime: 195,
  ...more,
});

/** Asked for at 200, answered at 210. */
const open = (orders: readonly ListedOrder[], more: Partial<OpenOrderList> = {}): OpenOrderList => ({
  symbols: 'all',
  askedAt: 200,
  receivedAt: 210,
  complete: true,
  orders,
  ...more,
});

const listedFill = (id: string, amount: string, more: Partial<ListedFill> = {}, at = 150): ListedFill => ({
  symbol,
  ...ids,
  side: 'buy',
  fill: trade(id, amount, { venueTime: at }),
  ...more,
});

/** Asked for at 220, answered at 230; all that there ever were. */
const fills = (all: readonly ListedFill[], more: Partial<FillList> = {}): FillList => ({
  symbols: 'all',
  askedAt: 220,
  receivedAt: 230,
  complete: true,
  since: -Infinity,
  fills: all,
  ...more,
});

/** Submitted at 50, acknowledged at 60, valid until 100. */
const LIVE = [submitted({}, { receivedAt: 50 }), acknowledged({ receivedAt: 60 })];
const orderOf = (...inputs: readonly OrderInput[]): Order => run(inputs).order;
const tell = (inputs: readonly OrderInput[]): readonly string[] =>
  outputsOf(pipe(trackOrders(), orderEvents()), inputs).map(
    (event) => `${event.clientId ?? '-'} ${brief(event)}`,
  );
const inShort = (input: OneOrderInput): string => {
  const of = `${input.clientId ?? '-'} ${input.venueId ?? '-'} ${input._tag}`;
  if (input._tag === 'fill') return `${of} ${input.fill.tradeId}`;
  if (input._tag !== 'polled') return of;
  return input.open === undefined
    ? `${of} all fills ${input.fills!.map(({ tradeId }) => tradeId).join(' ')}`.trimEnd()
    : `${of} open ${input.open}`;
};
const SKEW = 10;
const inputsOf = (
  orders: readonly Order[],
  lists: { readonly openOrders?: OpenOrderList; readonly fills?: FillList },
  options: ReconcileOptions = {},
) => reconcile(orders, { venue, ...lists }, { clockSkewMs: SKEW, ...options }).inputs.map(inShort);

describe('reconcile', function () {
  this.timeout(60_000);

  itReconciles(3_000);

  it('tells nothing when it is taken in again, whatever the order had come to and whatever the lists say', () => {
    const entries = fc.array(
      fc.record({
        status: fc.constantFrom<VenueStatus>(
          'pending',
          'open',
          'partiallyFilled',
          'pendingCancel',
          'filled',
          'cancelled',
        ),
        amount: fc.constantFrom('0', '40', '100', '130'),
        named: fc.boolean(),
      }),
      { maxLength: 2 },
    );
    const some = fc.array(fc.constantFrom(['t1', '40'], ['t2', '60'], ['t3', '30'], ['t1', '41']), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        chaos,
        entries,
        some,
        fc.boolean(),
        fc.nat(500),
        (inputs, orders, trades, complete, askedAt) => {
          const openOrders = open(
            orders.map(({ status, amount, named }) =>
              listed({ status, cumulativeBase: dec(amount), ...(named ? {} : { clientId: undefined }) }),
            ),
            { askedAt, receivedAt: askedAt + 10, complete },
          );
          const list = fills(
            trades.map(([id, amount]) => listedFill(id, amount)),
            { askedAt, receivedAt: askedAt + 10, complete },
          );
          const takeIn = (before: Order): Run => {
            let order = before;
            const events: OrderEvent[] = [];
            for (const input of reconcile([order], { venue, openOrders, fills: list }).inputs) {
              const update = orderReducer(order, input);
              ({ order } = update);
              events.push(...update.events);
            }
            return { order, events };
          };
          const first = takeIn(run(inputs).order);
          expect(takeIn(first.order).events.map(brief)).to.deep.equal([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses a clock skew that is no time', () => {
    expect(() => reconcile([], { venue }, { clockSkewMs: -1 })).to.throw(
      RangeError,
      'clockSkewMs is no time: -1',
    );
  });

  it('says nothing where nothing was asked for', () => {
    expect(reconcile([orderOf(...LIVE)], { venue })).to.deep.equal({
      inputs: [],
      unknown: [],
      undecided: [],
    });
  });

  describe('by the list of open orders', () => {
    it('takes an order in as the list shows it, with both its ids', () => {
      const entry = listed({ clientId: undefined, status: 'partiallyFilled', cumulativeBase: dec('40') });
      const { inputs, unknown, undecided } = reconcile([orderOf(...LIVE)], {
        venue,
        openOrders: open([entry]),
      });
      expect(inputs).to.deep.equal([
        { _tag: 'found', venue, ...entry, clientId: 'c1', askedAt: 200, receivedAt: 210 },
      ]);
      expect([...unknown, ...undecided]).to.be.empty;
      const { order } = run([...LIVE, ...inputs]);
      expect([orderStatus(order), order.told?.base.toFixed()]).to.deep.equal(['partiallyFilled', '40']);
      expect(wants(order, 210)).to.deep.equal([{ _tag: 'fills', because: 'fillsMissing' }]);
    });

    it('has an order that it lacks looked up', () => {
      const { inputs } = reconcile([orderOf(...LIVE)], { venue, openOrders: open([]) });
      expect(inputs).to.deep.equal([
        {
          _tag: 'polled',
          ...origin({ receivedAt: 210 }),
          askedAt: 200,
          open: false,
          fills: undefined,
        },
      ]);
      expect(wants(orderOf(...LIVE, ...inputs), 210)).to.deep.equal([{ _tag: 'lookUp', because: 'notOpen' }]);
    });

    const LOST = [submitted({}, { receivedAt: 50 }), answerLost({ receivedAt: 60 })];
    const unproved: readonly (readonly [string, readonly OrderInput[], Partial<OpenOrderList>])[] = [
      [
        'that was submitted after it was asked for',
        [{ ...submitted({}, { receivedAt: 201 }), validUntil: 300 } as OneOrderInput],
        {},
      ],
      ['whose submit may arrive yet', LOST, { askedAt: 100 }],
      ['of which something was heard since', [...LIVE, report('open', '0', { receivedAt: 200 })], {}],
      ['if it was cut', LIVE, { complete: false }],
    ];
    for (const [what, inputs, more] of unproved) {
      it(`leaves an order as it is ${what}, and says so`, () => {
        const order = orderOf(...inputs);
        const { inputs: none, undecided } = reconcile([order], { venue, openOrders: open([], more) });
        expect(none).to.be.empty;
        expect(undecided).to.deep.equal([order]);
      });
    }

    it('counts for orders whose submit cannot arrive any more', () => {
      expect(inputsOf([orderOf(...LOST)], { openOrders: open([], { askedAt: 101 }) })).to.deep.equal([
        'c1 - polled open false',
      ]);
    });

    it('proves nothing of other symbols and venues, nor of what is over', () => {
      const elsewhere = LIVE.map((input) => ({ ...input, symbol: OTHER }));
      const away = LIVE.map((input) => ({ ...input, venue: venueName('other') }));
      const ended = [...LIVE, report('cancelled', '0')];
      const orders = [elsewhere, away, ended].map((inputs) => orderOf(...inputs));
      const result = reconcile(orders, { venue, openOrders: open([], { symbols: [symbol] }) });
      expect(result).to.deep.equal({ inputs: [], unknown: [], undecided: [] });
      const all = reconcile(orders, { venue, openOrders: open([]) });
      expect(all.inputs.map(({ symbol: of }) => of)).to.deep.equal([OTHER]);
    });

    it('brings an order back that had been given up', () => {
      const gone = [...LIVE, notFound(101), notFound(102), polled(103, false, [])];
      const { inputs } = reconcile([orderOf(...gone)], { venue, openOrders: open([listed()]) });
      expect(run([...gone, ...inputs]).events.map(brief)).to.deep.equal([
        'created',
        'cancelled inferred',
        'anomaly cameBack adopted',
      ]);
    });

    it('says where it contradicts an end', () => {
      const ended = [...LIVE, report('cancelled', '0', { receivedAt: 199 })];
      const { inputs } = reconcile([orderOf(...ended)], { venue, openOrders: open([listed()]) });
      expect(
        run([...ended, ...inputs])
          .events.map(brief)
          .at(-1),
      ).to.equal('anomaly contradiction');
    });

    it('takes an entry whose ids are of two orders for news of both', () => {
      const second = { clientId: clientOrderId('c2'), venueId: orderId('v2') };
      const two = [orderOf(...LIVE), orderOf(...LIVE.map((input) => ({ ...input, ...second })))];
      expect(inputsOf(two, { openOrders: open([listed({ venueId: orderId('v2') })]) })).to.deep.equal([
        'c1 v2 found',
      ]);
    });
  });

  describe('by the list of fills', () => {
    it('takes them in one by one, the oldest first, and as all that there are where they are', () => {
      const list = fills([
        listedFill('t2', '2', {}, 170),
        listedFill('t1', '1', { clientId: undefined }, 160),
      ]);
      const { inputs } = reconcile([orderOf(...LIVE)], { venue, fills: list });
      expect(inputs.map(inShort)).to.deep.equal([
        'c1 v1 fill t1',
        'c1 v1 fill t2',
        'c1 v1 polled all fills t1 t2',
      ]);
      expect(inputs.map(({ venueTime, receivedAt }) => [venueTime, receivedAt])).to.deep.equal([
        [160, 230],
        [170, 230],
        [undefined, 230],
      ]);
      expect(inputs[2]).to.include({ askedAt: 220, open: undefined });
    });

    it('lets a fill be inferred only from a list of the whole life of the order', () => {
      const said = [...LIVE, report('partiallyFilled', '3', { receivedAt: 65 })];
      const order = orderOf(...said);
      const inferred = (more: Partial<FillList>, orders = [order]) => {
        const { inputs } = reconcile(
          orders,
          { venue, fills: fills([listedFill('t1', '1')], more) },
          { clockSkewMs: SKEW },
        );
        return run([...said, ...inputs])
          .events.map(brief)
          .slice(1);
      };
      const all = ['filled t1 1', 'filled 2 inferred'];
      expect(inferred({})).to.deep.equal(all);
      // It was submitted at 50, by our clock; by the venue's that may be 40.
      expect(inferred({ since: 40 })).to.deep.equal(all);
      expect(inferred({ since: 41 })).to.deep.equal(['filled t1 1']);
      expect(inferred({ complete: false })).to.deep.equal(['filled t1 1']);
      expect(inferred({ symbols: [OTHER] })).to.deep.equal(['filled t1 1']);
      expect(inferred({ symbols: [symbol] })).to.deep.equal(all);
      expect(inferred({ askedAt: 64 })).to.deep.equal(['filled t1 1']);
      const early = fills([listedFill('t1', '1')], { askedAt: 49 });
      expect(inputsOf([order], { fills: early })).to.deep.equal(['c1 v1 fill t1']);
    });

    it('takes an order that was not submitted here for as old as can be', () => {
      const adopted = orderOf(report('open', '3', { receivedAt: 60, terms: TERMS }));
      expect(inputsOf([adopted], { fills: fills([], { since: -1e15 }) })).to.be.empty;
      expect(inputsOf([adopted], { fills: fills([]) })).to.deep.equal(['c1 v1 polled all fills']);
    });

    it('is no whole list while one of its fills may be of any order', () => {
      const order = orderOf(...LIVE);
      const list = (more: Partial<ListedFill>) => ({ fills: fills([listedFill('t9', '1', more)]) });
      expect(inputsOf([order], list(STRANGER))).to.deep.equal(['c9 v9 fill t9', 'c1 v1 polled all fills']);
      expect(inputsOf([order], list(NAMELESS))).to.deep.equal(['- v9 fill t9']);
      expect(inputsOf([order], list({ ...NAMELESS, symbol: OTHER }))).to.deep.equal([
        '- v9 fill t9',
        'c1 v1 polled all fills',
      ]);
      // The list of open orders tells whose it is.
      const named = { openOrders: open([listed(), listed(STRANGER)]), ...list(NAMELESS) };
      expect(inputsOf([order], named)).to.deep.equal([
        'c1 v1 found',
        'c9 v9 found',
        'c9 v9 fill t9',
        'c1 v1 polled all fills',
      ]);
    });

    it('gives finished orders what they lack, and asks no more of those that lack nothing', () => {
      const ended = orderOf(...LIVE, report('cancelled', '0'));
      const lacking = orderOf(...LIVE, report('cancelled', '3'));
      expect(inputsOf([ended], { fills: fills([listedFill('t1', '1')]) })).to.deep.equal(['c1 v1 fill t1']);
      expect(inputsOf([ended], { fills: fills([]) })).to.be.empty;
      expect(inputsOf([lacking], { fills: fills([]) })).to.deep.equal(['c1 v1 polled all fills']);
    });

    it('recalls orders that have left memory, and tells nothing of them twice', () => {
      const stored = orderOf(...LIVE, filled(trade('t1', '1')), report('cancelled', '1', { receivedAt: 70 }));
      const recall = ({ by, id }: OrderLookup): TrackedOrder | undefined =>
        by === 'venueId' && id === 'v1' ? { key: 1, order: stored } : undefined;
      const lists = {
        venue,
        fills: fills([listedFill('t1', '1', NAMELESS), listedFill('t1', '1', { clientId: undefined })]),
      };
      const { inputs, unknown } = reconcile([], lists, { recall, unknown: 'report' });
      expect(inputs.map(inShort)).to.deep.equal(['c1 v1 fill t1']);
      expect(unknown.map(({ _tag, as }) => `${_tag} ${as}`)).to.deep.equal(['unknownFill reported']);
      expect(outputsOf(trackOrders({ recall }), inputs).flatMap(({ events }) => events)).to.be.empty;
    });
  });

  describe('of what is unknown here', () => {
    const openOrders = open([listed({ ...STRANGER, cumulativeBase: dec('1') })]);
    const lists = { venue, openOrders, fills: fills([listedFill('t1', '1', NAMELESS)]) };

    it('adopts it: the order first, so that its events say what was ordered', () => {
      const { inputs, unknown } = reconcile([], lists);
      expect(unknown).to.deep.equal([
        { _tag: 'unknownOrder', as: 'adopted', order: openOrders.orders[0] },
        { _tag: 'unknownFill', as: 'adopted', fill: lists.fills.fills[0] },
      ]);
      const events = outputsOf(pipe(trackOrders(), orderEvents()), inputs);
      expect(events.map((event) => `${brief(event)} of ${event.amount?.toFixed()}`)).to.deep.equal([
        'created adopted of 100',
        'filled t1 1 adopted of 100',
      ]);
      expect(tell([...inputs, ...inputs])).to.have.length(2);
    });

    it('or tells it, and takes nothing of it in', () => {
      const { inputs, unknown } = reconcile([], lists, { unknown: 'report' });
      expect(inputs).to.be.empty;
      expect(unknown.map(({ _tag, as }) => `${_tag} ${as}`)).to.deep.equal([
        'unknownOrder reported',
        'unknownFill reported',
      ]);
    });

    it('leaves open what may be of an order whose id at the venue is not known', () => {
      const lost = [submitted({}, { receivedAt: 50 }), answerLost({ receivedAt: 60 })];
      const order = orderOf(...lost);
      const nameless = { venue, openOrders: open([listed(NAMELESS)]), fills: lists.fills };
      for (const unknown of ['adopt', 'report'] as const) {
        const result = reconcile([order], nameless, { unknown });
        expect(result.inputs).to.be.empty;
        expect(result.unknown.map(({ _tag, as }) => `${_tag} ${as}`)).to.deep.equal([
          'unknownOrder undecided',
          'unknownFill undecided',
        ]);
        expect(result.undecided).to.deep.equal([order]);
      }
      // A symbol further nothing of ours waits for an id.
      const away = { venue, openOrders: open([listed({ ...NAMELESS, symbol: OTHER })]) };
      expect(reconcile([order], away).unknown.map(({ as }) => as)).to.deep.equal(['adopted']);
      // Asked for by its client id, it was not found twice: so it is not ours.
      const sought = orderOf(...lost, notFound(101), notFound(102));
      expect(inputsOf([sought], { openOrders: nameless.openOrders })).to.deep.equal([
        '- v9 found',
        'c1 - polled open false',
      ]);
      // One of the lists tells both ids.
      const linked = {
        openOrders: open([listed(NAMELESS)]),
        fills: fills([listedFill('t1', '1', { venueId: orderId('v9') })]),
      };
      expect(inputsOf([order], linked)).to.deep.equal([
        'c1 v9 found',
        'c1 v9 fill t1',
        'c1 - polled all fills t1',
      ]);
    });

    it('has an accepted order looked up whose id at the venue it has never told', () => {
      const unnamed = [submitted(), report('open', '0', { venueId: undefined, receivedAt: 60 })];
      expect(wants(orderOf(...unnamed), 99)).to.be.empty;
      expect(wants(orderOf(...unnamed), 100)).to.deep.equal([{ _tag: 'lookUp', because: 'idUnknown' }]);
      const answered = {
        ...report('open', '0', { venueId: undefined }),
        _tag: 'found',
        askedAt: 100,
      } as OneOrderInput;
      expect(wants(orderOf(...unnamed, answered), 101)).to.be.empty;
    });
  });
});
