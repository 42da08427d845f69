import type { Decimal } from 'decimal.js';
import { distinctUntilChanged, filter, map, pipe, type OperatorFunction } from 'rxjs';

import type { ReadableBook } from './orderBook.js';
import { spread } from './prices.js';

/**
 * Best ask less best bid, exactly, in quote currency, whenever it changes; nothing while one of them is not known: a
 * side is empty, or all levels of its cut snapshot are gone. Completes and fails with the source.
 *
 * ```
 *   source:  -a-b-c-|   100 | 101, then 99.5 | 100.5, then 99.5 | 102
 *   result:  -1---2-|   1, then 2.5
 * ```
 *
 * Marbles: `marbles/book/spreads`.
 */
export const spreads = (): OperatorFunction<ReadableBook, Decimal> =>
  pipe(
    map(spread),
    filter((width) => width !== undefined),
    distinctUntilChanged((a, b) => a.eq(b)),
  );
