import { expect } from 'chai';
import fc from 'fast-check';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../src/domain/index.js';
import { newOrder, OrderSet, type TrackedOrder } from '../../src/orders/index.js';
import { submitted } from './orderInputs.js';

const PLACE = { venue: venueName('test'), symbol: venueSymbol('XRP-ETH') };

/** An order of that key, with ids made of `ids`. */
const member = (key: number, ids: readonly number[] = [key]): TrackedOrder => ({
  key,
  order: {
    ...newOrder(submitted({}, { clientId: clientOrderId(`c${key}`) })),
    venueIds: ids.map((id) => orderId(`v${id}`)),
  },
});

const keysOf = (set: OrderSet) => [...set].map(({ key }) => key);
const byVenueId = (id: string) => ({ ...PLACE, by: 'venueId' as const, id: orderId(id) });
const byClientId = (id: string) => ({ ...PLACE, by: 'clientId' as const, id: clientOrderId(id) });

/** The objects that a value is made of. */
function partsOf(value: unknown, parts = new Set<object>()): ReadonlySet<object> {
  if (typeof value !== 'object' || value === null || parts.has(value)) return parts;
  parts.add(value);
  for (const part of value instanceof Map ? value.entries() : Object.values(value)) partsOf(part, parts);
  return parts;
}

describe('OrderSet', () => {
  it('is what a Map by key is, after any changes, in the order of the keys, and no version ever changes', () => {
    const change = fc.record({
      key: fc.integer({ min: 1, max: 120 }),
      ids: fc.option(fc.array(fc.nat(9), { maxLength: 2 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 100 }), (changes) => {
        const plain = new Map<number, TrackedOrder>();
        const versions: (readonly [OrderSet, readonly TrackedOrder[]])[] = [];
        let set = OrderSet.empty();
        for (const { key, ids } of changes) {
          // Ids are one order's at a time.
          const free = ids?.filter(
            (id) => ![...plain.values()].some((each) => each.order.venueIds.includes(orderId(`v${id}`))),
          );
          if (free === undefined) plain.delete(key);
          else plain.set(key, member(key, free));
          set = free === undefined ? set.delete(key) : set.set(plain.get(key)!);
          versions.push([set, [...plain.values()].sort((a, b) => a.key - b.key)]);
        }
        for (const [version, members] of versions) {
          expect([...version]).to.deep.equal(members);
          expect(version.size).to.equal(members.length);
          for (let key = 1; key <= 120; key++) {
            const expected = members.find((each) => each.key === key);
            expect(version.get(key)).to.equal(expected);
            expect(version.find(byClientId(`c${key}`))).to.equal(expected);
          }
          for (let id = 0; id <= 9; id++) {
            const expected = members.find(({ order }) => order.venueIds.includes(orderId(`v${id}`)));
            expect(version.find(byVenueId(`v${id}`))).to.equal(expected);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds an order by every id that it has had, at its own venue and symbol', () => {
    const set = OrderSet.from([member(1, [7, 8]), member(2, [9])]);
    expect(set.find(byVenueId('v7'))?.key).to.equal(1);
    expect(set.find(byVenueId('v8'))?.key).to.equal(1);
    expect(set.find(byClientId('c2'))?.key).to.equal(2);
    expect(set.find(byClientId('v7'))).to.equal(undefined);
    expect(set.find({ ...byVenueId('v7'), symbol: venueSymbol('ZRX-ETH') })).to.equal(undefined);
    expect(set.find({ ...byVenueId('v7'), venue: venueName('other') })).to.equal(undefined);
  });

  it('leaves an id to the order that has it now', () => {
    const set = OrderSet.from([member(1, [7]), member(2, [7])]);
    expect(set.delete(1).find(byVenueId('v7'))?.key).to.equal(2);
    expect(set.set(member(1, [])).find(byVenueId('v7'))?.key).to.equal(2);
    expect(set.delete(2).find(byVenueId('v7'))).to.equal(undefined);
  });

  it('is itself where nothing is deleted, and keeps the last of two with one key', () => {
    const set = OrderSet.from([member(1), member(2), member(1, [5])]);
    expect(set.delete(3)).to.equal(set);
    expect(keysOf(set)).to.deep.equal([1, 2]);
    expect(set.find(byVenueId('v5'))?.key).to.equal(1);
    expect(set.find(byVenueId('v1'))).to.equal(undefined);
  });

  it('keeps nothing of what has left', () => {
    const set = OrderSet.from([member(1, [7, 8]), member(2)]);
    expect(set.set(member(1, [])).delete(2).delete(1)).to.deep.equal(OrderSet.empty());
  });

  it('finds an order by a client id that it was told later', () => {
    const { key, order } = member(1, [7]);
    const adopted: TrackedOrder = { key, order: { ...order, clientId: undefined } };
    const set = OrderSet.from([adopted]);
    expect(set.find(byClientId('c1'))).to.equal(undefined);
    expect(set.set({ key, order }).find(byClientId('c1'))?.order).to.equal(order);
  });

  it('can be gone through more than once, and in the order of the keys where texts would be in another', () => {
    const set = OrderSet.from([10, 9, 100, 1, 2].map((key) => member(key)));
    expect([keysOf(set), keysOf(set)]).to.deep.equal([
      [1, 2, 9, 10, 100],
      [1, 2, 9, 10, 100],
    ]);
  });

  it('shares all but the way to the change: of ten thousand orders one change copies fewer than 200 fields', () => {
    const set = OrderSet.from(Array.from({ length: 10_000 }, (_, at) => member(at + 1)));
    const before = partsOf(set);
    expect(before.size).to.be.above(30_000);
    const fieldsOf = (changed: OrderSet) =>
      [...partsOf(changed)]
        .filter((part) => !before.has(part))
        .reduce((sum, part) => sum + Object.keys(part).length, 0);
    expect(fieldsOf(set.set(member(5_000)))).to.be.within(10, 100);
    expect(fieldsOf(set.set(member(10_001)))).to.be.within(10, 200);
    expect(fieldsOf(set.delete(5_000))).to.be.within(10, 200);
  });
});
