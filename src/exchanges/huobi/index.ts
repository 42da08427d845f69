import type { Inflate, MarketDataVenue } from '../../connector/index.js';
import { venueName } from '../../domain/ids.js';
import { depthFeed, huobiVenue as venueOf, type BookFeed } from '../shared/huobi/index.js';
import { mbpFeed, spotListings, spotTrades } from './decode.js';
import { depthKind } from './scan.js';
import { depth } from './wire.js';

const STREAM_URL = 'wss://api.huobi.pro/ws';
const MBP_URL = 'wss://api.huobi.pro/feed';

/** How books come: whole, again and again, or by diffs to so many levels a side. */
export type HuobiFeed = 'depth.step0' | 'mbp.5' | 'mbp.20' | 'mbp.150';

const FEEDS: ReadonlyMap<HuobiFeed, BookFeed> = new Map([
  ['depth.step0', depthFeed(STREAM_URL, depth, ({ tick }) => tick.version, depthKind)],
  ['mbp.5', mbpFeed(MBP_URL, 5)],
  ['mbp.20', mbpFeed(MBP_URL, 20)],
  ['mbp.150', mbpFeed(MBP_URL, 150)],
]);

/** What to know of HTX (Huobi). */
export interface HuobiOptions {
  /** Every frame is compressed. */
  readonly inflate: Inflate;
  /** `depth.step0` unless given. */
  readonly feed?: HuobiFeed;
}

/**
 * HTX, until 2023 Huobi, spot market data.
 *
 * Sources: HTX API reference, spot: "Websocket Market Data" (heartbeat, `req`, "Rate Limit"), "Market Depth", "Market By
 * Price (incremental update)", "Trade Detail", "Get all Supported Trading Symbol (V1)" and "(V2)", "Rate Limiting Rule",
 * copies after 2023-09; announcement of 2020-05-28 on `mbp`.
 *
 * Continuity of `depth.step0`: every message is the whole book, to 150 levels a side. Of `mbp`: the `prevSeqNum` of each
 * diff is the `seqNum` of the one before it (`linkedRule`); subscribe, hold diffs, ask for the snapshot over the same
 * connection (`requestSnapshot`), drop what it holds; one of the diffs has its `seqNum` as `prevSeqNum`. What does not link
 * is a gap: ask again.
 *
 * A `ping` gives a `reply`, which must be sent, or the connection is cut after the second one.
 *
 * @throws {RangeError} where there is no such feed.
 */
export function huobiVenue({ inflate, feed = 'depth.step0' }: HuobiOptions): MarketDataVenue {
  const books = FEEDS.get(feed);
  if (books === undefined) throw new RangeError(`no feed of HTX's books: "${String(feed)}"`);
  return venueOf({
    venue: venueName('huobi'),
    title: 'HTX (Huobi)',
    recordings: ['HUOBI'],
    inflate,
    feed: books,
    trades: spotTrades,
    listings: spotListings,
    limits: {
      streamsPerConnection: undefined,
      // For subscriptions there is no limit; of requests one in 100 ms is taken.
      framesPerSecond: books.answer && 10,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 10, perMs: 1000 },
    },
    tradesUrl: STREAM_URL,
    listingsRequest: {
      method: 'GET',
      url: 'https://api.huobi.pro/v2/settings/common/symbols',
      weight: 1,
    },
    spelling: { pattern: /^[a-z0-9]+$/, words: 'lower case, without a separator, as in btcusdt' },
  });
}
