import { map, type OperatorFunction } from 'rxjs';

import type { PriceLevel } from '../domain/priceLevel.js';
import type { ReadableSide } from './bookSide.js';
import type { ReadableBook } from './orderBook.js';

/** The best levels of a book. */
export interface Depth {
  /** Highest price first. */
  readonly bids: readonly PriceLevel[];
  /** Lowest price first. */
  readonly asks: readonly PriceLevel[];
  /** Whether both lists are known to be whole: false where they reach beyond the depth to which the book is known. */
  readonly complete: boolean;
}

/**
 * The best `levels` levels of each side; fewer where a side has fewer.
 *
 * @throws {RangeError} where `levels` is no count.
 */
export function depth({ bids, asks }: ReadableBook, levels: number): Depth {
  checkCount(levels);
  const depth = { bids: bids.top(levels), asks: asks.top(levels) };
  return { ...depth, complete: isKnown(bids, depth.bids, levels) && isKnown(asks, depth.asks, levels) };
}

function checkCount(levels: number): void {
  if (!(Number.isInteger(levels) && levels >= 0)) throw new RangeError(`levels is no count: ${levels}`);
}

/** Whether the levels are all within the known extent, and no unknown ones would follow if there were room. */
export function isKnown(side: ReadableSide, levels: readonly PriceLevel[], wanted: number): boolean {
  const { completeTo } = side;
  if (completeTo === undefined) return true;
  const worst = levels[levels.length - 1];
  return (
    levels.length === wanted && (worst === undefined || completeTo.price.cmp(worst.price) * side.sign <= 0)
  );
}

/**
 * The best `levels` levels of each version of a book.
 *
 * Marbles: `marbles/book/depths`.
 *
 * @throws {RangeError} where `levels` is no count.
 */
export function depths(levels: number): OperatorFunction<ReadableBook, Depth> {
  checkCount(levels);
  return map((book) => depth(book, levels));
}
