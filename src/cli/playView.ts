import type { BookCounts } from '../journal/index.js';
import type { ShownBook } from './renderBook.js';

/** One book of a recording as the screen shows it; its age is in recorded time. */
export interface BookView extends ShownBook {
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
