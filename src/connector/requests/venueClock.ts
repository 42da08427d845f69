import {
  concatMap,
  defer,
  EMPTY,
  ignoreElements,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  startWith,
  Subject,
  switchMap,
  tap,
  type Observable,
} from 'rxjs';

import type { CallResult } from './venueCall.js';
import { clockOffset, clockSamples, type ClockOffset, type ClockSample } from './clockOffset.js';

/** A venue's clock, as far as it is known. */
export interface VenueClock {
  /** What is to be added to our time for the venue's, in milliseconds; zero before the first sample. */
  readonly offsetMs: () => number;
  /** Hot; the last one at once, nothing before the first. */
  readonly offset$: Observable<ClockOffset>;
  /** Measures it all the time, as long as it is subscribed; emits what comes of that. Never completes and never errors. */
  readonly run: () => Observable<ClockOffset>;
  /**
   * Forgets what was measured, for one of the clocks was set, and measures anew; whoever asks meanwhile gets the same. Completes when
   * there is a sample, or none was to be had.
   */
  readonly measureAnew: () => Observable<never>;
}

/**
 * Knows a venue's clock by asking for its time: a round at the start, then once in a while.
 *
 * @param askTime asks once, for milliseconds since 1970.
 */
export function venueClock(askTime: () => Observable<CallResult<number>>, everyMs: number): VenueClock {
  let offsetMs = 0;
  const samples$ = new Subject<ClockSample>();
  const forgotten$ = new Subject<void>();
  const offset$ = new ReplaySubject<ClockOffset>(1);

  const sample = (): Observable<ClockSample> =>
    askTime().pipe(
      concatMap((result) => {
        if (result._tag !== 'answered') return EMPTY;
        const { sentAt, receivedAt, value: venueTime } = result;
        return of({ sentAt, receivedAt, venueTime });
      }),
    );

  const measured$ = forgotten$.pipe(
    startWith(undefined),
    switchMap(() => samples$.pipe(clockOffset())),
    tap((offset) => {
      offsetMs = offset.offsetMs;
      offset$.next(offset);
    }),
  );

  const anew$ = defer(() => {
    forgotten$.next();
    return sample();
  }).pipe(
    tap((one) => samples$.next(one)),
    ignoreElements(),
    share(),
  );

  return {
    offsetMs: () => offsetMs,
    offset$: offset$.asObservable(),
    run: () =>
      merge(
        measured$,
        clockSamples(sample, { everyMs }).pipe(
          map((one) => samples$.next(one)),
          ignoreElements(),
        ),
      ),
    measureAnew: () => anew$,
  };
}
