import type { OrderBook } from '../book/orderBook.js';
import type { JsonReading } from '../codec/json.js';
import type { Frame } from '../domain/frame.js';
import type { SequenceId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { ContinuityRule } from '../sequence/continuityRule.js';
import type { Decoded } from './frameContents.js';
import type { Scanned } from './scanFrames.js';

/** What can be subscribed to for an instrument. */
export type MarketChannel = 'book' | 'trades';

/** What a program wants to hear of a venue. */
export interface MarketSubscription {
  readonly channel: MarketChannel;
  readonly symbols: readonly VenueSymbol[];
}

/** One WebSocket connection and what to send over it. */
export interface ConnectionPlan {
  readonly url: string;
  /** Frames to send, in order, once it is open. */
  readonly frames: readonly string[];
}

/** One HTTP request, without a body. */
export interface HttpRequestPlan {
  readonly method: 'GET';
  readonly url: string;
  /** What it draws from the venue's request budget. */
  readonly weight: number;
}

/**
 * One request over a WebSocket connection that is open, answered on it: the answer is a frame among the others. It must
 * go over the connection whose messages the answer is to join.
 */
export interface StreamRequestPlan {
  readonly method: 'SEND';
  /** The URL of the connections that it may go over. */
  readonly url: string;
  readonly frame: string;
}

/** What a venue allows. Undefined where its documents set no limit. */
export interface MarketDataLimits {
  /** Streams (channel and symbol) over one connection. */
  readonly streamsPerConnection: number | undefined;
  /** Frames that may be sent over one connection in a second. */
  readonly framesPerSecond: number | undefined;
  /** Connections that may be opened, in a time. */
  readonly connectionAttempts: { readonly count: number; readonly perMs: number } | undefined;
  /** After which a connection is cut by the venue, in milliseconds. */
  readonly connectionLifetimeMs: number | undefined;
  /** The weight of requests that may be made in a time. */
  readonly requestWeight: { readonly weight: number; readonly perMs: number } | undefined;
}

/**
 * The market data of one venue: pure data and functions. It opens no socket and reads no clock.
 */
export interface MarketDataVenue {
  readonly name: VenueName;
  /** As people write it. */
  readonly title: string;
  /**
   * The names under which recordings of this venue go, up to `@` or the first point. Venues may share one; the frames tell
   * them apart.
   */
  readonly recordings: readonly string[];
  /**
   * The text of a binary frame, which throws where it is broken; undefined of a venue that sends none, or UTF-8 only.
   */
  readonly readBytes: ((bytes: Uint8Array) => string) | undefined;
  /** How its JSON must be read. */
  readonly json: JsonReading;
  readonly limits: MarketDataLimits;
  /** How its diffs continue each other. */
  readonly continuity: ContinuityRule;
  /** The checksum that the venue sends, computed from a book; undefined where it sends none. */
  readonly checksum: ((book: OrderBook) => number) | undefined;
  /**
   * The connections that a list of subscriptions needs, within the limits.
   *
   * @throws {RangeError} where a symbol is none of the venue's spelling.
   */
  readonly subscribe: (subscriptions: readonly MarketSubscription[]) => readonly ConnectionPlan[];
  /** The frames that end subscriptions, by the URL of the connections that may hold them. Throws as `subscribe`. */
  readonly unsubscribe: (subscriptions: readonly MarketSubscription[]) => readonly ConnectionPlan[];
  /**
   * The request for a book's snapshot; undefined where snapshots come over the stream unasked. Either way the answer is
   * a snapshot `via: 'request'`.
   */
  readonly requestSnapshot: ((symbol: VenueSymbol) => HttpRequestPlan | StreamRequestPlan) | undefined;
  /** The request for the list of instruments. */
  readonly requestListings: () => HttpRequestPlan;
  /**
   * What a frame holds that is best read straight from its text: one of the venue's most frequent kind, where it is
   * just as the venue always writes it, or one that is no JSON. Undefined of all others, which are read as JSON and
   * decoded. Of JSON it never says anything else than `decode` would, and {@link numberOf}. `scanFrames` makes one of what
   * a venue describes of its frames.
   */
  readonly scan: ((frame: Frame) => Scanned | undefined) | undefined;
  /**
   * The number of a frame within its connection, given its JSON, at venues that number all frames of a connection one by
   * one; undefined of a frame without one, and at all other venues.
   */
  readonly numberOf: ((json: unknown) => SequenceId | undefined) | undefined;
  /**
   * What a frame holds, given its JSON; faults where it breaks the venue's own format. It is not to throw, whatever the
   * frame is: where it does, the frame is bad.
   */
  readonly decode: (json: unknown, frame: Frame) => Decoded;
}
