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
      let generation = 0;
      return source.pipe(
        map((state) => {
          if (state.status !== 'live') {
            // A rejected book that falls silent is no better for it.
            return state.status === 'stale' && generation <= rejected ? undefined : state;
          }
          generation = state.generation;
          if (generation <= rejected) return undefined;
          const cause = judge(state);
          if (cause === undefined) return state;
          rejected = generation;
          return invalid(state, cause);
        }),
        filter((state) => state !== undefined),
      );
    });

function invalid({ book, ageMs }: LiveState, cause: ChecksumMismatch | CrossedBook): BookState {
  const base = notLive(book, book.receivedAt + ageMs);
  return cause._tag === 'crossedBook'
    ? { status: 'crossed', cause, ...base }
    : { status: 'badChecksum', cause, ...base };
}
