import type { MarketDataVenue } from '../../connector/index.js';
import { contiguousRule } from '../../sequence/index.js';
import { binanceVenue } from '../shared/binance/index.js';

/**
 * Binance spot, market data.
 *
 * Sources: "WebSocket Streams for Binance" as of 2026-01-15 (streams, limits, "How to manage a local order book
 * correctly", corrected 2025-11-12); "Market Data endpoints" as of 2026-01-15 (depth, weights); "General endpoints" as
 * of 2026-05-27 (exchangeInfo); Spot API CHANGELOG as of 2026-09-18. The budget of 6,000 a minute is what its
 * exchangeInfo is reported to say; no document was found.
 *
 * Continuity: drop `u <= lastUpdateId`; `U > last + 1` is a gap; else apply. The document's "lastUpdateId within
 * [U;u]" at the join holds in none of eight recorded joins (there U = lastUpdateId + 1), so U <= L + 1 <= u is asked.
 */
export const binance: MarketDataVenue = binanceVenue({
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
    requestWeight: { weight: 6000, perMs: 60_000 },
  },
  streamBase: { book: 'wss://stream.binance.com:9443', trades: 'wss://stream.binance.com:9443' },
  restBase: 'https://api.binance.com/api/v3',
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
