import type { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import type { FeeSchedule, Liquidity, TokenAmount } from '../domain/fee.js';
import type { OrderType } from '../domain/tradingRule.js';
import { costToken, type Exchange, type NoLeverage } from './cost.js';
import { paidFor, type ExpectedTrade } from './estimateFee.js';
import type { NoReferencePrice, Sized } from './worth.js';

/** An order that rests or may come to rest, as far as money goes. */
export interface RestingAmount extends Exchange, Omit<Sized, 'amount'> {
  readonly orderType: OrderType;
  /** What is left to be filled, in base currency, unless `sizedIn` or `contract` says otherwise. */
  readonly left: Decimal;
  /** Of contracts: how many times its margin a position is worth. */
  readonly leverage?: Decimal | undefined;
}

/** As what an order may be filled: one that is refused where it would take is a maker; a limit order may be either. */
export function possibleLiquidity(orderType: OrderType): readonly Liquidity[] {
  if (orderType === 'limit') return ['taker', 'maker'];
  return [orderType === 'limitMaker' ? 'maker' : 'taker'];
}

/** What is paid for a trade at most, whichever of the ways it is filled. */
export function mostPaidFor(
  schedule: FeeSchedule,
  trade: Omit<ExpectedTrade, 'liquidity'>,
  orderType: OrderType,
  leverage: Decimal | undefined,
): ReturnType<typeof paidFor> {
  const [first, ...others] = possibleLiquidity(orderType).map((liquidity) =>
    paidFor(schedule, { ...trade, liquidity }, leverage),
  );
  return others.reduce(
    (most, paid) => ('_tag' in most || '_tag' in paid || most.gte(paid) ? most : paid),
    first!,
  );
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
  const amount = mostPaidFor(schedule, { ...order, amount: order.left }, order.orderType, order.leverage);
  return '_tag' in amount ? left(amount) : right([{ token: costToken(order), amount }]);
}
