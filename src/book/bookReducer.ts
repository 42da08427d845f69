import type { BookDiff, BookSnapshot, Trade } from '../domain/messages.js';
import type { PriceLevels } from '../domain/priceLevels.js';
import type { BookSide } from './bookSide.js';
import { ChunkedSide } from './chunkedSide.js';
import { OrderBook } from './orderBook.js';
import { SideDraft } from './sideDraft.js';
import { sideFromLevels } from './sideFromLevels.js';

/** The book that a snapshot holds; `lastTrade` is kept from before it. */
export const bookFromSnapshot = (snapshot: BookSnapshot, lastTrade?: Trade): OrderBook =>
  new OrderBook(
    snapshot.venue,
    snapshot.symbol,
    sideFromLevels(1, snapshot.bids, snapshot.coverage),
    sideFromLevels(-1, snapshot.asks, snapshot.coverage),
    snapshot.lastId,
    snapshot.venueTime,
    snapshot.receivedAt,
    lastTrade,
  );

/** A book after a diff. */
export interface DiffResult {
  readonly book: OrderBook;
  /** How many of the diff's deletions named a price that was not there. Normal at most venues. */
  readonly missingDeletes: number;
}

/**
 * The next version of a book: each level of the diff replaces the size at its price, zero deletes it. Where the venue
 * maintains a fixed depth, levels beyond it are trimmed. Says nothing of whether the diff continues the book: that is
 * for a sequencer.
 */
export function applyDiff(book: OrderBook, diff: BookDiff): DiffResult {
  const bids = changeSide(book.bids, diff.bids);
  const missingBids = draft.missingDeletes;
  const asks = changeSide(book.asks, diff.asks);
  const missingDeletes = missingBids + draft.missingDeletes;
  const { venueTime, receivedAt } = diff;
  const lastId = diff.lastId ?? book.lastId;
  return {
    book: new OrderBook(book.venue, book.symbol, bids, asks, lastId, venueTime, receivedAt, book.lastTrade),
    missingDeletes,
  };
}

/** One draft for all books, since a message is applied at once; it leaves its count of missing deletes behind. */
const draft = new SideDraft(new ChunkedSide(1, [], 0, undefined));

function changeSide(side: BookSide, levels: PriceLevels): BookSide {
  draft.start(side);
  draft.apply(levels);
  if (typeof side.extent === 'number') draft.trim(side.extent);
  return draft.build();
}

/** The book with its last trade set; levels stay as they are, for the venue's diffs tell what the trade took. */
export const applyTrade = (book: OrderBook, trade: Trade): OrderBook =>
  new OrderBook(
    book.venue,
    book.symbol,
    book.bids,
    book.asks,
    book.lastId,
    book.venueTime,
    book.receivedAt,
    trade,
  );
