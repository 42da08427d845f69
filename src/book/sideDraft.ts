import { Decimal } from 'decimal.js';

import { isLevelText, PLAIN, type Notation } from '../domain/priceLevel.js';
import type { Coverage } from '../domain/messages.js';
import type { PriceLevels } from '../domain/priceLevels.js';
import {
  BookSide,
  CHUNK_CAPACITY,
  compareLevel,
  findChunk,
  findLevel,
  type Chunk,
  type Sign,
} from './bookSide.js';

/** A chunk is filled so far when a side is built from a snapshot, to leave room for levels to come. */
const CHUNK_FILL = 24;

/** A chunk with fewer levels is joined to its neighbour, where both fit in {@link CHUNK_FILL}. */
const CHUNK_SPARSE = 8;

/**
 * The changes of one message to one side. Copies a chunk when it first changes it, so that however many levels of a
 * message fall into a chunk it is copied once; the version that it started from never changes.
 */
export class SideDraft {
  /** How many deletions named a price that is not there. Normal at most venues. */
  missingDeletes = 0;

  private readonly owner = {};
  private readonly sign: Sign;
  private chunks: Chunk[];
  private ownsList = false;
  private changed = false;
  private length: number;

  constructor(private readonly base: BookSide) {
    this.sign = base.sign;
    // Copied before the first write; see ownList.
    this.chunks = base.chunks as Chunk[];
    this.length = base.length;
  }

  /** Sets each level's new size; a size of zero deletes it. */
  apply(levels: PriceLevels): void {
    const { numbers, notations } = levels;
    for (let at = 0; at < numbers.length; at += 2) {
      this.put(this.sign * numbers[at]!, numbers[at + 1]!, notations?.[at >> 1]);
    }
  }

  /** Removes the worst levels until `depth` are left. */
  trim(depth: number): void {
    while (this.length > depth) {
      const surplus = this.length - depth;
      const first = this.chunks[0]!;
      this.changed = true;
      if (first.used <= surplus) {
        this.ownList();
        this.chunks.shift();
        this.length -= first.used;
      } else {
        const chunk = this.own(0);
        removeLevels(chunk, 0, surplus);
        this.length -= surplus;
      }
    }
  }

  /** The new version; the old one itself where nothing changed. */
  build(): BookSide {
    if (!this.changed) return this.base;
    return new BookSide(this.sign, this.chunks, this.length, this.base.extent);
  }

  private put(key: number, size: number, notation: Notation | undefined): void {
    const remove = size === 0 && isZero(notation);
    if (this.chunks.length === 0) {
      if (remove) this.missingDeletes++;
      else this.start(key, size, notation);
      return;
    }
    const at = findChunk(this.sign, this.chunks, key, notation);
    const chunk = this.chunks[at]!;
    const index = findLevel(this.sign, chunk, key, notation);
    const found = index < chunk.used && compareLevel(this.sign, chunk, index, key, notation) === 0;
    if (remove) {
      if (found) this.remove(at, index);
      else this.missingDeletes++;
    } else if (!found) {
      this.insert(at, index, key, size, notation);
    } else if (chunk.numbers[2 * index + 1] !== size || !sameNotation(chunk.notations?.[index], notation)) {
      const own = this.own(at);
      own.numbers[2 * index + 1] = size;
      setNotation(own, index, notation);
      this.changed = true;
    }
  }

  private start(key: number, size: number, notation: Notation | undefined): void {
    const chunk = emptyChunk(this.owner);
    this.chunks = [chunk];
    this.ownsList = true;
    this.write(chunk, 0, key, size, notation);
  }

  private insert(at: number, index: number, key: number, size: number, notation: Notation | undefined): void {
    let chunk = this.own(at);
    let place = index;
    if (chunk.used === CHUNK_CAPACITY) {
      const right = this.split(at, chunk);
      if (place > chunk.used) {
        place -= chunk.used;
        chunk = right;
      }
    }
    const { numbers, notations } = chunk;
    for (let to = 2 * chunk.used + 1; to > 2 * place + 1; to--) numbers[to] = numbers[to - 2]!;
    if (notations !== undefined) {
      for (let to = chunk.used; to > place; to--) notations[to] = notations[to - 1];
    }
    this.write(chunk, place, key, size, notation);
  }

  private write(
    chunk: Chunk,
    place: number,
    key: number,
    size: number,
    notation: Notation | undefined,
  ): void {
    chunk.numbers[2 * place] = key;
    chunk.numbers[2 * place + 1] = size;
    chunk.used++;
    setNotation(chunk, place, notation);
    this.length++;
    this.changed = true;
  }

  private remove(at: number, index: number): void {
    this.changed = true;
    this.length--;
    if (this.chunks[at]!.used === 1) {
      this.ownList();
      this.chunks.splice(at, 1);
      return;
    }
    const chunk = this.own(at);
    removeLevels(chunk, index, 1);
    const next = this.chunks[at + 1];
    if (chunk.used < CHUNK_SPARSE && next !== undefined && chunk.used + next.used <= CHUNK_FILL) {
      appendLevels(chunk, next);
      this.chunks.splice(at + 1, 1);
    }
  }

  /** Halves a full chunk; the upper half becomes a chunk of its own after it. */
  private split(at: number, chunk: Chunk): Chunk {
    const half = CHUNK_CAPACITY / 2;
    const right: Chunk = {
      owner: this.owner,
      numbers: chunk.numbers.slice(),
      notations: chunk.notations?.slice(),
      used: CHUNK_CAPACITY,
    };
    removeLevels(right, 0, half);
    chunk.used = half;
    this.chunks.splice(at + 1, 0, right);
    return right;
  }

  private ownList(): void {
    if (this.ownsList) return;
    this.chunks = this.chunks.slice();
    this.ownsList = true;
  }

  private own(at: number): Chunk {
    const chunk = this.chunks[at]!;
    if (chunk.owner === this.owner) return chunk;
    this.ownList();
    const copy: Chunk = {
      owner: this.owner,
      numbers: chunk.numbers.slice(),
      notations: chunk.notations?.slice(),
      used: chunk.used,
    };
    this.chunks[at] = copy;
    return copy;
  }
}

/**
 * A side from a snapshot's levels, in whichever order the venue lists them; of a price that occurs twice the last
 * counts, and levels of size zero are none.
 */
export function sideFromLevels(sign: Sign, levels: PriceLevels, coverage: Coverage): BookSide {
  const { chunks, length } = descends(sign, levels) ? chunksOf(sign, levels) : sorted(sign, levels);
  const whole = new BookSide(sign, chunks, length, undefined);
  if (coverage === 'full') return whole;
  if (!coverage.maintained) {
    return new BookSide(sign, chunks, length, length < coverage.levels ? undefined : whole.at(length - 1));
  }
  const draft = new SideDraft(new BookSide(sign, chunks, length, coverage.levels));
  draft.trim(coverage.levels);
  return draft.build();
}

function sorted(sign: Sign, levels: PriceLevels): BookSide {
  const draft = new SideDraft(new BookSide(sign, [], 0, undefined));
  draft.apply(levels);
  return draft.build();
}

function chunksOf(sign: Sign, levels: PriceLevels): Pick<BookSide, 'chunks' | 'length'> {
  const owner = {};
  const chunks: Chunk[] = [];
  const { numbers, notations } = levels;
  for (let last = levels.length; last > 0; last -= CHUNK_FILL) {
    const chunk = emptyChunk(owner);
    for (let from = last - 1; from >= Math.max(0, last - CHUNK_FILL); from--) {
      chunk.numbers[2 * chunk.used] = sign * numbers[2 * from]!;
      chunk.numbers[2 * chunk.used + 1] = numbers[2 * from + 1]!;
      chunk.used++;
      setNotation(chunk, chunk.used - 1, notations?.[from]);
    }
    chunks.push(chunk);
  }
  return { chunks, length: levels.length };
}

/** Whether the levels come best first, strictly, as doubles, and none is empty: the usual case. */
function descends(sign: Sign, { numbers }: PriceLevels): boolean {
  let previous = Infinity;
  for (let at = 0; at < numbers.length; at += 2) {
    const key = sign * numbers[at]!;
    if (!(key < previous) || numbers[at + 1] === 0) return false;
    previous = key;
  }
  return true;
}

const emptyChunk = (owner: object): Chunk => ({
  owner,
  // A copy of doubles stays an array of doubles.
  numbers: EMPTY_NUMBERS.slice(),
  notations: undefined,
  used: 0,
});

const EMPTY_NUMBERS: readonly number[] = Array.from({ length: 2 * CHUNK_CAPACITY }, () => 0.5);

function removeLevels(chunk: Chunk, from: number, count: number): void {
  const { numbers, notations, used } = chunk;
  for (let to = 2 * from; to < 2 * (used - count); to++) numbers[to] = numbers[to + 2 * count]!;
  if (notations !== undefined) {
    for (let to = from; to < used - count; to++) notations[to] = notations[to + count];
  }
  chunk.used -= count;
}

function appendLevels(chunk: Chunk, other: Chunk): void {
  for (let from = 0; from < other.used; from++) {
    const to = chunk.used++;
    chunk.numbers[2 * to] = other.numbers[2 * from]!;
    chunk.numbers[2 * to + 1] = other.numbers[2 * from + 1]!;
    setNotation(chunk, to, other.notations?.[from]);
  }
}

function setNotation(chunk: Chunk, index: number, notation: Notation | undefined): void {
  if (chunk.notations !== undefined) {
    chunk.notations[index] = notation;
  } else if (notation !== undefined && notation !== PLAIN) {
    chunk.notations = new Array<Notation | undefined>(CHUNK_CAPACITY).fill(undefined);
    chunk.notations[index] = notation;
  }
}

/** Whether a size whose double is zero is zero: one with a text of its own may only be too small for a double. */
const isZero = (notation: Notation | undefined): boolean =>
  !isLevelText(notation) || new Decimal(notation.size).isZero();

function sameNotation(a: Notation | undefined, b: Notation | undefined): boolean {
  if (a === b || ((a === undefined || a === PLAIN) && (b === undefined || b === PLAIN))) return true;
  return isLevelText(a) && isLevelText(b) && a.price === b.price && a.size === b.size;
}
