import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

import { readWith, type VenueRules } from '../../../connector/index.js';
import type { FrameFault } from '../../../domain/errors.js';
import { venueSymbol, type VenueName } from '../../../domain/ids.js';
import { tradingRule, type SizeLimits, type TradingRule } from '../../../domain/tradingRule.js';
import {
  lotFilter,
  minNotionalFilter,
  notionalFilter,
  priceFilter,
  wireExchangeInfo,
  wireInstrument,
  type WireInstrument,
} from '../wire/instruments.js';
import type { CallPlan } from './binanceCall.js';
import { ORDER_TYPES } from './orderTerms.js';
import type { Reading } from './readAnswer.js';

/** The rules of all instruments ("Exchange information", weight 20). */
export const exchangeRules = (venue: VenueName): CallPlan<VenueRules> => ({
  rest: ['GET', '/api/v3/exchangeInfo'],
  socket: 'exchangeInfo',
  security: 'none',
  weight: 20,
  read: (json) =>
    readWith(wireExchangeInfo, json, '', ({ symbols }) => {
      const read = symbols.map((symbol, at) => ruleOf(venue, symbol, `symbols[${at}]`));
      return E.right({
        rules: read.flatMap((one) => (E.isRight(one) ? [one.right] : [])),
        faults: read.flatMap((one) => (E.isLeft(one) ? one.left : [])),
      });
    }),
});

/** A zero among the limits switches the limit off ("Filters"). */
const unlessZero = (value: Decimal | undefined): Decimal | undefined =>
  value === undefined || value.isZero() ? undefined : value;

const ZERO = new Decimal(0);
const NO_LIMIT = new Decimal(Infinity);

const least = (value: Decimal | undefined): Decimal => value ?? ZERO;
const most = (value: Decimal | undefined): Decimal => unlessZero(value) ?? NO_LIMIT;

function ruleOf(venue: VenueName, json: unknown, under: string): Reading<TradingRule> {
  return readWith(wireInstrument, json, under, (wire) => {
    const read = filtersOf(wire, under);
    if (E.isLeft(read)) return read;
    try {
      return E.right(ruleBy(venue, wire, read.right));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return E.left([
        { path: under, value: JSON.stringify(wire.symbol), expected: `a rule: ${error.message}` },
      ]);
    }
  });
}

interface Filters {
  readonly price: t.TypeOf<typeof priceFilter> | undefined;
  readonly lot: t.TypeOf<typeof lotFilter> | undefined;
  readonly marketLot: t.TypeOf<typeof lotFilter> | undefined;
  readonly minNotional: t.TypeOf<typeof minNotionalFilter> | undefined;
  readonly notional: t.TypeOf<typeof notionalFilter> | undefined;
}

function filtersOf({ filters }: WireInstrument, under: string): Reading<Filters> {
  const faults: FrameFault[] = [];
  function filter<A, O>(name: string, codec: t.Type<A, O>): A | undefined {
    const at = filters.findIndex(({ filterType }) => filterType === name);
    if (at === -1) return undefined;
    const read = readWith(codec, filters[at], `${under}.filters[${at}]`, E.right);
    if (E.isRight(read)) return read.right;
    faults.push(...read.left);
    return undefined;
  }
  const found = {
    price: filter('PRICE_FILTER', priceFilter),
    lot: filter('LOT_SIZE', lotFilter),
    marketLot: filter('MARKET_LOT_SIZE', lotFilter),
    minNotional: filter('MIN_NOTIONAL', minNotionalFilter),
    notional: filter('NOTIONAL', notionalFilter),
  };
  return faults.length > 0 ? E.left(faults) : E.right(found);
}

function ruleBy(venue: VenueName, wire: WireInstrument, filters: Filters): TradingRule {
  const { price } = filters;
  const { quoteAssetPrecision: digits } = wire;
  return tradingRule({
    venue,
    symbol: venueSymbol(wire.symbol),
    base: wire.baseAsset,
    quote: wire.quoteAsset,
    minPrice: least(price?.minPrice),
    maxPrice: most(price?.maxPrice),
    tickSize: unlessZero(price?.tickSize),
    ...sizesOf(filters),
    orderTypes: wire.orderTypes.flatMap((name) => ORDER_TYPES.get(name) ?? []),
    timesInForce: ['gtc', 'ioc', 'fok'],
    sizedIn: sizedIn(wire.quoteOrderQtyMarketAllowed === true),
    quoteIncrement: digits === undefined ? undefined : new Decimal(10).pow(-digits),
    market: marketSizesOf(filters),
  });
}

type Sizes = Omit<SizeLimits, 'sizeDigits'>;

const sizesOf = ({ lot, minNotional, notional }: Filters): Sizes => ({
  minSize: least(lot?.minQty),
  maxSize: most(lot?.maxQty),
  lotSize: unlessZero(lot?.stepSize),
  minNotional: Decimal.max(least(minNotional?.minNotional), least(notional?.minNotional)),
  maxNotional: most(notional?.maxNotional),
});

/** Market orders have to keep both rules of lots; which limits of the notional they have to keep the filters say. */
function marketSizesOf(filters: Filters): Sizes {
  const { lot, marketLot, minNotional, notional } = filters;
  const steps = [unlessZero(lot?.stepSize), unlessZero(marketLot?.stepSize)].filter(
    (step) => step !== undefined,
  );
  return {
    minSize: Decimal.max(least(lot?.minQty), least(marketLot?.minQty)),
    maxSize: Decimal.min(most(lot?.maxQty), most(marketLot?.maxQty)),
    lotSize: steps.length === 0 ? undefined : Decimal.max(...steps),
    minNotional: Decimal.max(
      minNotional?.applyToMarket === true ? minNotional.minNotional : ZERO,
      notional?.applyMinToMarket === true ? notional.minNotional : ZERO,
    ),
    maxNotional: notional?.applyMaxToMarket === true ? most(notional.maxNotional) : NO_LIMIT,
  };
}

const sizedIn = (inQuoteToo: boolean): NonNullable<TradingRule['sizedIn']> => {
  const sizes = inQuoteToo ? (['base', 'quote'] as const) : (['base'] as const);
  return { buy: sizes, sell: sizes };
};
