import { Decimal } from 'decimal.js';

import { plainDecimal } from '../domain/decimalText.js';
import type { OrderId } from '../domain/ids.js';
import type { BookDiff, BookSnapshot } from '../domain/messages.js';
import type { OrderChange, OrderDiff, OrderSnapshot, RestingOrder } from '../domain/orderMessages.js';
import type { Side } from '../domain/origin.js';
import { PriceLevelsBuilder, type PriceLevels } from '../domain/priceLevels.js';
import { add, subtract } from '../domain/exact.js';
import { TextMap } from './textMap.js';

/** An order as it rests. */
interface Resting {
  readonly side: Side;
  /** In plain notation. */
  readonly price: string;
  /** What is left of it. */
  readonly size: Decimal;
}

/** The orders that rest on one book: a value that never changes, of which versions share what they have in common. */
export class RestingOrders {
  constructor(
    private readonly orders: TextMap<Resting>,
    /** The sum of what is left at each side and price where there is anything. */
    private readonly totals: TextMap<Decimal>,
  ) {}

  /** How many orders rest. */
  get count(): number {
    return this.orders.size;
  }

  /** An order that rests; undefined where it does not. */
  get(id: OrderId): (RestingOrder & { readonly side: Side }) | undefined {
    const order = this.orders.get(id);
    return order && { id, side: order.side, price: order.price, size: order.size.toFixed() };
  }

  /** The sum of the sizes that rest at a price; zero where nothing does. */
  total(side: Side, price: string): Decimal {
    return this.totals.get(levelKey(side, plainDecimal(price))) ?? ZERO;
  }

  /** These orders after one change; itself where the change names an order that does not rest. */
  after(change: OrderChange): RestingOrders {
    switch (change._tag) {
      case 'opened': {
        const { side, price, size } = change;
        return this.put(change.id, { side, price: plainDecimal(price), size: new Decimal(size) });
      }
      case 'changed': {
        const order = this.orders.get(change.id);
        if (order === undefined) return this;
        const price = change.price === undefined ? order.price : plainDecimal(change.price);
        return this.put(change.id, { side: order.side, price, size: new Decimal(change.size) });
      }
      case 'matched': {
        const order = this.orders.get(change.id);
        if (order === undefined) return this;
        const left = subtract(order.size, new Decimal(change.size));
        return this.put(change.id, { ...order, size: left.isNegative() ? ZERO : left });
      }
      case 'done':
        return this.without(change.id);
    }
  }

  /** Where a change has an effect: the side and price of the order that it names, as far as it rests. */
  levelOf(id: OrderId): Level | undefined {
    const order = this.orders.get(id);
    return order && { side: order.side, price: order.price };
  }

  private put(id: OrderId, order: Resting): RestingOrders {
    const { orders, totals } = this.without(id);
    const key = levelKey(order.side, order.price);
    return new RestingOrders(
      orders.set(id, order),
      withTotal(totals, key, add(totals.get(key) ?? ZERO, order.size)),
    );
  }

  private without(id: OrderId): RestingOrders {
    const order = this.orders.get(id);
    if (order === undefined) return this;
    const key = levelKey(order.side, order.price);
    const total = subtract(this.totals.get(key) ?? ZERO, order.size);
    return new RestingOrders(this.orders.delete(id), withTotal(this.totals, key, total));
  }
}

interface Level {
  readonly side: Side;
  readonly price: string;
}

const ZERO = new Decimal(0);

/** No order rests. */
export const NO_ORDERS = new RestingOrders(TextMap.empty(), TextMap.empty());

const levelKey = (side: Side, price: string): string => `${side} ${price}`;

const withTotal = (totals: TextMap<Decimal>, key: string, total: Decimal): TextMap<Decimal> =>
  total.isZero() ? totals.delete(key) : totals.set(key, total);

const bids = new PriceLevelsBuilder(false);
const asks = new PriceLevelsBuilder(false);

/** Orders, and the message of levels that says the same of the book. */
export interface OrdersAnd<M> {
  readonly orders: RestingOrders;
  readonly message: M;
}

/** The orders of a snapshot, and the snapshot of the levels that they make. */
export function ordersOfSnapshot({
  bids: buys,
  asks: sells,
  ...snapshot
}: OrderSnapshot): OrdersAnd<BookSnapshot> {
  let orders = NO_ORDERS;
  for (const order of buys) orders = orders.after({ _tag: 'opened', side: 'buy', ...order });
  for (const order of sells) orders = orders.after({ _tag: 'opened', side: 'sell', ...order });
  const levelsOf = (side: Side, from: readonly RestingOrder[]) =>
    levels(new Set(from.map(({ price }) => plainDecimal(price))), side, orders);
  return {
    orders,
    message: {
      ...snapshot,
      _tag: 'snapshot',
      coverage: 'full',
      bids: levelsOf('buy', buys),
      asks: levelsOf('sell', sells),
      checksum: undefined,
    },
  };
}

/**
 * The pure reducer from order by order to levels: the orders after a diff, and the diff of levels that it comes to: the
 * new total at each price where the total is another now, zero where the last order is gone.
 *
 * Changes that name an order that does not rest (one that was filled as it came, a stop order) change nothing. One that
 * opens again is taken as the venue now says, and one that is filled by more than is left has nothing left.
 */
export function applyOrderDiff(before: RestingOrders, { changes, ...diff }: OrderDiff): OrdersAnd<BookDiff> {
  let orders = before;
  const touched = { buy: new Set<string>(), sell: new Set<string>() };
  const touch = (level: Level | undefined) => level && touched[level.side].add(level.price);
  for (const change of changes) {
    touch(orders.levelOf(change.id));
    orders = orders.after(change);
    touch(orders.levelOf(change.id));
  }
  const levelsOf = (side: Side) =>
    levels(
      [...touched[side]].filter((price) => !orders.total(side, price).eq(before.total(side, price))),
      side,
      orders,
    );
  return {
    orders,
    message: { ...diff, _tag: 'diff', bids: levelsOf('buy'), asks: levelsOf('sell'), checksum: undefined },
  };
}

/** The levels at some prices as they are now. */
function levels(prices: Iterable<string>, side: Side, orders: RestingOrders): PriceLevels {
  const builder = side === 'buy' ? bids : asks;
  for (const price of prices) builder.add(price, orders.total(side, price).toFixed());
  return builder.build();
}
