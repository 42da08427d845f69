import type { ObservableInput, OperatorFunction } from 'rxjs';

import { Ring } from './ring.js';
import { serveOneByOne, type WaitingLine } from './serveOneByOne.js';

/** The newest value of its key. */
export interface Conflated<T> {
  readonly value: T;
  /** How many values of that key came since the last one that was delivered, and were passed over for this one. */
  readonly passedOver: number;
}

/** Of what the newest is kept. */
export interface ConflateOptions<T> {
  /** The key of a value, compared as those of a `Map`: the newest of each key is kept. One for all unless given. */
  readonly by?: (value: T) => unknown;
}

/** A key that waits. */
interface Waiting<T> {
  readonly key: unknown;
  newest: T;
  passedOver: number;
}

/**
 * For a consumer that is slower than its source and needs only how things are now: gives `consume` one value at a time,
 * and while it is under way keeps only the newest of those that come, with a count of the others. With `by` the newest
 * of each key; keys are served in the order in which they first waited, so that a busy one starves none. Emits what the
 * consumptions emit.
 *
 * Made for versions of a book, of which each replaces the one before: `conflate(draw, { by: ({ symbol }) => symbol })`.
 * Never for order events, fills, trades or diffs: each of them says something that the next does not say again. Those
 * go through `concatMap`, or through {@link boundedBuffer} with `fail`.
 *
 * ```
 *   source:   -abc-d-----|
 *   consume:   xxx           each takes 3
 *                 xxx
 *                    xxx
 *   results:  -a--c--d---|     c: passedOver 1, which was b
 * ```
 *
 * Holds one value a key that waits, and nothing of those that do not. When the source completes, what waits is still
 * delivered; then it completes. Fails at once with the source, with a consumption, and where `by` or `consume` throws.
 * Unsubscribing ends the consumption under way.
 *
 * Marbles: `marbles/backpressure/conflate`.
 */
export const conflate = <T, R>(
  consume: (newest: Conflated<T>) => ObservableInput<R>,
  { by = () => undefined }: ConflateOptions<T> = {},
): OperatorFunction<T, R> => serveOneByOne(() => newestByKey(by), consume);

function newestByKey<T>(by: (value: T) => unknown): WaitingLine<T, Conflated<T>> {
  const waiting = new Map<unknown, Waiting<T>>();
  const order = new Ring<Waiting<T>>();
  return {
    put: (value) => {
      const key = by(value);
      const known = waiting.get(key);
      if (known === undefined) {
        const first = { key, newest: value, passedOver: 0 };
        waiting.set(key, first);
        order.push(first);
      } else {
        known.newest = value;
        known.passedOver++;
      }
    },
    take: () => {
      const next = order.shift();
      if (next === undefined) return undefined;
      waiting.delete(next.key);
      return { value: next.newest, passedOver: next.passedOver };
    },
  };
}
