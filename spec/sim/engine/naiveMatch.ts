import { Decimal } from 'decimal.js';

import { add, multiply, subtract } from '../../../src/domain/exact.js';
import type { Liquidity, TokenAmount, TradingRule, VenueSymbol } from '../../../src/domain/index.js';
import {
  affordable,
  give,
  leftOf,
  lockedOf,
  queueOf,
  sizeAt,
  totalOf,
  ZERO,
  type NaiveOptions,
  type NaiveOrder,
  type NaiveState,
} from './naiveState.js';

/** How the matching of an order ended. */
export type NaiveEnd = 'complete' | 'left' | 'selfTrade';

const count = (counts: Map<VenueSymbol, number>, symbol: VenueSymbol): number => {
  counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return counts.get(symbol)!;
};

export function tell(state: NaiveState, event: object, time: number): void {
  state.events.push({ ...event, sequence: ++state.sequence, time });
}

/** Tells what is left at a price of one side; the order that is just coming does not rest. */
export function tellLevel(
  state: NaiveState,
  { symbol, side, price }: NaiveOrder,
  time: number,
  but?: NaiveOrder,
): void {
  const size = sizeAt(state, symbol, side, price!, but);
  tell(state, { _tag: 'level', symbol, side, price, size, updateId: count(state.updateIds, symbol) }, time);
}

export function expire(state: NaiveState, order: NaiveOrder, reason: string, time: number): void {
  const { account, symbol, orderId, clientId } = order;
  order.status = 'expired';
  order.expiredBy = reason as NaiveOrder['expiredBy'];
  order.updatedAt = time;
  tell(state, { _tag: 'expired', account, symbol, orderId, clientId, reason }, time);
}

/**
 * Matches an order, which is the last of the state's, with one resting order after the other.
 *
 * @param completeAt how much will be filled of it where it will be complete: whose last trade says so.
 */
export function match(
  state: NaiveState,
  options: NaiveOptions,
  rule: TradingRule,
  taker: NaiveOrder,
  time: number,
  completeAt?: Decimal,
): NaiveEnd {
  const { symbol, side } = taker;
  let quoteLeft = taker.quoteAmount ?? ZERO;
  let changed: NaiveOrder | undefined;
  let end: NaiveEnd = 'left';
  for (;;) {
    const maker = queueOf(state, symbol, side === 'buy' ? 'sell' : 'buy')[0];
    if (maker === undefined || !reaches(taker, maker.price!)) break;
    if (changed !== undefined && !changed.price!.eq(maker.price!)) {
      tellLevel(state, changed, time);
      changed = undefined;
    }
    const price = maker.price!;
    const left =
      taker.quoteAmount === undefined ? leftOf(taker) : affordable(quoteLeft, price, rule.lotSize!);
    if (left.isZero()) {
      end = taker.filled.isZero() && taker.prevented.gt(0) ? 'selfTrade' : 'complete';
      break;
    }
    const both = Decimal.min(left, leftOf(maker));
    const mode = taker.selfTradePrevention;
    if (maker.account === taker.account && mode !== 'none') {
      const fromTaker = mode === 'expireMaker' ? undefined : mode === 'decrement' ? both : left;
      const fromMaker = mode === 'expireTaker' ? undefined : mode === 'decrement' ? both : leftOf(maker);
      prevent(state, taker, maker, fromTaker, fromMaker, time);
      quoteLeft = subtract(quoteLeft, multiply(price, fromTaker ?? ZERO));
      if (fromMaker !== undefined) changed = maker;
      if (fromTaker?.eq(left) === true) {
        end = 'selfTrade';
        break;
      }
      continue;
    }
    trade(state, options, rule, taker, maker, both, completeAt, time);
    changed = maker;
    quoteLeft = subtract(quoteLeft, multiply(price, both));
    if (both.eq(left)) {
      end = 'complete';
      break;
    }
  }
  if (changed !== undefined) tellLevel(state, changed, time);
  return end;
}

export const reaches = ({ side, price }: Pick<NaiveOrder, 'side' | 'price'>, other: Decimal): boolean =>
  price === undefined || (side === 'buy' ? other.lte(price) : other.gte(price));

function trade(
  state: NaiveState,
  options: NaiveOptions,
  { base, quote, symbol }: TradingRule,
  taker: NaiveOrder,
  maker: NaiveOrder,
  amount: Decimal,
  completeAt: Decimal | undefined,
  time: number,
): void {
  const price = maker.price!;
  const quoteAmount = multiply(price, amount);
  const [buyer, seller] = taker.side === 'buy' ? [taker, maker] : [maker, taker];
  give(state, buyer.account, quote, quoteAmount.neg());
  give(state, seller.account, quote, quoteAmount);
  give(state, seller.account, base, amount.neg());
  give(state, buyer.account, base, amount);
  for (const order of [maker, taker]) {
    order.filled = add(order.filled, amount);
    order.filledQuote = add(order.filledQuote, quoteAmount);
    order.updatedAt = time;
  }
  taker.stillPays = subtract(taker.stillPays, taker.side === 'buy' ? quoteAmount : amount);
  const isLast = completeAt?.eq(taker.filled) === true;
  maker.status = leftOf(maker).isZero() ? 'filled' : 'partiallyFilled';
  const party = (order: NaiveOrder, liquidity: Liquidity) => ({
    account: order.account,
    orderId: order.orderId,
    clientId: order.clientId,
    side: order.side,
    liquidity,
    fee: fee(state, options, order.account, liquidity, {
      token: order.side === 'buy' ? base : quote,
      amount: order.side === 'buy' ? amount : quoteAmount,
    }),
    filled: order.filled,
    filledQuote: order.filledQuote,
    status: order === taker ? (isLast ? 'filled' : 'partiallyFilled') : order.status,
  });
  const parties = { maker: party(maker, 'maker'), taker: party(taker, 'taker') };
  const tradeId = count(state.tradeIds, symbol);
  tell(state, { _tag: 'trade', symbol, tradeId, price, amount, quoteAmount, ...parties }, time);
  taker.status = isLast ? 'filled' : 'partiallyFilled';
  state.lastPrice.set(symbol, price);
}

/** In the discount's token where that is known and there, else from what was received; rounded down. */
function fee(
  state: NaiveState,
  { fees, precisions, rules }: NaiveOptions,
  account: string,
  liquidity: Liquidity,
  received: TokenAmount,
): TokenAmount {
  const { makerRate, takerRate, discount } = state.fees.get(account) ?? fees;
  const rate = liquidity === 'maker' ? makerRate : takerRate;
  const rounded = (amount: Decimal, token: string) =>
    amount.toDecimalPlaces(precisions[token] ?? 8, Decimal.ROUND_DOWN);
  let taken = { token: received.token, amount: rounded(multiply(received.amount, rate), received.token) };
  if (discount !== undefined) {
    const { token, share, rates } = discount;
    const worth = token === received.token ? (rates[token] ?? new Decimal(1)) : rates[received.token];
    const part = subtract(new Decimal(1), share);
    const amount = worth && rounded(multiply(multiply(multiply(received.amount, rate), part), worth), token);
    const available = subtract(totalOf(state, account, token), lockedOf(state, rules, account, token));
    if (amount?.lte(available) === true) taken = { token, amount };
  }
  give(state, account, taken.token, taken.amount.neg());
  give(state, 'exchange', taken.token, taken.amount);
  return taken;
}

function prevent(
  state: NaiveState,
  taker: NaiveOrder,
  maker: NaiveOrder,
  fromTaker: Decimal | undefined,
  fromMaker: Decimal | undefined,
  time: number,
): void {
  const party = (order: NaiveOrder, lastPrevented: Decimal | undefined) => {
    const { account, orderId, clientId, side } = order;
    if (lastPrevented !== undefined) {
      order.prevented = add(order.prevented, lastPrevented);
      order.updatedAt = time;
    }
    return { account, orderId, clientId, side, lastPrevented, prevented: order.prevented };
  };
  const event = {
    _tag: 'prevented',
    symbol: taker.symbol,
    preventedMatchId: count(state.preventedIds, taker.symbol),
    mode: taker.selfTradePrevention,
    price: maker.price,
    maker: party(maker, fromMaker),
    taker: party(taker, fromTaker),
  };
  tell(state, event, time);
  if (leftOf(maker).isZero()) expire(state, maker, 'selfTrade', time);
}
