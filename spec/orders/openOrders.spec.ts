import { expect } from 'chai';
import fc from 'fast-check';
import { pipe, Subject } from 'rxjs';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import {
  openOrders,
  openOrdersReducer,
  OrderSet,
  trackOrders,
  type OrderInput,
  type TrackedOrder,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { sameOrder } from '../../src/orders/sameOrder.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, filled, report, submitted, trade } from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(KEEP_ALL), inputs);

const second = { clientId: clientOrderId('c2'), venueId: orderId('v2') };
const UPDATES = updatesOf([
  submitted(),
  submitted({}, { clientId: second.clientId }),
  acknowledged(second),
  filled(trade('t1', '100')),
]);

describe('openOrders', () => {
  itKeepsTheChecklist(() => openOrders(), UPDATES);

  it('is the orders that have not ended, each as it was when it last changed, told when that is another', () => {
    fc.assert(
      fc.property(manyOrders(), (inputs) => {
        const open = new Map<number, TrackedOrder>();
        const expected: (readonly TrackedOrder[])[] = [];
        for (const { key, order, absorbed } of updatesOf(inputs)) {
          const before = open.get(key);
          let isChanged = absorbed !== undefined && open.delete(absorbed);
          if (order.end !== undefined) isChanged = open.delete(key) || isChanged;
          else if (before === undefined || !sameOrder(before.order, order)) {
            open.set(key, { key, order });
            isChanged = true;
          }
          if (isChanged) expected.push([...open.values()].sort((a, b) => a.key - b.key));
        }
        const sets = outputsOf(pipe(trackOrders(KEEP_ALL), openOrders()), inputs);
        expect(sets.map((set) => [...set])).to.deep.equal(expected);
      }),
    );
  });

  it('gives nothing for an order that is only heard of again', () => {
    const again = [
      report('open', '0', { receivedAt: 10 }),
      report('open', '0', { receivedAt: 20 }),
      acknowledged({ receivedAt: 30 }),
    ];
    const sets = outputsOf(pipe(trackOrders(), openOrders()), [submitted(), ...again]);
    expect(sets.map((set) => set.get(1)?.order.updatedAt)).to.deep.equal([0, 10, 30]);
    expect(sets.map((set) => set.get(1)?.order.submit?.answer)).to.deep.equal([
      'awaited',
      'awaited',
      'acknowledged',
    ]);
  });

  it('keeps a member the same object as long as it does not change', () => {
    const sets = outputsOf(openOrders(), UPDATES);
    expect(sets).to.have.lengthOf(4);
    expect(sets[1]!.get(1)).to.equal(sets[0]!.get(1));
    expect(sets[2]!.get(1)).to.equal(sets[0]!.get(1));
    expect(sets[3]!.get(2)).to.equal(sets[2]!.get(2));
    expect(sets[2]!.get(2)).not.to.equal(sets[1]!.get(2));
  });

  it('begins with what is open already, without telling it', () => {
    const [, , acknowledgedUpdate] = UPDATES;
    const start = OrderSet.from([UPDATES[0]!, UPDATES[1]!]);
    const sets = outputsOf(openOrders(start), [UPDATES[0]!, acknowledgedUpdate!]);
    expect(sets.map((set) => [...set].map(({ key }) => key))).to.deep.equal([[1, 2]]);
    expect(sets[0]!.get(2)?.order).to.equal(acknowledgedUpdate!.order);
    expect(start.get(2)?.order).to.equal(UPDATES[1]!.order);
  });

  it('is told in order where a set brings the next update at once', () => {
    const source$ = new Subject<TrackedUpdate>();
    const seen: number[] = [];
    source$.pipe(openOrders()).subscribe((set) => {
      seen.push(set.size);
      if (seen.length === 1) source$.next(UPDATES[1]!);
    });
    source$.next(UPDATES[0]!);
    source$.next(UPDATES[3]!);
    expect(seen).to.deep.equal([1, 2, 1]);
  });

  it('reduces to the same set where nothing changes in it', () => {
    const open = openOrdersReducer(OrderSet.empty(), UPDATES[0]!);
    expect(openOrdersReducer(open, UPDATES[0]!)).to.equal(open);
    expect(openOrdersReducer(OrderSet.empty(), UPDATES[3]!)).to.deep.equal(OrderSet.empty());
    expect(openOrdersReducer(open, { ...UPDATES[2]!, absorbed: 7 }).size).to.equal(2);
  });
});
