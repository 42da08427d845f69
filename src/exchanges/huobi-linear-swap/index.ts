import type { Inflate, MarketDataVenue } from '../../connector/index.js';
import { venueName } from '../../domain/ids.js';
import { depthFeed, huobiVenue, type BookFeed } from '../shared/huobi/index.js';
import { highFreqFeed, swapListings, swapTrades } from './decode.js';
import { depthKind } from './scan.js';
import { depth } from './wire.js';

const STREAM_URL = 'wss://api.hbdm.com/linear-swap-ws';

/** How books come: whole, again and again, or by diffs to so many levels a side. */
export type HuobiLinearSwapFeed = 'depth.step0' | 'depth.size_20.high_freq' | 'depth.size_150.high_freq';

const FEEDS: ReadonlyMap<HuobiLinearSwapFeed, BookFeed> = new Map([
  ['depth.step0', depthFeed(STREAM_URL, depth, ({ tick }) => tick.mrid, depthKind)],
  ['depth.size_20.high_freq', highFreqFeed(STREAM_URL, 20)],
  ['depth.size_150.high_freq', highFreqFeed(STREAM_URL, 150)],
]);

/** What to know of HTX (Huobi), USDT-margined contracts. */
export interface HuobiLinearSwapOptions {
  /** Every frame is compressed. */
  readonly inflate: Inflate;
  /** `depth.step0` unless given. */
  readonly feed?: HuobiLinearSwapFeed;
}

/**
 * HTX, until 2023 Huobi, USDT-margined contracts: swaps, and futures by their codes (`BTC-USDT-220325`). Market data.
 *
 * Sources: HTX API reference, USDT-margined contracts: "Subscribe Market Depth Data", "Subscribe Incremental Market Depth
 * Data", "Subscribe Trade Detail Data", "Query Contract Info", "API Best Practice" and its questions, copies after
 * 2023-09.
 *
 * Continuity of `depth.step0`: every message is the whole book, to 150 levels a side. Of `high_freq`: `highFreqRule`; on
 * a gap unsubscribe and subscribe, and the snapshot comes first.
 *
 * Sizes are contracts, of books and of trades; how much one contract is of the base currency only the list of contracts
 * says (`contract_size`). The venue counts both sides of a trade; the size here is half of that.
 *
 * A `ping` gives a `reply`, which must be sent, or the connection is cut.
 *
 * @throws {RangeError} where there is no such feed.
 */
export function huobiLinearSwapVenue({
  inflate,
  feed = 'depth.step0',
}: HuobiLinearSwapOptions): MarketDataVenue {
  const books = FEEDS.get(feed);
  if (books === undefined) throw new RangeError(`no feed of HTX's books: "${String(feed)}"`);
  return huobiVenue({
    venue: venueName('huobi-linear-swap'),
    title: 'HTX (Huobi) USDT-margined contracts',
    recordings: ['HUOBI_LINEAR_SWAP'],
    inflate,
    feed: books,
    trades: swapTrades,
    listings: swapListings,
    limits: {
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 240, perMs: 3000 },
    },
    tradesUrl: STREAM_URL,
    listingsRequest: {
      method: 'GET',
      url: 'https://api.hbdm.com/linear-swap-api/v1/swap_contract_info?business_type=all',
      weight: 1,
    },
    spelling: {
      pattern: /^[A-Z0-9]+-[A-Z0-9]+(?:-\d{6})?$/,
      words: 'its contract_code, as in BTC-USDT or BTC-USDT-220325',
    },
  });
}
