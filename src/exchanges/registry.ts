import type { Inflate, MarketDataVenue } from '../connector/index.js';
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

/** Every venue that there is, in order of their names. */
export const allVenues = ({ inflate }: VenuePorts): readonly MarketDataVenue[] => [
  binance,
  binanceFutures,
  bittrexVenue({ inflate }),
  coinbase,
  coinbaseAdvanced,
  huobiVenue({ inflate }),
  huobiLinearSwapVenue({ inflate }),
  kraken,
  okexV3Venue({ inflate }),
  okx,
];
