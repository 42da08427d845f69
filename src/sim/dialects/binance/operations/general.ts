import type { Decimal } from 'decimal.js';

import type { VenueSymbol } from '../../../../domain/ids.js';
import type { SizeLimits } from '../../../../domain/tradingRule.js';
import { MAX_NUM_ORDERS, PRICE_BAND } from '../checkFilters.js';
import type { Desk } from '../desk.js';
import { NONE, numberText, wireTime } from '../numberText.js';
import type { Operation } from '../operation.js';
import { MODES } from '../orderJson.js';
import { badCombination } from '../refusal.js';

/** Test connectivity. */
export const ping: Operation = { security: 'none', parameters: [], weight: 1, run: () => ({}) };

/** Check server time. */
export const serverTime: Operation = {
  security: 'none',
  parameters: [],
  weight: 1,
  run: ({ time }) => ({ serverTime: wireTime(time) }),
};

/** Exchange information. */
export const exchangeInfo: Operation = {
  security: 'none',
  parameters: ['symbol', 'symbols', 'permissions', 'showPermissionSets', 'symbolStatus'],
  weight: 20,
  run: ({ desk, params, time }) => {
    const named = params.has('symbol') || params.has('symbols');
    if (named && (params.has('permissions') || params.has('symbolStatus'))) throw badCombination();
    const status = params.oneOf('symbolStatus', ['TRADING', 'HALT', 'BREAK']);
    const wanted = params.text('permissions');
    const permissions =
      wanted?.startsWith('[') === true ? (params.list('permissions') ?? []) : [wanted ?? 'SPOT'];
    const showSets = params.flag('showPermissionSets', true);
    const symbols = desk
      .symbols(params)
      .map((symbol) => symbolJson(desk, symbol, showSets))
      .filter((json) => permissions.includes('SPOT') && (status === undefined || json.status === status));
    return {
      timezone: 'UTC',
      serverTime: wireTime(time),
      rateLimits: desk.rates.limits,
      exchangeFilters: [],
      symbols,
    };
  },
};

function symbolJson({ exchange }: Desk, symbol: VenueSymbol, showSets: boolean) {
  const { rule, halted } = exchange.instrument(symbol);
  const { base, quote, tickSize, minPrice, maxPrice, minNotional, maxNotional } = rule;
  const modes = MODES.map(([, text]) => text);
  const market = { ...rule, ...rule.market };
  return {
    symbol,
    status: halted ? 'HALT' : 'TRADING',
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    opoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: true,
    amendAllowed: true,
    pegInstructionsAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: textOr(minPrice, NONE),
        maxPrice: textOr(maxPrice, NONE),
        tickSize: textOr(tickSize, NONE),
      },
      { filterType: 'LOT_SIZE', ...lotJson(rule, textOr(rule.lotSize, NONE)) },
      { filterType: 'MARKET_LOT_SIZE', ...lotJson(market, NONE) },
      {
        filterType: 'PERCENT_PRICE_BY_SIDE',
        bidMultiplierUp: PRICE_BAND.up.toFixed(),
        bidMultiplierDown: PRICE_BAND.down.toFixed(),
        askMultiplierUp: PRICE_BAND.up.toFixed(),
        askMultiplierDown: PRICE_BAND.down.toFixed(),
        avgPriceMins: 0,
      },
      {
        filterType: 'NOTIONAL',
        minNotional: textOr(minNotional, NONE),
        applyMinToMarket: true,
        maxNotional: textOr(maxNotional, MOST),
        applyMaxToMarket: true,
        avgPriceMins: 0,
      },
      { filterType: 'MAX_NUM_ORDERS', maxNumOrders: MAX_NUM_ORDERS },
    ],
    permissions: [],
    permissionSets: showSets ? [['SPOT']] : [],
    defaultSelfTradePreventionMode: 'NONE',
    allowedSelfTradePreventionModes: modes,
  };
}

/** More than anybody has: what a limit says that is none. */
const MOST = '9000000000.00000000';

const lotJson = ({ minSize, maxSize }: SizeLimits, stepSize: string) => ({
  minQty: textOr(minSize, stepSize),
  maxQty: textOr(maxSize, MOST),
  stepSize,
});

const textOr = (value: Decimal | undefined, none: string): string =>
  value?.isFinite() === true ? numberText(value) : none;
