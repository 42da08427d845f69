import type { Decimal } from 'decimal.js';

import type { ConnectionId, SequenceId, TradeId, VenueName, VenueSymbol } from './ids.js';
import type { InstrumentDelisted, ListingChange } from './listing.js';
import type { Origin, Side } from './origin.js';
import type { OrderDiff, OrderSnapshot } from './orderMessages.js';
import type { PriceLevels } from './priceLevels.js';
import type { FeedError, SnapshotUnavailable } from './errors.js';

/**
 * To which depth a snapshot tells the truth: `full` where it holds the whole side; else the `levels` a side that were
 * asked for. `maintained` depth is kept by the venue's diffs too (levels that fall out are to be trimmed, those that
 * come in are sent again); otherwise the snapshot alone is cut and levels beyond its last price are only partly known.
 */
export type Coverage = 'full' | { readonly levels: number; readonly maintained: boolean };

/** The whole book of an instrument at one moment, to the depth that `coverage` tells. */
export interface BookSnapshot extends Origin {
  readonly _tag: 'snapshot';
  /** `stream`: in order with the diffs of the same connection. `request`: answered beside them, at no fixed place. */
  readonly via: 'stream' | 'request';
  /** The id of the last change it contains; undefined at venues without ids. */
  readonly lastId: SequenceId | undefined;
  readonly coverage: Coverage;
  readonly bids: PriceLevels;
  readonly asks: PriceLevels;
  /** The venue's checksum of the book after this message. */
  readonly checksum: number | undefined;
}

/** Levels of a book that changed: each is the new size at a price, zero where the level is gone. */
export interface BookDiff extends Origin {
  readonly _tag: 'diff';
  /** The id of the first change in it; the same as `lastId` at venues that send one id. */
  readonly firstId: SequenceId | undefined;
  /** The id of the last change in it. */
  readonly lastId: SequenceId | undefined;
  /** The `lastId` of the diff before it, at venues that link their diffs. */
  readonly previousId: SequenceId | undefined;
  readonly bids: PriceLevels;
  readonly asks: PriceLevels;
  /** The venue's checksum of the book after this message. */
  readonly checksum: number | undefined;
}

/** One trade (or the venue's aggregate of the fills of one taker order at one price). */
export interface Trade extends Origin {
  readonly _tag: 'trade';
  /** Undefined at venues that number no trades. */
  readonly id: TradeId | undefined;
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency (contracts at some venues). */
  readonly size: Decimal;
  /** The taker's side. */
  readonly side: Side;
}

/** A whole book, by levels or by orders. */
export type AnySnapshot = BookSnapshot | OrderSnapshot;

/** What changed in a book, by levels or by orders. */
export type AnyDiff = BookDiff | OrderDiff;

/** What the venue sends about one instrument's book. */
export type MarketMessage = AnySnapshot | AnyDiff | Trade;

/** Told by whoever asks a venue for a snapshot, at the moment of asking: diffs from here on must be kept to join it. */
export interface SnapshotRequested {
  readonly _tag: 'snapshotRequested';
}

/** Told by whoever asked a venue for a snapshot and got none. */
export interface SnapshotFailed {
  readonly _tag: 'snapshotFailed';
  readonly cause: SnapshotUnavailable;
}

/** Messages of a connection were or may have been lost: every book that it feeds is invalid from here on. */
export interface FeedInterrupted {
  readonly _tag: 'interrupted';
  readonly connection: ConnectionId;
  readonly cause: FeedError;
  /** When it was noticed, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Everything that the sequence of one instrument's book is made of. */
export type BookInput =
  | MarketMessage
  | SnapshotRequested
  | SnapshotFailed
  | FeedInterrupted
  | InstrumentDelisted
  | InstrumentDropped;

/** An instrument is wanted no more: its book ends, and what it takes is freed. */
export interface InstrumentDropped {
  readonly _tag: 'dropped';
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  /** When, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Everything that the books of many instruments are made of. */
export type FeedMessage = MarketMessage | FeedInterrupted | ListingChange | InstrumentDropped;
