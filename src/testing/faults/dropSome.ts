import { defer, filter, type MonoTypeOperatorFunction } from 'rxjs';

import type { Dropped } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';

/**
 * Some values vanish.
 *
 * Completes and fails with the source. Every subscription drops at the same places; what `only` or `tell` throws becomes
 * the error.
 *
 * ```
 *   source:  -a-b-c-d-|
 *   result:  -a---c-d-|   b is hit
 * ```
 *
 * Marbles: `marbles/faults/dropSome`.
 *
 * @throws {RangeError} where the seed or the rate is none.
 */
export function dropSome<T>(options: FaultOptions<T, Dropped<T>>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('drop', options);
  const { tell } = options;
  return (source) =>
    defer(() => {
      const draw = draws();
      return source.pipe(
        filter((value) => {
          const { hit, index } = draw(value);
          if (hit) tell?.({ _tag: 'dropped', value, index });
          return !hit;
        }),
      );
    });
}
