import {
  concatMap,
  defer,
  EMPTY,
  finalize,
  from,
  of,
  repeat,
  type Observable,
  type ObservableInput,
} from 'rxjs';

/**
 * Asks for the next item only when what `project` made of the last one has completed, so that a source of any length
 * stays where it is while a slow or paced part is heard to its end. Each subscription opens the source anew.
 *
 * Completes with the source; fails where the source or `project` throws. `signal` tells the source that nobody listens
 * any more: at completion, at failure, and when unsubscribed.
 */
export const pullEach = <T, R>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  project: (item: T) => ObservableInput<R>,
): Observable<R> =>
  defer(() => {
    const end = new AbortController();
    const items = open(end.signal)[Symbol.asyncIterator]();
    let done = false;
    return defer(() => from(items.next())).pipe(
      concatMap((result) => {
        done = result.done === true;
        return result.done === true ? EMPTY : project(result.value);
      }),
      repeat({ delay: () => (done ? EMPTY : of(undefined)) }),
      finalize(() => {
        end.abort();
        // What a source says while it is put away has no hearer.
        items.return?.().catch(() => undefined);
      }),
    );
  });
