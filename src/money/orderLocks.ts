import type { Decimal } from 'decimal.js';

import { add, multiply } from '../domain/exact.js';
import type { FeeSchedule, Liquidity, TokenAmount } from '../domain/fee.js';
import type { Side } from '../domain/origin.js';
import type { OrderType } from '../domain/tradingRule.js';
import { costToken, feeOnCost } from './fees.js';

/** An order that rests or may come to rest, as far as money goes. */
export interface RestingAmount {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly base: string;
  readonly quote: string;
  /** In quote currency; of a market order, what it is expected to be filled at. */
  readonly price: Decimal;
  /** What is left to be filled, in base currency. */
  readonly left: Decimal;
}

/** An order that is refused where it would take is a maker; of a limit order the dearer rate is to be expected. */
export function expectedLiquidity(orderType: OrderType, { makerRate, takerRate }: FeeSchedule): Liquidity {
  if (orderType === 'limitMaker') return 'maker';
  return orderType === 'limit' && makerRate.gt(takerRate) ? 'maker' : 'taker';
}

/**
 * What an order keeps from being used otherwise: price times what is left of a buy, what is left of a sell, each with the
 * fee where that is added to the cost. Nothing once nothing is left. A fee in a third token is not locked, for venues
 * take it when the fill comes; a budget counts it.
 */
export function orderLocks(order: RestingAmount, schedule: FeeSchedule): readonly TokenAmount[] {
  const { side, orderType, price, left } = order;
  if (left.lte(0)) return [];
  const fee = feeOnCost(schedule, {
    ...order,
    amount: left,
    liquidity: expectedLiquidity(orderType, schedule),
  });
  const cost = side === 'buy' ? multiply(price, left) : left;
  return [{ token: costToken(order), amount: fee === undefined ? cost : add(cost, fee) }];
}
