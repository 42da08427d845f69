import { Observable, type OperatorFunction } from 'rxjs';

import { whileOpen } from '../sequence/whileOpen.js';

/**
 * Emits each value of the list that `project` makes of a source value, in order and at once. What `concatMap` does for
 * lists, without an inner observable for each: the difference is a fifth of the time of a whole message.
 *
 * Completes and fails with the source; fails where `project` throws; stops in the middle of a list when unsubscribed.
 */
export const mapEach =
  <T, R>(project: (value: T) => readonly R[]): OperatorFunction<T, R> =>
  (source) =>
    new Observable<R>((subscriber) =>
      whileOpen(source, subscriber).subscribe({
        next: (value) => {
          let results: readonly R[];
          try {
            results = project(value);
          } catch (error) {
            subscriber.error(error);
            return;
          }
          for (let at = 0; at < results.length && !subscriber.closed; at++) subscriber.next(results[at]!);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
