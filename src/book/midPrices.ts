import type { Decimal } from 'decimal.js';
import { distinctUntilChanged, filter, map, pipe, type OperatorFunction } from 'rxjs';

import type { ReadableBook } from './orderBook.js';
import { midPrice } from './prices.js';

/**
 * The price half way between best bid and best ask, exactly, whenever it changes; nothing while one of
 * them is not known: a side is empty, or all levels of its cut snapshot are gone.
 *
 * Marbles: `marbles/book/midPrices`.
 */
export const midPrices = (): OperatorFunction<ReadableBook, Decimal> =>
  pipe(
    map(midPrice),
    filter((mid) => mid !== undefined),
    distinctUntilChanged((a, b) => a.eq(b)),
  );
