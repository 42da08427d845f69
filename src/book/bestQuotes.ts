import { distinctUntilChanged, map, pipe, type OperatorFunction } from 'rxjs';

import type { PriceLevel } from '../domain/priceLevel.js';
import type { ReadableBook } from './orderBook.js';
import { sameLevel } from './sameLevel.js';

/** The best level of each side; undefined where a side is empty. */
export interface BestQuote {
  readonly bid: PriceLevel | undefined;
  readonly ask: PriceLevel | undefined;
  /** Whether both are known to be the best: false where all levels of a side's cut snapshot are gone. */
  readonly complete: boolean;
}

/** The best bid and ask of a book. */
export const bestQuote = ({ bids, asks }: ReadableBook): BestQuote => ({
  bid: bids.best,
  ask: asks.best,
  complete: bids.bestIsKnown && asks.bestIsKnown,
});

/**
 * The best bid and ask, whenever the price or the size of either changes.
 *
 * Marbles: `marbles/book/bestQuotes`.
 */
export const bestQuotes = (): OperatorFunction<ReadableBook, BestQuote> =>
  pipe(
    map(bestQuote),
    distinctUntilChanged(
      (a, b) => a.complete === b.complete && sameLevel(a.bid, b.bid) && sameLevel(a.ask, b.ask),
    ),
  );
