import { Decimal } from 'decimal.js';

import type { VenueName, VenueSymbol } from './ids.js';
import type { Side } from './origin.js';

/** What kind of order: `limitMaker` is a limit order that is refused where it would take (post-only). */
export type OrderType = 'limit' | 'limitMaker' | 'market';

/** How long an order stays: until cancelled, immediately or cancelled, at once and whole or not at all, until a date. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'gtd';

/**
 * What an amount is in: base currency (contracts where the rule has a contract), or quote currency, which is to be spent or
 * received.
 */
export type SizedIn = 'base' | 'quote';

interface Requested {
  readonly side: Side;
  /** In what `sizedIn` says. */
  readonly amount: Decimal;
  /** The venue's own where left out. */
  readonly timeInForce?: TimeInForce | undefined;
}

/** A limit order that somebody wants. */
export interface LimitRequest extends Requested {
  readonly orderType: 'limit' | 'limitMaker';
  /** In quote currency. */
  readonly price: Decimal;
  readonly sizedIn?: 'base' | undefined;
}

/** A market order that somebody wants. */
export interface MarketRequest extends Requested {
  readonly orderType: 'market';
  readonly price?: undefined;
  /** Default `base`. */
  readonly sizedIn?: SizedIn | undefined;
}

/** An order that somebody wants, before it is sent: what it is, without ids and times. */
export type OrderRequest = LimitRequest | MarketRequest;

/**
 * What is traded where it is not the currency itself: amounts count contracts. `linear`: a contract is `multiplier` of base
 * currency, and settled in quote currency. `inverse`: it is `multiplier` of quote currency, and settled in base
 * currency. Where a venue counts base currency and settles in quote currency, it is linear with a multiplier of 1.
 */
export interface ContractSize {
  readonly type: 'linear' | 'inverse';
  /** What one contract is; a face value times a multiplier where the venue has both. */
  readonly multiplier: Decimal;
}

/**
 * How large an order may be; sizes are in base currency, or in contracts where the rule has a contract. Undefined is not
 * known, and so not enforced; that there is none is said by zero for what has to be reached, by infinity for what must
 * not be exceeded.
 */
export interface SizeLimits {
  readonly minSize: Decimal | undefined;
  readonly maxSize: Decimal | undefined;
  /** Amounts are multiples of it. */
  readonly lotSize: Decimal | undefined;
  /** How many significant digits an amount may have. */
  readonly sizeDigits: number | undefined;
  /** Of what the order is worth in quote currency: price times amount, of contracts times multiplier. */
  readonly minNotional: Decimal | undefined;
  /** Of what the order is worth in quote currency, as `minNotional`. */
  readonly maxNotional: Decimal | undefined;
}

/** What a venue asks of the orders of one instrument. What is undefined is not known, and so not enforced. */
export interface TradingRule extends SizeLimits {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  readonly base: string;
  readonly quote: string;
  /** Undefined where the currency itself is traded. Options and contracts settled in a third currency cannot be said. */
  readonly contract: ContractSize | undefined;
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
  /** What market orders may be sized in. */
  readonly sizedIn: Readonly<Record<Side, readonly SizedIn[]>> | undefined;
  /** Amounts that are in quote currency are multiples of it. */
  readonly quoteIncrement: Decimal | undefined;
  /** What holds for market orders instead; what is undefined there is as for all orders. */
  readonly market: SizeLimits | undefined;
}

type Numeral = Decimal | string | number;

type Given<T> = {
  readonly [K in keyof T]?: Decimal extends T[K] ? Numeral | undefined : T[K];
};

/** What {@link tradingRule} takes. */
export type TradingRuleFields = Pick<TradingRule, 'venue' | 'symbol' | 'base' | 'quote'> &
  Given<Omit<TradingRule, 'venue' | 'symbol' | 'base' | 'quote' | 'contract' | 'market'>> & {
    readonly contract?: { readonly type: ContractSize['type']; readonly multiplier: Numeral } | undefined;
    readonly market?: Given<SizeLimits> | undefined;
  };

/**
 * A rule from decimals or their texts; what is left out is not known.
 *
 * @throws {RangeError} at once where a number is below zero or none, where a tick, a lot, an increment, a multiplier or a count
 * of digits is not above zero, or where a minimum is above its maximum.
 */
export function tradingRule({ contract, market, ...fields }: TradingRuleFields): TradingRule {
  const { venue, symbol, base, quote, orderTypes, timesInForce, sizedIn } = fields;
  const [minPrice, maxPrice] = range('Price', fields.minPrice, fields.maxPrice);
  return {
    venue,
    symbol,
    base,
    quote,
    contract: contract && { type: contract.type, multiplier: positive('multiplier', contract.multiplier) },
    minPrice,
    maxPrice,
    tickSize: step('tickSize', fields.tickSize),
    priceDigits: digits('priceDigits', fields.priceDigits),
    orderTypes,
    timesInForce,
    sizedIn,
    quoteIncrement: step('quoteIncrement', fields.quoteIncrement),
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

function decimal(name: string, value: Numeral): Decimal {
  try {
    const read = new Decimal(value);
    if (read.gte(0)) return read;
  } catch {
    // Said below, as of any other value that is none.
  }
  throw new RangeError(`${name} is not at or above zero: ${value.toString()}`);
}

function positive(name: string, value: Numeral): Decimal {
  const read = decimal(name, value);
  if (!read.isFinite()) throw new RangeError(`${name} is infinite`);
  if (read.isZero()) throw new RangeError(`${name} is not above zero: 0`);
  return read;
}

const step = (name: string, value: Numeral | undefined): Decimal | undefined =>
  value === undefined ? undefined : positive(name, value);

function digits(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0))
    throw new RangeError(`${name} is no count of digits: ${value}`);
  return value;
}

function range(
  name: string,
  min: Numeral | undefined,
  max: Numeral | undefined,
): readonly [Decimal | undefined, Decimal | undefined] {
  const least = min === undefined ? undefined : decimal(`min${name}`, min);
  const most = max === undefined ? undefined : decimal(`max${name}`, max);
  if (least !== undefined && most !== undefined && least.gt(most))
    throw new RangeError(`min${name} is above max${name}: ${least.toFixed()} > ${most.toFixed()}`);
  return [least, most];
}
