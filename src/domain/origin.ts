import type { ConnectionId, VenueName, VenueSymbol } from './ids.js';

/**
 * Where a message came from and when. All times are milliseconds since 1970-01-01 UTC with microseconds in the
 * fraction.
 */
export interface Origin {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  readonly connection: ConnectionId;
  /** When the venue says that it made the message, by the venue's clock; undefined where it does not say. */
  readonly venueTime: number | undefined;
  /** When it reached us, by our clock. */
  readonly receivedAt: number;
}

/** Who came to the book: `buy` took from the asks, `sell` from the bids. */
export type Side = 'buy' | 'sell';
