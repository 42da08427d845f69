import type { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import type { FeeSchedule, Liquidity, TokenAmount } from '../domain/fee.js';
import type { OrderType } from '../domain/tradingRule.js';
import { costToken, type Exchange, type NoLeverage } from './cost.js';
import { paidFor } from './estimateFee.js';
import type { NoReferencePrice, Sized } from './worth.js';

/** An order that rests or may come to rest, as far as money goes. */
export interface RestingAmount extends Exchange, Omit<Sized, 'amount'> {
  readonly orderType: OrderType;
  /** What is left to be filled, in base currency, unless `sizedIn` or `contract` says otherwise. */
  readonly left: Decimal;
  /** Of contracts: how many times its margin a position is worth. */
  readonly leverage?: Decimal | undefined;
}

/** An order that is refused where it would take is a maker; of a limit order the dearer rate is to be expected. */
export function expectedLiquidity(orderType: OrderType, { makerRate, takerRate }: FeeSchedule): Liquidity {
  if (orderType === 'limitMaker') return 'maker';
  return orderType === 'limit' && makerRate.gt(takerRate) ? 'maker' : 'taker';
}

/**
 * What an order keeps from being used otherwise: price times what is left of a buy, what is left of a sell, of contracts the
 * initial margin, each with the fee where that is added to the cost. Nothing once nothing is left. A fee in a third token
 * is not locked, for venues take it when the fill comes; a budget counts it. Left where a price or the leverage is
 * wanted and not told.
 *
 * Contracts that close a position take no margin: that is not known here, nor is what a venue asks beyond the initial margin.
 *
 * @throws {RangeError} where the leverage, or a price that divides, is not above zero.
 */
export function orderLocks(
  order: RestingAmount,
  schedule: FeeSchedule,
): Either<NoReferencePrice | NoLeverage, readonly TokenAmount[]> {
  if (order.left.lte(0)) return right([]);
  const liquidity = expectedLiquidity(order.orderType, schedule);
  const amount = paidFor(schedule, { ...order, amount: order.left, liquidity }, order.leverage);
  return '_tag' in amount ? left(amount) : right([{ token: costToken(order), amount }]);
}
