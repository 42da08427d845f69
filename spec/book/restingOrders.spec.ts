import { expect } from 'chai';
import fc from 'fast-check';

import {
  applyDiff,
  applyOrderDiff,
  bookFromSnapshot,
  INITIAL_BOOK,
  bookStateReducer,
  NO_ORDERS,
  ordersOfSnapshot,
  type OrderBook,
  type RestingOrders,
} from '../../src/book/index.js';
import { orderId, type OrderChange, type PriceLevels, type Side } from '../../src/domain/index.js';
import {
  changedTo,
  diffOf,
  done,
  matched,
  opened,
  orderDiffOf,
  ordersAt,
  snapshotAt,
} from '../support/messages.js';

const texts = (levels: PriceLevels) => Array.from(levels, ({ priceText, sizeText }) => [priceText, sizeText]);

/** The levels that a diff of these changes comes to. */
function changesOf(before: RestingOrders, ...changes: readonly OrderChange[]) {
  const { orders, message } = applyOrderDiff(before, orderDiffOf(11, ...changes));
  return { orders, bids: texts(message.bids), asks: texts(message.asks) };
}

const START = ordersOfSnapshot(
  ordersAt(
    10,
    [
      ['a', '100', '1'],
      ['b', '100.0', '0.25'],
      ['c', '99.5', '3'],
    ],
    [['d', '101', '0.000000000000000000001']],
  ),
);

describe('ordersOfSnapshot', () => {
  it('adds up what rests at a price, however the venue spells it, exactly', () => {
    const { message, orders } = START;
    expect(message).to.include({ _tag: 'snapshot', via: 'request', lastId: 10, coverage: 'full' });
    expect(texts(message.bids)).to.deep.equal([
      ['100', '1.25'],
      ['99.5', '3'],
    ]);
    expect(texts(message.asks)).to.deep.equal([['101', '0.000000000000000000001']]);
    expect(orders.count).to.equal(4);
    expect(orders.get(orderId('b'))).to.deep.equal({ id: 'b', side: 'buy', price: '100', size: '0.25' });
    expect(orders.total('buy', '100.00').toFixed()).to.equal('1.25');
    expect(orders.total('sell', '100').toFixed()).to.equal('0');
  });
});

describe('applyOrderDiff', () => {
  const { orders } = START;

  it('tells the new total where an order opens', () => {
    const { bids, asks } = changesOf(
      orders,
      opened('e', 'buy', '100', '2'),
      opened('f', 'sell', '101.5', '4'),
    );
    expect(bids).to.deep.equal([['100', '3.25']]);
    expect(asks).to.deep.equal([['101.5', '4']]);
  });

  it('tells the new total where an order has another size; at another price, both totals', () => {
    expect(changesOf(orders, changedTo('a', '0.5')).bids).to.deep.equal([['100', '0.75']]);
    expect(changesOf(orders, changedTo('a', '0.5', '98')).bids).to.deep.equal([
      ['100', '0.25'],
      ['98', '0.5'],
    ]);
  });

  it('takes off what is matched, and empties a level with its last order', () => {
    expect(changesOf(orders, matched('b', '0.15')).bids).to.deep.equal([['100', '1.1']]);
    const emptied = changesOf(orders, matched('c', '3'));
    expect(emptied.bids).to.deep.equal([['99.5', '0']]);
    // The order itself is told to be done after that; its level is gone already.
    const after = changesOf(emptied.orders, done('c'));
    expect([after.bids, after.asks, after.orders.count]).to.deep.equal([[], [], 3]);
  });

  it('takes an order off with what is left of it', () => {
    expect(changesOf(orders, done('a')).bids).to.deep.equal([['100', '0.25']]);
    expect(changesOf(orders, done('d')).asks).to.deep.equal([['101', '0']]);
  });

  it('tells a price once, as it is after all changes, and not at all where it is as before', () => {
    const {
      bids,
      asks,
      orders: after,
    } = changesOf(
      orders,
      opened('e', 'buy', '100', '2'),
      matched('e', '1.5'),
      opened('g', 'buy', '97', '1'),
      done('g'),
      changedTo('c', '3.0'),
    );
    expect([bids, asks, after.count]).to.deep.equal([[['100', '1.75']], [], 5]);
  });

  it('has no use for orders that do not rest', () => {
    const {
      bids,
      asks,
      orders: after,
    } = changesOf(orders, done('x'), matched('x', '1'), changedTo('x', '1', '5'));
    expect([bids, asks]).to.deep.equal([[], []]);
    expect(after).to.equal(orders);
  });

  it('takes an order that opens again as it is told now, and leaves nothing of one that is overfilled', () => {
    expect(changesOf(orders, opened('a', 'sell', '102', '7'))).to.deep.include({
      bids: [['100', '0.25']],
      asks: [['102', '7']],
    });
    const { bids, orders: after } = changesOf(orders, matched('b', '9'));
    expect(bids).to.deep.equal([['100', '1']]);
    expect(after.get(orderId('b'))?.size).to.equal('0');
  });

  it('counts what contradicts the orders that rest, and nothing else', () => {
    const counts = (...changes: readonly OrderChange[]) =>
      applyOrderDiff(orders, orderDiffOf(11, ...changes)).contradictions;
    expect(counts(opened('a', 'buy', '100', '1'))).to.equal(1);
    expect(counts(matched('x', '1'))).to.equal(1);
    expect(counts(matched('b', '0.2500000000000000001'))).to.equal(1);
    expect(
      counts(matched('b', '0.1'), matched('b', '0.16'), opened('e', 'buy', '1', '1'), matched('e', '2')),
    ).to.equal(2);
    expect(
      counts(matched('b', '0.25'), done('b'), done('x'), changedTo('x', '1'), changedTo('a', '2')),
    ).to.equal(0);
    const live = bookStateReducer(INITIAL_BOOK, {
      _tag: 'joined',
      snapshot: ordersAt(10, [['a', '100', '1']]),
      diffs: [orderDiffOf(11, matched('x', '1'))],
      stale: 0,
    });
    expect(live.state).to.include({ status: 'live', missingDeletes: 1 });
    const next = bookStateReducer(live, { _tag: 'applied', diff: orderDiffOf(12, matched('a', '2')) });
    expect(next.state).to.include({ status: 'live', missingDeletes: 1 });
  });

  it('keeps ids and times of the message', () => {
    const diff = { ...orderDiffOf(12, done('a')), venueTime: 5, receivedAt: 7, firstId: 11, previousId: 10 };
    expect(applyOrderDiff(orders, diff).message).to.include({
      _tag: 'diff',
      firstId: 11,
      lastId: 12,
      previousId: 10,
      venueTime: 5,
      receivedAt: 7,
      symbol: diff.symbol,
    });
  });

  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const prices = fc.constantFrom('99', '99.5', '100', '100.0', '101');
  // Some that doubles say exactly, some that they do not, and some whose sums they say though not the parts.
  const sizes = fc.constantFrom(
    '1',
    '0.1',
    '0.25',
    '3',
    '0.000000000000000000001',
    '0.999999999999999999999',
    '0.30000000000000004',
    '12345678.12345678',
    '9007199254740993',
    '1234567890123456789.123456789012345678901',
  );
  // Nothing is left of an order before it is told to be done.
  const sizesLeft = fc.oneof(sizes, fc.constantFrom('0', '0.00000000'));
  const side = fc.constantFrom<Side>('buy', 'sell');
  const change: fc.Arbitrary<OrderChange> = fc.oneof(
    fc.tuple(ids, side, prices, sizes).map((parts) => opened(...parts)),
    fc.tuple(ids, sizesLeft, fc.option(prices, { nil: undefined })).map((parts) => changedTo(...parts)),
    fc.tuple(ids, sizes).map((parts) => matched(...parts)),
    ids.map(done),
  );

  it('makes, diff after diff, the levels that the orders add up to', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 30 }), (diffs) => {
        let resting = NO_ORDERS;
        let book = bookFromSnapshot(snapshotAt(0));
        const model = new Map<string, ModelOrder>();
        for (const changes of diffs) {
          const next = applyOrderDiff(resting, orderDiffOf(1, ...changes));
          const result = applyDiff(book, next.message);
          // Each level that is told gone was there: nothing is told that changes nothing.
          expect(result.missingDeletes).to.equal(0);
          resting = next.orders;
          ({ book } = result);
          changes.forEach((each) => changeModel(model, each));
          expect(levelsOf(book)).to.deep.equal(levelsOfModel(model));
          expect(resting.count).to.equal(model.size);
        }
      }),
    );
  });

  it('leaves the orders before a diff as they were', () => {
    const ordersOf = (resting: RestingOrders) => 'abcdef'.split('').map((id) => resting.get(orderId(id)));
    const totalsOf = (resting: RestingOrders) =>
      ['99', '99.5', '100', '101'].flatMap((price) => [
        resting.total('buy', price).toFixed(),
        resting.total('sell', price).toFixed(),
      ]);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        let resting = NO_ORDERS;
        const kept = changes.map((each) => {
          resting = applyOrderDiff(resting, orderDiffOf(1, each)).orders;
          return [resting, ordersOf(resting), totalsOf(resting)] as const;
        });
        for (const [version, orders, totals] of kept) {
          expect([ordersOf(version), totalsOf(version)]).to.deep.equal([orders, totals]);
        }
      }),
    );
  });

  it('makes of orders that open what a snapshot of them says', () => {
    const order = fc.tuple(ids, prices, sizesLeft);
    fc.assert(
      fc.property(fc.array(order, { maxLength: 8 }), fc.array(order, { maxLength: 8 }), (buys, sells) => {
        const snapshot = ordersOfSnapshot(ordersAt(1, buys, sells));
        const applied = applyOrderDiff(
          NO_ORDERS,
          orderDiffOf(
            1,
            ...buys.map(([id, ...texts]) => opened(id, 'buy', ...texts)),
            ...sells.map(([id, ...texts]) => opened(id, 'sell', ...texts)),
          ),
        );
        const byPrice = (levels: PriceLevels) =>
          texts(levels)
            .map((level) => level.join(' '))
            .sort();
        expect(byPrice(snapshot.message.bids)).to.deep.equal(byPrice(applied.message.bids));
        expect(byPrice(snapshot.message.asks)).to.deep.equal(byPrice(applied.message.asks));
        expect(snapshot.orders).to.deep.equal(applied.orders);
      }),
    );
  });
});

describe('bookStateReducer with orders', () => {
  it('keeps the orders beside the book, and forgets them at a gap', () => {
    const snapshot = ordersAt(10, [['a', '100', '1']]);
    const joined = bookStateReducer(INITIAL_BOOK, {
      _tag: 'joined',
      snapshot,
      diffs: [orderDiffOf(11, opened('b', 'buy', '100', '2'))],
      stale: 0,
    });
    expect([joined.orders?.count, joined.state.status]).to.deep.equal([2, 'live']);
    const applied = bookStateReducer(joined, { _tag: 'applied', diff: orderDiffOf(12, done('a')) });
    expect(applied.orders?.count).to.equal(1);
    expect(levelsOf((applied.state as { readonly book: OrderBook }).book)).to.deep.equal({
      bids: [['100', '2']],
      asks: [],
    });
    const cause = { _tag: 'diffGap', last: 12, firstId: 14, previousId: undefined } as const;
    expect(bookStateReducer(applied, { _tag: 'gap', cause, receivedAt: 0 }).orders).to.equal(undefined);
    // A book of levels has none.
    const ofLevels = bookStateReducer(applied, {
      _tag: 'joined',
      snapshot: snapshotAt(10),
      diffs: [diffOf(11, 11)],
      stale: 0,
    });
    expect(ofLevels.orders).to.equal(undefined);
  });
});

/** An order of the model; sizes in units of the smallest. */
interface ModelOrder {
  readonly side: Side;
  readonly price: number;
  readonly size: bigint;
}

const units = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(21, '0'));
};

const unitsText = (value: bigint): string => {
  const digits = value.toString().padStart(22, '0');
  return `${digits.slice(0, -21)}.${digits.slice(-21)}`.replace(/\.?0+$/, '');
};

function changeModel(model: Map<string, ModelOrder>, change: OrderChange): void {
  const order = model.get(change.id);
  if (change._tag === 'opened') {
    model.set(change.id, { side: change.side, price: Number(change.price), size: units(change.size) });
  } else if (order === undefined) {
    return;
  } else if (change._tag === 'done') {
    model.delete(change.id);
  } else if (change._tag === 'matched') {
    const left = order.size - units(change.size);
    model.set(change.id, { ...order, size: left < 0n ? 0n : left });
  } else {
    const price = change.price === undefined ? order.price : Number(change.price);
    model.set(change.id, { ...order, price, size: units(change.size) });
  }
}

function levelsOfModel(model: ReadonlyMap<string, ModelOrder>) {
  const sideOf = (of: Side) => {
    const totals = new Map<number, bigint>();
    for (const { side, price, size } of model.values()) {
      if (side === of) totals.set(price, (totals.get(price) ?? 0n) + size);
    }
    const sign = of === 'buy' ? -1 : 1;
    return [...totals]
      .filter(([, total]) => total > 0n)
      .sort(([a], [b]) => sign * (a - b))
      .map(([price, total]) => [String(price), unitsText(total)]);
  };
  return { bids: sideOf('buy'), asks: sideOf('sell') };
}

const levelsOf = ({ bids, asks }: OrderBook) => ({
  bids: Array.from(bids, (level) => level.toJSON()),
  asks: Array.from(asks, (level) => level.toJSON()),
});
