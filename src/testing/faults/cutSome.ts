import {
  concat,
  concatMap,
  defer,
  EMPTY,
  of,
  throwError,
  type Observable,
  type OperatorFunction,
} from 'rxjs';

import type { Disconnected } from '../../domain/errors.js';
import type { Cut, Lost } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';
import { countRange, drawFrom, type WholeRange } from './wholeRange.js';

/** After which values the connection breaks, and what that looks like. */
export interface CutOptions<T, C = never> extends FaultOptions<T, Cut<T> | Lost<T>> {
  /** How many values after a break are lost. `[0, 0]`, none, unless given. */
  readonly lose?: WholeRange;
  /** What is emitted at the break, made of the last value before it; the stream goes on. It fails unless given. */
  readonly mark?: (lastValue: NoInfer<T>) => C;
}

/**
 * The connection breaks after some values, and a number of those that follow are lost; none of these is followed by
 * another break.
 *
 * With `mark` the break is a value: see `interruptionAfter`. Without it the stream fails with a {@link Disconnected}, so
 * that a `retry` behind it has something to do. The subscription that comes next then goes on where the failed one
 * stopped, in what is drawn, in `index`, and in what is still to be lost: so the next break of a source that begins anew,
 * or of a hot one, is another one. Any other subscription begins from the start, and so does the operator when it is
 * piped again.
 *
 * Otherwise completes and fails with the source. What `mark`, `only` or `tell` throws becomes the error.
 *
 * ```
 *   source:  -a-b----c-d-|   b is hit, one is lost
 *   result:  -a-(bm)---d-|   m: the mark
 *   result:  -a-(b#)         without a mark
 * ```
 *
 * Marbles: `marbles/faults/cutSome`.
 *
 * @throws {RangeError} where the seed, the rate or the range is none.
 */
export function cutSome<T, C = never>(options: CutOptions<T, C>): OperatorFunction<T, T | C> {
  const draws = faultDraws('cut', options);
  const { tell, mark } = options;
  const range = countRange('lose', options.lose ?? [0, 0]);
  return (source) => {
    const begin = () => ({ draw: draws(), losing: 0 });
    /** What a failed subscription leaves to the next. */
    let left: ReturnType<typeof begin> | undefined;
    return defer(() => {
      const line = left ?? begin();
      left = undefined;
      const breakAfter = (value: T, index: number): Observable<C> =>
        defer(() => {
          tell?.({ _tag: 'cut', value, index, lose: line.losing });
          if (mark !== undefined) return of(mark(value));
          left = line;
          return throwError((): Disconnected => ({
            _tag: 'disconnected',
            reason: `cut after the value with index ${index}`,
          }));
        });
      return source.pipe(
        concatMap((value): Observable<T | C> => {
          const { hit, index, random } = line.draw(value);
          if (line.losing > 0) {
            line.losing--;
            tell?.({ _tag: 'lost', value, index });
            return EMPTY;
          }
          if (!hit) return of(value);
          line.losing = drawFrom(random, range);
          return concat(of(value), breakAfter(value, index));
        }),
      );
    });
  };
}
