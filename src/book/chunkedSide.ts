import type { Decimal } from 'decimal.js';

import type { LevelText, PriceLevel } from '../domain/priceLevel.js';
import { BookSide, type Chunk, type Extent, type Group, type Sign } from './bookSide.js';
import { compareLevel, findChunk, findLevel, levelAt, type Place } from './findChunk.js';

/**
 * A side whose levels lie in chunks. Versions share their chunks; a new one copies only those that changed, so that all
 * versions are read equally fast. Levels may have texts that no double holds.
 */
export class ChunkedSide extends BookSide {
  constructor(
    sign: Sign,
    readonly groups: readonly Group[],
    length: number,
    extent: Extent,
  ) {
    super(sign, length, extent);
  }

  override get best(): PriceLevel | undefined {
    const chunk = this.#bestChunk;
    return chunk === undefined ? undefined : levelAt(this.sign, chunk, chunk.numbers.length / 2 - 1);
  }

  get bestPriceNumber(): number {
    const chunk = this.#bestChunk;
    return chunk === undefined ? NaN : this.sign * chunk.numbers[chunk.numbers.length - 2]! + 0;
  }

  get bestSizeNumber(): number {
    const chunk = this.#bestChunk;
    return chunk === undefined ? NaN : chunk.numbers[chunk.numbers.length - 1]!;
  }

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

  *[Symbol.iterator](): Iterator<PriceLevel> {
    for (const chunk of this.chunks()) {
      for (let index = chunk.numbers.length / 2 - 1; index >= 0; index--)
        yield levelAt(this.sign, chunk, index);
    }
  }

  get #bestChunk(): Chunk | undefined {
    const group = this.groups[this.groups.length - 1];
    return group?.[group.length - 1];
  }
}
