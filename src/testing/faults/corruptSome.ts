import { defer, map, type MonoTypeOperatorFunction } from 'rxjs';

import type { Corrupted } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';

/** Which values are spoilt, and how. */
export interface CorruptOptions<T> extends FaultOptions<T, Corrupted<T>> {
  /** What comes instead of a value; `random` draws numbers in [0, 1). For frames: `corruptFrame`. */
  readonly corrupt: (value: T, random: () => number) => T;
}

/**
 * Some values come spoilt.
 *
 * Completes and fails with the source. Every subscription spoils the same places; what `corrupt`, `only` or `tell` throws
 * becomes the error.
 *
 * ```
 *   source:  -a-b-c-|
 *   result:  -a-X-c-|   b is hit
 * ```
 *
 * Marbles: `marbles/faults/corruptSome`.
 *
 * @throws {RangeError} where the seed or the rate is none.
 */
export function corruptSome<T>(options: CorruptOptions<T>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('corrupt', options);
  const { corrupt, tell } = options;
  return (source) =>
    defer(() => {
      const draw = draws();
      return source.pipe(
        map((value) => {
          const { hit, index, random } = draw(value);
          if (!hit) return value;
          const corrupted = corrupt(value, random);
          tell?.({ _tag: 'corrupted', value, index, corrupted });
          return corrupted;
        }),
      );
    });
}
