import type { Liquidity } from '../../domain/fee.js';
import type { Engine } from './engine.js';
import { endedOrder, expireOrder, lockedHolding, lockOf, tellLevel } from './endOrder.js';
import type { PreventedParty, TradeExecuted, TradeParty } from './exchangeEvent.js';
import type { Market } from './market.js';
import { leftOf, type Level, type OrderRecord } from './orderRecord.js';
import type { FillStep, MatchPlan, PreventStep } from './planMatch.js';
import { takeFee } from './takeFee.js';
import { fromUnits } from './units.js';

/** Does what a plan says, with an order that was accepted and has locked what it needs. A level is told as it is left. */
export function matchOrder(engine: Engine, market: Market, taker: OrderRecord, plan: MatchPlan): void {
  let changed: Level | undefined;
  for (const step of plan.steps) {
    const { level } = step.maker;
    if (changed !== undefined && level !== changed) {
      tellLevel(engine, market, step.maker.side, changed);
      changed = undefined;
    }
    if (step._tag === 'fill') fill(engine, market, taker, step, plan);
    else prevent(engine, market, taker, step);
    if (step._tag === 'fill' || step.fromMaker !== undefined) changed = level;
  }
  if (changed !== undefined) tellLevel(engine, market, taker.side === 'buy' ? 'sell' : 'buy', changed);
}

function fill(
  engine: Engine,
  market: Market,
  taker: OrderRecord,
  { maker, amount }: FillStep,
  plan: MatchPlan,
): void {
  const { ledger, log } = engine;
  const quote = market.notional(maker.price, amount);
  const [buyer, seller] = taker.side === 'buy' ? [taker, maker] : [maker, taker];
  const paid = ledger.holding(buyer.account, market.quote.name);
  const bought = ledger.holding(buyer.account, market.base.name);
  const sold = ledger.holding(seller.account, market.base.name);
  const earned = ledger.holding(seller.account, market.quote.name);
  ledger.lock(paid, buyer.orderType === 'market' ? -quote : -lockOf(market, buyer, amount));
  ledger.lock(sold, -amount);
  ledger.move(paid, earned, quote);
  ledger.move(sold, bought, amount);

  for (const order of [maker, taker]) {
    order.filled += amount;
    order.filledQuote += quote;
    order.updatedAt = log.time;
  }
  market.side(maker.side).reduce(maker, amount);
  maker.status = leftOf(maker) === 0n ? 'filled' : 'partiallyFilled';
  const isLast = taker.filled === plan.filled;
  taker.status = isLast && plan.end === 'complete' ? 'filled' : 'partiallyFilled';
  const party = (order: OrderRecord, liquidity: Liquidity): TradeParty => ({
    account: order.account,
    orderId: order.orderId,
    clientId: order.clientId,
    side: order.side,
    liquidity,
    fee:
      order === buyer
        ? takeFee(engine, bought, amount, liquidity)
        : takeFee(engine, earned, quote, liquidity),
    filled: fromUnits(order.filled, market.base.places),
    filledQuote: fromUnits(order.filledQuote, market.quote.places),
    status: order.status === 'filled' ? 'filled' : 'partiallyFilled',
  });
  const trade: TradeExecuted = {
    _tag: 'trade',
    sequence: log.next(),
    time: log.time,
    symbol: market.symbol,
    tradeId: ++market.lastTradeId,
    price: maker.priceDecimal!,
    amount: fromUnits(amount, market.base.places),
    quoteAmount: fromUnits(quote, market.quote.places),
    maker: party(maker, 'maker'),
    taker: party(taker, 'taker'),
  };
  log.add(trade);
  market.lastPrice = { units: maker.price, price: trade.price };
  keepTrade(engine, market, trade);
  if (maker.status === 'filled') endedOrder(engine, maker);
}

function keepTrade(engine: Engine, market: Market, trade: TradeExecuted): void {
  const { maker, taker } = trade;
  market.trades.push(trade);
  engine.account(taker.account).seat(market.symbol).trades.push(trade);
  if (maker.account !== taker.account) engine.account(maker.account).seat(market.symbol).trades.push(trade);
}

function prevent(engine: Engine, market: Market, taker: OrderRecord, step: PreventStep): void {
  const { log } = engine;
  const { maker, mode, fromMaker, fromTaker } = step;
  if (fromTaker !== undefined) lose(engine, market, taker, fromTaker);
  if (fromMaker !== undefined) {
    lose(engine, market, maker, fromMaker);
    market.side(maker.side).reduce(maker, fromMaker);
  }
  const party = (order: OrderRecord, lost: bigint | undefined): PreventedParty => ({
    account: order.account,
    orderId: order.orderId,
    clientId: order.clientId,
    side: order.side,
    lastPrevented: lost === undefined ? undefined : fromUnits(lost, market.base.places),
    prevented: fromUnits(order.prevented, market.base.places),
  });
  log.add({
    _tag: 'prevented',
    sequence: log.next(),
    time: log.time,
    symbol: market.symbol,
    preventedMatchId: ++market.lastPreventedMatchId,
    mode,
    price: maker.priceDecimal!,
    maker: party(maker, fromMaker),
    taker: party(taker, fromTaker),
  });
  if (leftOf(maker) === 0n) expireOrder(engine, market, maker, 'selfTrade');
}

/** So much of an order is not to be traded any more. */
function lose(engine: Engine, market: Market, order: OrderRecord, amount: bigint): void {
  order.prevented += amount;
  order.updatedAt = engine.log.time;
  // A market order has not locked what its plan does not trade.
  if (order.orderType !== 'market')
    engine.ledger.lock(lockedHolding(engine, market, order), -lockOf(market, order, amount));
}
