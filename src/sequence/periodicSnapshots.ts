import {
  catchError,
  concat,
  defer,
  exhaustMap,
  interval,
  merge,
  of,
  Subject,
  takeUntil,
  tap,
  type Observable,
  type ObservableInput,
  type OperatorFunction,
} from 'rxjs';

import type { BookInput, AnySnapshot } from '../domain/messages.js';

/**
 * Asks for a snapshot every `everyMs` milliseconds and puts it among one instrument's messages, so that the sequencer
 * after it heals the book: what the venue itself says replaces what was built from its diffs, and differences show.
 * Put it before a sequencer.
 *
 * One request at a time; one that fails becomes a `snapshotFailed` message and is left for the next period, since the
 * book is not broken. An interruption of the feed ends the request under way, for its answer may be older than what was
 * lost. Completes with the source and then asks no more; fails with the source.
 *
 * Marbles: `marbles/sequence/periodicSnapshots`.
 *
 * @throws {RangeError} where `everyMs` is not above zero, or is 2^31 and more, which timers do not keep.
 */
export function periodicSnapshots(
  everyMs: number,
  request: () => ObservableInput<AnySnapshot>,
): OperatorFunction<BookInput, BookInput> {
  if (!(everyMs > 0 && everyMs < 2 ** 31)) throw new RangeError(`everyMs is no time of a timer: ${everyMs}`);
  return (source) =>
    defer(() => {
      const done$ = new Subject<void>();
      const broken$ = new Subject<void>();
      const answers$ = interval(everyMs).pipe(
        exhaustMap(() => askForSnapshot(request, () => 1).pipe(takeUntil(broken$))),
        takeUntil(done$),
      );
      const watched$ = source.pipe(
        tap({
          next: ({ _tag }) => {
            if (_tag === 'interrupted') broken$.next();
          },
          complete: () => done$.next(),
        }),
      );
      return merge(answers$, watched$);
    });
}

/**
 * One request as messages: that it was made, then its snapshot, or that it failed. Never fails. `countFailure` counts a
 * failed request and tells how many there have been.
 */
export const askForSnapshot = (
  request: () => ObservableInput<AnySnapshot>,
  countFailure: () => number,
): Observable<BookInput> =>
  concat(
    of<BookInput>({ _tag: 'snapshotRequested' }),
    defer(request).pipe(
      catchError((error: unknown) =>
        of<BookInput>({
          _tag: 'snapshotFailed',
          cause: { _tag: 'snapshotUnavailable', attempts: countFailure(), error },
        }),
      ),
    ),
  );
