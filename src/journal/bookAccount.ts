import type { BookSide } from '../book/index.js';
import type { PriceLevel } from '../domain/priceLevel.js';

/** What happened to one book of a recording. Lines are 0-based. */
export interface BookCounts {
  /** Snapshots that started the book, or started it anew. */
  readonly snapshots: number;
  readonly diffs_applied: number;
  /** Diffs that the book already contained. */
  readonly diffs_stale: number;
  /** Diffs that came while there was no valid book, but for those held for the first snapshot. */
  readonly diffs_unsynced: number;
  /** Holes in the sequence. Each makes the book invalid until the next snapshot. */
  readonly gaps: number;
  readonly checksums_ok: number;
  readonly checksums_bad: number;
  /** Frames after which the best bid was at or above the best ask. */
  readonly crossed: number;
  /** Deletions of a price that was not there. */
  readonly delete_missing: number;
}

/** `[price, size]` in plain notation: no exponent, no trailing zeros. */
export type LevelTexts = readonly [price: string, size: string];

/** A book at the end of a recording. */
export interface BookEnd {
  /** `diffs_applied`, or `snapshots` of a book with no applied diff. */
  readonly index: number;
  /** The last line that changed the book. */
  readonly line: number;
  readonly best_bid: LevelTexts | null;
  readonly best_ask: LevelTexts | null;
  /** The best ten. */
  readonly bids: readonly LevelTexts[];
  readonly asks: readonly LevelTexts[];
  /** How many there are: bids, asks. */
  readonly levels: readonly [bids: number, asks: number];
  /** SHA-256 of all levels. */
  readonly book_sha256: string;
}

/** The account of one book of a recording; its keys, in their order, are those of `orderflow replay --format json`. */
export interface BookAccount extends BookCounts {
  /** The venue's own symbol; `connection|symbol` where a symbol's book came over several connections. */
  readonly symbol: string;
  readonly trades: number;
  /** SHA-256 over the best bid and ask after each frame that changed the book. */
  readonly chain_sha256: string;
  /** The line of the first hole, of the first bad checksum. */
  readonly first_gap: number | null;
  readonly first_bad: number | null;
  /** Null where the book is not valid at the end. */
  readonly end: BookEnd | null;
  /** The book after each line that was asked for and changed it. */
  readonly digests: readonly (readonly [line: number, index: number, book_sha256: string])[];
}

export const NO_COUNTS: BookCounts = {
  snapshots: 0,
  diffs_applied: 0,
  diffs_stale: 0,
  diffs_unsynced: 0,
  gaps: 0,
  checksums_ok: 0,
  checksums_bad: 0,
  crossed: 0,
  delete_missing: 0,
};

/** A level as texts; null where there is none. */
export const levelTexts = (level: PriceLevel | undefined): LevelTexts | null =>
  level === undefined ? null : level.toJSON();

/** The best `count` levels of a side as texts. */
export const topTexts = (side: BookSide, count: number): readonly LevelTexts[] =>
  side.top(count).map((level) => level.toJSON());
