import { asyncScheduler, Observable, type OperatorFunction, type Subscription } from 'rxjs';

import { whileOpen } from '../sequence/whileOpen.js';
import { notLive, type BookState, type LiveState } from './bookState.js';

/**
 * Says `stale` when a live book has heard nothing for `afterMs` milliseconds: no diff, no snapshot, no trade. The
 * next state that comes is passed as it is, so that a book that was only quiet is live again. `ageMs` is `afterMs` and
 * what the book's own age was.
 *
 * One timer a subscription, however many states come. Completes and fails with the source.
 *
 * Marbles: `marbles/book/markStale`.
 *
 * @throws {RangeError} where `afterMs` is not above zero.
 */
export function markStale(afterMs: number): OperatorFunction<BookState, BookState> {
  if (!(afterMs > 0)) throw new RangeError(`afterMs is not above zero: ${afterMs}`);
  return (source) =>
    new Observable((subscriber) => {
      let live: LiveState | undefined;
      let heardAt = 0;
      let timer: Subscription | undefined;
      let watching = false;
      subscriber.add(() => timer?.unsubscribe());

      function check(): void {
        watching = false;
        // One that has gone off is not closed by itself.
        timer?.unsubscribe();
        if (live === undefined) return;
        const silentMs = asyncScheduler.now() - heardAt;
        if (silentMs < afterMs) return watch(afterMs - silentMs);
        const { book, ageMs } = live;
        live = undefined;
        subscriber.next({
          status: 'stale',
          cause: { _tag: 'silent', silentMs: afterMs },
          ...notLive(book, book.receivedAt + ageMs + afterMs),
        });
      }

      function watch(delayMs: number): void {
        watching = true;
        timer = asyncScheduler.schedule(check, delayMs);
      }

      whileOpen(source, subscriber).subscribe({
        next: (state) => {
          live = state.status === 'live' ? state : undefined;
          if (live !== undefined) {
            heardAt = asyncScheduler.now();
            if (!watching) watch(afterMs);
          }
          subscriber.next(state);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
