import { defer, filter, map, type OperatorFunction } from 'rxjs';

import type { ChecksumMismatch, CrossedBook } from '../domain/errors.js';
import { notLive, type BookState, type LiveState } from './bookState.js';

/** Finds fault with a live book. */
export type Judge = (state: LiveState) => ChecksumMismatch | CrossedBook | undefined;

/** What {@link rejectBooks} keeps of one book. */
export class Rejection {
  private rejected = 0;
  private generation = 0;

  constructor(private readonly judge: Judge) {}

  /** What becomes of a state; undefined of one that is not to be seen. */
  pass(state: BookState): BookState | undefined {
    if (state.status !== 'live') {
      // A rejected book that falls silent is no better for it.
      return state.status === 'stale' && this.generation <= this.rejected ? undefined : state;
    }
    this.generation = state.generation;
    if (this.generation <= this.rejected) return undefined;
    const cause = this.judge(state);
    if (cause === undefined) return state;
    this.rejected = this.generation;
    return invalid(state, cause);
  }
}

/**
 * Makes a live book that `judge` finds fault with invalid: one state tells the fault, and nothing live follows until a
 * snapshot has started the book anew. States that are not live pass.
 */
export const rejectBooks =
  (judge: Judge): OperatorFunction<BookState, BookState> =>
  (source) =>
    defer(() => {
      const rejection = new Rejection(judge);
      return source.pipe(
        map((state) => rejection.pass(state)),
        filter((state) => state !== undefined),
      );
    });

function invalid({ book, ageMs }: LiveState, cause: ChecksumMismatch | CrossedBook): BookState {
  const base = notLive(book, book.receivedAt + ageMs);
  return cause._tag === 'crossedBook'
    ? { status: 'crossed', cause, ...base }
    : { status: 'badChecksum', cause, ...base };
}
