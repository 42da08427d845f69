import { merge, Observable, Subject, tap, type OperatorFunction } from 'rxjs';

import type { BookInput } from '../domain/messages.js';
import { checkAsking, SnapshotAsker, type SnapshotAsking } from './snapshotAsker.js';
import { whileOpen } from './whileOpen.js';

/** How snapshots are asked for, and when. */
export interface ResyncOptions<T> extends SnapshotAsking {
  /**
   * Asks the venue for a snapshot. What it emits joins the messages. At venues that send the snapshot on the stream
   * after a new subscription, subscribe anew and emit nothing. It must end by itself: give it a time limit.
   */
  readonly request: SnapshotAsking['request'];
  /** Whether, after this output, a snapshot is needed. */
  readonly needsSnapshot: (output: T) => boolean;
  /**
   * Whether a snapshot is asked for at subscription (true, the default), or not before an output says that one is needed:
   * for pipelines that are made at a first message, which may be the snapshot.
   */
  readonly atStart?: boolean;
}

/**
 * Runs `build` and gives it snapshots: one is asked for at subscription, and again whenever an output says that the
 * book needs one, until an output says that it does not. One request at a time; between attempts a pause that doubles
 * (`backoffMs`), also where the book was live in between for less than `calmMs`, so that a book that breaks again
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
  const { needsSnapshot, atStart = true } = options;
  checkAsking(options);
  return (source) =>
    new Observable<T>((subscriber) => {
      const answers$ = new Subject<BookInput>();
      const fail = (error: unknown) => subscriber.error(error);
      const asker = new SnapshotAsker(options, (answer) => answers$.next(answer), fail);
      subscriber.add(() => asker.end());
      let judged = false;
      const watched$ = source.pipe(
        tap({
          next: ({ _tag }) => {
            if (_tag === 'interrupted') asker.interrupted();
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
            asker.tell(needsSnapshot(output));
          } catch (error) {
            fail(error);
          }
        },
        error: fail,
        complete: () => subscriber.complete(),
      });
      if (atStart && !judged) asker.tell(true);
    });
}
