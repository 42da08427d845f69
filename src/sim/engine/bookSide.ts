import type { Side } from '../../domain/origin.js';
import { leftOf, type Level, type OrderRecord } from './orderRecord.js';

/**
 * The orders that rest on one side of a book, by price and then by time. The best level is the last of an array, for
 * most of what happens happens there; in a level the orders are linked, so that any of them goes in constant time.
 */
export class BookSide {
  /** The worst first. */
  readonly levels: Level[] = [];

  constructor(private readonly side: Side) {}

  get best(): Level | undefined {
    return this.levels.at(-1);
  }

  /** Puts an order behind all others of its price. */
  add(order: OrderRecord): Level {
    const level = this.#levelFor(order);
    order.level = level;
    order.before = level.last;
    if (level.last === undefined) level.first = order;
    else level.last.behind = order;
    level.last = order;
    level.size += leftOf(order);
    return level;
  }

  /** So much less is left of a resting order than there was; where nothing is left it goes. */
  reduce(order: OrderRecord, by: bigint): void {
    const { level } = order;
    if (level === undefined) return;
    level.size -= by;
    if (leftOf(order) === 0n) this.#unlink(order, level);
  }

  /** Takes out a resting order with all that is left of it. */
  remove(order: OrderRecord): Level | undefined {
    const { level } = order;
    if (level === undefined) return undefined;
    level.size -= leftOf(order);
    this.#unlink(order, level);
    return level;
  }

  #unlink(order: OrderRecord, level: Level): void {
    const { before, behind } = order;
    if (before === undefined) level.first = behind;
    else before.behind = behind;
    if (behind === undefined) level.last = before;
    else behind.before = before;
    order.level = undefined;
    order.before = undefined;
    order.behind = undefined;
    if (level.first === undefined) this.levels.splice(this.#place(level.price), 1);
  }

  #levelFor({ price, priceDecimal }: OrderRecord): Level {
    const place = this.#place(price);
    const found = this.levels[place];
    if (found?.price === price) return found;
    const level: Level = { price, priceDecimal: priceDecimal!, size: 0n, first: undefined, last: undefined };
    this.levels.splice(place, 0, level);
    return level;
  }

  /** Where the level of a price is, or belongs. */
  #place(price: bigint): number {
    let [low, high] = [0, this.levels.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.levels[middle]!.price;
      if (this.side === 'buy' ? other < price : other > price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
