import { Decimal } from 'decimal.js';

import type { BookChanges, LevelChange } from '../../src/book/compareBooks.js';
import { bookFromSnapshot } from '../../src/book/bookReducer.js';
import type { BookSide, ReadableSide } from '../../src/book/bookSide.js';
import type { OrderBook, ReadableBook } from '../../src/book/orderBook.js';
import type { Coverage } from '../../src/domain/index.js';
import type { PriceLevel } from '../../src/domain/priceLevel.js';
import { snapshotAt, type Pair } from './messages.js';

/** Both texts of a level, in plain notation. */
export const plainLevel = ({ priceText, sizeText }: PriceLevel): Pair => [priceText, sizeText];

/** A side as pairs of plain texts, best first. */
export const plainSide = (side: ReadableSide): readonly Pair[] => Array.from(side, plainLevel);

/** Both sides of a book as pairs of plain texts: a copy that shares nothing with it. */
export const plainBook = ({ bids, asks }: Pick<ReadableBook, 'bids' | 'asks'>) => ({
  bids: plainSide(bids),
  asks: plainSide(asks),
});

/** Both sides as pairs of the texts that the venue sent. */
export const wireSide = (side: BookSide): readonly Pair[] =>
  Array.from(side, ({ priceWireText, sizeWireText }): Pair => [priceWireText, sizeWireText]);

const changeText = ({ before, after }: LevelChange): string =>
  `${(before ?? after)!.priceText}: ${before?.sizeText ?? '-'} > ${after?.sizeText ?? '-'}`;

/** Changes as `price: size before > size after`, with a dash where there was or is no level. */
export const changeTexts = ({ bids, asks }: BookChanges) => ({
  bids: bids.map(changeText),
  asks: asks.map(changeText),
});

/** A book of these levels. */
export const bookOf = (
  bids: readonly Pair[],
  asks: readonly Pair[],
  coverage: Coverage = 'full',
): OrderBook => bookFromSnapshot(snapshotAt(1, { bids, asks, coverage }));

/** A decimal text in plain notation without trailing zeros. */
export const canonical = (text: string): string => new Decimal(text).toFixed();

interface ModelLevel {
  readonly price: Decimal;
  readonly wire: Pair;
  readonly plain: Pair;
}

/** One side of a book as anybody would write it: a map from the exact price, sorted when asked. */
export class ModelSide {
  private readonly levels = new Map<string, ModelLevel>();

  /** `sign`: 1 for bids, -1 for asks. */
  constructor(private readonly sign: 1 | -1) {}

  /** Sets the size at a price; zero deletes. Says whether it was a deletion of what is not there. */
  set(wire: Pair): boolean {
    const price = new Decimal(wire[0]);
    const size = new Decimal(wire[1]);
    const key = price.toFixed();
    if (size.isZero()) return !this.levels.delete(key);
    this.levels.set(key, { price, wire, plain: [key, size.toFixed()] });
    return false;
  }

  /** Sets each; says how many were deletions of what is not there. */
  apply(pairs: readonly Pair[]): number {
    return pairs.filter((pair) => this.set(pair)).length;
  }

  /** Keeps the best `depth`. */
  trim(depth: number): void {
    for (const [price] of this.plain().slice(depth)) this.levels.delete(price);
  }

  /** As set, best first. */
  wire(): readonly Pair[] {
    return this.sorted().map((level) => level.wire);
  }

  /** In plain notation, best first. */
  plain(): readonly Pair[] {
    return this.sorted().map((level) => level.plain);
  }

  private sorted(): readonly ModelLevel[] {
    return [...this.levels.values()].toSorted((a, b) => b.price.cmp(a.price) * this.sign);
  }
}
