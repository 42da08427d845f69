import { left, right, type Either } from 'fp-ts/lib/Either.js';

import type { Market } from './market.js';
import type { NewOrder } from './newOrder.js';
import type { RejectReason } from './rejectReason.js';
import { toUnits } from './units.js';

/** The numbers of a new order that is right by itself. */
export interface ReadOrder {
  /** In base units; undefined where it is sized in quote currency. */
  readonly amount: bigint | undefined;
  /** In quote units; undefined where it is sized in base currency. */
  readonly quoteAmount: bigint | undefined;
  /** In price units; undefined of a market order. */
  readonly price: bigint | undefined;
}

/** Whether an order can be taken at all, whatever else there is: left with why not. Nothing is changed. */
export function readOrder(market: Market, order: NewOrder, now: number): Either<RejectReason, ReadOrder> {
  if (market.halted) return left({ _tag: 'marketHalted' });
  if (order.expireAt !== undefined && order.expireAt <= now)
    return left({ _tag: 'expiryPassed', expireAt: order.expireAt });
  if (order.quoteAmount !== undefined) return readQuoteAmount(market, order.side, order.quoteAmount);
  const amount = market.baseUnits(order.amount);
  const price = order.price && market.priceUnits(order.price);
  const reference = order.price === undefined ? market.referencePrice(order.side) : undefined;
  const at = price ?? reference?.units;
  const notional = amount !== undefined && at !== undefined ? market.notional(at, amount) : undefined;
  const broken = market.check.broken(order, { amount, price, notional }, reference?.price);
  if (broken.length > 0) return left({ _tag: 'ruleBroken', broken });
  return right({ amount, price, quoteAmount: undefined });
}

function readQuoteAmount(
  market: Market,
  side: NewOrder['side'],
  wanted: NonNullable<NewOrder['quoteAmount']>,
): Either<RejectReason, ReadOrder> {
  const { name, places } = market.quote;
  const quoteAmount = toUnits(wanted, places);
  if (quoteAmount === undefined) return left({ _tag: 'tooPrecise', token: name, wanted, allowed: places });
  const broken = market.check.brokenInQuote({ side }, wanted);
  if (broken.length > 0) return left({ _tag: 'ruleBroken', broken });
  return right({ quoteAmount, amount: undefined, price: undefined });
}
