import { Decimal } from 'decimal.js';

import { isLevelText, PLAIN, type Notation } from '../domain/priceLevel.js';
import type { PriceLevels } from '../domain/priceLevels.js';
import {
  BookSide,
  compareLevel,
  findChunk,
  findLevel,
  type Chunk,
  type Group,
  type Place,
  type Sign,
} from './bookSide.js';
import { CHUNK_LEVELS, FILL, GROUP_CHUNKS, joinChunks, mostLevels } from './chunks.js';

/**
 * The chunk that is being changed, level by level, before a copy of it becomes a chunk. One for all drafts: each call
 * of a draft puts its chunk back before it returns.
 */
const open = {
  numbers: Array.from({ length: 4 * CHUNK_LEVELS }, () => 0.5),
  notations: undefined as (Notation | undefined)[] | undefined,
};

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
  private readonly ownGroups: Chunk[][] = [];
  private length: number;

  private readonly place: Place = { group: 0, chunk: 0 };
  /** How many levels the open chunk has now, and whether it was changed; -1 where none is open. */
  private used = -1;
  private dirty = false;
  /** The keys that belong to the open chunk: from `low` on, below `high`. */
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
    this.ownsGroups = false;
    if (this.ownGroups.length > 0) this.ownGroups.length = 0;
    this.length = base.length;
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
      const count = Math.min(this.length - depth, worst.numbers.length / 2);
      this.openChunk(0, 0);
      this.removeLevels(0, count);
      this.close();
    }
  }

  /** The new version; the old one itself where nothing changed. */
  build(): BookSide {
    if (this.groups === this.base.groups) return this.base;
    return new BookSide(this.sign, this.groups, this.length, this.base.extent);
  }

  private put(key: number, size: number, notation: Notation | undefined): void {
    if (!this.belongs(key, notation)) {
      this.close();
      this.openFor(key, notation);
    }
    const index = findLevel(this.sign, open, this.used, key, notation);
    const found = index < this.used && compareLevel(this.sign, open, index, key, notation) === 0;
    if (size === 0 && isZero(notation)) {
      if (found) this.removeLevels(index, 1);
      else this.missingDeletes++;
    } else if (!found) {
      this.insertLevel(index, key, size, notation);
    } else if (open.numbers[2 * index + 1] !== size || !sameNotation(open.notations?.[index], notation)) {
      open.numbers[2 * index + 1] = size;
      this.setNotation(index, notation);
      this.dirty = true;
    }
  }

  /** Whether a level is to be looked for in the open chunk. At its very edge, texts may decide: then it is not. */
  private belongs(key: number, notation: Notation | undefined): boolean {
    if (this.used < 0 || !(key < this.high)) return false;
    return key > this.low || (key === this.low && notation === undefined && open.notations === undefined);
  }

  private openFor(key: number, notation: Notation | undefined): void {
    if (this.groups.length > 0) {
      findChunk(this.sign, this.groups, key, notation, this.place);
      this.openChunk(this.place.group, this.place.chunk);
      return;
    }
    this.place.group = 0;
    this.place.chunk = 0;
    this.used = 0;
    this.low = -Infinity;
    this.high = Infinity;
    open.notations = undefined;
  }

  private openChunk(g: number, c: number): void {
    const group = this.groups[g]!;
    const { numbers, notations } = group[c]!;
    for (let at = 0; at < numbers.length; at++) open.numbers[at] = numbers[at]!;
    open.notations = notations?.slice();
    this.used = numbers.length / 2;
    this.low = g === 0 && c === 0 ? -Infinity : numbers[0]!;
    const next = c + 1 < group.length ? group[c + 1] : this.groups[g + 1]?.[0];
    this.high = next === undefined ? Infinity : next.numbers[0]!;
    this.place.group = g;
    this.place.chunk = c;
  }

  private insertLevel(index: number, key: number, size: number, notation: Notation | undefined): void {
    const { numbers, notations } = open;
    const end = 2 * this.used;
    while (numbers.length < end + 2) numbers.push(0.5);
    for (let to = end + 1; to > 2 * index + 1; to--) numbers[to] = numbers[to - 2]!;
    numbers[2 * index] = key;
    numbers[2 * index + 1] = size;
    this.used++;
    if (notations !== undefined) notations.splice(index, 0, notation);
    else this.setNotation(index, notation);
    this.length++;
    this.dirty = true;
  }

  private removeLevels(index: number, count: number): void {
    const { numbers, notations } = open;
    this.used -= count;
    for (let to = 2 * index; to < 2 * this.used; to++) numbers[to] = numbers[to + 2 * count]!;
    notations?.splice(index, count);
    this.length -= count;
    this.dirty = true;
  }

  private setNotation(index: number, notation: Notation | undefined): void {
    if (open.notations === undefined) {
      if (notation === undefined || notation === PLAIN) return;
      open.notations = new Array<Notation | undefined>(this.used).fill(undefined);
    }
    open.notations[index] = notation;
  }

  /** Puts the open chunk back, where it was changed. */
  private close(): void {
    const { used, dirty } = this;
    this.used = -1;
    this.dirty = false;
    if (!dirty) return;
    if (this.groups.length === 0) this.groups = [[]];
    const { group: g, chunk: c } = this.place;
    const group = this.ownGroup(g);
    const most = mostLevels(this.groups.length - 1 - g, group.length - 1 - c);
    if (used === 0) {
      group.splice(c, 1);
      if (group.length === 0) this.groups.splice(g, 1);
    } else if (used <= most) {
      group[c] = pieceOf(0, used);
      if (used < most / 4) joinChunks(group, c, most);
    } else {
      const pieces = Math.ceil(used / (most * FILL));
      const cut = (piece: number) => Math.round((piece * used) / pieces);
      group.splice(
        c,
        1,
        ...Array.from({ length: pieces }, (_, piece) => pieceOf(cut(piece), cut(piece + 1))),
      );
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
    this.ownGroups.push(copy);
    return copy;
  }

  private splitGroup(g: number, group: Chunk[]): void {
    const parts: Chunk[][] = [];
    const size = Math.ceil(GROUP_CHUNKS * FILL);
    // The best chunks are in the last part, which is left short: it is copied most.
    for (let from = 0; from < group.length; from += size) parts.push(group.slice(from, from + size));
    this.groups.splice(g, 1, ...parts);
    this.ownGroups.push(...parts);
  }
}

const pieceOf = (from: number, to: number): Chunk => ({
  numbers: open.numbers.slice(2 * from, 2 * to),
  notations: open.notations?.slice(from, to),
});

/** Whether a size whose double is zero is zero: one with a text of its own may only be too small for a double. */
const isZero = (notation: Notation | undefined): boolean =>
  !isLevelText(notation) || new Decimal(notation.size).isZero();

function sameNotation(a: Notation | undefined, b: Notation | undefined): boolean {
  if (a === b || ((a === undefined || a === PLAIN) && (b === undefined || b === PLAIN))) return true;
  return isLevelText(a) && isLevelText(b) && a.price === b.price && a.size === b.size;
}
