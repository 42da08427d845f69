import { expect } from 'chai';
import fc from 'fast-check';
import { pipe } from 'rxjs';

import { orderStatus, trackOrders, unknownOrders } from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, answerLost, submitted } from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const UPDATES = outputsOf(trackOrders(), [
  submitted(),
  answerLost({ receivedAt: 10 }),
  acknowledged({ receivedAt: 20 }),
]);

describe('unknownOrders', () => {
  itKeepsTheChecklist(unknownOrders, UPDATES, 2);

  it('has the orders whose status is unknown, and no other', () => {
    fc.assert(
      fc.property(manyOrders(), (inputs) => {
        const updates = outputsOf(trackOrders(KEEP_ALL), inputs);
        const last = outputsOf(pipe(trackOrders(KEEP_ALL), unknownOrders()), inputs).at(-1) ?? [];
        const orders = new Map(updates.map(({ key, order }) => [key, order]));
        for (const { absorbed } of updates) if (absorbed !== undefined) orders.delete(absorbed);
        const unknown = [...orders].filter(([, order]) => orderStatus(order) === 'unknown');
        expect(Array.from(last, ({ key }) => key)).to.deep.equal(
          unknown.map(([key]) => key).sort((a, b) => a - b),
        );
      }),
    );
  });

  it('tells since when', () => {
    expect(
      outputsOf(unknownOrders(), UPDATES).map((set) => Array.from(set, ({ since }) => since)),
    ).to.deep.equal([[10], []]);
  });
});
