import type { TradingVenue } from '../../connector/index.js';
import { contiguousRule } from '../../sequence/index.js';
import { binanceVenue } from '../shared/binance/index.js';
import { binanceTrading } from './trading/binanceTrading.js';

/** Where a venue that speaks Binance's dialect is, and what it has of it. */
export interface BinanceAddresses {
  /** Base of the REST URLs, without `/api/v3`: `https://api.binance.com`. */
  readonly rest: string;
  /** Base of the URLs of the streams: `wss://stream.binance.com:9443`. */
  readonly stream: string;
  /** The URL of the WebSocket API; left out where there is none. */
  readonly wsApi?: string | undefined;
  /** How the user stream is listened to. `subscribed` unless given, which is the only way that Binance itself has. */
  readonly userStream?: 'subscribed' | 'listenKey' | undefined;
  /** After so long a signed call is refused, in milliseconds, 60,000 at most. 5,000 unless given. */
  readonly recvWindowMs?: number | undefined;
}

const REQUEST_WEIGHT = { weight: 6000, perMs: 60_000 };

/**
 * Binance spot at other addresses: a test network, the embedded exchange, a venue of its kind.
 *
 * @throws {RangeError} where the user stream is to be subscribed to and there is no WebSocket API, and where `recvWindowMs` is out of
 * its range.
 */
export function binanceAt(addresses: BinanceAddresses): TradingVenue {
  const { rest, stream, wsApi, userStream = 'subscribed', recvWindowMs = 5_000 } = addresses;
  const market = binanceVenue({
    name: 'binance',
    title: 'Binance spot',
    recordings: ['BINANCE', 'BINANCE_US', 'BINANCE_TR'],
    continuity: contiguousRule,
    linked: false,
    limits: {
      streamsPerConnection: 1024,
      framesPerSecond: 5,
      connectionAttempts: { count: 300, perMs: 300_000 },
      connectionLifetimeMs: 86_400_000,
      requestWeight: REQUEST_WEIGHT,
    },
    streamBase: { book: stream, trades: stream },
    restBase: `${rest}/api/v3`,
    depths: [
      { levels: 100, weight: 5 },
      { levels: 500, weight: 25 },
      { levels: 1000, weight: 50 },
      { levels: 5000, weight: 250 },
    ],
    defaultDepthLevels: 100,
    snapshotLevels: 1000,
    listingsWeight: 20,
  });
  const trading = binanceTrading({
    venue: market.name,
    rest,
    stream,
    wsApi,
    userStream,
    recvWindowMs,
    requestWeight: REQUEST_WEIGHT,
  });
  return { ...market, trading };
}

/**
 * Binance spot.
 *
 * Sources of the market data: "WebSocket Streams for Binance" as of 2026-01-15 (streams, limits, "How to manage a local order book
 * correctly", corrected 2025-11-12); "Market Data endpoints" as of 2026-01-15 (depth, weights); "General endpoints" as
 * of 2026-05-27 (exchangeInfo); Spot API CHANGELOG as of 2026-09-18. Those of the trading are in the README.
 *
 * Continuity: drop `u <= lastUpdateId`; `U > last + 1` is a gap; else apply. The document's "lastUpdateId within
 * [U;u]" at the join holds in none of eight recorded joins (there U = lastUpdateId + 1), so U <= L + 1 <= u is asked.
 */
export const binance: TradingVenue = binanceAt({
  rest: 'https://api.binance.com',
  stream: 'wss://stream.binance.com:9443',
  wsApi: 'wss://ws-api.binance.com:443/ws-api/v3',
});
