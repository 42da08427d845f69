import { Decimal } from 'decimal.js';

import type { VenueName, VenueSymbol } from './ids.js';
import type { Side } from './origin.js';

/** What kind of order: `limitMaker` is a limit order that is refused where it would take (post-only). */
export type OrderType = 'limit' | 'limitMaker' | 'market';

/** How long an order stays: until cancelled, immediately or cancelled, at once and whole or not at all, until a date. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'gtd';

interface Requested {
  readonly side: Side;
  /** In base currency (contracts at some venues). */
  readonly amount: Decimal;
  /** The venue's own where left out. */
  readonly timeInForce?: TimeInForce | undefined;
}

/** A limit order that somebody wants. */
export interface LimitRequest extends Requested {
  readonly orderType: 'limit' | 'limitMaker';
  /** In quote currency. */
  readonly price: Decimal;
}

/** A market order that somebody wants. */
export interface MarketRequest extends Requested {
  readonly orderType: 'market';
  readonly price?: undefined;
}

/** An order that somebody wants, before it is sent: what it is, without ids and times. */
export type OrderRequest = LimitRequest | MarketRequest;

/**
 * How large an order may be. Undefined is not known, and so not enforced; that there is none is said by zero for what
 * has to be reached, by infinity for what must not be exceeded.
 */
export interface SizeLimits {
  /** In base currency. */
  readonly minSize: Decimal | undefined;
  /** In base currency. */
  readonly maxSize: Decimal | undefined;
  /** Amounts are multiples of it. In base currency. */
  readonly lotSize: Decimal | undefined;
  /** How many significant digits an amount may have. */
  readonly sizeDigits: number | undefined;
  /** Of price times amount, in quote currency. */
  readonly minNotional: Decimal | undefined;
  /** Of price times amount, in quote currency. */
  readonly maxNotional: Decimal | undefined;
}

/** What a venue asks of the orders of one instrument. What is undefined is not known, and so not enforced. */
export interface TradingRule extends SizeLimits {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  readonly base: string;
  readonly quote: string;
  /** In quote currency. */
  readonly minPrice: Decimal | undefined;
  /** In quote currency. */
  readonly maxPrice: Decimal | undefined;
  /** Prices are multiples of it. In quote currency. */
  readonly tickSize: Decimal | undefined;
  /** How many significant digits a price may have. */
  readonly priceDigits: number | undefined;
  readonly orderTypes: readonly OrderType[] | undefined;
  readonly timesInForce: readonly TimeInForce[] | undefined;
  /** What holds for market orders instead; what is undefined there is as for all orders. */
  readonly market: SizeLimits | undefined;
}

type Given<T> = {
  readonly [K in keyof T]?: Decimal extends T[K] ? Decimal | string | number | undefined : T[K];
};

/** What {@link tradingRule} takes. */
export type TradingRuleFields = Pick<TradingRule, 'venue' | 'symbol' | 'base' | 'quote'> &
  Given<Omit<TradingRule, 'venue' | 'symbol' | 'base' | 'quote' | 'market'>> & {
    readonly market?: Given<SizeLimits> | undefined;
  };

/**
 * A rule from decimals or their texts; what is left out is not known.
 *
 * @throws {RangeError} at once where a number is below zero or none, where a tick, a lot or a count of digits is not above
 * zero, or where a minimum is above its maximum.
 */
export function tradingRule({ market, ...fields }: TradingRuleFields): TradingRule {
  const { venue, symbol, base, quote, orderTypes, timesInForce } = fields;
  const [minPrice, maxPrice] = range('Price', fields.minPrice, fields.maxPrice);
  return {
    venue,
    symbol,
    base,
    quote,
    minPrice,
    maxPrice,
    tickSize: step('tickSize', fields.tickSize),
    priceDigits: digits('priceDigits', fields.priceDigits),
    orderTypes,
    timesInForce,
    ...sizeLimits(fields),
    market: market && sizeLimits(market),
  };
}

function sizeLimits(fields: Given<SizeLimits>): SizeLimits {
  const [minSize, maxSize] = range('Size', fields.minSize, fields.maxSize);
  const [minNotional, maxNotional] = range('Notional', fields.minNotional, fields.maxNotional);
  const lotSize = step('lotSize', fields.lotSize);
  return {
    minSize,
    maxSize,
    lotSize,
    sizeDigits: digits('sizeDigits', fields.sizeDigits),
    minNotional,
    maxNotional,
  };
}

type Value = Decimal | string | number | undefined;

function decimal(name: string, value: Value): Decimal | undefined {
  if (value === undefined) return undefined;
  try {
    const read = new Decimal(value);
    if (read.gte(0)) return read;
  } catch {
    // Said below, as of any other value that is none.
  }
  throw new RangeError(`${name} is not at or above zero: ${value.toString()}`);
}

function step(name: string, value: Value): Decimal | undefined {
  const read = decimal(name, value);
  if (read !== undefined && (read.isZero() || !read.isFinite()))
    throw new RangeError(`${name} is no step: ${read.toFixed()}`);
  return read;
}

function digits(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0))
    throw new RangeError(`${name} is no count of digits: ${value}`);
  return value;
}

function range(name: string, min: Value, max: Value): readonly [Decimal | undefined, Decimal | undefined] {
  const [least, most] = [decimal(`min${name}`, min), decimal(`max${name}`, max)];
  if (least !== undefined && most !== undefined && least.gt(most))
    throw new RangeError(`min${name} is above max${name}: ${least.toFixed()} > ${most.toFixed()}`);
  return [least, most];
}
