/** Whole numbers from `min` to `max`, both included. */
export type WholeRange = readonly [min: number, max: number];

/** Timers do not keep longer times. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * A range of counts, as it is.
 *
 * @throws {RangeError} where it is not two whole numbers from 0 on, the smaller one first.
 */
export function countRange(name: string, range: WholeRange): WholeRange {
  const [min, max] = range;
  if (!(Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && min <= max)) {
    throw new RangeError(`${name} is no range of whole numbers from 0 on: ${range.join(' to ')}`);
  }
  return range;
}

/**
 * A range of times in milliseconds, as it is.
 *
 * @throws {RangeError} where it is no range of counts, or reaches to 2^31 and more, which timers do not keep.
 */
export function timeRange(name: string, range: WholeRange): WholeRange {
  const [, max] = countRange(name, range);
  if (max > MAX_TIMER_MS) throw new RangeError(`${name} is longer than timers keep: ${max}`);
  return range;
}

/** A number of the range; each is as likely as the others. Draws once. */
export const drawFrom = (random: () => number, [min, max]: WholeRange): number =>
  min + Math.floor(random() * (max - min + 1));
