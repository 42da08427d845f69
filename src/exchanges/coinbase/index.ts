import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { contiguousRule, stampedLocallyRule } from '../../sequence/index.js';
import { COINBASE } from './decode.js';
import { decodeLevels } from './decodeLevels.js';
import { decodeOrders } from './decodeOrders.js';
import { scanLevels } from './scan.js';

const STREAM_URL = 'wss://ws-feed.exchange.coinbase.com';
const REST_URL = 'https://api.exchange.coinbase.com';

type Request = 'subscribe' | 'unsubscribe';

/** Frames for some products and a channel: none without products, which would ask for all of it. */
const frames = (type: Request, symbols: readonly VenueSymbol[], channel: string): readonly string[] =>
  symbols.length === 0
    ? []
    : [JSON.stringify({ type, product_ids: symbols.map(checked), channels: [channel] })];

const plans = (toSend: readonly string[]) =>
  toSend.length === 0 ? [] : [{ url: STREAM_URL, frames: toSend }];

/** The products of some subscriptions, each once. */
const productsOf = (subscriptions: readonly MarketSubscription[]): readonly VenueSymbol[] => [
  ...new Set(subscriptions.flatMap(({ symbols }) => symbols)),
];

/** `level2` has the same messages, one a change, and wants a signed subscription since 2023-08-01. */
const LEVEL_CHANNELS = { book: 'level2_batch', trades: 'matches' } as const;

const levelPlans = (type: Request) => (subscriptions: readonly MarketSubscription[]) =>
  plans(subscriptions.flatMap(({ channel, symbols }) => frames(type, symbols, LEVEL_CHANNELS[channel])));

type BookFeed = Pick<
  MarketDataVenue,
  'continuity' | 'subscribe' | 'unsubscribe' | 'requestSnapshot' | 'scan' | 'decode'
>;

const FEEDS = {
  level2_batch: {
    continuity: stampedLocallyRule,
    subscribe: levelPlans('subscribe'),
    unsubscribe: levelPlans('unsubscribe'),
    requestSnapshot: undefined,
    scan: scanLevels,
    decode: decodeLevels,
  },
  full: {
    continuity: contiguousRule,
    // Its matches are the trades. From `matches` beside it each would come twice; from that alone, as a book full of holes.
    subscribe: (subscriptions) => plans(frames('subscribe', productsOf(subscriptions), 'full')),
    unsubscribe: (subscriptions) => {
      productsOf(subscriptions).forEach(checked);
      // Trades end with the book: without the channel that would stand still and look alive.
      const ofBooks = subscriptions.filter(({ channel }) => channel === 'book');
      return plans(frames('unsubscribe', productsOf(ofBooks), 'full'));
    },
    requestSnapshot: (symbol) => ({
      method: 'GET',
      url: `${REST_URL}/products/${checked(symbol)}/book?level=3`,
      weight: 1,
    }),
    scan: undefined,
    decode: decodeOrders,
  },
} as const satisfies Record<string, BookFeed>;

/** Of which channel books are made. */
export interface CoinbaseOptions {
  /**
   * `level2_batch`, unless given: levels, every 50 ms, for anybody. `full`: order by order, at once, numbered without
   * holes; the venue answers a subscription only where it is signed, which the frames of the plans are not.
   */
  readonly book?: keyof typeof FEEDS;
}

/**
 * Coinbase Exchange (Coinbase Pro in 2021), market data of its WebSocket feed, with books from a channel of choice. Not
 * Advanced Trade, whose frames are others.
 *
 * Sources: Coinbase Developer Documentation, Exchange: "WebSocket Overview", "WebSocket Channels", "WebSocket Rate
 * Limits", "WebSocket Errors", REST "Rate Limits", "Get all known trading pairs" and "Get product book", copies of 2026;
 * "Changelog", 2023-08-01: `level2` and `full` want authentication, `level2_batch` does not.
 *
 * Continuity of `level2_batch`: messages of a book have neither ids nor a checksum. A book starts with a snapshot of all
 * its levels on the stream; updates follow it in the order of arrival. The venue guarantees their delivery ("WebSocket
 * Channels", Level2). A new snapshot comes with a new subscription.
 *
 * Continuity of `full`: each message of a product has the `sequence` of the one before it and one more ("WebSocket
 * Overview", Sequence Numbers), and may be lost. A snapshot of all orders is asked for over HTTP; messages are held for
 * it, and those up to its `sequence` are dropped ("WebSocket Channels", Full Channel). With `full` a subscription to
 * trades is one to the same channel, and ends with that to the book.
 *
 * @throws {RangeError} where books are made of no such channel.
 */
export function coinbaseVenue({ book = 'level2_batch' }: CoinbaseOptions = {}): MarketDataVenue {
  if (!Object.hasOwn(FEEDS, book)) {
    throw new RangeError(`no channel of Coinbase's for books: "${String(book)}" (level2_batch or full)`);
  }
  return {
    name: COINBASE,
    title: 'Coinbase Exchange',
    recordings: ['COINBASE'],
    // Prices, sizes and times are texts. The numbers that are read count a product's trades and messages.
    json: 'native',
    limits: {
      streamsPerConnection: undefined,
      framesPerSecond: 100,
      connectionAttempts: { count: 8, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 10, perMs: 1000 },
    },
    checksum: undefined,
    requestListings: () => ({ method: 'GET', url: `${REST_URL}/products`, weight: 1 }),
    readBytes: undefined,
    numberOf: undefined,
    ...FEEDS[book],
  };
}

/** Coinbase Exchange with books from `level2_batch`, which needs no key; see {@link coinbaseVenue}. */
export const coinbase: MarketDataVenue = coinbaseVenue();

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9]+-[A-Z0-9]+$/.test(symbol)) {
    throw new RangeError(`no symbol of Coinbase's: "${symbol}" (its product id, as in BTC-USD)`);
  }
  return symbol;
}
