import { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { multiply } from '../domain/exact.js';
import type { OrderRequest, OrderType, TimeInForce, TradingRule } from '../domain/tradingRule.js';
import { floorTo } from './multiples.js';
import { limitsFor } from './quantize.js';

/** The rules that are about a size, a price or their product. */
type NumberRule =
  'minSize' | 'maxSize' | 'lotSize' | 'minPrice' | 'maxPrice' | 'tickSize' | 'minNotional' | 'maxNotional';

/** A number of the order is not what the rule of that name allows. Sizes in base currency, the others in quote currency. */
export interface BrokenLimit {
  readonly _tag: NumberRule;
  readonly wanted: Decimal;
  /** The limit; of `lotSize` and `tickSize` that of which `wanted` is no multiple. */
  readonly allowed: Decimal;
}

/** A number of the order has too many significant digits. */
export interface TooManyDigits {
  readonly _tag: 'sizeDigits' | 'priceDigits';
  readonly wanted: number;
  readonly allowed: number;
}

/** The amount or the price is not above zero, which every venue asks for. */
export interface NotPositive {
  readonly _tag: 'positiveSize' | 'positivePrice';
  readonly wanted: Decimal;
  /** Zero; it has to be above. */
  readonly allowed: Decimal;
}

/** The venue does not take orders of this type here. */
export interface UnsupportedType {
  readonly _tag: 'orderTypes';
  readonly wanted: OrderType;
  readonly allowed: readonly OrderType[];
}

/** The venue does not know this time in force here. */
export interface UnsupportedTime {
  readonly _tag: 'timesInForce';
  readonly wanted: TimeInForce;
  readonly allowed: readonly TimeInForce[];
}

/** A rule that an order breaks, tagged by its name: what is wanted, and what is allowed. */
export type BrokenRule = BrokenLimit | TooManyDigits | NotPositive | UnsupportedType | UnsupportedTime;

/** A rule's name. */
export type RuleName = BrokenRule['_tag'];

/** A rule is kept, broken, or not known: by its name. */
type Finding = BrokenRule | RuleName | undefined;

const ZERO = new Decimal(0);

/**
 * Whether an order keeps the rule: right with the order itself, or left with every rule that it breaks, each with both
 * numbers. Nothing is rounded. What is not known is not enforced; {@link uncheckedRules} says what that is.
 *
 * @param referencePrice what a market order is expected to be filled at, in quote currency, for its notional.
 * @throws {RangeError} where a number of the order, or the reference price, is infinite or none.
 */
export function checkOrder<O extends OrderRequest>(
  rule: TradingRule,
  order: O,
  referencePrice?: Decimal,
): Either<readonly BrokenRule[], O> {
  const broken = findings(rule, order, referencePrice).filter((finding) => typeof finding === 'object');
  return broken.length === 0 ? right(order) : left(broken);
}

/**
 * The rules that {@link checkOrder} could not check, because they are not known or because a market order's notional
 * wants a reference price. A rule that does not concern the order is not among them.
 *
 * @throws {RangeError} as {@link checkOrder}.
 */
export const uncheckedRules = (
  rule: TradingRule,
  order: OrderRequest,
  referencePrice?: Decimal,
): readonly RuleName[] =>
  findings(rule, order, referencePrice).filter((finding) => typeof finding === 'string');

function findings(
  rule: TradingRule,
  order: OrderRequest,
  referencePrice: Decimal | undefined,
): readonly Finding[] {
  const { amount, orderType, timeInForce } = order;
  const price = orderType === 'market' ? referencePrice : order.price;
  checkFinite('amount', amount);
  if (price !== undefined) checkFinite('price', price);
  const limits = limitsFor(rule, orderType);
  const notional = price && multiply(price, amount);
  return [
    orderTypes(orderType, rule.orderTypes),
    timesInForce(timeInForce, rule.timesInForce),
    positive('positiveSize', amount),
    atLeast('minSize', amount, limits.minSize),
    atMost('maxSize', amount, limits.maxSize),
    multipleOf('lotSize', amount, limits.lotSize),
    digits('sizeDigits', amount, limits.sizeDigits),
    ...(orderType === 'market' ? [] : priceFindings(rule, order.price)),
    atLeast('minNotional', notional, limits.minNotional),
    atMost('maxNotional', notional, limits.maxNotional),
  ];
}

const priceFindings = (rule: TradingRule, price: Decimal): readonly Finding[] => [
  positive('positivePrice', price),
  atLeast('minPrice', price, rule.minPrice),
  atMost('maxPrice', price, rule.maxPrice),
  multipleOf('tickSize', price, rule.tickSize),
  digits('priceDigits', price, rule.priceDigits),
];

/** A number of the order against one of the rule; either may not be known. */
function compared<T extends Decimal | number, Tag extends RuleName>(
  _tag: Tag,
  wanted: T | undefined,
  allowed: T | undefined,
  keeps: (wanted: T, allowed: T) => boolean,
): { readonly _tag: Tag; readonly wanted: T; readonly allowed: T } | Tag | undefined {
  if (wanted === undefined || allowed === undefined) return _tag;
  return keeps(wanted, allowed) ? undefined : { _tag, wanted, allowed };
}

type Known = Decimal | undefined;

const atLeast = (tag: NumberRule, wanted: Known, allowed: Known): Finding =>
  compared(tag, wanted, allowed, (number, least) => number.gte(least));

const atMost = (tag: NumberRule, wanted: Known, allowed: Known): Finding =>
  compared(tag, wanted, allowed, (number, most) => number.lte(most));

const multipleOf = (tag: NumberRule, wanted: Decimal, allowed: Known): Finding =>
  compared(tag, wanted, allowed, (number, step) => floorTo(number.abs(), step).eq(number.abs()));

const positive = (tag: NotPositive['_tag'], wanted: Decimal): Finding =>
  compared(tag, wanted, ZERO, (number) => number.gt(0));

const digits = (tag: TooManyDigits['_tag'], wanted: Decimal, allowed: number | undefined): Finding =>
  compared(tag, wanted.precision(), allowed, (count, most) => count <= most);

function orderTypes(wanted: OrderType, allowed: readonly OrderType[] | undefined): Finding {
  if (allowed === undefined) return 'orderTypes';
  return allowed.includes(wanted) ? undefined : { _tag: 'orderTypes', wanted, allowed };
}

function timesInForce(wanted: TimeInForce | undefined, allowed: readonly TimeInForce[] | undefined): Finding {
  if (wanted === undefined) return undefined;
  if (allowed === undefined) return 'timesInForce';
  return allowed.includes(wanted) ? undefined : { _tag: 'timesInForce', wanted, allowed };
}

function checkFinite(name: string, value: Decimal): void {
  if (!value.isFinite()) throw new RangeError(`${name} is no number: ${value.toFixed()}`);
}
