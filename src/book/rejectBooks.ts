import { defer, filter, map, type OperatorFunction } from 'rxjs';

import type { ChecksumMismatch, CrossedBook } from '../domain/errors.js';
import { notLive, type BookState, type LiveState } from './bookState.js';

/**
 * Makes a live book that `judge` finds fault with invalid: one state tells the fault, and nothing live follows until a
 * snapshot has started the book anew. States that are not live pass.
 */
export const rejectBooks =
  (
    judge: (state: LiveState) => ChecksumMismatch | CrossedBook | undefined,
  ): OperatorFunction<BookState, BookState> =>
  (source) =>
    defer(() => {
      let rejected = 0;
      return source.pipe(
        filter((state) => state.status !== 'live' || state.generation > rejected),
        map((state) => {
          if (state.status !== 'live') return state;
          const cause = judge(state);
          if (cause === undefined) return state;
          rejected = state.generation;
          return invalid(state, cause);
        }),
      );
    });

function invalid({ book }: LiveState, cause: ChecksumMismatch | CrossedBook): BookState {
  const base = notLive(book, book.receivedAt);
  return cause._tag === 'crossedBook'
    ? { status: 'crossed', cause, ...base }
    : { status: 'badChecksum', cause, ...base };
}
