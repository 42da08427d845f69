import { asyncScheduler, Observable, type OperatorFunction, type Subscription } from 'rxjs';

import { whileOpen } from '../sequence/whileOpen.js';
import { notLive, type BookState, type LiveState } from './bookState.js';

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
      let live: LiveState | undefined;
      let heardAt = 0;
      let heardAgeMs = 0;
      let silent = false;
      let timer: Subscription | undefined;
      let watching = false;
      subscriber.add(() => timer?.unsubscribe());

      function check(): void {
        watching = false;
        // One that has gone off is not closed by itself.
        timer?.unsubscribe();
        if (live === undefined) return;
        const silentMs = asyncScheduler.now() - heardAt;
        // A clock that was set back is no reason to wait longer.
        if (silentMs < afterMs) return watch(Math.min(afterMs, afterMs - silentMs));
        const { book } = live;
        live = undefined;
        silent = true;
        subscriber.next({
          status: 'stale',
          cause: { _tag: 'silent', silentMs: afterMs },
          ...notLive(book, book.receivedAt + heardAgeMs + afterMs),
        });
      }

      function watch(delayMs: number): void {
        watching = true;
        timer = asyncScheduler.schedule(check, delayMs);
      }

      whileOpen(source, subscriber).subscribe({
        next: (state) => {
          const traded = state.status === 'live' && state.cause._tag === 'trade';
          // Trades may come over a connection of their own: they say nothing of a feed of diffs that is dead.
          if (traded && silent) return;
          live = state.status === 'live' ? state : undefined;
          silent = false;
          if (live !== undefined) {
            if (!traded) {
              heardAt = asyncScheduler.now();
              heardAgeMs = live.ageMs;
            }
            if (!watching) watch(afterMs);
          }
          subscriber.next(state);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
