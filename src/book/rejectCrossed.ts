import type { OperatorFunction } from 'rxjs';

import type { BookState } from './bookState.js';
import { isCrossed } from './orderBook.js';
import { rejectBooks } from './rejectBooks.js';

/**
 * Makes a book whose best bid is at or above its best ask `crossed`, until a snapshot has started it anew.
 *
 * Marbles: `marbles/book/rejectCrossed`.
 */
export const rejectCrossed = (): OperatorFunction<BookState, BookState> =>
  rejectBooks(({ book }) =>
    isCrossed(book)
      ? { _tag: 'crossedBook', bestBid: book.bids.best!.priceText, bestAsk: book.asks.best!.priceText }
      : undefined,
  );
