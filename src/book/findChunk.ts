import { Decimal } from 'decimal.js';

import { isLevelText, PriceLevel, type Notation } from '../domain/priceLevel.js';
import type { Chunk, Group, Sign } from './bookSide.js';

/**
 * Negative, zero, positive: level `index` of the chunk is worse than, the same price as, better than the given one.
 * Keys that are equal as doubles are told apart by their texts, where one has more digits than a double holds.
 */
export function compareLevel(
  sign: Sign,
  { numbers, notations }: Chunk,
  index: number,
  key: number,
  notation: Notation | undefined,
): number {
  const found = numbers[2 * index]!;
  if (found !== key) return found < key ? -1 : 1;
  if (notations === undefined && notation === undefined) return 0;
  return compareTexts(sign, key, notations?.[index], notation);
}

function compareTexts(sign: Sign, key: number, a: Notation | undefined, b: Notation | undefined): number {
  if (!isLevelText(a) && !isLevelText(b)) return 0;
  const exactly = (notation: Notation | undefined) =>
    new Decimal(isLevelText(notation) ? notation.price : sign * key);
  return sign * exactly(a).cmp(exactly(b));
}

/** Where a chunk is: its group, and its place in the group. */
export interface Place {
  group: number;
  chunk: number;
}

/**
 * Finds the last chunk that starts at or below the key (the first one where none does), from the best end on: that is
 * where most changes fall. There must be a chunk.
 */
export function findChunk(
  sign: Sign,
  groups: readonly Group[],
  key: number,
  notation: Notation | undefined,
  place: Place,
): void {
  let low = groups.length - 1;
  let high = low;
  for (let step = 1; low > 0 && compareLevel(sign, groups[low]![0]!, 0, key, notation) > 0; step *= 2) {
    high = low - 1;
    low = Math.max(0, low - step);
  }
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareLevel(sign, groups[middle]![0]!, 0, key, notation) > 0) high = middle - 1;
    else low = middle;
  }
  const group = groups[low]!;
  let chunk = group.length - 1;
  while (chunk > 0 && compareLevel(sign, group[chunk]!, 0, key, notation) > 0) chunk--;
  place.group = low;
  place.chunk = chunk;
}

/** The first level of the chunk that is at or above the key; the number of its levels where all are below. */
export function findLevel(sign: Sign, chunk: Chunk, key: number, notation: Notation | undefined): number {
  const { numbers, notations } = chunk;
  let after = numbers.length;
  // One after the other from the best end: in a run this short that is faster than by halves, where no branch can be
  // foreseen.
  if (notations === undefined && notation === undefined) {
    while (after > 0 && numbers[after - 2]! >= key) after -= 2;
  } else {
    while (after > 0 && compareLevel(sign, chunk, after / 2 - 1, key, notation) >= 0) after -= 2;
  }
  return after / 2;
}

/** The level at `index` of a chunk. */
export const levelAt = (sign: Sign, { numbers, notations }: Chunk, index: number): PriceLevel =>
  // Zero has no sign here: an ask at 0 has the key -0.
  new PriceLevel(sign * numbers[2 * index]! + 0, numbers[2 * index + 1]!, notations?.[index]);
