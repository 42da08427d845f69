import type { BookSide } from '../book/index.js';

/** One level of the ladder. */
export interface LadderLevel {
  /** Plain decimal text. */
  readonly price: string;
  readonly size: string;
  /** The sizes from the best level to this one, summed: for the bar only. */
  readonly depthNumber: number;
}

/** Levels of a side that are looked at: more than any screen has lines for. */
const LADDER_LEVELS = 200;

/** A side of a book as a ladder shows it, best first. */
export function ladderOf(side: BookSide): readonly LadderLevel[] {
  let depthNumber = 0;
  return side.top(LADDER_LEVELS).map((level) => {
    depthNumber += level.sizeNumber;
    return { price: level.priceText, size: level.sizeText, depthNumber };
  });
}
