import { Decimal } from 'decimal.js';

import { isLevelText, PriceLevel } from '../domain/priceLevel.js';
import type { BookSide, Chunk, Group } from './bookSide.js';
import { compareLevel, levelAt } from './findChunk.js';
import type { OrderBook } from './orderBook.js';
import { RunSide } from './runSide.js';

/** One price whose level differs between two books: `before` is undefined where it came, `after` where it went. */
export interface LevelChange {
  readonly before: PriceLevel | undefined;
  readonly after: PriceLevel | undefined;
}

/** What differs between two versions of a book, each side best first. */
export interface BookChanges {
  readonly bids: readonly LevelChange[];
  readonly asks: readonly LevelChange[];
}

/** What changed from one book to another. Costs what changed: chunks that both versions share are passed over. */
export const compareBooks = (before: OrderBook, after: OrderBook): BookChanges => ({
  bids: compareSides(before.bids, after.bids),
  asks: compareSides(before.asks, after.asks),
});

/** Walks a side from its best level. */
class Cursor {
  chunk: Chunk | undefined;
  private group: number;
  private at = 0;
  private index = -1;

  /** Read once, for some sides make them when they are asked for. */
  private readonly groups: readonly Group[];

  constructor(private readonly side: BookSide) {
    this.groups = side.groups;
    this.group = this.groups.length;
    this.nextChunk();
  }

  /** Whether the cursor stands on the best level of its chunk. */
  get atChunkStart(): boolean {
    return this.chunk === undefined || this.index === this.chunk.numbers.length / 2 - 1;
  }

  get level(): PriceLevel | undefined {
    return this.chunk === undefined ? undefined : levelAt(this.side.sign, this.chunk, this.index);
  }

  /** Positive where this level is better than the other's, zero where the prices are equal. */
  compare(other: Cursor): number {
    const mine = this.chunk;
    const theirs = other.chunk;
    if (mine === undefined || theirs === undefined)
      return Number(mine !== undefined) - Number(theirs !== undefined);
    const notation = theirs.notations?.[other.index];
    return compareLevel(this.side.sign, mine, this.index, theirs.numbers[2 * other.index]!, notation);
  }

  sameSize(other: Cursor): boolean {
    const mine = this.chunk!;
    const theirs = other.chunk!;
    const a = mine.notations?.[this.index];
    const b = theirs.notations?.[other.index];
    const size = mine.numbers[2 * this.index + 1]!;
    if (size !== theirs.numbers[2 * other.index + 1]) return false;
    if (!isLevelText(a) && !isLevelText(b)) return true;
    return new Decimal(isLevelText(a) ? a.size : size).eq(isLevelText(b) ? b.size : size);
  }

  next(): void {
    if (--this.index < 0) this.nextChunk();
  }

  nextChunk(): void {
    if (--this.at < 0) this.at = (this.groups[--this.group]?.length ?? 0) - 1;
    this.chunk = this.groups[this.group]?.[this.at];
    this.index = (this.chunk?.numbers.length ?? 0) / 2 - 1;
  }
}

function compareSides(before: BookSide, after: BookSide): readonly LevelChange[] {
  const changes: LevelChange[] = [];
  if (before === after) return changes;
  if (before instanceof RunSide && after instanceof RunSide && before.run === after.run) {
    return before.version < after.version
      ? compareVersions(before, after)
      : compareVersions(after, before).map((change) => ({ before: change.after, after: change.before }));
  }
  const old = new Cursor(before);
  const now = new Cursor(after);
  while (old.chunk !== undefined || now.chunk !== undefined) {
    if (old.chunk === now.chunk && old.atChunkStart && now.atChunkStart) {
      old.nextChunk();
      now.nextChunk();
      continue;
    }
    const order = old.compare(now);
    if (order === 0 && !old.sameSize(now)) changes.push({ before: old.level, after: now.level });
    else if (order > 0) changes.push({ before: old.level, after: undefined });
    else if (order < 0) changes.push({ before: undefined, after: now.level });
    if (order >= 0) old.next();
    if (order <= 0) now.next();
  }
  return changes;
}

/** Two versions of one run, the older one first: what its log says. */
function compareVersions({ sign, run, version }: RunSide, after: RunSide): readonly LevelChange[] {
  const levelOf = (key: number, size: number) =>
    size === 0 ? undefined : new PriceLevel(sign * key + 0, size);
  return [...run.changesBetween(version, after.version)]
    .filter(([, sizes]) => sizes.before !== sizes.after)
    .sort(([a], [b]) => b - a)
    .map(([key, sizes]) => ({ before: levelOf(key, sizes.before), after: levelOf(key, sizes.after) }));
}
