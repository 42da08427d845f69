import type { Decimal } from 'decimal.js';

import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { BookSide } from './bookSide.js';
import type { TradeExecuted } from './exchangeEvent.js';
import type { ExchangeOrder } from './exchangeOrder.js';
import type { Market } from './market.js';
import { leftOf, type OrderRecord } from './orderRecord.js';
import { fromUnits } from './units.js';

/** A price, and the sum of what is left of the orders there. */
export interface BookLevel {
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly size: Decimal;
}

/** The levels of an instrument, the best first. */
export interface LevelBook {
  readonly symbol: VenueSymbol;
  /** The id of the last change in it; 0 before the first. */
  readonly lastUpdateId: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** An order that rests, and what is left of it. */
export interface QueuedOrder extends BookLevel {
  readonly orderId: number;
  readonly clientId: ClientOrderId;
  readonly account: string;
}

/** The orders of an instrument that rest: the best price first, in a price the oldest first. */
export interface OrderBookByOrder {
  readonly symbol: VenueSymbol;
  readonly bids: readonly QueuedOrder[];
  readonly asks: readonly QueuedOrder[];
}

/** Which trades: `limit` from `fromId` on, else the last `limit`; all that are kept where neither is given. */
export interface TradeQuery {
  readonly fromId?: number | undefined;
  readonly limit?: number | undefined;
  /** Those of this order. */
  readonly orderId?: number | undefined;
}

export function viewOrder({ places }: Market, order: OrderRecord): ExchangeOrder {
  const { priceDecimal: price, amount, filled, filledQuote, prevented, ...rest } = order;
  return {
    orderId: rest.orderId,
    clientId: rest.clientId,
    account: rest.account,
    symbol: rest.symbol,
    side: rest.side,
    orderType: rest.orderType,
    timeInForce: rest.timeInForce,
    expireAt: rest.expireAt,
    selfTradePrevention: rest.selfTradePrevention,
    price,
    amount: fromUnits(amount, places.base),
    quoteAmount: rest.quoteAmount,
    filled: fromUnits(filled, places.base),
    filledQuote: fromUnits(filledQuote, places.quote),
    prevented: fromUnits(prevented, places.base),
    status: rest.status,
    expiredBy: rest.expiredBy,
    placedAt: rest.placedAt,
    updatedAt: rest.updatedAt,
  };
}

export function viewBook(market: Market, depth: number): LevelBook {
  const levels = ({ levels: all }: BookSide): readonly BookLevel[] =>
    all
      .slice(Math.max(0, all.length - depth))
      .reverse()
      .map(({ priceDecimal, size }) => ({ price: priceDecimal, size: fromUnits(size, market.places.base) }));
  const { symbol, lastUpdateId, bids, asks } = market;
  return { symbol, lastUpdateId, bids: levels(bids), asks: levels(asks) };
}

export function viewByOrder(market: Market): OrderBookByOrder {
  const { symbol, bids, asks, places } = market;
  return { symbol, bids: queued(bids, places.base), asks: queued(asks, places.base) };
}

function queued({ levels }: BookSide, places: number): readonly QueuedOrder[] {
  const orders: QueuedOrder[] = [];
  for (const level of levels.toReversed()) {
    for (let order = level.first; order !== undefined; order = order.behind) {
      const { orderId, clientId, account } = order;
      orders.push({
        orderId,
        clientId,
        account,
        price: level.priceDecimal,
        size: fromUnits(leftOf(order), places),
      });
    }
  }
  return orders;
}

export function selectTrades(
  trades: readonly TradeExecuted[],
  { fromId, limit = Infinity, orderId }: TradeQuery,
): readonly TradeExecuted[] {
  const found = trades.filter(
    ({ tradeId, maker, taker }) =>
      (fromId === undefined || tradeId >= fromId) &&
      (orderId === undefined || maker.orderId === orderId || taker.orderId === orderId),
  );
  return fromId === undefined ? found.slice(Math.max(0, found.length - limit)) : found.slice(0, limit);
}
