import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  map,
  range,
  scan,
  timer,
  type Observable,
  type OperatorFunction,
} from 'rxjs';

/** One answer to the question what time it is. Milliseconds since 1970; `sentAt` and `receivedAt` by our clock. */
export interface ClockSample {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** By the venue's clock, at some time between the two. */
  readonly venueTime: number;
}

/** How far the venue's clock is from ours. */
export interface ClockOffset {
  /** To be added to our time for the venue's, in milliseconds: the median of the best samples. */
  readonly offsetMs: number;
  /** How far off that may be at most: half of the shortest round trip. */
  readonly uncertaintyMs: number;
  /** Of how many samples. */
  readonly samples: number;
  readonly measuredAt: number;
}

const offsetOf = ({ sentAt, receivedAt, venueTime }: ClockSample): number =>
  venueTime - (sentAt + receivedAt) / 2;
const roundTripOf = ({ sentAt, receivedAt }: ClockSample): number => receivedAt - sentAt;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * The offset by some samples: of those whose round trip was no longer than twice the shortest, the median. A long round trip
 * says little of where in it the venue looked at its clock.
 */
export function offsetBy(samples: readonly ClockSample[]): ClockOffset | undefined {
  const newest = samples.at(-1);
  if (newest === undefined) return undefined;
  const shortest = Math.min(...samples.map(roundTripOf));
  const good = samples.filter((sample) => roundTripOf(sample) <= 2 * shortest);
  return {
    offsetMs: median(good.map(offsetOf)),
    uncertaintyMs: shortest / 2,
    samples: good.length,
    measuredAt: newest.receivedAt,
  };
}

/** How many of the newest samples count. */
const KEPT = 9;

/**
 * The offset of a venue's clock by a stream of samples: one after each sample, of the newest nine. A sample that ended before it
 * began is passed over: our own clock was set meanwhile. Completes and fails with the source.
 *
 * ```
 *   source:  -s-s-s-   samples
 *   result:  -o-o-o-   offsets
 * ```
 */
export const clockOffset = (): OperatorFunction<ClockSample, ClockOffset> => (source) =>
  defer(() =>
    source.pipe(
      filter((sample) => roundTripOf(sample) >= 0),
      scan((kept: readonly ClockSample[], sample) => [...kept, sample].slice(-KEPT), []),
      map(offsetBy),
      filter((offset) => offset !== undefined),
    ),
  );

/** How often a clock is asked. Times in milliseconds. */
export interface ClockRounds {
  /** Questions in the first round, one after the other. 5 unless given. */
  readonly first?: number;
  /** From one later question to the next. A minute unless given. */
  readonly everyMs?: number;
}

/**
 * Samples of a venue's clock: a round at the start, then one in a while, as long as it is subscribed. A question that gives no
 * sample, or fails, is one sample less.
 *
 * @param ask asks once: one sample, or none.
 */
export const clockSamples = (
  ask: () => Observable<ClockSample>,
  { first = 5, everyMs = 60_000 }: ClockRounds = {},
): Observable<ClockSample> =>
  timer(0, everyMs).pipe(
    concatMap((round) =>
      range(0, round === 0 ? first : 1).pipe(concatMap(() => ask().pipe(catchError(() => EMPTY)))),
    ),
  );
