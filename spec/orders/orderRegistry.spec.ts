import { expect } from 'chai';
import fc from 'fast-check';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import { type OrderInput, type TrackedOrder, type TrackedUpdate } from '../../src/orders/index.js';
import { OrderRegistry } from '../../src/orders/orderRegistry.js';
import { registryOptions } from '../../src/orders/trackOrders.js';
import { EMPTY_STATE, type OrderLookup } from '../../src/orders/trackedOrder.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, filled, submitted, trade } from './orderInputs.js';

/** What a store does: the newest of each order, by any of its ids; what was absorbed is gone. */
class Store {
  readonly orders = new Map<number, TrackedOrder>();

  keep({ key, order, absorbed }: TrackedUpdate): void {
    if (absorbed !== undefined) this.orders.delete(absorbed);
    this.orders.set(key, { key, order });
  }

  recall = ({ venue, symbol, by, id }: OrderLookup): TrackedOrder | undefined =>
    [...this.orders.values()].find(
      ({ order }) =>
        order.venue === venue &&
        order.symbol === symbol &&
        (by === 'clientId' ? order.clientId === id : order.venueIds.includes(orderId(id))),
    );
}

/** Takes inputs in, forgetting and starting again after those that `stops` names. */
function runWithStops(inputs: readonly OrderInput[], stops: readonly number[]): readonly TrackedUpdate[] {
  const store = new Store();
  const options = registryOptions({ keepFinished: 1, recall: store.recall });
  let registry = new OrderRegistry(options, EMPTY_STATE);
  return inputs.flatMap((input, at) => {
    const updates = registry.take(input);
    for (const update of updates) store.keep(update);
    registry.forget(-Infinity);
    if (stops.includes(at)) {
      const orders = [...store.orders.values()].filter(({ order }) => order.end === undefined);
      registry = new OrderRegistry(options, { orders, held: registry.held, nextKey: registry.nextKey });
    }
    return updates;
  });
}

describe('OrderRegistry', () => {
  it('goes on from its state as if it had never stopped, whatever has left memory', () => {
    fc.assert(
      fc.property(manyOrders(), fc.array(fc.nat(60), { maxLength: 5 }), (inputs, stops) => {
        const whole = new OrderRegistry(registryOptions({ keepFinished: Infinity }), EMPTY_STATE);
        const expected = inputs.flatMap((input) => whole.take(input));
        expect(runWithStops(inputs, stops)).to.deep.equal(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps what is held by its place over a stop, and releases it then', () => {
    const early = filled(trade('t1', '40'), { clientId: undefined });
    const updates = runWithStops([submitted(), early, acknowledged()], [0, 1]);
    expect(updates.map(({ events }) => events.map(({ _tag }) => _tag))).to.deep.equal([
      [],
      ['created'],
      ['filled'],
    ]);
  });

  it('releases what waits for an id as soon as that is known, and what waits for another not before its own', () => {
    const registry = new OrderRegistry(registryOptions({}), EMPTY_STATE);
    const [second, v2] = [clientOrderId('c2'), orderId('v2')];
    const inputs = [
      submitted(),
      submitted({}, { clientId: second }),
      filled(trade('t2', '7'), { clientId: undefined, venueId: v2 }),
      filled(trade('t1', '40'), { clientId: undefined }),
      acknowledged(),
      acknowledged({ clientId: second, venueId: v2 }),
    ];
    const told = inputs.map((input) =>
      registry.take(input).map(({ order, events }) => [order.clientId, ...events.map(({ _tag }) => _tag)]),
    );
    expect(told.slice(2)).to.deep.equal([
      [],
      [],
      [
        ['c1', 'created'],
        ['c1', 'filled'],
      ],
      [
        ['c2', 'created'],
        ['c2', 'filled'],
      ],
    ]);
    expect(registry.held).to.deep.equal([]);
  });
});
