import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { stampedLocallyRule } from '../../sequence/index.js';
import { COINBASE_ADVANCED, decodeCoinbaseAdvanced, numberOfMessage } from './decode.js';
import { scanCoinbaseAdvanced } from './scan.js';

const STREAM_URL = 'wss://advanced-trade-ws.coinbase.com';

/** The channels by the names that are subscribed to: messages of `level2` come as `l2_data`. */
const CHANNELS = { book: 'level2', trades: 'market_trades' } as const;

/**
 * Keeps the other channels of a connection open, which are closed after 60 to 90 seconds without news, and shows within
 * a second that a frame was lost. It is of no product.
 */
const HEARTBEATS = JSON.stringify({ type: 'subscribe', channel: 'heartbeats' });

/** The types of products whose list can be asked for. */
export type CoinbaseAdvancedProducts = 'SPOT' | 'FUTURE';

/**
 * Coinbase Advanced Trade, public market data. Not Coinbase Exchange, whose frames are others. No key is needed: a JWT is
 * for the channels `user` and `futures_balance_summary` only.
 *
 * Sources: Coinbase Developer Documentation, Advanced Trade: "WebSocket Channels" (copy of 2026-06-28), "WebSocket
 * Overview", "WebSocket Rate Limits" and "List Public Products", copies of 2026; traffic of 2026-08-09.
 *
 * Continuity: `sequence_num` counts the frames of a connection, of all channels together, from 0: a hole invalidates
 * every book of the connection. Within a book messages have no ids: a subscription starts with a snapshot of all its
 * levels on the stream, and updates follow it in the order of arrival. A new snapshot comes with a new subscription.
 *
 * @param options `products`: which of them to list, `SPOT` unless given.
 */
export const coinbaseAdvancedVenue = ({
  products = 'SPOT',
}: { readonly products?: CoinbaseAdvancedProducts } = {}): MarketDataVenue => ({
  name: COINBASE_ADVANCED,
  title: 'Coinbase Advanced Trade',
  recordings: ['COINBASE'],
  // Prices, sizes, times and trade ids are texts. The one number that is read counts the frames of a connection.
  json: 'native',
  limits: {
    streamsPerConnection: undefined,
    framesPerSecond: 8,
    connectionAttempts: { count: 8, perMs: 1000 },
    connectionLifetimeMs: undefined,
    requestWeight: { weight: 10, perMs: 1000 },
  },
  continuity: stampedLocallyRule,
  checksum: undefined,
  subscribe: (subscriptions) => plans([HEARTBEATS], framesOf('subscribe', subscriptions)),
  // Other subscriptions of the connection need the heartbeats still.
  unsubscribe: (subscriptions) => plans([], framesOf('unsubscribe', subscriptions)),
  requestSnapshot: undefined,
  requestListings: () => ({
    method: 'GET',
    url: `https://api.coinbase.com/api/v3/brokerage/market/products?product_type=${products}`,
    weight: 1,
  }),
  readBytes: undefined,
  numberOf: numberOfMessage,
  scan: scanCoinbaseAdvanced,
  decode: decodeCoinbaseAdvanced,
});

/** Coinbase Advanced Trade with its spot products listed; see {@link coinbaseAdvancedVenue}. */
export const coinbaseAdvanced: MarketDataVenue = coinbaseAdvancedVenue();

/** A channel a frame. One without products would mean all of them. */
const framesOf = (type: 'subscribe' | 'unsubscribe', subscriptions: readonly MarketSubscription[]) =>
  subscriptions
    .filter(({ symbols }) => symbols.length > 0)
    .map(({ channel, symbols }) =>
      JSON.stringify({ type, product_ids: symbols.map(checked), channel: CHANNELS[channel] }),
    );

const plans = (before: readonly string[], frames: readonly string[]) =>
  frames.length === 0 ? [] : [{ url: STREAM_URL, frames: [...before, ...frames] }];

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9]+(?:-[A-Z0-9]+){1,2}$/.test(symbol)) {
    throw new RangeError(
      `no symbol of Coinbase Advanced Trade's: "${symbol}" (its product id, as in BTC-USD or BIT-24APR26-CDE)`,
    );
  }
  return symbol;
}
