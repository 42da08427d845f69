import { defer, type MonoTypeOperatorFunction } from 'rxjs';

import type { Delayed, Lost } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';
import { heldInTime } from './heldInTime.js';
import { drawFrom, timeRange, type WholeRange } from './wholeRange.js';

/** Which values are late, and by how much. */
export interface DelayOptions<T> extends FaultOptions<T, Delayed<T> | Lost<T>> {
  /** How many whole milliseconds a value is held; 0 holds nothing. */
  readonly delayMs: WholeRange;
  /** Whether those behind a late value wait for it, as over TCP; else they overtake it, as over UDP. True unless given. */
  readonly keepOrder?: boolean;
}

/**
 * Some values are late. Each delay counts from when its value came: where order is kept, delays do not add up.
 *
 * Completes when all late values are out; an error passes at once, and what is held is told as `lost`. Timers are
 * RxJS's own, so virtual time works, and are released on unsubscription. Every subscription delays the same places; what
 * `only` or `tell` throws becomes the error.
 *
 * ```
 *   source:  -a-b-c----d-|   b is hit, 4 ms
 *   result:  -a-----(bc)-d-|
 *   result:  -a---c-b--d-|   order not kept
 * ```
 *
 * Marbles: `marbles/faults/delaySome`.
 *
 * @throws {RangeError} where the seed, the rate or the range is none, or a delay is longer than timers keep (2^31 ms).
 */
export function delaySome<T>(options: DelayOptions<T>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('delay', options);
  const { tell, keepOrder = true } = options;
  const range = timeRange('delayMs', options.delayMs);
  return (source) =>
    defer(() => {
      const draw = draws();
      const judge = (value: T) => {
        const { hit, index, random } = draw(value);
        if (!hit) return { value, index, holdMs: 0 };
        const delayMs = drawFrom(random, range);
        tell?.({ _tag: 'delayed', value, index, delayMs });
        return { value, index, holdMs: delayMs };
      };
      return source.pipe(heldInTime(judge, keepOrder, tell));
    });
}
