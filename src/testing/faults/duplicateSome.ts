import { concat, concatMap, defer, map, type MonoTypeOperatorFunction } from 'rxjs';

import type { Duplicated } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';
import { letOneBy, type Latecomer } from './latecomers.js';
import { countRange, drawFrom, type WholeRange } from './wholeRange.js';

/** Which values come twice, and how late. */
export interface DuplicateOptions<T> extends FaultOptions<T, Duplicated<T>> {
  /** After how many later values of the source the second one comes. `[0, 0]`, at once, unless given. */
  readonly after?: WholeRange;
}

/**
 * Some values come twice, the second time at once or after a number of later ones.
 *
 * Where the source completes first, the second ones are emitted before the completion; an error passes at once, and those
 * that were to come never do. Each is told when it comes. Every subscription doubles the same places; what `only` or
 * `tell` throws becomes the error.
 *
 * ```
 *   source:  -a-b----c-d----|   b is hit
 *   result:  -a-(bb)-c-d----|   at once
 *   result:  -a-b----c-(db)-|   after two later values
 * ```
 *
 * Marbles: `marbles/faults/duplicateSome`.
 *
 * @throws {RangeError} where the seed, the rate or the range is none.
 */
export function duplicateSome<T>(options: DuplicateOptions<T>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('duplicate', options);
  const { tell } = options;
  const range = countRange('after', options.after ?? [0, 0]);
  return (source) =>
    defer(() => {
      const draw = draws();
      let waiting: readonly Latecomer<T>[] = [];
      const step = (value: T): readonly ({ readonly value: T } | Latecomer<T>)[] => {
        const { due, rest } = letOneBy(waiting);
        const { hit, index, random } = draw(value);
        if (!hit) {
          waiting = rest;
          return [{ value }, ...due];
        }
        const after = drawFrom(random, range);
        const second = { value, index, after, left: after };
        waiting = after === 0 ? rest : [...rest, second];
        return after === 0 ? [{ value }, second, ...due] : [{ value }, ...due];
      };
      return concat(
        source.pipe(concatMap(step)),
        defer(() => waiting),
      ).pipe(
        map((coming) => {
          const { value } = coming;
          if ('left' in coming) {
            tell?.({ _tag: 'duplicated', value, index: coming.index, after: coming.after });
          }
          return value;
        }),
      );
    });
}
