import { Decimal } from 'decimal.js';

import { isLevelText, PriceLevel, type LevelText, type Notation } from '../domain/priceLevel.js';

/** Levels a chunk holds at most: one copy of it is 512 bytes of doubles. */
export const CHUNK_CAPACITY = 32;

/**
 * A short run of levels in ascending order of key, best last. `numbers` has room for {@link CHUNK_CAPACITY} levels and
 * is used up to `used`; so a copy is one block copy, and an insertion shifts within it.
 */
export interface Chunk {
  /** Who may change it in place: the draft that made it. */
  readonly owner: object;
  /** `key, size, key, size, ...` */
  readonly numbers: number[];
  /** Beside each level what regenerates its text; undefined where every level is plain and exact. */
  notations: (Notation | undefined)[] | undefined;
  used: number;
}

/**
 * How far a side is known: a count of levels where the venue maintains that many; the last level of the snapshot where
 * that was cut; undefined where all of it is known.
 */
export type Extent = number | PriceLevel | undefined;

/** 1 for bids, -1 for asks: key = sign * price, so that on both sides the best level has the highest key. */
export type Sign = 1 | -1;

/**
 * How far two levels are from each other in order, for keys that are equal as doubles: levels whose prices have more
 * digits than a double holds are told apart by their texts.
 */
function compareTexts(sign: Sign, key: number, a: Notation | undefined, b: Notation | undefined): number {
  if (!isLevelText(a) && !isLevelText(b)) return 0;
  const exactly = (notation: Notation | undefined) =>
    new Decimal(isLevelText(notation) ? notation.price : sign * key);
  return sign * exactly(a).cmp(exactly(b));
}

/** Negative, zero, positive: level `index` of `chunk` is worse than, the same price as, better than the given one. */
export function compareLevel(
  sign: Sign,
  chunk: Chunk,
  index: number,
  key: number,
  notation: Notation | undefined,
): number {
  const found = chunk.numbers[2 * index]!;
  if (found !== key) return found < key ? -1 : 1;
  if (chunk.notations === undefined && notation === undefined) return 0;
  return compareTexts(sign, key, chunk.notations?.[index], notation);
}

/** The last chunk that starts at or below the key (the first one where none does), searched from the best end. */
export function findChunk(
  sign: Sign,
  chunks: readonly Chunk[],
  key: number,
  notation: Notation | undefined,
): number {
  let high = chunks.length - 1;
  let low = high;
  for (let step = 1; low > 0 && compareLevel(sign, chunks[low]!, 0, key, notation) > 0; step *= 2) {
    high = low - 1;
    low = Math.max(0, low - step);
  }
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareLevel(sign, chunks[middle]!, 0, key, notation) > 0) high = middle - 1;
    else low = middle;
  }
  return low;
}

/** The first level in the chunk that is at or above the key; `used` where all are below. */
export function findLevel(sign: Sign, chunk: Chunk, key: number, notation: Notation | undefined): number {
  let low = 0;
  let high = chunk.used;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareLevel(sign, chunk, middle, key, notation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * One side of an order book: an immutable sorted run of levels, best first. Versions share their chunks; a new one
 * copies only those that changed.
 */
export class BookSide implements Iterable<PriceLevel> {
  constructor(
    /** @internal */
    readonly sign: Sign,
    /** @internal */
    readonly chunks: readonly Chunk[],
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
    const worst = this.chunks[0];
    return worst !== undefined && this.length >= this.extent ? this.#level(worst, 0) : undefined;
  }

  /** The best level; undefined where the side is empty. */
  get best(): PriceLevel | undefined {
    return this.at(0);
  }

  /** The nearest double to the best price; exact up to 15 significant digits. NaN where the side is empty. */
  get bestPriceNumber(): number {
    const chunk = this.chunks[this.chunks.length - 1];
    return chunk === undefined ? NaN : this.sign * chunk.numbers[2 * chunk.used - 2]!;
  }

  /** The nearest double to the size at the best price; exact up to 15 significant digits. NaN where it is empty. */
  get bestSizeNumber(): number {
    const chunk = this.chunks[this.chunks.length - 1];
    return chunk === undefined ? NaN : chunk.numbers[2 * chunk.used - 1]!;
  }

  /** The level at `index` from the best, 0-based. Costs a walk over the chunks before it. */
  at(index: number): PriceLevel | undefined {
    let left = index;
    if (!(left >= 0)) return undefined;
    for (let c = this.chunks.length - 1; c >= 0; c--) {
      const chunk = this.chunks[c]!;
      if (left < chunk.used) return this.#level(chunk, chunk.used - 1 - left);
      left -= chunk.used;
    }
    return undefined;
  }

  /** The level at exactly this price; undefined where none rests there. */
  atPrice(price: Decimal): PriceLevel | undefined {
    if (this.chunks.length === 0) return undefined;
    const key = this.sign * price.toNumber();
    const notation: LevelText = { price: price.toFixed(), size: '0' };
    const chunk = this.chunks[findChunk(this.sign, this.chunks, key, notation)]!;
    const index = findLevel(this.sign, chunk, key, notation);
    if (index >= chunk.used || compareLevel(this.sign, chunk, index, key, notation) !== 0) return undefined;
    return this.#level(chunk, index);
  }

  /** The best `count` levels, best first; fewer where the side has fewer. */
  top(count: number): readonly PriceLevel[] {
    const levels: PriceLevel[] = [];
    for (let c = this.chunks.length - 1; c >= 0 && levels.length < count; c--) {
      const chunk = this.chunks[c]!;
      for (let index = chunk.used - 1; index >= 0 && levels.length < count; index--) {
        levels.push(this.#level(chunk, index));
      }
    }
    return levels;
  }

  /** All levels, best first. */
  *[Symbol.iterator](): Iterator<PriceLevel> {
    for (let c = this.chunks.length - 1; c >= 0; c--) {
      const chunk = this.chunks[c]!;
      for (let index = chunk.used - 1; index >= 0; index--) yield this.#level(chunk, index);
    }
  }

  toJSON(): readonly PriceLevel[] {
    return [...this];
  }

  #level(chunk: Chunk, index: number): PriceLevel {
    return new PriceLevel(
      // Zero has no sign here: an ask at 0 has the key -0.
      this.sign * chunk.numbers[2 * index]! + 0,
      chunk.numbers[2 * index + 1]!,
      chunk.notations?.[index],
    );
  }
}
