import { Observable, type OperatorFunction } from 'rxjs';

import { listenWhileOpen } from './listenWhileOpen.js';

/**
 * Emits each value of the list that `project` makes of a source value, in order and at once; what comes
 * in the middle of a list waits for its end. What `concatMap` does for
 * lists, without an inner observable for each: the difference is a fifth of the time of a whole message.
 *
 * Completes and fails with the source; fails where `project` throws; stops in the middle of a list when unsubscribed.
 */
export const mapEach =
  <T, R>(project: (value: T) => readonly R[]): OperatorFunction<T, R> =>
  (source) =>
    new Observable<R>((subscriber) => {
      /** Values that came while another was emitted. */
      const waiting: T[] = [];
      let emitting = false;
      let completed = false;

      function emit(value: T): void {
        const results = project(value);
        for (let at = 0; at < results.length && !subscriber.closed; at++) subscriber.next(results[at]!);
      }

      listenWhileOpen(source, subscriber, {
        next: (value) => {
          if (emitting) {
            waiting.push(value);
            return;
          }
          emitting = true;
          emit(value);
          while (waiting.length > 0 && !subscriber.closed) emit(waiting.shift()!);
          emitting = false;
          if (completed) subscriber.complete();
        },
        complete: () => {
          completed = true;
          if (!emitting) subscriber.complete();
        },
      });
    });
