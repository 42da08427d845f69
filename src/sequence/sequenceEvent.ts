import type { SequenceError } from '../domain/errors.js';
import type { AnyDiff, AnySnapshot, SnapshotFailed, SnapshotRequested, Trade } from '../domain/messages.js';

/** The book starts, or starts again, from a snapshot and the diffs that were held for it. */
export interface Joined {
  readonly _tag: 'joined';
  readonly snapshot: AnySnapshot;
  /** The held diffs that continue the snapshot, in order. */
  readonly diffs: readonly AnyDiff[];
  /** How many held diffs the snapshot already contained. */
  readonly stale: number;
}

/**
 * A snapshot that was asked for beside a running book: rebuilt with `diffs` it stands where the book stands, so the two
 * can be compared before it replaces the book.
 */
export interface Healed {
  readonly _tag: 'healed';
  readonly snapshot: AnySnapshot;
  /** The diffs since the snapshot that the book has applied already, in order. */
  readonly diffs: readonly AnyDiff[];
}

/** A diff that continues the book. */
export interface Applied {
  readonly _tag: 'applied';
  readonly diff: AnyDiff;
}

/** A diff, or a requested snapshot, that the book is already beyond; it changes nothing. */
export interface Stale {
  readonly _tag: 'stale';
  readonly message: AnyDiff | AnySnapshot;
}

/** A diff that waits for a snapshot. */
export interface Held {
  readonly _tag: 'held';
  readonly diff: AnyDiff;
  /** How many wait now. */
  readonly waiting: number;
}

/** A diff that came while there was no valid book, and is not held either. */
export interface Unsynced {
  readonly _tag: 'unsynced';
  readonly diff: AnyDiff;
}

/** The sequence is broken: the book is invalid until the next {@link Joined}. */
export interface Gap {
  readonly _tag: 'gap';
  readonly cause: SequenceError;
  /** When it was noticed, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Trades pass, in their place among the diffs. */
export interface Traded {
  readonly _tag: 'traded';
  readonly trade: Trade;
}

/**
 * What one message meant for one instrument's book. Each message gives exactly one event, so the events are the whole
 * account of what was applied, dropped, held and missed.
 */
export type SequenceEvent =
  Joined | Healed | Applied | Stale | Held | Unsynced | Gap | Traded | SnapshotRequested | SnapshotFailed;
