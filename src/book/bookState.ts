import type { ChecksumMismatch, CrossedBook, SequenceError, SnapshotUnavailable } from '../domain/errors.js';
import type { Trade } from '../domain/messages.js';
import type { BookChanges } from './compareBooks.js';
import type { OrderBook } from './orderBook.js';
import type { RestingOrders } from './restingOrders.js';

/** What every status tells. Times are milliseconds since 1970-01-01 UTC, microseconds in the fraction. */
interface Timed {
  /** When the venue made the last message in the book, by its clock; undefined where it does not say. */
  readonly venueTime: number | undefined;
  /** When that message reached us, by our clock; undefined before the first book. */
  readonly receivedAt: number | undefined;
  /**
   * How long before this emission that was, by our clock alone, in milliseconds. Undefined before the first book, and
   * where a state tells that a request failed, since no clock is read for that.
   */
  readonly ageMs: number | undefined;
}

/** What made a live book what it is now. */
export type LiveCause =
  | { readonly _tag: 'snapshot' }
  | { readonly _tag: 'diff' }
  | { readonly _tag: 'trade' }
  /** A requested snapshot took the place of the running book; `differences` is what the book had wrong. */
  | { readonly _tag: 'healed'; readonly differences: BookChanges };

/** The book is the venue's own, as far as ids, links, stamps and checksums can tell. */
export interface LiveState extends Timed {
  readonly status: 'live';
  readonly cause: LiveCause;
  readonly book: OrderBook;
  readonly receivedAt: number;
  readonly ageMs: number;
  /** How many snapshots have started this book anew; 1 for the first. */
  readonly generation: number;
  /**
   * How many deletions in the message (or, at a join, messages) named a price that was not there; at feeds order by order,
   * how many changes contradict the orders that rest.
   */
  readonly missingDeletes: number;
  /** The checksum that the venue sent with the last message in the book, if it did. */
  readonly expectedChecksum: number | undefined;
  /** Set where that checksum was found wrong and the book was to go on regardless; see `verifyChecksum`. */
  readonly mismatch: ChecksumMismatch | undefined;
}

interface NotLive extends Timed {
  /** The last book that was live, for display; not to be traded on. */
  readonly lastBook: OrderBook | undefined;
}

/** No snapshot has come yet. */
export interface SyncingState extends NotLive {
  readonly status: 'syncing';
  readonly cause: { readonly _tag: 'noSnapshot' } | SnapshotUnavailable;
}

/** Messages are missing: the sequence is broken until the next snapshot. */
export interface GapState extends NotLive {
  readonly status: 'gap';
  readonly cause: SequenceError;
  /** Why the last request for a snapshot failed, if it did. */
  readonly snapshotFailure: SnapshotUnavailable | undefined;
}

/** The venue's checksum does not agree. */
export interface BadChecksumState extends NotLive {
  readonly status: 'badChecksum';
  readonly cause: ChecksumMismatch;
}

/** Best bid at or above best ask. */
export interface CrossedState extends NotLive {
  readonly status: 'crossed';
  readonly cause: CrossedBook;
}

/** Nothing has been heard for a while; the book may still be right. */
export interface StaleState extends NotLive {
  readonly status: 'stale';
  readonly cause: { readonly _tag: 'silent'; readonly silentMs: number };
}

/**
 * What is known of one instrument's book. Only `live` has a `book`, so that an untrusted one cannot be used by mistake.
 */
export type BookState = SyncingState | LiveState | GapState | BadChecksumState | CrossedState | StaleState;

/** Whether the book has ended, for its instrument is delisted or wanted no more. */
export const isOver = ({ cause }: Pick<BookState, 'cause'>): boolean =>
  cause._tag === 'delisted' || cause._tag === 'dropped';

/** Whether a book in this state is mended by a new snapshot, and by nothing else. */
export const needsSnapshot = (state: Pick<BookState, 'status' | 'cause'>): boolean =>
  state.status !== 'live' && state.status !== 'stale' && !isOver(state);

/** The book of a state, or the last one that was live. */
export const lastBookOf = (state: BookState): OrderBook | undefined =>
  state.status === 'live' ? state.book : state.lastBook;

/** The parts of a state that is not live, from the book before it and the time of this emission. */
export const notLive = (lastBook: OrderBook | undefined, now: number | undefined) => ({
  lastBook,
  venueTime: lastBook?.venueTime,
  receivedAt: lastBook?.receivedAt,
  ageMs: lastBook === undefined || now === undefined ? undefined : now - lastBook.receivedAt,
});

/** What is known of a book, and what the next state is made with. */
export interface BookProgress {
  readonly state: BookState;
  /** Kept beside the book while there is none. */
  readonly lastTrade: Trade | undefined;
  readonly generation: number;
  /** The orders that the book's levels are made of, at venues that send these; undefined at all others. */
  readonly orders: RestingOrders | undefined;
}
