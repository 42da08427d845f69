import { mulberry32 } from '../../sim/mulberry32.js';
import type { Fault } from './fault.js';

/** Which values a fault operator hits, and who hears of it. */
export interface FaultOptions<T, F extends Fault<T> = Fault<T>> {
  /** A whole number from 0 to 2^32 - 1. The same seed hits the same places of a stream, in the same way. */
  readonly seed: number;
  /** The share of the values that are hit, from 0 to 1. A higher rate hits the same values, and more. */
  readonly rate: number;
  /** Values that it refuses are never hit. All are hit unless given. */
  readonly only?: (value: T) => boolean;
  /** Hears of each fault, before what comes of it is emitted. */
  readonly tell?: (fault: F) => void;
}

/** What is drawn for one value. */
interface FaultDraw {
  readonly index: number;
  readonly hit: boolean;
  /** Numbers in [0, 1) of this value's own. */
  readonly random: () => number;
}

/** Draws for one value after the other. */
export type FaultDraws<T> = (value: T) => FaultDraw;

/** Different for each kind, so that a plan may use one seed and its operators still hit different values. */
const SALTS = { drop: 1, duplicate: 2, reorder: 3, delay: 4, stall: 5, corrupt: 6, cut: 7 } as const;

/**
 * Makes what draws for one subscription to a fault operator.
 *
 * Each value gets a seed of its own, hit or not, and all that is decided about it is drawn from that one. So what happens
 * to a value hangs on the kind of the operator, its seed, and the value's index, and on nothing else: neither `only` nor
 * `rate` nor the length of a delay changes what is drawn for the next. Two operators of the same kind want two seeds.
 *
 * @throws {RangeError} where the seed is no whole number from 0 to 2^32 - 1, or the rate is not from 0 to 1.
 */
export function faultDraws<T, F extends Fault<T>>(
  kind: keyof typeof SALTS,
  { seed, rate, only = () => true }: FaultOptions<T, F>,
): () => FaultDraws<T> {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`seed is no whole number from 0 to 2^32 - 1: ${seed}`);
  }
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`rate is not from 0 to 1: ${rate}`);
  return () => {
    const seeds = mulberry32(mulberry32(seed)() * 2 ** 32 + SALTS[kind]);
    let next = 0;
    return (value) => {
      const index = next++;
      const random = mulberry32(seeds() * 2 ** 32);
      return { index, hit: random() < rate && only(value), random };
    };
  };
}
