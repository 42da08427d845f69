import { Decimal } from 'decimal.js';

import { tradingRule, venueName, venueSymbol } from '../../src/domain/index.js';
import type { TradingRule, TradingRuleFields } from '../../src/domain/index.js';

/** A decimal from its text. */
export const d = (text: string | number | bigint): Decimal => new Decimal(text.toString());

/** A rule of BTC-USD with these limits. */
export const ruleOf = (limits: Omit<TradingRuleFields, 'venue' | 'symbol' | 'base' | 'quote'>): TradingRule =>
  tradingRule({ venue: venueName('v'), symbol: venueSymbol('BTCUSD'), base: 'BTC', quote: 'USD', ...limits });
