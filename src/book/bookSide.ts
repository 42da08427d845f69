import { Decimal } from 'decimal.js';

import { isLevelText, PriceLevel, type LevelText, type Notation } from '../domain/priceLevel.js';

/**
 * A short run of levels in ascending order of key, so that the best of them is the last. Never changed once it is part
 * of a side.
 */
export interface Chunk {
  /** `key, size, key, size, ...`: an array of doubles without holes, copied by one block copy. */
  readonly numbers: readonly number[];
  /** Beside each level what regenerates its text; undefined where every level is plain and exact. */
  readonly notations: readonly (Notation | undefined)[] | undefined;
}

/** Some chunks in ascending order: what is copied beside a chunk that changed. */
export type Group = readonly Chunk[];

/** 1 for bids, -1 for asks: key = sign * price, so that on both sides the best level has the highest key. */
export type Sign = 1 | -1;

/**
 * How far a side is known: a count of levels where the venue maintains that many; the last level of the snapshot where
 * that was cut; undefined where all of it is known.
 */
export type Extent = number | PriceLevel | undefined;

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

/**
 * One side of an order book: an immutable sorted run of levels, best first. Versions share their chunks; a new one
 * copies only those that changed.
 */
export class BookSide implements Iterable<PriceLevel> {
  constructor(
    /** @internal */
    readonly sign: Sign,
    /** @internal Groups of chunks, both ascending and none empty. */
    readonly groups: readonly Group[],
    /** How many levels there are. */
    readonly length: number,
    /** @internal How far the side is known. */
    readonly extent: Extent,
  ) {}

  /**
   * The worst level to which the side is complete: every level at its price or better is known. Undefined where the
   * whole side is known.
   */
  get completeTo(): PriceLevel | undefined {
    if (typeof this.extent !== 'number') return this.extent;
    const worst = this.groups[0]?.[0];
    return worst !== undefined && this.length >= this.extent ? levelAt(this.sign, worst, 0) : undefined;
  }

  /**
   * Whether the best level is known to be the best: not so where all levels of a cut snapshot are gone, and only some
   * of those beyond it are known.
   */
  get bestIsKnown(): boolean {
    const { extent } = this;
    if (extent === undefined || typeof extent === 'number') return true;
    return this.bestPriceNumber * this.sign >= extent.priceNumber * this.sign;
  }

  /** The best level; undefined where the side is empty. */
  get best(): PriceLevel | undefined {
    const chunk = this.#bestChunk;
    return chunk === undefined ? undefined : levelAt(this.sign, chunk, chunk.numbers.length / 2 - 1);
  }

  /** The nearest double to the best price; exact up to 15 significant digits. NaN where the side is empty. */
  get bestPriceNumber(): number {
    const chunk = this.#bestChunk;
    return chunk === undefined ? NaN : this.sign * chunk.numbers[chunk.numbers.length - 2]! + 0;
  }

  /** The nearest double to the size at the best price; exact up to 15 significant digits. NaN where it is empty. */
  get bestSizeNumber(): number {
    const chunk = this.#bestChunk;
    return chunk === undefined ? NaN : chunk.numbers[chunk.numbers.length - 1]!;
  }

  /** The level at `index` from the best, 0-based; undefined beyond the end. Costs a walk over the chunks before it. */
  at(index: number): PriceLevel | undefined {
    if (!(index >= 0)) return undefined;
    let left = Math.floor(index);
    for (const chunk of this.chunks()) {
      const used = chunk.numbers.length / 2;
      if (left < used) return levelAt(this.sign, chunk, used - 1 - left);
      left -= used;
    }
    return undefined;
  }

  /** The level at exactly this price; undefined where none rests there. */
  atPrice(price: Decimal): PriceLevel | undefined {
    if (this.groups.length === 0) return undefined;
    const key = this.sign * price.toNumber();
    const notation: LevelText = { price: price.toFixed(), size: '0' };
    const place: Place = { group: 0, chunk: 0 };
    findChunk(this.sign, this.groups, key, notation, place);
    const chunk = this.groups[place.group]![place.chunk]!;
    const index = findLevel(this.sign, chunk, key, notation);
    if (index >= chunk.numbers.length / 2 || compareLevel(this.sign, chunk, index, key, notation) !== 0)
      return undefined;
    return levelAt(this.sign, chunk, index);
  }

  /** The best `count` levels, best first; fewer where the side has fewer. */
  top(count: number): readonly PriceLevel[] {
    const levels: PriceLevel[] = [];
    for (let g = this.groups.length - 1; g >= 0; g--) {
      const group = this.groups[g]!;
      for (let c = group.length - 1; c >= 0; c--) {
        const chunk = group[c]!;
        for (let index = chunk.numbers.length / 2 - 1; index >= 0; index--) {
          if (!(levels.length < count)) return levels;
          levels.push(levelAt(this.sign, chunk, index));
        }
      }
    }
    return levels;
  }

  /** All levels, best first. */
  *[Symbol.iterator](): Iterator<PriceLevel> {
    for (const chunk of this.chunks()) {
      for (let index = chunk.numbers.length / 2 - 1; index >= 0; index--)
        yield levelAt(this.sign, chunk, index);
    }
  }

  /** @internal The chunks, from the best on. */
  *chunks(): Iterable<Chunk> {
    for (let g = this.groups.length - 1; g >= 0; g--) {
      const group = this.groups[g]!;
      for (let c = group.length - 1; c >= 0; c--) yield group[c]!;
    }
  }

  toJSON(): readonly PriceLevel[] {
    return [...this];
  }

  get #bestChunk(): Chunk | undefined {
    const group = this.groups[this.groups.length - 1];
    return group?.[group.length - 1];
  }
}
