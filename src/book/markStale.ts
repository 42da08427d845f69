import { Observable, type OperatorFunction } from 'rxjs';

import { whileOpen } from '../sequence/whileOpen.js';
import type { BookState } from './bookState.js';
import { StaleWatch } from './staleWatch.js';

/**
 * Says `stale` when a live book has heard nothing for `afterMs` milliseconds: no diff and no snapshot. Trades do not
 * count, for some venues send them over a connection of their own; those that come while the book is stale are held
 * back. The next state that comes otherwise is passed as it is, so that a book that was only quiet is live again.
 * `ageMs` is `afterMs` and what the book's own age was.
 *
 * One timer a subscription, however many states come. Completes and fails with the source.
 *
 * Marbles: `marbles/book/markStale`.
 *
 * @throws {RangeError} where `afterMs` is not above zero, or is 2^31 and more, which timers do not keep.
 */
export function markStale(afterMs: number): OperatorFunction<BookState, BookState> {
  if (!(afterMs > 0 && afterMs < 2 ** 31)) throw new RangeError(`afterMs is no time of a timer: ${afterMs}`);
  return (source) =>
    new Observable((subscriber) => {
      const watch = new StaleWatch(afterMs, (state) => subscriber.next(state));
      subscriber.add(() => watch.end());
      whileOpen(source, subscriber).subscribe({
        next: (state) => watch.take(state),
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
