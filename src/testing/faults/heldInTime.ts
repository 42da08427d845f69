import {
  asyncScheduler,
  concatMap,
  map,
  mergeMap,
  of,
  tap,
  timer,
  type MonoTypeOperatorFunction,
  type Observable,
} from 'rxjs';

import type { Lost } from './fault.js';

/** A value and how long it is to be held. */
export interface Held<T> {
  readonly value: T;
  readonly index: number;
  readonly holdMs: number;
}

interface Due<T> extends Held<T> {
  readonly dueAt: number;
}

/**
 * Holds values for as long as `judge` says when they come; where order is kept, those behind wait for those before them,
 * and no longer than that. What is to be held for no time passes at once.
 *
 * Completes when all is out; an error passes at once, and what is held is lost. To be applied once a subscription.
 */
export function heldInTime<T>(
  judge: (value: T) => Held<T>,
  keepOrder: boolean,
  tell: ((fault: Lost<T>) => void) | undefined,
): MonoTypeOperatorFunction<T> {
  const inside = new Set<Due<T>>();
  const enter = (value: T): Due<T> => {
    const held = judge(value);
    const due = { ...held, dueAt: asyncScheduler.now() + held.holdMs };
    inside.add(due);
    return due;
  };
  const wait = (due: Due<T>): Observable<Due<T>> => {
    // A clock that was set back is no reason to wait longer.
    const leftMs = Math.min(due.holdMs, due.dueAt - asyncScheduler.now());
    return leftMs > 0 ? timer(leftMs).pipe(map(() => due)) : of(due);
  };
  return (source) =>
    source.pipe(
      map(enter),
      tap({
        error: () => {
          for (const { value, index } of inside) tell?.({ _tag: 'lost', value, index });
        },
      }),
      keepOrder ? concatMap(wait) : mergeMap(wait),
      map((due) => {
        inside.delete(due);
        return due.value;
      }),
    );
}
