import { asyncScheduler, defer, filter, type MonoTypeOperatorFunction } from 'rxjs';

import type { Lost, Stalled } from './fault.js';
import { faultDraws, type FaultOptions } from './faultDraws.js';
import { heldInTime, type Held } from './heldInTime.js';
import { drawFrom, timeRange, type WholeRange } from './wholeRange.js';

/** With which values silence begins, how long it lasts, and what becomes of what comes in it. */
export interface StallOptions<T> extends FaultOptions<T, Stalled<T> | Lost<T>> {
  /** How many whole milliseconds a silence lasts. */
  readonly stallMs: WholeRange;
  /** Whether what comes in a silence is lost. It comes in a burst at the end of it unless given. */
  readonly lose?: boolean;
}

/**
 * Now and then there is silence. It begins with the value that is hit; this one and all that come in the silence are
 * emitted in order and at once when it ends, or are lost. None of them begins another silence.
 *
 * Completes with the source, but not before the burst; where values are lost, at once. An error passes at once, and what
 * is held is told as `lost`. Silence is measured in RxJS's time, so virtual time works, and the timer is released on
 * unsubscription. Every subscription draws the same; what `only` or `tell` throws becomes the error.
 *
 * ```
 *   source:  -a-b-c------d-|   b is hit, 5 ms
 *   result:  -a-----(bc)-d-|
 *   result:  -a----------d-|   what comes in it is lost
 * ```
 *
 * Marbles: `marbles/faults/stallSome`.
 *
 * @throws {RangeError} where the seed, the rate or the range is none, or a silence is longer than timers keep (2^31 ms).
 */
export function stallSome<T>(options: StallOptions<T>): MonoTypeOperatorFunction<T> {
  const draws = faultDraws('stall', options);
  const { tell, lose = false } = options;
  const range = timeRange('stallMs', options.stallMs);
  return (source) =>
    defer(() => {
      const draw = draws();
      let begunAt = -Infinity;
      let endsAt = -Infinity;
      // A clock that was set back is no reason to be silent longer.
      const isSilent = (now: number) => begunAt <= now && now < endsAt;
      const judge = (value: T): Held<T> => {
        const { hit, index, random } = draw(value);
        const now = asyncScheduler.now();
        if (hit && !isSilent(now)) {
          const stallMs = drawFrom(random, range);
          begunAt = now;
          endsAt = now + stallMs;
          tell?.({ _tag: 'stalled', value, index, stallMs });
        }
        return { value, index, holdMs: isSilent(now) ? endsAt - now : 0 };
      };
      if (!lose) return source.pipe(heldInTime(judge, true, tell));
      return source.pipe(
        filter((value) => {
          const { index, holdMs } = judge(value);
          if (holdMs > 0) tell?.({ _tag: 'lost', value, index });
          return holdMs === 0;
        }),
      );
    });
}
