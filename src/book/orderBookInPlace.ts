import type { SequenceId } from '../domain/ids.js';
import type { BookDiff, Trade } from '../domain/messages.js';
import type { BookSide, ReadableSide } from './bookSide.js';
import type { BookState, LiveState } from './bookState.js';
import { ChunkedSide } from './chunkedSide.js';
import { OrderBook, type ReadableBook } from './orderBook.js';

/** A book as it is now, which nothing changes any more: what is to be kept of one that is changed in place. */
export const copyOfBook = (book: ReadableBook): OrderBook =>
  new OrderBook(
    book.venue,
    book.symbol,
    copyOfSide(book.bids),
    copyOfSide(book.asks),
    book.lastId,
    book.venueTime,
    book.receivedAt,
    book.lastTrade,
  );

const copyOfSide = ({ sign, groups, length, extent }: ReadableSide): BookSide =>
  new ChunkedSide(sign, groups, length, extent);

/**
 * A book that the next message CHANGES IN PLACE: the same object again and again. Read it at once; what is kept of it is to
 * be copied ({@link copyOfBook}), or it tells of another moment than it did. For those who read each book when it comes
 * and never again: no {@link OrderBook} to the compiler, nor its sides those of one.
 */
export type OrderBookInPlace = ReadableBook;

/** A live state whose book the next message changes in place. */
export interface LiveStateInPlace extends Omit<LiveState, 'book'> {
  readonly book: OrderBookInPlace;
}

/** What is known of a book that is changed in place. The `lastBook` of a state that is not live does not change any more. */
export type BookStateInPlace = Exclude<BookState, LiveState> | LiveStateInPlace;

/** See {@link OrderBookInPlace}. */
export class MovingBook extends OrderBook {
  declare lastId: SequenceId | undefined;
  declare venueTime: number | undefined;
  declare receivedAt: number;
  declare lastTrade: Trade | undefined;

  /** A book that takes over from another one, with sides that move. */
  static of(book: OrderBook, bids: BookSide, asks: BookSide): MovingBook {
    const { venue, symbol, lastId, venueTime, receivedAt, lastTrade } = book;
    return new MovingBook(venue, symbol, bids, asks, lastId, venueTime, receivedAt, lastTrade);
  }

  /** Is of the moment of a diff now, which its sides have taken. */
  moveTo({ lastId, venueTime, receivedAt }: BookDiff): void {
    this.lastId = lastId ?? this.lastId;
    this.venueTime = venueTime;
    this.receivedAt = receivedAt;
  }
}
