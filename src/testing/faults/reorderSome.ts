import { concat, concatMap, defer, tap, type MonoTypeOperatorFunction } from 'rxjs';

import type { Lost, Reordered } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';
import { letOneBy, type Latecomer } from './latecomers.js';
import { drawFrom } from './wholeRange.js';

/** Which values are held back, and for how many others. */
export interface ReorderOptions<T> extends FaultOptions<T, Reordered<T> | Lost<T>> {
  /** A value that is hit lets 1 to so many later ones of the source by. */
  readonly by: number;
}

/**
 * Some values are held back until a number of later ones have come, and are emitted after the last of these.
 *
 * Later ones count when they come, though they be held back themselves: at no time are more than `by` values held. Of
 * several that are due after the same value, the one held longest goes first.
 *
 * Where the source completes, what is held is emitted before the completion; an error passes at once, and what is held is
 * told as `lost`. Every subscription holds the same places back; what `only` or `tell` throws becomes the error.
 *
 * ```
 *   source:  -a-b-c-d----|   b is hit
 *   result:  -a---c-(db)-|   by two
 * ```
 *
 * Marbles: `marbles/faults/reorderSome`.
 *
 * @throws {RangeError} where the seed or the rate is none, or `by` is no whole number from 1 on.
 */
export function reorderSome<T>(options: ReorderOptions<T>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('reorder', options);
  const { by, tell } = options;
  if (!(Number.isSafeInteger(by) && by >= 1)) {
    throw new RangeError(`by is no whole number from 1 on: ${by}`);
  }
  return (source) =>
    defer(() => {
      const draw = draws();
      let waiting: readonly Latecomer<T>[] = [];
      const step = (value: T): readonly T[] => {
        const { due, rest } = letOneBy(waiting);
        const { hit, index, random } = draw(value);
        const released = due.map((latecomer) => latecomer.value);
        if (!hit) {
          waiting = rest;
          return [value, ...released];
        }
        const after = drawFrom(random, [1, by]);
        waiting = [...rest, { value, index, after, left: after }];
        tell?.({ _tag: 'reordered', value, index, by: after });
        return released;
      };
      return concat(
        source.pipe(
          concatMap(step),
          tap({
            error: () => {
              for (const { value, index } of waiting) tell?.({ _tag: 'lost', value, index });
            },
          }),
        ),
        defer(() => waiting.map(({ value }) => value)),
      );
    });
}
