import type { Decimal } from 'decimal.js';

import { venueName, venueSymbol } from '../../domain/ids.js';
import { tradingRule, type TradingRule } from '../../domain/tradingRule.js';
import type { CrowdInstrument } from '../traders/crowdOptions.js';

/** An instrument, and how people trade it. */
export interface SimInstrument {
  readonly rule: TradingRule;
  readonly habits: Omit<CrowdInstrument, 'symbol'>;
}

/** What makes up an instrument of the usual kind. Prices in quote currency, sizes in base currency. */
interface Usual {
  readonly startPrice: Decimal | string;
  readonly tickSize: string;
  readonly lotSize: string;
  readonly maxPrice: string;
  readonly maxSize: string;
  readonly minNotional: string;
  readonly habits?: Partial<CrowdInstrument>;
}

function usual(base: string, quote: string, { startPrice, habits = {}, ...limits }: Usual): SimInstrument {
  const { tickSize, lotSize, maxPrice, maxSize, minNotional } = limits;
  return {
    rule: tradingRule({
      venue: venueName('binance'),
      symbol: venueSymbol(base + quote),
      base,
      quote,
      tickSize,
      lotSize,
      minPrice: tickSize,
      maxPrice,
      minSize: lotSize,
      maxSize,
      minNotional,
      maxNotional: '9000000',
      orderTypes: ['limit', 'limitMaker', 'market'],
      timesInForce: ['gtc', 'ioc', 'fok'],
    }),
    habits: { startPrice, ...habits },
  };
}

/** A few people less, for a market that is looked at less. */
const QUIET = { makers: 2, levels: 15, requoteMs: 600, takeMs: 1_500, noiseMs: 700 };

/** What is traded where nothing else is said: ticks, lots and limits are those of Binance, prices made up. */
export const SIM_INSTRUMENTS: readonly SimInstrument[] = [
  usual('BTC', 'USDT', {
    startPrice: '94231.50',
    tickSize: '0.01',
    lotSize: '0.00001',
    maxPrice: '1000000',
    maxSize: '9000',
    minNotional: '5',
  }),
  usual('ETH', 'USDT', {
    startPrice: '3312.40',
    tickSize: '0.01',
    lotSize: '0.0001',
    maxPrice: '1000000',
    maxSize: '9000',
    minNotional: '5',
    habits: QUIET,
  }),
  usual('ETH', 'BTC', {
    startPrice: '0.03515',
    tickSize: '0.00001',
    lotSize: '0.001',
    maxPrice: '922327',
    maxSize: '100000',
    minNotional: '0.0001',
    habits: { ...QUIET, size: 1.5, reach: 0.01 },
  }),
  usual('BNB', 'USDT', {
    startPrice: '642.10',
    tickSize: '0.01',
    lotSize: '0.001',
    maxPrice: '100000',
    maxSize: '900000',
    minNotional: '5',
    habits: QUIET,
  }),
];
