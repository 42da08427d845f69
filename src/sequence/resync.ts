import {
  asyncScheduler,
  defer,
  distinctUntilChanged,
  finalize,
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

import type { BookInput, AnySnapshot } from '../domain/messages.js';
import { backoffMs, checkBackoff, type BackoffOptions } from './backoff.js';
import { askForSnapshot } from './periodicSnapshots.js';
import { whileOpen } from './whileOpen.js';

/** How snapshots are asked for, and when. */
export interface ResyncOptions<T> extends BackoffOptions {
  /**
   * Asks the venue for a snapshot. What it emits joins the messages. At venues that send the snapshot on the stream
   * after a new subscription, subscribe anew and emit nothing. It must end by itself: give it a time limit.
   */
  readonly request: () => ObservableInput<AnySnapshot>;
  /** Whether, after this output, a snapshot is needed. */
  readonly needsSnapshot: (output: T) => boolean;
  /**
   * Whether a snapshot is asked for at subscription (true, the default), or not before an output says that one is needed:
   * for pipelines that are made at a first message, which may be the snapshot.
   */
  readonly atStart?: boolean;
  /** How long no snapshot must be needed before pauses start again at the first, in milliseconds. 10,000 unless given. */
  readonly calmMs?: number;
}

/**
 * Runs `build` and gives it snapshots: one is asked for at subscription, and again whenever an output says that the
 * book needs one, until an output says that it does not. One request at a time; between attempts a pause that doubles
 * ({@link backoffMs}), also where the book was live in between for less than `calmMs`, so that a book that breaks again
 * and again makes no storm. A failed request becomes a `snapshotFailed` message and is made again.
 *
 * An interruption of the feed ends the request under way, for its answer may be older than what was lost; after the
 * pause it is made again. Every output is emitted before the request that it causes is made. Completes and fails with the source; then, and
 * when unsubscribed, the request and the pause end.
 *
 * Marbles: `marbles/sequence/resync`.
 *
 * @throws {RangeError} where a time is none.
 */
export function resync<T>(
  build: OperatorFunction<BookInput, T>,
  options: ResyncOptions<T>,
): OperatorFunction<BookInput, T> {
  const { request, needsSnapshot, atStart = true, calmMs = 10_000 } = options;
  checkBackoff(options);
  if (!(calmMs >= 0)) throw new RangeError(`calmMs is no time: ${calmMs}`);
  return (source) =>
    new Observable<T>((subscriber) => {
      const answers$ = new Subject<BookInput>();
      const needed$ = new Subject<{ readonly needed: boolean; readonly breaks: number }>();
      /** Requests since it was last calm, which pauses go by; failed ones since the book was last live. */
      let attempts = 0;
      let failures = 0;
      let judged = false;
      /** Interruptions of the feed: an answer that was asked for before one may be older than what was lost. */
      let breaks = 0;
      const fail = (error: unknown) => subscriber.error(error);
      /**
       * When the book broke, or the last request ended since: pauses count from there, by the timers' clock, however
       * often the book breaks again meanwhile.
       */
      let pausedAt = 0;
      let asking = false;
      const ask$ = defer(() => {
        attempts++;
        return askForSnapshot(request, () => ++failures);
      }).pipe(
        finalize(() => {
          pausedAt = asyncScheduler.now();
        }),
      );
      const askUntilLive$ = defer(() => {
        if (attempts === 0) return ask$;
        const pauseMs = pausedAt + backoffMs(attempts, options) - asyncScheduler.now();
        return timer(Math.max(0, pauseMs)).pipe(switchMap(() => ask$));
      }).pipe(repeat());
      const calm$ = timer(calmMs).pipe(
        tap(() => {
          attempts = 0;
        }),
        ignoreElements(),
      );
      subscriber.add(
        needed$
          .pipe(
            distinctUntilChanged((a, b) => a.needed === b.needed && (!a.needed || a.breaks === b.breaks)),
            switchMap(({ needed }) => {
              if (needed && !asking) pausedAt = asyncScheduler.now();
              asking = needed;
              if (needed) return askUntilLive$;
              failures = 0;
              return calm$;
            }),
          )
          .subscribe({ next: (answer) => answers$.next(answer), error: fail }),
      );
      const watched$ = source.pipe(
        tap({
          next: ({ _tag }) => {
            if (_tag === 'interrupted') breaks++;
          },
          complete: () => answers$.complete(),
        }),
      );
      const messages$ = merge(answers$, watched$);
      whileOpen(messages$.pipe(build), subscriber).subscribe({
        next: (output) => {
          judged = true;
          // The output first: the request that it causes may be answered at once.
          subscriber.next(output);
          try {
            needed$.next({ needed: needsSnapshot(output), breaks });
          } catch (error) {
            fail(error);
          }
        },
        error: fail,
        complete: () => subscriber.complete(),
      });
      if (atStart && !judged) needed$.next({ needed: true, breaks });
    });
}
