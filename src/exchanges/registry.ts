import type { MarketDataVenue } from '../connector/index.js';
import { binance } from './binance/index.js';
import { binanceFutures } from './binance-futures/index.js';
import { coinbase } from './coinbase/index.js';
import { kraken } from './kraken/index.js';
import { okx } from './okx/index.js';

/** Every venue that there is. */
export const VENUES: readonly MarketDataVenue[] = [binance, binanceFutures, coinbase, kraken, okx];
