import { Decimal } from 'decimal.js';

import { isLevelText, PLAIN, type Notation } from '../domain/priceLevel.js';
import type { PriceLevels } from '../domain/priceLevels.js';
import type { BookSide, Chunk, Group, Sign } from './bookSide.js';
import { ChunkedSide } from './chunkedSide.js';
import {
  CHUNK_LEVELS,
  FILL,
  GROUP_CHUNKS,
  joinChunks,
  mostLevels,
  setNotation,
  splitChunk,
  type OwnChunk,
} from './chunks.js';
import { compareLevel, findChunk, findLevel, type Place } from './findChunk.js';

const NO_GROUPS: readonly Chunk[][] = [];

/**
 * The changes of one message to one side. A chunk is copied once for all levels that fall into it one after the other;
 * the version that the draft started from never changes.
 */
export class SideDraft {
  /** How many deletions named a price that is not there. Normal at most venues. */
  missingDeletes = 0;

  private base: BookSide;
  private sign: Sign;
  private groups: Group[];
  private ownsGroups = false;
  private ownGroups: readonly Chunk[][] = NO_GROUPS;
  private length: number;

  /** The chunk that levels are looked for in; undefined where there is none, or it is not known yet. */
  private chunk: Chunk | undefined;
  /** The same, once this draft has made a copy of it. */
  private own: OwnChunk | undefined;
  private readonly place: Place = { group: 0, chunk: 0 };
  /** The keys that belong to it: from `low` on, below `high`. */
  private low = 0.5;
  private high = 0.5;

  constructor(base: BookSide) {
    this.base = base;
    this.sign = base.sign;
    // Copied before the first write; see ownGroup.
    this.groups = base.groups as Group[];
    this.length = base.length;
  }

  /** Starts anew, from another side: one draft serves for many messages. */
  start(base: BookSide): void {
    this.missingDeletes = 0;
    this.base = base;
    this.sign = base.sign;
    this.groups = base.groups as Group[];
    this.length = base.length;
    if (this.ownsGroups) {
      this.ownsGroups = false;
      this.ownGroups = NO_GROUPS;
    }
    // A message that was thrown at may have left its chunk open.
    this.chunk = undefined;
    this.own = undefined;
  }

  /** Sets each level's new size; a size of zero deletes it. */
  apply(levels: PriceLevels): void {
    const { sign } = this;
    const { numbers, notations } = levels;
    for (let at = 0; at < numbers.length; at += 2) {
      this.put(
        sign * numbers[at]!,
        numbers[at + 1]!,
        notations === undefined ? undefined : notations[at >> 1],
      );
    }
    this.close();
  }

  /** Removes the worst levels until `depth` are left. */
  trim(depth: number): void {
    while (this.length > depth) {
      const worst = this.groups[0]![0]!;
      this.openChunk(0, 0);
      this.removeLevels(0, Math.min(this.length - depth, worst.numbers.length / 2));
      this.close();
    }
  }

  /** The new version; the old one itself where nothing changed. */
  build(): BookSide {
    if (!this.ownsGroups) return this.base;
    return new ChunkedSide(this.sign, this.groups, this.length, this.base.extent);
  }

  private put(key: number, size: number, notation: Notation | undefined): void {
    if (!this.belongs(key, notation)) {
      this.close();
      if (!this.openFor(key, notation)) {
        if (size === 0 && isZero(notation)) this.missingDeletes++;
        else this.startWith(key, size, notation);
        return;
      }
    }
    const chunk = this.chunk!;
    const index = findLevel(this.sign, chunk, key, notation);
    const found =
      index < chunk.numbers.length / 2 && compareLevel(this.sign, chunk, index, key, notation) === 0;
    if (size === 0 && isZero(notation)) {
      if (found) this.removeLevels(index, 1);
      else this.missingDeletes++;
    } else if (!found) {
      this.insertLevel(index, key, size, notation);
    } else if (chunk.numbers[2 * index + 1] !== size || !sameNotation(chunk.notations?.[index], notation)) {
      const own = this.ownChunk();
      own.numbers[2 * index + 1] = size;
      setNotation(own, index, notation);
    }
  }

  /** Whether a level is to be looked for in the open chunk. At its very edge, texts may decide: then it is not. */
  private belongs(key: number, notation: Notation | undefined): boolean {
    if (this.chunk === undefined || !(key < this.high)) return false;
    return (
      key > this.low || (key === this.low && notation === undefined && this.chunk.notations === undefined)
    );
  }

  /** Opens the chunk that a key belongs to; false where there is none at all. */
  private openFor(key: number, notation: Notation | undefined): boolean {
    if (this.groups.length === 0) return false;
    findChunk(this.sign, this.groups, key, notation, this.place);
    this.openChunk(this.place.group, this.place.chunk);
    return true;
  }

  private openChunk(g: number, c: number): void {
    const group = this.groups[g]!;
    const chunk = group[c]!;
    this.chunk = chunk;
    this.low = g === 0 && c === 0 ? -Infinity : chunk.numbers[0]!;
    const next = c + 1 < group.length ? group[c + 1] : this.groups[g + 1]?.[0];
    this.high = next === undefined ? Infinity : next.numbers[0]!;
    this.place.group = g;
    this.place.chunk = c;
  }

  /** The first level of an empty side. */
  private startWith(key: number, size: number, notation: Notation | undefined): void {
    const own: OwnChunk = { numbers: [key, size], notations: undefined };
    setNotation(own, 0, notation);
    const group = [own];
    this.groups = [group];
    this.ownsGroups = true;
    this.ownGroups = [group];
    this.length = 1;
    this.openChunk(0, 0);
    this.own = own;
  }

  private insertLevel(index: number, key: number, size: number, notation: Notation | undefined): void {
    const own = this.ownChunk();
    const { numbers } = own;
    const end = numbers.length;
    numbers.push(key, size);
    for (let to = end + 1; to > 2 * index + 1; to--) numbers[to] = numbers[to - 2]!;
    numbers[2 * index] = key;
    numbers[2 * index + 1] = size;
    if (own.notations !== undefined) own.notations.splice(index, 0, notation);
    else setNotation(own, index, notation);
    this.length++;
  }

  private removeLevels(index: number, count: number): void {
    const { numbers, notations } = this.ownChunk();
    const end = numbers.length - 2 * count;
    for (let to = 2 * index; to < end; to++) numbers[to] = numbers[to + 2 * count]!;
    for (let left = 2 * count; left > 0; left--) numbers.pop();
    notations?.splice(index, count);
    this.length -= count;
  }

  /** The open chunk, to be changed. */
  private ownChunk(): OwnChunk {
    if (this.own !== undefined) return this.own;
    const { numbers, notations } = this.chunk!;
    const own: OwnChunk = { numbers: numbers.slice(), notations: notations?.slice() };
    this.ownGroup(this.place.group)[this.place.chunk] = own;
    this.chunk = own;
    this.own = own;
    return own;
  }

  /** Sees to the size of the open chunk, where it was changed. */
  private close(): void {
    const { own } = this;
    this.chunk = undefined;
    this.own = undefined;
    if (own === undefined) return;
    const { group: g, chunk: c } = this.place;
    const used = own.numbers.length / 2;
    const last = this.groups.length - 1;
    const most = mostLevels(last - g, this.groups[g]!.length - 1 - c);
    if (used <= most && used >= most / 4) return;
    const group = this.ownGroup(g);
    if (used === 0) {
      group.splice(c, 1);
      if (group.length === 0) this.groups.splice(g, 1);
    } else if (used < most) {
      joinChunks(group, c, most);
    } else {
      group.splice(c, 1, ...splitChunk(own, most));
      // Chunks that were near the best and no longer are: as many are joined as are made.
      joinChunks(group, c - 1, CHUNK_LEVELS);
      if (group.length > GROUP_CHUNKS) this.splitGroup(g, group);
    }
  }

  private ownGroup(g: number): Chunk[] {
    if (!this.ownsGroups) {
      this.groups = this.groups.slice();
      this.ownsGroups = true;
    }
    const group = this.groups[g]!;
    for (const own of this.ownGroups) if (own === group) return own;
    const copy = group.slice();
    this.groups[g] = copy;
    this.ownGroups = [...this.ownGroups, copy];
    return copy;
  }

  private splitGroup(g: number, group: Chunk[]): void {
    const parts: Chunk[][] = [];
    const size = Math.ceil(GROUP_CHUNKS * FILL);
    // The best chunks are in the last part, which is left short: it is copied most.
    for (let from = 0; from < group.length; from += size) parts.push(group.slice(from, from + size));
    this.groups.splice(g, 1, ...parts);
    this.ownGroups = [...this.ownGroups, ...parts];
  }
}

/** Whether a size whose double is zero is zero: one with a text of its own may only be too small for a double. */
const isZero = (notation: Notation | undefined): boolean =>
  !isLevelText(notation) || new Decimal(notation.size).isZero();

function sameNotation(a: Notation | undefined, b: Notation | undefined): boolean {
  if (a === b || ((a === undefined || a === PLAIN) && (b === undefined || b === PLAIN))) return true;
  return isLevelText(a) && isLevelText(b) && a.price === b.price && a.size === b.size;
}
