import { map, pairwise, pipe, type OperatorFunction } from 'rxjs';

import { compareBooks, type BookChanges } from './compareBooks.js';
import type { OrderBook } from './orderBook.js';

/**
 * What changed from each version of a book to the next; the first version gives nothing.
 *
 * Marbles: `marbles/book/bookChanges`.
 */
export const bookChanges = (): OperatorFunction<OrderBook, BookChanges> =>
  pipe(
    pairwise(),
    map(([before, after]) => compareBooks(before, after)),
  );
