import { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import type { OrderRequest, OrderType, SizedIn, TimeInForce, TradingRule } from '../domain/tradingRule.js';
import { floorTo } from './multiples.js';
import { limitsFor } from './quantize.js';
import { sizeOf, worthIn } from './worth.js';

/** The rules that are about a size, a price or their product. */
type NumberRule =
  | 'minSize'
  | 'maxSize'
  | 'lotSize'
  | 'minPrice'
  | 'maxPrice'
  | 'tickSize'
  | 'quoteIncrement'
  | 'minNotional'
  | 'maxNotional';

/**
 * A number of the order is not what the rule of that name allows. Sizes are in base currency or contracts, as the rule's, the
 * others in quote currency.
 */
export interface BrokenLimit {
  readonly _tag: NumberRule;
  readonly wanted: Decimal;
  /** The limit; of `lotSize`, `tickSize` and `quoteIncrement` that of which `wanted` is no multiple. */
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

/** The venue does not take market orders of this side that are sized in this. */
export interface UnsupportedSizing {
  readonly _tag: 'sizedIn';
  readonly wanted: SizedIn;
  readonly allowed: readonly SizedIn[];
}

/** A rule that an order breaks, tagged by its name: what is wanted, and what is allowed. */
export type BrokenRule =
  BrokenLimit | TooManyDigits | NotPositive | UnsupportedType | UnsupportedTime | UnsupportedSizing;

/** A rule's name. */
export type RuleName = BrokenRule['_tag'];

/** A rule is kept, broken, or not known: by its name. */
type Finding = BrokenRule | RuleName | undefined;

const ZERO = new Decimal(0);

/**
 * Whether an order keeps the rule: right with the order itself, or left with every rule that it breaks, each with both
 * numbers. Nothing is rounded. What is not known is not enforced; {@link uncheckedRules} says what that is.
 *
 * The notional of contracts counts their multiplier. An amount in quote currency is its notional, and is of so many lots as
 * the venue makes of it: of the rules on sizes only the least and the greatest concern it, by the reference price.
 *
 * @param referencePrice what a market order is expected to be filled at, in quote currency: for the notional of an amount
 * in base currency, and for the size of one in quote currency.
 * @throws {RangeError} where a number of the order, or the reference price, is infinite or none, or where that divides and is
 * not above zero.
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
 * The rules that {@link checkOrder} could not check, because they are not known or because they want a reference price. A rule that does not concern the order is not among them.
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
  const { amount, side, orderType, timeInForce, sizedIn = 'base' } = order;
  const price = orderType === 'market' ? referencePrice : order.price;
  checkFinite('amount', amount);
  if (price !== undefined) checkFinite('price', price);
  const limits = limitsFor(rule, orderType);
  const sized = { amount, sizedIn, price, contract: rule.contract };
  const size = sizeOf(sized);
  const notional = worthIn('quote', sized);
  return [
    supported('orderTypes', orderType, rule.orderTypes),
    timeInForce && supported('timesInForce', timeInForce, rule.timesInForce),
    orderType === 'market' ? supported('sizedIn', sizedIn, rule.sizedIn?.[side]) : undefined,
    positive('positiveSize', amount),
    atLeast('minSize', size, limits.minSize),
    atMost('maxSize', size, limits.maxSize),
    ...(sizedIn === 'quote'
      ? [multipleOf('quoteIncrement', amount, rule.quoteIncrement)]
      : [multipleOf('lotSize', amount, limits.lotSize), digits('sizeDigits', amount, limits.sizeDigits)]),
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

/** One of a list that the rule may not know. */
const supported = <T, Tag extends RuleName>(
  _tag: Tag,
  wanted: T,
  allowed: readonly T[] | undefined,
): { readonly _tag: Tag; readonly wanted: T; readonly allowed: readonly T[] } | Tag | undefined => {
  if (allowed === undefined) return _tag;
  return allowed.includes(wanted) ? undefined : { _tag, wanted, allowed };
};

function checkFinite(name: string, value: Decimal): void {
  if (!value.isFinite()) throw new RangeError(`${name} is no number: ${value.toFixed()}`);
}
