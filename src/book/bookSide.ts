import type { Decimal } from 'decimal.js';

import type { Notation, PriceLevel } from '../domain/priceLevel.js';

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
 * One side of an order book: an immutable sorted run of levels, best first. Versions share what they have in common.
 * There are two kinds, which nobody but this folder need tell apart: {@link ChunkedSide} and {@link RunSide}.
 */
export abstract class BookSide implements Iterable<PriceLevel> {
  // For the compiler alone, so that nothing that may change passes for a side.
  declare protected readonly unchanging: true;

  constructor(
    /** @internal */
    readonly sign: Sign,
    /** How many levels there are. */
    readonly length: number,
    /** @internal How far the side is known. */
    readonly extent: Extent,
  ) {}

  /** @internal Groups of chunks, both ascending and none empty. */
  abstract readonly groups: readonly Group[];

  /** The nearest double to the best price; exact up to 15 significant digits. NaN where the side is empty. */
  abstract readonly bestPriceNumber: number;

  /** The nearest double to the size at the best price; exact up to 15 significant digits. NaN where it is empty. */
  abstract readonly bestSizeNumber: number;

  /** The level at `index` from the best, 0-based; undefined beyond the end. May cost a walk over those before it. */
  abstract at(index: number): PriceLevel | undefined;

  /** The level at exactly this price; undefined where none rests there. */
  abstract atPrice(price: Decimal): PriceLevel | undefined;

  /** The best `count` levels, best first; fewer where the side has fewer. */
  abstract top(count: number): readonly PriceLevel[];

  /** All levels, best first. */
  abstract [Symbol.iterator](): Iterator<PriceLevel>;

  /** The best level; undefined where the side is empty. */
  get best(): PriceLevel | undefined {
    return this.at(0);
  }

  /**
   * The worst level to which the side is complete: every level at its price or better is known. Undefined where the
   * whole side is known.
   */
  get completeTo(): PriceLevel | undefined {
    if (typeof this.extent !== 'number') return this.extent;
    return this.length > 0 && this.length >= this.extent ? this.at(this.length - 1) : undefined;
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

  /** @internal The chunks, from the best on. */
  *chunks(): Iterable<Chunk> {
    const { groups } = this;
    for (let g = groups.length - 1; g >= 0; g--) {
      const group = groups[g]!;
      for (let c = group.length - 1; c >= 0; c--) yield group[c]!;
    }
  }

  toJSON(): readonly PriceLevel[] {
    return [...this];
  }
}

/** What a side tells when it is read at once: a {@link BookSide}, or one that the next message changes in place. */
export type ReadableSide = Pick<BookSide, keyof BookSide>;
