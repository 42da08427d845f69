import type { BadFrame, UnknownFrame } from './errors.js';
import type { Instrument, VenueName, VenueSymbol } from './ids.js';
import type { MarketMessage } from './messages.js';

/** One instrument that a venue lists. */
export interface Listing {
  readonly symbol: VenueSymbol;
  /** The unified name, `BASE-QUOTE`. */
  readonly instrument: Instrument;
  readonly base: string;
  readonly quote: string;
  /** Whether it trades now. */
  readonly trading: boolean;
}

/** What a venue lists, from its own list of instruments. */
export interface Listings {
  readonly _tag: 'listings';
  readonly venue: VenueName;
  readonly listings: readonly Listing[];
}

/** A frame that the venue's documents know and books have no use for: acknowledgements, heartbeats, tickers, candles. */
export interface OtherFrame {
  readonly _tag: 'other';
  readonly venue: VenueName;
  /** What it is, in the venue's words. */
  readonly kind: string;
}

/** The venue refused what was asked. */
export interface Refusal {
  readonly _tag: 'refusal';
  readonly venue: VenueName;
  /** The venue's error code; undefined where it has none. */
  readonly code: number | undefined;
  readonly message: string;
}

/** What a frame may hold. */
export type FrameContent = MarketMessage | Listings | OtherFrame | Refusal | BadFrame | UnknownFrame;
