import type { BadFrame, UnknownFrame } from './errors.js';
import type { ConnectionId, SequenceId, VenueName } from './ids.js';
import type { Listings } from './listing.js';
import type { FeedInterrupted, MarketMessage } from './messages.js';

/** A frame that the venue's documents know and books have no use for: acknowledgements, heartbeats, tickers, candles. */
export interface OtherFrame {
  readonly _tag: 'other';
  readonly venue: VenueName;
  /** What it is, in the venue's words. */
  readonly kind: string;
}

/**
 * What the venue wants to hear back: a heartbeat that must be answered, or the connection is cut. Whoever holds the
 * connection sends the text over it, as it is.
 */
export interface Reply {
  readonly _tag: 'reply';
  readonly venue: VenueName;
  /** Over which connection. */
  readonly connection: ConnectionId;
  readonly text: string;
}

/** The venue refused what was asked. */
export interface Refusal {
  readonly _tag: 'refusal';
  readonly venue: VenueName;
  /** The venue's error code; undefined where it has none. */
  readonly code: number | undefined;
  readonly message: string;
}

/** A frame that a venue numbered within its connection was seen before; it is dropped. */
export interface FrameRepeated {
  readonly _tag: 'frameRepeated';
  readonly connection: ConnectionId;
  readonly sequence: SequenceId;
}

/**
 * What a frame may hold. Where a venue numbers the frames of a connection, a hole gives an interruption of it before the
 * contents of the frame that shows it, and a frame that was seen before gives nothing else than that.
 */
export type FrameContent =
  | MarketMessage
  | Listings
  | OtherFrame
  | Reply
  | Refusal
  | BadFrame
  | UnknownFrame
  | FeedInterrupted
  | FrameRepeated;
