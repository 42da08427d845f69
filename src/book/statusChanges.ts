import { distinctUntilChanged, pipe, scan, type OperatorFunction } from 'rxjs';

import type { BookState } from './bookState.js';
import type { BookStateInPlace } from './orderBookInPlace.js';

/**
 * A book's status is another than before: what an alert or a dashboard needs. Times are milliseconds since 1970-01-01
 * UTC, microseconds in the fraction.
 */
export interface StatusChange {
  /** The status before; undefined for the first. */
  readonly from: BookState['status'] | undefined;
  readonly to: BookState['status'];
  /** Why, in the words of the new state; each status has tags of its own. */
  readonly cause: BookState['cause'];
  /**
   * When the status changed, by our clock: that of the message, or of the silence, which changed it. Undefined while
   * there has been no book, for such states tell no time.
   */
  readonly changedAt: number | undefined;
  /** How long the status `from` lasted, in milliseconds, by our clock; undefined where either end is not known. */
  readonly lastedMs: number | undefined;
  /** When the venue made the last message in the book, by its clock; undefined where it does not say. */
  readonly venueTime: number | undefined;
  /** When that message reached us, by our clock; undefined before the first book. */
  readonly receivedAt: number | undefined;
  /** How long before the change that was, in milliseconds: after silence, how old the book is. */
  readonly ageMs: number | undefined;
}

/** The pure reducer of {@link statusChanges}: the last change as it is where `state` has the status that it led to. */
export function statusChangeReducer(last: StatusChange | undefined, state: BookStateInPlace): StatusChange {
  if (last?.to === state.status) return last;
  const { status, cause, venueTime, receivedAt, ageMs } = state;
  const changedAt = receivedAt === undefined || ageMs === undefined ? undefined : receivedAt + ageMs;
  const since = last?.changedAt;
  return {
    from: last?.to,
    to: status,
    cause,
    changedAt,
    // A clock may have been set back; nothing lasts less than no time.
    lastedMs: since === undefined || changedAt === undefined ? undefined : Math.max(0, changedAt - since),
    venueTime,
    receivedAt,
    ageMs,
  };
}

/**
 * One value each time that the status of a book changes, the first status included: from what to what, why, when, and
 * how long the former lasted. A book that starts anew and stays live has not changed its status. Completes and fails
 * with the source.
 *
 * For the books of many instruments: `perInstrument(() => statusChanges())`.
 *
 * ```
 *   source:  -y-l-l-g-g-l-|   syncing, live, live, gap, gap, live
 *   result:  -Y-L---G---M-|
 * ```
 *
 * Marbles: `marbles/book/statusChanges`.
 */
export const statusChanges = (): OperatorFunction<BookStateInPlace, StatusChange> =>
  pipe(
    scan<BookStateInPlace, StatusChange, undefined>(statusChangeReducer, undefined),
    distinctUntilChanged(),
  );
