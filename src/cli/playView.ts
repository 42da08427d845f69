import type { BookCounts } from '../journal/index.js';
import type { BookState } from '../book/index.js';

/** One level of the ladder. */
export interface LadderLevel {
  /** Plain decimal text. */
  readonly price: string;
  readonly size: string;
  /** The sizes from the best level to this one, summed: for the bar only. */
  readonly depthNumber: number;
}

/** One book as the screen shows it. */
export interface BookView {
  readonly name: string;
  readonly status: BookState['status'];
  /** Why it is not live; empty where there is nothing to say. */
  readonly reason: string;
  /** How long ago, in recorded time, the last message of the book came, in milliseconds; undefined before the first. */
  readonly ageMs: number | undefined;
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  /** Plain decimal text; undefined where a side is empty. */
  readonly spread: string | undefined;
  readonly lastTrade:
    { readonly side: 'buy' | 'sell'; readonly price: string; readonly size: string } | undefined;
  readonly counts: BookCounts;
  readonly trades: number;
  readonly diffsPerSecond: number;
}

/** Everything that a screen shows at one moment. */
export interface PlayView {
  /** What is played. */
  readonly title: string;
  readonly speed: number | 'max';
  /** Recorded time: milliseconds since 1970, and since the first frame. */
  readonly now: number;
  readonly elapsedMs: number;
  readonly messagesPerSecond: number;
  /** The books, in order of their names; at `selected` the one that is shown. */
  readonly books: readonly BookView[];
  readonly selected: number;
  /** Frames that could not be used. */
  readonly troubles: number;
  readonly phase: 'playing' | 'ended' | 'stopped';
  /** Whether keys are heard. */
  readonly keys: boolean;
}
