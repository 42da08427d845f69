import type { MarketDataVenue } from '../../connector/index.js';
import { linkedRule } from '../../sequence/index.js';
import { binanceVenue } from '../shared/binance/index.js';

/**
 * Binance USD-M futures, market data.
 *
 * Sources: "Websocket Market Streams", "Diff. Book Depth Streams", "Aggregate Trade Streams", "Order Book" and
 * "Important WebSocket Change Notice" (book streams on /public, trades on /market, older URLs ended 2026-04-23), all as
 * of 2026-05-28; "How to manage a local order book correctly" as read 2026-09-25.
 *
 * Continuity: before the join drop `u < lastUpdateId`; the first diff has `U <= lastUpdateId <= u`; after it each
 * `pu` is the `u` before, else there is a gap. A first diff with `pu = lastUpdateId` follows the snapshot directly and
 * is taken too. `U = u + 1` holds for none of 748 recorded diffs. The request budget and the weight of exchangeInfo are
 * those that its exchangeInfo told in 2021; still reported in 2026.
 */
export const binanceFutures: MarketDataVenue = binanceVenue({
  name: 'binance-futures',
  title: 'Binance USD-M futures',
  recordings: ['BINANCE_FUTURES'],
  continuity: linkedRule,
  linked: true,
  limits: {
    streamsPerConnection: 1024,
    framesPerSecond: 10,
    connectionAttempts: undefined,
    connectionLifetimeMs: 86_400_000,
    requestWeight: { weight: 2400, perMs: 60_000 },
  },
  streamBase: { book: 'wss://fstream.binance.com/public', trades: 'wss://fstream.binance.com/market' },
  restBase: 'https://fapi.binance.com/fapi/v1',
  depths: [
    { levels: 5, weight: 2 },
    { levels: 10, weight: 2 },
    { levels: 20, weight: 2 },
    { levels: 50, weight: 2 },
    { levels: 100, weight: 5 },
    { levels: 500, weight: 10 },
    { levels: 1000, weight: 20 },
  ],
  defaultDepthLevels: 500,
  snapshotLevels: 1000,
  listingsWeight: 1,
});
