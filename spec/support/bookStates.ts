import type { BookProgress, BookState, LiveState, StaleState } from '../../src/book/bookState.js';
import { bookStateReducer, INITIAL_BOOK } from '../../src/book/bookStateReducer.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import type { BookDiff, BookSnapshot } from '../../src/domain/index.js';
import type { Joined, SequenceEvent } from '../../src/sequence/index.js';
import type { Pair } from './messages.js';
import { bookOf, plainBook } from './plainBook.js';

/** A live state around a book. */
export const liveState = (book: OrderBook, fields: Partial<LiveState> = {}): LiveState => ({
  status: 'live',
  cause: { _tag: 'diff' },
  book,
  venueTime: book.venueTime,
  receivedAt: book.receivedAt,
  ageMs: 0,
  generation: 1,
  missingDeletes: 0,
  expectedChecksum: undefined,
  mismatch: undefined,
  ...fields,
});

/** A book with one level a side. */
export const quotes = (bid: string, ask: string, size = '1'): OrderBook => {
  const levelOf = (price: string): readonly Pair[] => (price === '' ? [] : [[price, size]]);
  return bookOf(levelOf(bid), levelOf(ask));
};

/** A state that waits for the first snapshot. */
export const SYNCING: BookState = INITIAL_BOOK.state;

/** A book of which nothing was heard for a second. */
export const staleState = (book: OrderBook): StaleState => ({
  status: 'stale',
  cause: { _tag: 'silent', silentMs: 1000 },
  lastBook: book,
  venueTime: book.venueTime,
  receivedAt: book.receivedAt,
  ageMs: 1000,
});

/** A book that starts. */
export const joined = (snapshot: BookSnapshot, diffs: readonly BookDiff[] = [], stale = 0): Joined => ({
  _tag: 'joined',
  snapshot,
  diffs,
  stale,
});

/** What is known of a book after events. */
export const afterEvents = (...events: readonly SequenceEvent[]): BookProgress =>
  events.reduce(bookStateReducer, INITIAL_BOOK);

/** A state in a few words: its status, and its levels where there is a live book. */
export const brief = (state: BookState): string =>
  state.status === 'live' ? `live ${JSON.stringify(plainBook(state.book))}` : state.status;
