import type { SequenceId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Trade } from '../domain/messages.js';
import type { BookSide, ReadableSide } from './bookSide.js';

/**
 * The order book of one instrument at one moment: a value that never changes. Versions share what they have in common,
 * so keeping many costs little.
 */
export class OrderBook {
  // For the compiler alone, so that nothing that may change passes for a book.
  declare protected readonly unchanging: true;

  constructor(
    readonly venue: VenueName,
    /** The venue's own name of the instrument. */
    readonly symbol: VenueSymbol,
    /** Buyers, highest price first. */
    readonly bids: BookSide,
    /** Sellers, lowest price first. */
    readonly asks: BookSide,
    /** The venue's id of the last change in it; undefined at venues without ids. */
    readonly lastId: SequenceId | undefined,
    /** When the venue made the last message in it, by the venue's clock: milliseconds since 1970; may be undefined. */
    readonly venueTime: number | undefined,
    /** When that message reached us, by our clock: milliseconds since 1970, microseconds in the fraction. */
    readonly receivedAt: number,
    /** The last trade that was seen, if any. */
    readonly lastTrade: Trade | undefined,
  ) {}
}

/** What a book tells when it is read at once: an {@link OrderBook}, or one that the next message changes in place. */
export interface ReadableBook extends Omit<OrderBook, 'bids' | 'asks'> {
  readonly bids: ReadableSide;
  readonly asks: ReadableSide;
}

/** Whether the best bid is at or above the best ask, which no venue's true book is. */
export function isCrossed(book: ReadableBook): boolean {
  const bid = book.bids.bestPriceNumber;
  const ask = book.asks.bestPriceNumber;
  if (bid !== ask) return bid > ask;
  return book.bids.best!.price.gte(book.asks.best!.price);
}
