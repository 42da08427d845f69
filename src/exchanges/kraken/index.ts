import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { stampedLocallyRule } from '../../sequence/index.js';
import { bookChecksum } from './checksum.js';
import { decodeKraken, KRAKEN } from './decode.js';
import { scanKraken } from './scan.js';

const STREAM_URL = 'wss://ws.kraken.com';

/** How many levels a side can be subscribed to. */
export type KrakenDepth = 10 | 25 | 100 | 500 | 1000;

/**
 * Kraken, WebSocket API v1, market data.
 *
 * Sources: Kraken API Center, WebSocket API v1: "Book (Level 2)", "Trade", "Subscription Status", "Spot Websockets (v1)
 * Book Checksum"; REST "Get Tradable Asset Pairs"; all as of 2026-05-27. "Spot Websockets Introduction", 2026: v1 is
 * maintained, new features come in v2; limit of connections.
 *
 * Continuity: there are no ids. A book starts with a snapshot on the stream; updates follow it in the order of arrival,
 * are trimmed to the subscribed depth, and each brings a checksum of the best ten levels. Where one fails, unsubscribe
 * and subscribe again for a new snapshot ("Reconnection and resilience", 2026).
 *
 * @param options `depth`: the levels a side to subscribe to, 1000 unless given.
 */
export function krakenVenue({ depth = 1000 }: { readonly depth?: KrakenDepth } = {}): MarketDataVenue {
  const plans = (event: 'subscribe' | 'unsubscribe', subscriptions: readonly MarketSubscription[]) => {
    const frames = subscriptions
      .filter(({ symbols }) => symbols.length > 0)
      .map(({ channel, symbols }) => {
        const subscription = channel === 'book' ? { name: 'book', depth } : { name: 'trade' };
        return JSON.stringify({ event, pair: symbols.map(checked), subscription });
      });
    return frames.length === 0 ? [] : [{ url: STREAM_URL, frames }];
  };
  return {
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
    subscribe: (subscriptions) => plans('subscribe', subscriptions),
    unsubscribe: (subscriptions) => plans('unsubscribe', subscriptions),
    requestSnapshot: undefined,
    requestListings: () => ({ method: 'GET', url: 'https://api.kraken.com/0/public/AssetPairs', weight: 1 }),
    readBytes: undefined,
    numberOf: undefined,
    scan: scanKraken,
    decode: decodeKraken,
  };
}

/** Kraken with books of 1000 levels a side; see {@link krakenVenue}. */
export const kraken: MarketDataVenue = krakenVenue();

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9.]+\/[A-Z0-9.]+$/.test(symbol)) {
    throw new RangeError(`no symbol of Kraken's: "${symbol}" (its wsname, as in XBT/USD)`);
  }
  return symbol;
}
