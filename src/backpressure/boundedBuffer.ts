import type { ObservableInput, OperatorFunction } from 'rxjs';

import { BufferOverflowError } from './bufferOverflowError.js';
import { Ring } from './ring.js';
import { serveOneByOne, type WaitingLine } from './serveOneByOne.js';

/** A value, and what is missing before it. */
export interface Buffered<T> {
  readonly value: T;
  /** How many values were dropped since the last one was delivered. */
  readonly dropped: number;
}

/** How much waits at most, and what happens to more. */
export interface BoundedBufferOptions {
  /** How many values may wait, beside the one that is consumed: 1 or more. */
  readonly limit: number;
  /**
   * What happens to a value that comes when as many wait: `dropOldest` drops what has waited longest, so that the hole
   * is just before the next value; `dropNewest` drops the value that came, so that the hole is behind those that wait
   * and the next one to be delivered tells it early; `fail` ends all with a {@link BufferOverflowError}.
   */
  readonly overflow: 'dropOldest' | 'dropNewest' | 'fail';
}

const OVERFLOWS: readonly string[] = [
  'dropOldest',
  'dropNewest',
  'fail',
] satisfies readonly BoundedBufferOptions['overflow'][];

/**
 * For a consumer that is slower than its source at times: `concatMap` with a limit to what waits. Gives `consume` one
 * value at a time, in the order in which they came, each with a count of those that were dropped since the one before,
 * and emits what the consumptions emit.
 *
 * Order events and fills want `fail`: one that is dropped is an account that is wrong. Of book versions only the last
 * counts: {@link conflate} them instead.
 *
 * ```
 *   source:      -abcde-------|   each takes 4, limit: 2
 *   dropOldest:  -a---d---e---|   d: dropped 2, which were b and c
 *   dropNewest:  -a---b---c---|   b: dropped 2, which were d and e
 *   fail:        -a--#            b and c wait when d comes
 * ```
 *
 * Holds `limit` values at most. When the source completes, what waits is still delivered; then it completes. Fails at once
 * with the source, with a consumption, and where `consume` throws. Unsubscribing ends the consumption under way.
 *
 * Marbles: `marbles/backpressure/boundedBuffer`.
 *
 * @throws {RangeError} where `limit` is no whole number above zero, or `overflow` is unknown.
 */
export function boundedBuffer<T, R>(
  consume: (next: Buffered<T>) => ObservableInput<R>,
  options: BoundedBufferOptions,
): OperatorFunction<T, R> {
  const { limit, overflow } = options;
  if (!(Number.isSafeInteger(limit) && limit > 0))
    throw new RangeError(`limit is no whole number above zero: ${limit}`);
  if (!OVERFLOWS.includes(overflow))
    throw new RangeError(`overflow is none of ${OVERFLOWS.join(', ')}: ${String(overflow)}`);
  return serveOneByOne(() => boundedLine<T>(options), consume);
}

function boundedLine<T>({ limit, overflow }: BoundedBufferOptions): WaitingLine<T, Buffered<T>> {
  const waiting = new Ring<{ readonly value: T }>();
  let dropped = 0;
  return {
    put: (value) => {
      if (waiting.size === limit) {
        if (overflow === 'fail') throw new BufferOverflowError(limit);
        dropped++;
        if (overflow === 'dropNewest') return;
        waiting.shift();
      }
      waiting.push({ value });
    },
    take: () => {
      const next = waiting.shift();
      if (next === undefined) return undefined;
      const delivered = { value: next.value, dropped };
      dropped = 0;
      return delivered;
    },
  };
}
