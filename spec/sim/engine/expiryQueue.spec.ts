import { expect } from 'chai';
import fc from 'fast-check';

import { ExpiryQueue } from '../../../src/sim/engine/expiryQueue.js';

interface Waiting {
  readonly orderId: number;
  readonly expireAt: number | undefined;
}

function drained(queue: ExpiryQueue<Waiting>, now: number): readonly number[] {
  const ids: number[] = [];
  for (let order = queue.due(now); order !== undefined; order = queue.due(now)) {
    ids.push(order.orderId);
    queue.remove(order);
  }
  return ids;
}

describe('ExpiryQueue', () => {
  it('gives those whose time has come, by time and then by id, but for those that were taken out', () => {
    const entry = fc.record({ expireAt: fc.nat(9), isTaken: fc.boolean() });
    fc.assert(
      fc.property(fc.array(entry), fc.nat(10), (entries, now) => {
        const queue = new ExpiryQueue<Waiting>();
        const orders = entries.map(({ expireAt }, at) => ({ orderId: at + 1, expireAt }));
        for (const order of orders) queue.add(order);
        for (const [at, { isTaken }] of entries.entries()) if (isTaken) queue.remove(orders[at]!);
        const due = orders
          .filter(({ expireAt }, at) => expireAt <= now && entries[at]?.isTaken === false)
          .sort((a, b) => a.expireAt - b.expireAt || a.orderId - b.orderId);
        expect(drained(queue, now)).to.deep.equal(due.map(({ orderId }) => orderId));
      }),
    );
  });

  it('takes out nobody else', () => {
    const queue = new ExpiryQueue<Waiting>();
    queue.add({ orderId: 1, expireAt: 5 });
    queue.remove({ orderId: 1, expireAt: 5 });
    queue.remove({ orderId: 2, expireAt: 5 });
    expect(drained(queue, 5)).to.deep.equal([1]);
  });
});
