import { from, Observable, Subject, takeUntil, type ObservableInput, type OperatorFunction } from 'rxjs';

/** What has come and was not delivered yet. */
export interface WaitingLine<T, D> {
  /** Takes a value that has come. */
  readonly put: (value: T) => void;
  /** What is to be delivered next, which is no longer waiting then; undefined where nothing waits. */
  readonly take: () => D | undefined;
}

/**
 * Puts what comes into a line, and gives what that line delivers to `consume`, one at a time: the next when what the one
 * before gave has completed and was let go of. Emits what the consumptions emit.
 *
 * A consumer that completes at once makes no recursion, however much waits, and what comes from within a consumption
 * waits for its end. Completes when the source has completed, nothing waits, and the last consumption is over. Fails with
 * the source, with a consumption, and where the line or `consume` throws; then, and when unsubscribed, the consumption
 * under way is let go of and what waits is forgotten.
 */
export const serveOneByOne =
  <T, D extends object, R>(
    makeLine: () => WaitingLine<T, D>,
    consume: (delivered: D) => ObservableInput<R>,
  ): OperatorFunction<T, R> =>
  (source) =>
    new Observable<R>((subscriber) => {
      const line = makeLine();
      const closed$ = new Subject<void>();
      subscriber.add(() => closed$.next());
      let busy = false;
      let serving = false;
      let ended = false;
      const fail = (error: unknown) => subscriber.error(error);

      function serve(): void {
        if (serving) return;
        serving = true;
        try {
          for (let next = nextOf(); next !== undefined; next = nextOf()) start(next);
        } catch (error) {
          fail(error);
        }
        serving = false;
        if (ended && !busy) subscriber.complete();
      }

      const nextOf = (): D | undefined => (busy || subscriber.closed ? undefined : line.take());

      function start(delivered: D): void {
        busy = true;
        const consumption = from(consume(delivered))
          .pipe(takeUntil(closed$))
          .subscribe({ next: (result) => subscriber.next(result), error: fail });
        // At once where it is over already: then the loop that called goes on.
        consumption.add(() => {
          busy = false;
          serve();
        });
      }

      source.pipe(takeUntil(closed$)).subscribe({
        next: (value) => {
          try {
            line.put(value);
          } catch (error) {
            fail(error);
            return;
          }
          serve();
        },
        error: fail,
        complete: () => {
          ended = true;
          serve();
        },
      });
    });
