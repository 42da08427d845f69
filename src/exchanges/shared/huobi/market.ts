import type * as t from 'io-ts';

import { decoded, readWith, type Decoded, type FrameKind } from '../../../connector/index.js';
import type { SequenceId, VenueName } from '../../../domain/ids.js';
import type { Listing, Listings } from '../../../domain/listing.js';
import type { Origin } from '../../../domain/origin.js';
import type { PriceLevels } from '../../../domain/priceLevels.js';
import { snapshotOnlyRule, type ContinuityRule } from '../../../sequence/index.js';

/** One of the ways in which a market sends its books. */
export interface BookFeed {
  /** What follows the symbol in its topics: `depth.step0` of `market.btcusdt.depth.step0`. */
  readonly topic: string;
  readonly url: string;
  /** What a subscription says besides the topic. */
  readonly asked: Readonly<Record<string, string>>;
  readonly continuity: ContinuityRule;
  /** What a frame of the topic holds. */
  readonly push: (json: unknown, from: Origin) => Decoded;
  /** A frame of the topic as it is read straight from its text, where it is just as the venue writes it. */
  readonly kind: (venue: VenueName) => FrameKind;
  /** What the answer to a request of the topic holds; undefined where nothing has to be requested. */
  readonly answer: ((json: unknown, from: Origin) => Decoded) | undefined;
}

/** How a market tells trades. */
export interface TradeFeed {
  /** What a frame of `trade.detail` holds. */
  readonly push: (json: unknown, from: Origin) => Decoded;
  /** Such a frame as it is read straight from its text. */
  readonly kind: (venue: VenueName) => FrameKind;
}

/**
 * What an answer of REST that lists instruments holds, told by `told`; undefined where the URL is that of no such list.
 */
export type ListingsOf = (
  json: unknown,
  url: URL,
  told: (covers: Listings['covers'], listings: readonly Listing[]) => Decoded,
) => Decoded | undefined;

/** What decides what the frames of a market hold. */
export interface HuobiFrames {
  readonly venue: VenueName;
  /** Where books come from; those of other topics are passed over. */
  readonly feed: BookFeed;
  readonly trades: TradeFeed;
  readonly listings: ListingsOf;
}

/** How many levels a side `depth.step0` has. */
export const DEPTH_LEVELS = 150;

interface WireDepth {
  readonly tick: { readonly bids: PriceLevels; readonly asks: PriceLevels };
}

/** `depth.step0`: whole books, to 150 levels a side, one after the other. `idOf` tells one from the next. */
export const depthFeed = <D extends WireDepth>(
  url: string,
  codec: t.Type<D, unknown, unknown>,
  idOf: (depth: D) => SequenceId,
  kind: BookFeed['kind'],
): BookFeed => ({
  topic: 'depth.step0',
  url,
  asked: {},
  continuity: snapshotOnlyRule,
  kind,
  push: (json, from) =>
    readWith(codec, json, '', (depth) =>
      decoded({
        _tag: 'snapshot',
        ...from,
        via: 'stream',
        lastId: idOf(depth),
        coverage: { levels: DEPTH_LEVELS, maintained: false },
        bids: depth.tick.bids,
        asks: depth.tick.asks,
        checksum: undefined,
      }),
    ),
  answer: undefined,
});
