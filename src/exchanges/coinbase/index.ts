import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { stampedLocallyRule } from '../../sequence/index.js';
import { COINBASE, decodeCoinbase } from './decode.js';

const STREAM_URL = 'wss://ws-feed.exchange.coinbase.com';

/** `level2` has the same messages, one a change, and wants a signed subscription since 2023-08-01. */
const CHANNELS = { book: 'level2_batch', trades: 'matches' } as const;

const plans = (type: 'subscribe' | 'unsubscribe', subscriptions: readonly MarketSubscription[]) => {
  const frames = subscriptions
    .filter(({ symbols }) => symbols.length > 0)
    .map(({ channel, symbols }) =>
      JSON.stringify({ type, product_ids: symbols.map(checked), channels: [CHANNELS[channel]] }),
    );
  return frames.length === 0 ? [] : [{ url: STREAM_URL, frames }];
};

/**
 * Coinbase Exchange (Coinbase Pro in 2021), market data of its WebSocket feed. Not Advanced Trade, whose frames
 * are others.
 *
 * Sources: Coinbase Developer Documentation, Exchange: "WebSocket Overview", "WebSocket Channels", "WebSocket Rate
 * Limits", "WebSocket Errors", REST "Rate Limits" and "Get all known trading pairs", copies of 2026; "Changelog",
 * 2023-08-01: `level2` wants authentication, `level2_batch` does not.
 *
 * Continuity: messages of a book have neither ids nor a checksum. A book starts with a snapshot of all its levels on
 * the stream; updates follow it in the order of arrival. The venue guarantees their delivery ("WebSocket Channels",
 * Level2). A new snapshot comes with a new subscription.
 */
export const coinbase: MarketDataVenue = {
  name: COINBASE,
  title: 'Coinbase Exchange',
  recordings: ['COINBASE'],
  // Prices, sizes and times are texts. The one number that is read is `trade_id`, which counts a product's trades.
  json: 'native',
  limits: {
    streamsPerConnection: undefined,
    framesPerSecond: 100,
    connectionAttempts: { count: 8, perMs: 1000 },
    connectionLifetimeMs: undefined,
    requestWeight: { weight: 10, perMs: 1000 },
  },
  continuity: stampedLocallyRule,
  checksum: undefined,
  subscribe: (subscriptions) => plans('subscribe', subscriptions),
  unsubscribe: (subscriptions) => plans('unsubscribe', subscriptions),
  requestSnapshot: undefined,
  requestListings: () => ({ method: 'GET', url: 'https://api.exchange.coinbase.com/products', weight: 1 }),
  readBytes: undefined,
  numberOf: undefined,
  scan: undefined,
  decode: decodeCoinbase,
};

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9]+-[A-Z0-9]+$/.test(symbol)) {
    throw new RangeError(`no symbol of Coinbase's: "${symbol}" (its product id, as in BTC-USD)`);
  }
  return symbol;
}
