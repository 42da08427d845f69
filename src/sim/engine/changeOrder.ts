import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { cancelOrder, lockedHolding, lockOf, tellLevel } from './endOrder.js';
import type { Engine } from './engine.js';
import type { AmendOrder, CancelOrder, OrderReference, ReplaceOrder } from './exchangeCommand.js';
import type { OrderCancelled } from './exchangeEvent.js';
import type { Market } from './market.js';
import type { OrderRecord } from './orderRecord.js';
import type { RejectReason } from './rejectReason.js';
import { fromUnits } from './units.js';

/** Cancels an open order; whether it was. */
export function cancelByReference(
  engine: Engine,
  market: Market,
  command: CancelOrder | ReplaceOrder,
  by: OrderCancelled['by'],
): boolean {
  const { account, symbol, cancel, restriction } = command;
  const found = findOpen(engine, account, market, cancel);
  const wanted = restriction === 'onlyNew' ? 'new' : 'partiallyFilled';
  if (found._tag === 'Right' && (restriction === undefined || found.right.status === wanted)) {
    cancelOrder(engine, market, found.right, by);
    return true;
  }
  const reason: RejectReason =
    found._tag === 'Left' ? found.left : { _tag: 'cancelRestricted', status: found.right.status };
  engine.reject('cancel', { account, symbol, ...cancel }, reason);
  return false;
}

/** Makes an open order smaller, where it stays in the queue as it is. */
export function amendOrder(engine: Engine, market: Market, command: AmendOrder): void {
  const { account, symbol, newClientId } = command;
  const { log } = engine;
  const checked = checkAmend(engine, market, command);
  if (checked._tag === 'Left')
    return engine.reject('amend', { account, symbol, ...command.order }, checked.left);
  const { order, amount } = checked.right;
  const { amount: before, clientId: previousClientId, level } = order;
  order.amount = amount;
  order.updatedAt = log.time;
  engine.ledger.lock(lockedHolding(engine, market, order), -lockOf(market, order, before - amount));
  market.side(order.side).reduce(order, before - amount);
  if (newClientId !== undefined) engine.account(account).seat(symbol).rename(order, newClientId);
  log.add({
    _tag: 'amended',
    sequence: log.next(),
    time: log.time,
    account,
    symbol,
    orderId: order.orderId,
    clientId: order.clientId,
    amount: command.amount,
    previousAmount: fromUnits(before, market.base.places),
    previousClientId,
  });
  if (level !== undefined) tellLevel(engine, market, order.side, level);
}

/** An order, and what it is to be. */
interface Amendment {
  readonly order: OrderRecord;
  readonly amount: bigint;
}

function checkAmend(engine: Engine, market: Market, command: AmendOrder): Either<RejectReason, Amendment> {
  const { account, newClientId } = command;
  if (market.halted) return left({ _tag: 'marketHalted' });
  const found = findOpen(engine, account, market, command.order);
  if (found._tag === 'Left') return found;
  const order = found.right;
  const amount = market.baseUnits(command.amount);
  const { side, orderType, timeInForce, price, priceDecimal } = order;
  // What rests has a price.
  if (orderType === 'market' || priceDecimal === undefined) return left({ _tag: 'unknownOrder' });
  const notional = amount === undefined ? undefined : market.notional(price, amount);
  const request = { side, orderType, timeInForce, price: priceDecimal, amount: command.amount };
  const broken = market.check.broken(request, { amount, price, notional }, undefined);
  if (amount === undefined || broken.length > 0) return left({ _tag: 'ruleBroken', broken });
  const done = order.filled + order.prevented;
  if (amount >= order.amount || amount <= done) {
    const { places } = market.base;
    return left({
      _tag: 'notReduced',
      wanted: command.amount,
      amount: fromUnits(order.amount, places),
      done: fromUnits(done, places),
    });
  }
  const holder =
    newClientId && engine.account(account).seat(market.symbol).findOpen({ clientId: newClientId });
  if (holder !== undefined && holder !== order) return left({ _tag: 'duplicateClientId' });
  return right({ order, amount });
}

function findOpen(
  engine: Engine,
  account: string,
  market: Market,
  reference: OrderReference,
): Either<RejectReason, OrderRecord> {
  const order = engine.account(account).seat(market.symbol).findOpen(reference);
  return order === undefined ? left({ _tag: 'unknownOrder' }) : right(order);
}
