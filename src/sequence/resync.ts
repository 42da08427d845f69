import {
  defer,
  distinctUntilChanged,
  ignoreElements,
  merge,
  Observable,
  repeat,
  Subject,
  switchMap,
  tap,
  timer,
  type ObservableInput,
  type OperatorFunction,
} from 'rxjs';

import type { BookInput, BookSnapshot } from '../domain/messages.js';
import { backoffMs, type BackoffOptions } from './backoff.js';
import { askForSnapshot } from './periodicSnapshots.js';
import { whileOpen } from './whileOpen.js';

export interface ResyncOptions<T> extends BackoffOptions {
  /**
   * Asks the venue for a snapshot. What it emits joins the messages. At venues that send the snapshot on the stream
   * after a new subscription, subscribe anew and emit nothing. It must end by itself: give it a time limit.
   */
  readonly request: () => ObservableInput<BookSnapshot>;
  /** Whether, after this output, a snapshot is needed. */
  readonly needsSnapshot: (output: T) => boolean;
  /** How long no snapshot must be needed before pauses start again at the first, in milliseconds. 10,000 unless given. */
  readonly calmMs?: number;
}

/**
 * Runs `build` and gives it snapshots: one is asked for at subscription, and again whenever an output says that the
 * book needs one, until an output says that it does not. One request at a time; between attempts a pause that doubles
 * ({@link backoffMs}), also where the book was live in between for less than `calmMs`, so that a book that breaks again
 * and again makes no storm. A failed request becomes a `snapshotFailed` message and is made again.
 *
 * Every output is emitted before the request that it causes is made. Completes and fails with the source; then, and
 * when unsubscribed, the request and the pause end.
 *
 * Marbles: `marbles/sequence/resync`.
 */
export const resync =
  <T>(build: OperatorFunction<BookInput, T>, options: ResyncOptions<T>): OperatorFunction<BookInput, T> =>
  (source) =>
    new Observable<T>((subscriber) => {
      const { request, needsSnapshot, calmMs = 10_000 } = options;
      const answers$ = new Subject<BookInput>();
      const needed$ = new Subject<boolean>();
      /** Requests since it was last calm, which pauses go by; failed ones since the book was last live. */
      let attempts = 0;
      let failures = 0;
      let judged = false;
      const fail = (error: unknown) => subscriber.error(error);
      const ask$ = defer(() => {
        attempts++;
        return askForSnapshot(request, () => ++failures);
      });
      const askUntilLive$ = defer(() =>
        attempts === 0 ? ask$ : timer(backoffMs(attempts, options)).pipe(switchMap(() => ask$)),
      ).pipe(repeat());
      const calm$ = timer(calmMs).pipe(
        tap(() => {
          attempts = 0;
        }),
        ignoreElements(),
      );
      subscriber.add(
        needed$
          .pipe(
            distinctUntilChanged(),
            switchMap((needed) => {
              if (needed) return askUntilLive$;
              failures = 0;
              return calm$;
            }),
          )
          .subscribe({ next: (answer) => answers$.next(answer), error: fail }),
      );
      const messages$ = merge(answers$, source.pipe(tap({ complete: () => answers$.complete() })));
      whileOpen(messages$.pipe(build), subscriber).subscribe({
        next: (output) => {
          judged = true;
          // The output first: the request that it causes may be answered at once.
          subscriber.next(output);
          try {
            needed$.next(needsSnapshot(output));
          } catch (error) {
            fail(error);
          }
        },
        error: fail,
        complete: () => subscriber.complete(),
      });
      if (!judged) needed$.next(true);
    });
