import type { Decimal } from 'decimal.js';

import type { Side } from '../domain/origin.js';
import type { OrderRequest, OrderType, SizedIn, SizeLimits, TradingRule } from '../domain/tradingRule.js';
import { roundDown, roundUp, spacingAt, type Grid } from './grid.js';

/** The prices that a rule allows. */
const priceGrid = ({ tickSize, priceDigits }: TradingRule): Grid => ({
  step: tickSize,
  digits: priceDigits,
});

/** What a rule asks of the size of orders of a type. */
export function limitsFor(rule: TradingRule, orderType: OrderType): SizeLimits {
  const { market } = rule;
  if (orderType !== 'market' || market === undefined) return rule;
  return {
    minSize: market.minSize ?? rule.minSize,
    maxSize: market.maxSize ?? rule.maxSize,
    lotSize: market.lotSize ?? rule.lotSize,
    sizeDigits: market.sizeDigits ?? rule.sizeDigits,
    minNotional: market.minNotional ?? rule.minNotional,
    maxNotional: market.maxNotional ?? rule.maxNotional,
  };
}

/** The amounts that a rule allows to orders of a type; of those in quote currency only multiples are asked for. */
export function amountGrid(rule: TradingRule, orderType: OrderType, sizedIn: SizedIn = 'base'): Grid {
  if (sizedIn === 'quote') return { step: rule.quoteIncrement, digits: undefined };
  const { lotSize, sizeDigits } = limitsFor(rule, orderType);
  return { step: lotSize, digits: sizeDigits };
}

/**
 * The nearest price that the rule allows and that is not worse than wanted: a buy price goes down, a sell price up, to a
 * multiple of the tick with no more significant digits than allowed. Exact for any tick. A price below the first allowed
 * one becomes zero for a buy; what is not known is not enforced.
 *
 * ```
 *   tick 0.05   buy 10.99 -> 10.95   sell 10.99 -> 11
 * ```
 *
 * @throws {RangeError} where the price is below zero or none, or where the rule allows no price at all.
 */
export function quantizePrice(rule: TradingRule, side: Side, price: Decimal): Decimal {
  checkNumber('price', price);
  return (side === 'buy' ? roundDown : roundUp)(priceGrid(rule), price);
}

/**
 * The greatest amount, in base currency or contracts, that is a multiple of the lot, with no more significant digits than allowed, and not above `amount`;
 * zero where there is none. The lot is that of market orders for them, where they have their own. Exact for any lot.
 *
 * @throws {RangeError} where the amount is below zero or none, or where the rule allows no amount at all.
 */
export function quantizeAmount(rule: TradingRule, amount: Decimal, orderType: OrderType = 'limit'): Decimal {
  checkNumber('amount', amount);
  return roundDown(amountGrid(rule, orderType), amount);
}

/**
 * How far apart prices are at this price: the tick, or more where the significant digits are fewer. Undefined where the
 * rule knows neither.
 *
 * @throws {RangeError} where the price is not above zero.
 */
export function priceStep(rule: TradingRule, price: Decimal): Decimal | undefined {
  checkPositive('price', price);
  return spacingAt(priceGrid(rule), price.e);
}

/**
 * How far apart amounts in base currency or contracts are at this amount: the lot, or more where the significant digits are fewer. Undefined where the
 * rule knows neither.
 *
 * @throws {RangeError} where the amount is not above zero.
 */
export function amountStep(
  rule: TradingRule,
  amount: Decimal,
  orderType: OrderType = 'limit',
): Decimal | undefined {
  checkPositive('amount', amount);
  return spacingAt(amountGrid(rule, orderType), amount.e);
}

/**
 * The order with its price and its amount as the rule allows them; {@link checkOrder} tells what else is asked of it. An amount
 * in quote currency goes down to a multiple of the quote increment: the venue finds the lots that it buys or sells.
 *
 * @throws {RangeError} as {@link quantizePrice} and {@link quantizeAmount}.
 */
export function quantizeOrder(rule: TradingRule, order: OrderRequest): OrderRequest {
  checkNumber('amount', order.amount);
  const amount = roundDown(amountGrid(rule, order.orderType, order.sizedIn), order.amount);
  if (order.orderType === 'market') return { ...order, amount };
  return { ...order, amount, price: quantizePrice(rule, order.side, order.price) };
}

/** @throws {RangeError} where `value` is below zero, infinite or none. */
export function checkNumber(name: string, value: Decimal): void {
  if (!(value.gte(0) && value.isFinite()))
    throw new RangeError(`${name} is not at or above zero: ${value.toFixed()}`);
}

function checkPositive(name: string, value: Decimal): void {
  checkNumber(name, value);
  if (value.isZero()) throw new RangeError(`${name} is not above zero: 0`);
}
