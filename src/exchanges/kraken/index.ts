import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { stampedLocallyRule } from '../../sequence/index.js';
import { bookChecksum } from './checksum.js';
import { decodeKraken, KRAKEN } from './decode.js';

/** Depths that can be subscribed to are 10, 25, 100, 500 and 1000. */
const BOOK_DEPTH = 1000;

/**
 * Kraken, WebSocket API v1, market data.
 *
 * Sources: Kraken API Center, "Book (v1)", "Trade (v1)", "Subscription status", "Calculate Book Checksum (v1)" and
 * "AssetPairs", all as of 2026-05-27; "Spot WebSocket API introduction" (v1 is maintained, new features come in v2).
 *
 * Continuity: there are no ids. A book starts with a snapshot on the stream; updates follow it in the order of arrival,
 * are trimmed to the subscribed depth, and each brings a checksum of the best ten levels. Where one fails, unsubscribe
 * and subscribe again for a new snapshot ("Reconnection and resilience", 2026).
 */
export const kraken: MarketDataVenue = {
  name: KRAKEN,
  title: 'Kraken',
  recordings: ['KRAKEN'],
  // Prices, sizes and times are texts. Only `connectionID` is above 2^53, and it is not read.
  json: 'native',
  limits: {
    streamsPerConnection: undefined,
    framesPerSecond: undefined,
    connectionAttempts: { count: 150, perMs: 600_000 },
    connectionLifetimeMs: undefined,
    requestWeight: undefined,
  },
  continuity: stampedLocallyRule,
  checksum: bookChecksum,
  subscribe: (subscriptions) => [
    { url: 'wss://ws.kraken.com', frames: subscriptions.map((part) => control('subscribe', part)) },
  ],
  unsubscribe: (subscriptions) => subscriptions.map((part) => control('unsubscribe', part)),
  requestSnapshot: undefined,
  requestListings: () => ({ method: 'GET', url: 'https://api.kraken.com/0/public/AssetPairs', weight: 1 }),
  decode: decodeKraken,
};

const control = (event: 'subscribe' | 'unsubscribe', { channel, symbols }: MarketSubscription): string =>
  JSON.stringify({
    event,
    pair: symbols.map(checked),
    subscription: channel === 'book' ? { name: 'book', depth: BOOK_DEPTH } : { name: 'trade' },
  });

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9.]+\/[A-Z0-9.]+$/.test(symbol)) {
    throw new RangeError(`no symbol of Kraken's: "${symbol}" (its wsname, as in XBT/USD)`);
  }
  return symbol;
}
