import type { ClientOrderId } from '../../domain/ids.js';
import { endedOrder, expireOrder, tellLevel } from './endOrder.js';
import type { Engine } from './engine.js';
import type { Market } from './market.js';
import { matchOrder } from './matchOrder.js';
import type { NewOrder } from './newOrder.js';
import type { OrderRecord } from './orderRecord.js';
import { NO_MATCH, planMatch, reaches, type MatchPlan, type Taker } from './planMatch.js';
import type { ReadOrder } from './readOrder.js';
import type { RejectReason } from './rejectReason.js';
import { fromUnits } from './units.js';

/** A new order, and who sends it. */
export interface Sent {
  readonly account: string;
  readonly clientId: ClientOrderId;
  readonly order: NewOrder;
}

/** Takes an order that `readOrder` has read, or refuses it. */
export function placeOrder(engine: Engine, market: Market, sent: Sent, read: ReadOrder): void {
  const { account, clientId, order } = sent;
  const reject = (reason: RejectReason) =>
    engine.reject('place', { account, clientId, symbol: market.symbol }, reason);
  if (engine.account(account).seat(market.symbol).findOpen({ clientId }) !== undefined)
    return reject({ _tag: 'duplicateClientId' });

  const taker: Taker = {
    account,
    side: order.side,
    selfTradePrevention: order.selfTradePrevention ?? engine.selfTradePrevention,
    limit: read.price,
    amount: read.amount,
    quoteAmount: read.quoteAmount,
  };
  const { best } = market.opposite(order.side);
  if (order.orderType === 'market' && best === undefined) return reject({ _tag: 'noLiquidity' });
  if (order.orderType === 'limitMaker' && best !== undefined && reaches(order.side, read.price, best))
    return reject({ _tag: 'wouldMatch', best: best.priceDecimal });
  const plan = planFor(market, order, taker);
  const reason = brokenByPlan(market, order, plan) ?? lockFor(engine, market, sent, read, plan);
  if (reason !== undefined) return reject(reason);
  accept(engine, market, sent, taker, plan);
}

/** Of an order that is to be filled whole or not at all: nothing, where it cannot be filled whole. */
function planFor(market: Market, { timeInForce }: NewOrder, taker: Taker): MatchPlan {
  const plan = planMatch(market, taker);
  return timeInForce === 'fok' && plan.end !== 'complete' ? NO_MATCH : plan;
}

/** An order that is sized in quote currency has a size only now; what the book is short of is not held against it. */
function brokenByPlan(market: Market, order: NewOrder, plan: MatchPlan): RejectReason | undefined {
  if (order.quoteAmount === undefined || plan.end !== 'complete') return undefined;
  const amount = fromUnits(plan.filled + plan.prevented, market.base.places);
  const broken = market.check.brokenBySize(order, amount);
  return broken.length === 0 ? undefined : { _tag: 'ruleBroken', broken };
}

/**
 * Locks what an order needs, or says what there is too little of. A limit order locks all that it may need, at its limit;
 * a market order what it will trade for certain, but needs cover for all that it says.
 */
function lockFor(
  engine: Engine,
  market: Market,
  { account, order }: Sent,
  { amount, quoteAmount, price }: ReadOrder,
  plan: MatchPlan,
): RejectReason | undefined {
  const isBuy = order.side === 'buy';
  const holding = engine.ledger.holding(account, (isBuy ? market.quote : market.base).name);
  let locks = isBuy ? plan.filledQuote : plan.filled;
  let wanted = (isBuy ? quoteAmount : amount) ?? locks;
  if (price !== undefined && amount !== undefined)
    wanted = locks = isBuy ? market.notional(price, amount) : amount;
  if (wanted > holding.available) {
    const allowed = holding.decimal(holding.available);
    return {
      _tag: 'insufficientBalance',
      token: holding.token.name,
      wanted: holding.decimal(wanted),
      allowed,
    };
  }
  engine.ledger.lock(holding, locks);
  return undefined;
}

function accept(engine: Engine, market: Market, sent: Sent, taker: Taker, plan: MatchPlan): void {
  const { log } = engine;
  const { account, clientId, order } = sent;
  const record: OrderRecord = {
    orderId: ++engine.lastOrderId,
    account,
    symbol: market.symbol,
    side: order.side,
    orderType: order.orderType,
    timeInForce: order.orderType === 'market' ? undefined : (order.timeInForce ?? 'gtc'),
    expireAt: order.expireAt,
    selfTradePrevention: taker.selfTradePrevention,
    placedAt: log.time,
    price: taker.limit ?? 0n,
    priceDecimal: order.price,
    quoteAmount: order.quoteAmount,
    clientId,
    amount: taker.amount ?? plan.filled + plan.prevented,
    filled: 0n,
    filledQuote: 0n,
    prevented: 0n,
    status: 'new',
    expiredBy: undefined,
    updatedAt: log.time,
    level: undefined,
    before: undefined,
    behind: undefined,
  };
  const { orderId, symbol } = record;
  engine.account(account).seat(symbol).add(record);
  const [sequence, time] = [log.next(), log.time];
  log.add({ _tag: 'accepted', sequence, time, account, symbol, orderId, clientId, order });
  matchOrder(engine, market, record, plan);
  settle(engine, market, record, plan);
}

/** Ends an order that has traded all it will, or lets it rest. */
function settle(engine: Engine, market: Market, order: OrderRecord, { end }: MatchPlan): void {
  if (end === 'complete') return endedOrder(engine, order);
  if (end === 'selfTrade') return void expireOrder(engine, market, order, 'selfTrade');
  if (order.orderType === 'market') return void expireOrder(engine, market, order, 'noLiquidity');
  if (order.timeInForce === 'ioc') return void expireOrder(engine, market, order, 'immediateOrCancel');
  if (order.timeInForce === 'fok') return void expireOrder(engine, market, order, 'fillOrKill');
  if (order.expireAt !== undefined) engine.expiries.add(order);
  tellLevel(engine, market, order.side, market.side(order.side).add(order));
}
