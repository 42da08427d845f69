import type { ConnectionId, SequenceId, VenueName } from './ids.js';

/** A frame that breaks the venue's own format; the feed goes on without it. */
export interface BadFrame {
  readonly _tag: 'badFrame';
  readonly venue: VenueName;
  readonly connection: ConnectionId;
  readonly receivedAt: number;
  /** What is wrong: the path in the frame, the value there, what was expected. One entry a fault. */
  readonly faults: readonly FrameFault[];
  /** The first 200 characters of the frame. */
  readonly excerpt: string;
}

/** One fault of a frame. */
export interface FrameFault {
  /** Where, from the frame's root, as in `data.b[3][0]`; empty for the frame itself. */
  readonly path: string;
  /** The value found there, as JSON, cut to 80 characters. */
  readonly value: string;
  readonly expected: string;
}

/** A well-formed frame of a kind that the venue's codecs do not know; the feed goes on. */
export interface UnknownFrame {
  readonly _tag: 'unknownFrame';
  readonly venue: VenueName;
  readonly connection: ConnectionId;
  readonly receivedAt: number;
  /** The first 200 characters of the frame. */
  readonly excerpt: string;
}

/** A connection ended; retry with backoff. */
export interface Disconnected {
  readonly _tag: 'disconnected';
  readonly reason: string;
}

/** A hole in a connection's own sequence; subscribe again. */
export interface ConnectionGap {
  readonly _tag: 'connectionGap';
  readonly expected: SequenceId;
  readonly actual: SequenceId;
}

/** The venue lists the instrument no more. No snapshot mends that. */
export interface Delisted {
  readonly _tag: 'delisted';
}

/** A frame could not be read; what it held is lost, and at this venue nothing else would show that. */
export interface FrameLost {
  readonly _tag: 'frameLost';
}

/** The instrument is wanted no more. No snapshot mends that. */
export interface Dropped {
  readonly _tag: 'dropped';
}

/** Why a connection's messages cannot be trusted any more. */
export type FeedError = Disconnected | ConnectionGap | FrameLost;

/** A diff does not continue the book: at least one diff between them was lost. Wants a new snapshot. */
export interface DiffGap {
  readonly _tag: 'diffGap';
  /** The id of the last diff that was applied, or of the snapshot. */
  readonly last: SequenceId;
  /** The first id of the diff that came instead of the next one. */
  readonly firstId: SequenceId | undefined;
  readonly previousId: SequenceId | undefined;
}

/** The snapshot is older than the oldest diff held for it. Wants a newer snapshot. */
export interface SnapshotTooOld {
  readonly _tag: 'snapshotTooOld';
  readonly snapshotId: SequenceId;
  readonly firstHeldId: SequenceId | undefined;
}

/** More diffs came before a snapshot than are held; the oldest are gone. Wants a new snapshot. */
export interface HoldOverflow {
  readonly _tag: 'holdOverflow';
  readonly limit: number;
}

/** A request for a snapshot failed; it is made again with backoff. */
export interface SnapshotUnavailable {
  readonly _tag: 'snapshotUnavailable';
  /** How many requests have failed since the book was last live. */
  readonly attempts: number;
  /** What the request failed with. */
  readonly error: unknown;
}

/** A message lacks the id that the continuity rule goes by: the rule is not the venue's. */
export interface MissingId {
  readonly _tag: 'missingId';
  readonly message: 'snapshot' | 'diff';
  readonly id: 'firstId' | 'lastId' | 'previousId';
}

/**
 * Why a book's sequence is broken. A new snapshot mends each of them but {@link MissingId}, {@link Delisted} and
 * {@link Dropped}.
 */
export type SequenceError =
  DiffGap | SnapshotTooOld | HoldOverflow | MissingId | FeedError | Delisted | Dropped;

/** The book's checksum is not the venue's: it was built from something else than the venue's messages. */
export interface ChecksumMismatch {
  readonly _tag: 'checksumMismatch';
  readonly expected: number;
  readonly computed: number;
}

/** The best bid is at or above the best ask. Both in plain decimal text, quote currency. */
export interface CrossedBook {
  readonly _tag: 'crossedBook';
  readonly bestBid: string;
  readonly bestAsk: string;
}

/** Why a book is not to be trusted. */
export type BookError = SequenceError | ChecksumMismatch | CrossedBook;
