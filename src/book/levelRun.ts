import type { Sign } from './bookSide.js';

/** Levels from the best end on that are looked at one by one before larger steps are taken. */
const NEAR = 12;

/** Levels that are moved one by one; more are moved at once, which takes a call. */
const FEW = 8;

// How a change is kept in the log: what undoes it, then its place and kind in one integer, for it is read backwards.
/** `size before, place`. */
const AMENDED = 0;
/** `place`. */
const INSERTED = 1;
/** `key, size before, place`. */
const DELETED = 2;

/** The bits of the kind, below those of the index. */
const KIND_BITS = 2;
const KIND_MASK = (1 << KIND_BITS) - 1;

/** Numbers of the log that a change takes at most. */
const MOST_NUMBERS = 3;

const SHORTEST_LOG = 64;

/** The numbers of so many levels, with room for more. */
const withRoom = (numbers: Float64Array, length: number, more = 0): Float64Array => {
  const copy = new Float64Array(2 * (length + (length >> 3) + 16) + more);
  copy.set(numbers.subarray(0, 2 * length));
  return copy;
};

/** A version that is not the newest, in numbers of its own, and how it differs from the one after it. */
class Past {
  key = 0.5;
  before = 0.5;
  after = 0.5;

  constructor(
    public numbers: Float64Array,
    public length: number,
    public version: number,
  ) {}

  /** Goes one change back. */
  undo(log: Float64Array): void {
    const place = log[--this.version]!;
    const index = place >> KIND_BITS;
    const kind = place & KIND_MASK;
    const before = kind === INSERTED ? 0 : log[--this.version]!;
    this.before = before;
    if (kind === DELETED) {
      this.after = 0;
      this.key = log[--this.version]!;
      if (2 * this.length === this.numbers.length) this.numbers = withRoom(this.numbers, this.length);
      insertLevel(this.numbers, this.length++, index, this.key, before);
      return;
    }
    this.key = this.numbers[2 * index]!;
    this.after = this.numbers[2 * index + 1]!;
    if (kind === INSERTED) removeLevel(this.numbers, this.length--, index);
    else this.numbers[2 * index + 1] = before;
  }
}

/**
 * The levels of one side, one after the other in ascending order of key, so that the best is the last and most changes
 * are at the end. The newest version is changed in place, and a log tells how to undo it: each older version is the newest
 * one with the log's end undone. So a change costs a few numbers and no garbage, and a version nothing until it is read.
 *
 * The log is bounded. Where it is full, {@link successor} goes on with a copy, and this one stays as it is: a version
 * that is kept keeps some multiple of its own size, and nothing of what came later.
 */
export class LevelRun {
  /** Which version {@link numbers} are: how long the log is. */
  version = 0;
  /** `key, size, key, size, ...` of the newest version; behind them room. */
  numbers: Float64Array;

  private readonly log: Float64Array;
  private past: Past | undefined;

  private constructor(
    numbers: Float64Array,
    /** How many levels the newest version has. */
    public length: number,
    logLength: number,
  ) {
    this.numbers = numbers;
    this.log = new Float64Array(logLength);
  }

  /** A run of these levels, of which the first `length` count, with room for `changes` of them at least. */
  static of(numbers: Float64Array, length: number, changes = 0): LevelRun {
    return new LevelRun(
      withRoom(numbers, length),
      length,
      Math.max(SHORTEST_LOG, length, MOST_NUMBERS * changes),
    );
  }

  /** A run that begins where this one ends. */
  successor(changes: number): LevelRun {
    return LevelRun.of(this.numbers, this.length, changes);
  }

  /** Forgets the older versions, where nobody has one. */
  forget(): void {
    this.version = 0;
    this.past = undefined;
  }

  /** Whether the log has room for so many changes. */
  hasRoomFor(changes: number): boolean {
    return this.version + MOST_NUMBERS * changes <= this.log.length;
  }

  /**
   * Sets the size of each level, `price, size, price, size, ...`; zero deletes it. How many were to be deleted and are not
   * there. There must be room in the log.
   */
  apply(sign: Sign, levels: readonly number[]): number {
    if (2 * this.length + levels.length > this.numbers.length)
      this.numbers = withRoom(this.numbers, this.length, levels.length);
    const { numbers, log } = this;
    let { length, version } = this;
    let missing = 0;
    let key = Infinity;
    /** From here on no level is below the key. */
    let bound = length;
    for (let at = 0; at < levels.length; at += 2) {
      const previous = key;
      key = sign * levels[at]!;
      const size = levels[at + 1]!;
      // Venues list the best first: each is looked for from the one before it on.
      if (!(key < previous)) bound = length;
      const index = (bound = indexOf(numbers, bound, key));
      const place = 2 * index;
      if (index < length && numbers[place] === key) {
        const before = numbers[place + 1]!;
        if (before === size) continue;
        if (size === 0) {
          log[version] = key;
          log[version + 1] = before;
          log[version + 2] = (index << KIND_BITS) | DELETED;
          version += 3;
          removeLevel(numbers, length, index);
          length--;
        } else {
          log[version] = before;
          log[version + 1] = (index << KIND_BITS) | AMENDED;
          version += 2;
          numbers[place + 1] = size;
        }
      } else if (size === 0) {
        missing++;
      } else {
        log[version++] = (index << KIND_BITS) | INSERTED;
        insertLevel(numbers, length, index, key, size);
        length++;
      }
    }
    this.length = length;
    this.version = version;
    return missing;
  }

  /** The numbers of a version, to be read at once: the next call may move them to another one. */
  numbersAt(version: number): Float64Array {
    return version === this.version ? this.numbers : this.pastAt(version).numbers;
  }

  /** A copy of the numbers of a version. */
  copyAt(version: number): Float64Array {
    if (version === this.version) return this.numbers.slice(0, 2 * this.length);
    const { numbers, length } = this.pastAt(version);
    return numbers.slice(0, 2 * length);
  }

  /** The sizes, before and after, at the keys that changed between two versions; zero where there is no level. */
  changesBetween(from: number, to: number): Map<number, { before: number; readonly after: number }> {
    const changes = new Map<number, { before: number; readonly after: number }>();
    const past = this.pastAt(to);
    while (past.version > from) {
      past.undo(this.log);
      const known = changes.get(past.key);
      if (known === undefined) changes.set(past.key, { before: past.before, after: past.after });
      else known.before = past.before;
    }
    return changes;
  }

  /** One set of numbers serves for all older versions: it is moved back along the log to the one that is read. */
  private pastAt(version: number): Past {
    let { past } = this;
    // What was undone is not known any more.
    if (past === undefined || past.version < version)
      past = this.past = new Past(withRoom(this.numbers, this.length), this.length, this.version);
    while (past.version > version) past.undo(this.log);
    return past;
  }
}

/** The first level at or above the key, given that none from `bound` on is below it. */
export function indexOf(numbers: Float64Array, bound: number, key: number): number {
  let index = bound;
  const near = bound - NEAR;
  // One after the other from the best end: most changes fall there.
  while (index > 0 && numbers[2 * index - 2]! >= key) {
    if (--index === near) return indexBeyond(numbers, index, key);
  }
  return index;
}

/** The same, in doubling steps, then by halves. */
function indexBeyond(numbers: Float64Array, bound: number, key: number): number {
  let high = bound;
  let low = bound - 1;
  for (let step = NEAR; low >= 0 && numbers[2 * low]! >= key; step *= 2) {
    high = low;
    low -= step;
  }
  if (low < 0) low = -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[2 * middle]! >= key) high = middle;
    else low = middle;
  }
  return high;
}

function insertLevel(numbers: Float64Array, length: number, index: number, key: number, size: number): void {
  const at = 2 * index;
  const end = 2 * length;
  if (length - index > FEW) numbers.copyWithin(at + 2, at, end);
  else for (let to = end - 1; to >= at; to--) numbers[to + 2] = numbers[to]!;
  numbers[at] = key;
  numbers[at + 1] = size;
}

function removeLevel(numbers: Float64Array, length: number, index: number): void {
  const at = 2 * index;
  const end = 2 * length;
  if (length - index > FEW) numbers.copyWithin(at, at + 2, end);
  else for (let from = at + 2; from < end; from++) numbers[from - 2] = numbers[from]!;
}
