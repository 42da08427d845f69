import { filter, map, pipe, type OperatorFunction } from 'rxjs';

import type { BookState, LiveState } from './bookState.js';
import type { OrderBook } from './orderBook.js';

/**
 * The books of live states; nothing while the book is not to be trusted.
 *
 * Marbles: `marbles/book/liveBooks`.
 */
export const liveBooks = (): OperatorFunction<BookState, OrderBook> =>
  pipe(
    filter((state): state is LiveState => state.status === 'live'),
    map((state) => state.book),
  );
