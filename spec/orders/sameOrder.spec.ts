import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { orderFromJson, orderToJson, type Order } from '../../src/orders/index.js';
import { sameOrder } from '../../src/orders/sameOrder.js';
import { chaos } from './chaos.js';
import {
  acknowledged,
  amended,
  cancelRequested,
  filled,
  notFound,
  report,
  run,
  submitted,
  trade,
} from './orderInputs.js';

/** One of which as much is known as can be. */
const FULL = run([
  submitted(),
  acknowledged(),
  report('partiallyFilled', '40', { sequence: 3 }),
  filled(trade('t1', '40', { fees: [{ token: 'BNB', amount: new Decimal(1) }] })),
  amended('v1', 'v2'),
  cancelRequested(),
  notFound(150),
]).order;

const copyOf = (order: Order): Order => orderFromJson(JSON.parse(JSON.stringify(orderToJson(order))));

/** Another value of the same kind. */
const other = (value: unknown): unknown => {
  if (Decimal.isDecimal(value)) return value.plus(1);
  if (Array.isArray(value)) return value.slice(1);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}!` : undefined;
};

describe('sameOrder', () => {
  it('is true of an order and its copy, whatever is known of it', () => {
    fc.assert(
      fc.property(chaos, (inputs) => {
        const { order } = run(inputs);
        expect(sameOrder(order, copyOf(order))).to.equal(true);
        expect(sameOrder(copyOf(order), order)).to.equal(true);
      }),
    );
  });

  it('is false where any field is another, but not for when the order was last heard of', () => {
    // What is undefined or empty in it has no other value of its kind.
    const tried = Object.entries(FULL).filter(([, value]) => value !== undefined && String(value) !== '');
    expect(tried.map(([key]) => key)).to.include.members(['submit', 'cancel', 'told', 'fills', 'absence']);
    const ignored = tried.filter(([key, value]) => sameOrder(FULL, { ...copyOf(FULL), [key]: other(value) }));
    expect(ignored.map(([key]) => key)).to.deep.equal(['evidenceAt', 'updatedAt']);
  });

  it('is false where one of a list, or a field within, is another', () => {
    const [fill] = FULL.fills;
    const [amendment] = FULL.amendments;
    const others: readonly Partial<Order>[] = [
      { fills: [{ ...fill!, price: new Decimal(11) }] },
      { fills: [fill!, { ...fill! }] },
      { fills: [] },
      { amendments: [{ ...amendment!, price: new Decimal(11) }] },
      { venueIds: FULL.venueIds.toReversed() },
      { absence: { ...FULL.absence, notFoundAt: [151] } },
      { absence: { ...FULL.absence, notOpenAt: 160 } },
      { cancel: { ...FULL.cancel!, answer: 'lost' } },
      { told: { ...FULL.told!, base: new Decimal(41) } },
      { fees: [{ token: 'BNB', amount: new Decimal(2) }] },
    ];
    for (const change of others) {
      expect(sameOrder(FULL, { ...FULL, ...change }), JSON.stringify(change)).to.equal(false);
      expect(sameOrder({ ...FULL, ...change }, FULL), JSON.stringify(change)).to.equal(false);
    }
  });
});
