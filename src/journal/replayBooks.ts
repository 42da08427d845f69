import { defer, map, reduce, type OperatorFunction } from 'rxjs';

import type { MarketDataVenue } from '../connector/index.js';
import type { BookAccount } from './bookAccount.js';
import { BookLedger, type ContentCounts, type ReplayOptions } from './bookLedger.js';
import type { FrameTrouble } from './frameTrouble.js';
import type { RecordedFrame } from './recordedFrame.js';

/** The account of a recording. */
export interface ReplayReport {
  /** How many frames it had. */
  readonly frames: number;
  /** What they held. */
  readonly contents: ContentCounts;
  /** The first of the frames that could not be used. */
  readonly troubles: readonly FrameTrouble[];
  /** The symbols that were asked for and never occurred. */
  readonly missing: readonly string[];
  /** One a book, in order of their names. */
  readonly books: readonly BookAccount[];
}

/** The account of what a ledger has taken so far. */
export const reportOf = (ledger: BookLedger): ReplayReport => ({
  frames: ledger.frames,
  contents: { ...ledger.contents },
  troubles: [...ledger.troubles],
  missing: ledger.missing(),
  books: ledger.accounts(),
});

/**
 * Builds every book of a recording with the operators that live books are built with, and gives one account of them
 * all when the source completes. A recording asks no venue for anything: after a hole a book is invalid, and its diffs
 * unsynced, until the next recorded snapshot. A bad checksum and a crossed book are counted, and the book goes on. A
 * frame that cannot be used is counted too, and the first few are told.
 *
 * Fails with the source and with an error that the venue's own functions throw.
 */
export const replayBooks =
  (venue: MarketDataVenue, options: ReplayOptions = {}): OperatorFunction<RecordedFrame, ReplayReport> =>
  (source) =>
    defer(() =>
      source.pipe(
        reduce(
          (ledger, frame) => {
            ledger.take(frame);
            return ledger;
          },
          new BookLedger(venue, options),
        ),
        map(reportOf),
      ),
    );
