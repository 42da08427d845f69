import type { Side } from '../../domain/origin.js';
import type { Engine } from './engine.js';
import type { OrderCancelled } from './exchangeEvent.js';
import type { ExpiryReason } from './exchangeOrder.js';
import type { Holding } from './ledger.js';
import type { Market } from './market.js';
import { leftOf, type Level, type OrderRecord } from './orderRecord.js';
import { fromUnits } from './units.js';

/** What an order locks. */
export const lockedHolding = (engine: Engine, market: Market, order: OrderRecord): Holding =>
  engine.ledger.holding(order.account, order.side === 'buy' ? market.quote.name : market.base.name);

/** How much an order locks for so much of it, in units of what it locks. A market order locks what its plan says. */
export const lockOf = (market: Market, { side, price }: OrderRecord, amount: bigint): bigint =>
  side === 'buy' ? market.notional(price, amount) : amount;

/** Tells the size that a level has now. */
export function tellLevel({ log }: Engine, market: Market, side: Side, level: Level): void {
  log.add({
    _tag: 'level',
    sequence: log.next(),
    time: log.time,
    symbol: market.symbol,
    side,
    price: level.priceDecimal,
    size: fromUnits(level.size, market.base.places),
    updateId: ++market.lastUpdateId,
  });
}

/** An order ends that still had something left, and releases what it locked. */
function end(engine: Engine, market: Market, order: OrderRecord): Level | undefined {
  const level = market.side(order.side).remove(order);
  if (order.orderType !== 'market') {
    const locked = lockOf(market, order, leftOf(order));
    engine.ledger.lock(lockedHolding(engine, market, order), -locked);
  }
  endedOrder(engine, order);
  return level;
}

/** An order has ended: it is open no more. */
export function endedOrder(engine: Engine, order: OrderRecord): void {
  order.updatedAt = engine.log.time;
  if (order.expireAt !== undefined) engine.expiries.remove(order);
  engine.account(order.account).seat(order.symbol).end(order);
}

/** What is left of an order is cancelled. */
export function cancelOrder(
  engine: Engine,
  market: Market,
  order: OrderRecord,
  by: OrderCancelled['by'],
): void {
  const { log } = engine;
  order.status = 'cancelled';
  const level = end(engine, market, order);
  const { account, symbol, orderId, clientId } = order;
  const [sequence, time] = [log.next(), log.time];
  log.add({ _tag: 'cancelled', sequence, time, account, symbol, orderId, clientId, by });
  if (level !== undefined) tellLevel(engine, market, order.side, level);
}

/** What is left of an order expires. Gives the level at which it rested, whose size is to be told. */
export function expireOrder(
  engine: Engine,
  market: Market,
  order: OrderRecord,
  reason: ExpiryReason,
): Level | undefined {
  const { log } = engine;
  order.status = 'expired';
  order.expiredBy = reason;
  const level = end(engine, market, order);
  const { account, symbol, orderId, clientId } = order;
  const [sequence, time] = [log.next(), log.time];
  log.add({ _tag: 'expired', sequence, time, account, symbol, orderId, clientId, reason });
  return level;
}
