import { Decimal } from 'decimal.js';

import { plainDecimal } from '../domain/decimalText.js';
import type { OrderId } from '../domain/ids.js';
import type { BookDiff, BookSnapshot } from '../domain/messages.js';
import type { OrderChange, OrderDiff, OrderSnapshot, RestingOrder } from '../domain/orderMessages.js';
import type { Side } from '../domain/origin.js';
import { PriceLevelsBuilder, type PriceLevels } from '../domain/priceLevels.js';
import { TextMap } from '../domain/textMap.js';
import {
  difference,
  differenceOrZero,
  exactSize,
  isBelow,
  sameSize,
  sizeText,
  sum,
  type ExactSize,
} from './exactSize.js';

/** An order as it rests. */
interface Resting {
  readonly side: Side;
  /** In plain notation. */
  readonly price: string;
  /** What is left of it. */
  readonly size: ExactSize;
}

/** By price in plain notation, the sum of what is left there, where there is anything. */
type Totals = TextMap<ExactSize>;

/** The orders that rest on one book: a value that never changes, of which versions share what they have in common. */
export class RestingOrders {
  constructor(
    private readonly orders: TextMap<Resting>,
    private readonly totals: Readonly<Record<Side, Totals>>,
  ) {}

  /** How many orders rest. */
  get count(): number {
    return this.orders.size;
  }

  /** An order that rests; undefined where it does not. */
  get(id: OrderId): (RestingOrder & { readonly side: Side }) | undefined {
    const order = this.orders.get(id);
    return order && { id, side: order.side, price: order.price, size: sizeText(order.size) };
  }

  /** The sum of the sizes that rest at a price; zero where nothing does. */
  total(side: Side, price: string): Decimal {
    return new Decimal(this.totals[side].get(plainDecimal(price)) ?? 0);
  }

  /** These orders after some changes, and the levels whose totals are others by then, zero where nothing is left. */
  after(changes: readonly OrderChange[]): After {
    let { orders } = this;
    let contradictions = 0;
    const totals = { buy: new TotalsDraft(this.totals.buy), sell: new TotalsDraft(this.totals.sell) };
    for (const change of changes) {
      const order = orders.get(change.id);
      if (contradicts(order, change)) contradictions++;
      const next = orderAfter(order, change);
      orders = next === undefined ? orders.delete(change.id) : orders.set(change.id, next);
      if (order !== undefined && next?.side === order.side && next.price === order.price) {
        totals[order.side].add(order.price, difference(next.size, order.size));
      } else {
        if (order !== undefined) totals[order.side].add(order.price, difference(0, order.size));
        if (next !== undefined) totals[next.side].add(next.price, next.size);
      }
    }
    const { buy, sell } = totals;
    return {
      orders:
        orders === this.orders ? this : new RestingOrders(orders, { buy: buy.totals, sell: sell.totals }),
      bids: buy.levels(),
      asks: sell.levels(),
      contradictions,
    };
  }
}

interface After {
  readonly orders: RestingOrders;
  readonly bids: PriceLevels;
  readonly asks: PriceLevels;
  /** How many of the changes cannot be of these orders. */
  readonly contradictions: number;
}

/** The totals of one side, and what they were before its changes. */
class TotalsDraft {
  /** At each price that changed, in the order in which they did. */
  private readonly before = new Map<string, ExactSize>();

  constructor(public totals: Totals) {}

  add(price: string, size: ExactSize): void {
    const before = this.totals.get(price) ?? 0;
    if (!this.before.has(price)) this.before.set(price, before);
    const total = sum(before, size);
    this.totals = total === 0 ? this.totals.delete(price) : this.totals.set(price, total);
  }

  /** Those that are others now. */
  levels(): PriceLevels {
    for (const [price, before] of this.before) {
      const total = this.totals.get(price) ?? 0;
      if (!sameSize(total, before)) builder.add(price, sizeText(total));
    }
    return builder.build();
  }
}

const builder = new PriceLevelsBuilder(false);

/** No order rests. */
export const NO_ORDERS = new RestingOrders(TextMap.empty(), { buy: TextMap.empty(), sell: TextMap.empty() });

/**
 * Whether a change cannot be of the orders that rest: one opens that rests already, is matched and does not rest, or is
 * matched by more than is left of it. What is done or changed and does not rest is none: it was filled as it came.
 */
function contradicts(order: Resting | undefined, change: OrderChange): boolean {
  if (change._tag === 'opened') return order !== undefined;
  if (change._tag !== 'matched') return false;
  return order === undefined || isBelow(order.size, exactSize(change.size));
}

/** An order after what happened to it; undefined where it does not rest: it is gone, or never came. */
function orderAfter(order: Resting | undefined, change: OrderChange): Resting | undefined {
  switch (change._tag) {
    case 'opened':
      return resting(change.side, change);
    case 'changed':
      return (
        order && {
          side: order.side,
          price: change.price === undefined ? order.price : plainDecimal(change.price),
          size: exactSize(change.size),
        }
      );
    case 'matched':
      return (
        order && {
          side: order.side,
          price: order.price,
          size: differenceOrZero(order.size, exactSize(change.size)),
        }
      );
    case 'done':
      return undefined;
  }
}

const resting = (side: Side, { price, size }: RestingOrder): Resting => ({
  side,
  price: plainDecimal(price),
  size: exactSize(size),
});

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
  const orders = new Map<string, Resting>();
  for (const order of buys) orders.set(order.id, resting('buy', order));
  for (const order of sells) orders.set(order.id, resting('sell', order));
  const totals = { buy: new Map<string, ExactSize>(), sell: new Map<string, ExactSize>() };
  for (const { side, price, size } of orders.values()) {
    if (size === 0) continue;
    totals[side].set(price, sum(totals[side].get(price) ?? 0, size));
  }
  return {
    orders: new RestingOrders(TextMap.from(orders), {
      buy: TextMap.from(totals.buy),
      sell: TextMap.from(totals.sell),
    }),
    message: {
      ...snapshot,
      _tag: 'snapshot',
      coverage: 'full',
      bids: levels(totals.buy),
      asks: levels(totals.sell),
      checksum: undefined,
    },
  };
}

/** What a diff of orders comes to. */
export interface OrderDiffResult extends OrdersAnd<BookDiff> {
  /** How many of its changes contradict the orders that rest: at an unbroken sequence a sign that the snapshot was wrong. */
  readonly contradictions: number;
}

/**
 * The pure reducer from order by order to levels: the orders after a diff, and the diff of levels that it comes to: the
 * new total at each price where the total is another now, zero where the last order is gone.
 *
 * Changes that name an order that does not rest (one that was filled as it came, a stop order) change nothing. One that
 * opens again is taken as the venue now says, and one that is filled by more than is left has nothing left; both are
 * counted.
 */
export function applyOrderDiff(before: RestingOrders, diff: OrderDiff): OrderDiffResult {
  const { orders, bids, asks, contradictions } = before.after(diff.changes);
  const { venue, symbol, connection, venueTime, receivedAt, firstId, lastId, previousId } = diff;
  return {
    orders,
    contradictions,
    // Field by field: to copy them all but one takes as long as the rest of the work.
    message: {
      _tag: 'diff',
      venue,
      symbol,
      connection,
      venueTime,
      receivedAt,
      firstId,
      lastId,
      previousId,
      bids,
      asks,
      checksum: undefined,
    },
  };
}

/** The levels with some totals. */
function levels(totals: Iterable<readonly [price: string, total: ExactSize]>): PriceLevels {
  for (const [price, total] of totals) builder.add(price, sizeText(total));
  return builder.build();
}
