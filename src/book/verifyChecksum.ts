import { map, type OperatorFunction } from 'rxjs';

import type { ChecksumMismatch } from '../domain/errors.js';
import type { BookState, LiveState } from './bookState.js';
import type { OrderBook } from './orderBook.js';
import { rejectBooks } from './rejectBooks.js';

/** Finds fault with a book whose checksum is not the one that its last message brought. */
export const judgeChecksum =
  (checksum: (book: OrderBook) => number) =>
  ({ book, expectedChecksum: expected }: LiveState): ChecksumMismatch | undefined => {
    if (expected === undefined) return undefined;
    const computed = checksum(book);
    return computed === expected ? undefined : { _tag: 'checksumMismatch', expected, computed };
  };

/** What a wrong checksum means. */
export interface ChecksumOptions {
  /**
   * `invalidate` (the default): the book is `badChecksum` until a snapshot has started it anew. `report`: it stays
   * `live` and carries the `mismatch`, for replaying a recording for its own sake.
   */
  readonly onMismatch?: 'invalidate' | 'report';
}

/**
 * Computes the checksum of each live book whose last message brought one, and compares. `checksum` is the venue's: what it
 * sums and in which notation. A state whose checksum agrees passes as it is.
 *
 * Marbles: `marbles/book/verifyChecksum`.
 */
export function verifyChecksum(
  checksum: (book: OrderBook) => number,
  { onMismatch = 'invalidate' }: ChecksumOptions = {},
): OperatorFunction<BookState, BookState> {
  const judge = judgeChecksum(checksum);
  if (onMismatch === 'invalidate') return rejectBooks(judge);
  return map((state) => {
    const mismatch = state.status === 'live' ? judge(state) : undefined;
    return mismatch === undefined ? state : { ...state, mismatch };
  });
}
