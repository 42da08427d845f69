import type { OperatorFunction } from 'rxjs';

import type { BookState } from './bookState.js';
import { isCrossed } from './orderBook.js';
import { rejectBooks, type Judge } from './rejectBooks.js';

/** Finds fault with a book whose best bid is at or above its best ask. */
export const judgeCrossed: Judge = ({ book }) =>
  isCrossed(book)
    ? { _tag: 'crossedBook', bestBid: book.bids.best!.priceText, bestAsk: book.asks.best!.priceText }
    : undefined;

/**
 * Makes a book whose best bid is at or above its best ask `crossed`, until a snapshot has started it anew.
 *
 * Marbles: `marbles/book/rejectCrossed`.
 */
export const rejectCrossed = (): OperatorFunction<BookState, BookState> => rejectBooks(judgeCrossed);
