import type { Inflate, MarketDataVenue, TradingVenue } from '../connector/index.js';
import { venueSymbol, type VenueSymbol } from '../domain/ids.js';
import { binance } from './binance/index.js';
import { binanceFutures } from './binance-futures/index.js';
import { bittrexVenue } from './bittrex/index.js';
import { coinbase } from './coinbase/index.js';
import { coinbaseAdvanced } from './coinbase-advanced/index.js';
import { huobiVenue } from './huobi/index.js';
import { huobiLinearSwapVenue } from './huobi-linear-swap/index.js';
import { kraken } from './kraken/index.js';
import { okexV3Venue } from './okex-v3/index.js';
import { okx } from './okx/index.js';

/** What venues need of the platform. */
export interface VenuePorts {
  readonly inflate: Inflate;
}

/** What is traded at a venue; `closed` is one that is no more, and known for its recordings. */
export type ExchangeKind = 'spot' | 'contracts' | 'spot and contracts' | 'closed';

/** A venue, and what to begin with there. */
export interface RegisteredExchange {
  readonly venue: MarketDataVenue | TradingVenue;
  readonly kind: ExchangeKind;
  /** An instrument to try things with, by the venue's own name. */
  readonly example: VenueSymbol;
}

/** Every venue that there is, in order of their names. */
export const exchangeRegistry = ({ inflate }: VenuePorts): readonly RegisteredExchange[] => [
  registered(binance, 'spot', 'BTCUSDT'),
  registered(binanceFutures, 'contracts', 'BTCUSDT'),
  registered(bittrexVenue({ inflate }), 'closed', 'BTC-USDT'),
  registered(coinbase, 'spot', 'BTC-USD'),
  registered(coinbaseAdvanced, 'spot', 'BTC-USD'),
  registered(huobiVenue({ inflate }), 'spot', 'btcusdt'),
  registered(huobiLinearSwapVenue({ inflate }), 'contracts', 'BTC-USDT'),
  registered(kraken, 'spot', 'XBT/USDT'),
  registered(okexV3Venue({ inflate }), 'closed', 'BTC-USDT'),
  registered(okx, 'spot and contracts', 'BTC-USDT'),
];

const registered = (
  venue: MarketDataVenue | TradingVenue,
  kind: ExchangeKind,
  example: string,
): RegisteredExchange => ({ venue, kind, example: venueSymbol(example) });

/** The venues alone. */
export const allVenues = (ports: VenuePorts): readonly MarketDataVenue[] =>
  exchangeRegistry(ports).map(({ venue }) => venue);
