import { Decimal } from 'decimal.js';

import { add, multiply, subtract } from '../../../src/domain/exact.js';
import type { Side, TradingRule, VenueSymbol } from '../../../src/domain/index.js';
import type { AccountFees, ExchangeOrder, NewOrder, SelfTradePrevention } from '../../../src/sim/index.js';

/** A number that may change. */
type Loose<T> = { -readonly [K in keyof T]: T[K] };

/** An order of the naive exchange. */
export interface NaiveOrder extends Loose<ExchangeOrder> {
  /** Of a market order, what it is still going to pay. */
  stillPays: Decimal;
}

/** An exchange kept in plain lists, all of which are gone through each time. */
export interface NaiveState {
  /** All orders that ever were, in the order in which they came. */
  orders: NaiveOrder[];
  totals: Map<string, Decimal>;
  fees: Map<string, AccountFees>;
  halted: Set<VenueSymbol>;
  lastPrice: Map<VenueSymbol, Decimal>;
  tradeIds: Map<VenueSymbol, number>;
  preventedIds: Map<VenueSymbol, number>;
  updateIds: Map<VenueSymbol, number>;
  sequence: number;
  events: object[];
}

/** What the naive exchange is made of. */
export interface NaiveOptions {
  readonly rules: readonly TradingRule[];
  readonly fees: AccountFees;
  readonly precisions: Readonly<Record<string, number>>;
  readonly selfTradePrevention: SelfTradePrevention;
}

export const ZERO = new Decimal(0);

export const emptyState = (): NaiveState => ({
  orders: [],
  totals: new Map(),
  fees: new Map(),
  halted: new Set(),
  lastPrice: new Map(),
  tradeIds: new Map(),
  preventedIds: new Map(),
  updateIds: new Map(),
  sequence: 0,
  events: [],
});

/** A state of its own, for what may be taken back. */
export const copyState = (state: NaiveState): NaiveState => ({
  ...state,
  orders: state.orders.map((order) => ({ ...order })),
  totals: new Map(state.totals),
  lastPrice: new Map(state.lastPrice),
  tradeIds: new Map(state.tradeIds),
  preventedIds: new Map(state.preventedIds),
  updateIds: new Map(state.updateIds),
  events: [...state.events],
});

export const isOpen = ({ status }: NaiveOrder): boolean => status === 'new' || status === 'partiallyFilled';

export const leftOf = ({ amount, filled, prevented }: NaiveOrder): Decimal =>
  subtract(subtract(amount, filled), prevented);

export const totalOf = (state: NaiveState, account: string, token: string): Decimal =>
  state.totals.get(`${account} ${token}`) ?? ZERO;

export function give(state: NaiveState, account: string, token: string, amount: Decimal): void {
  state.totals.set(`${account} ${token}`, add(totalOf(state, account, token), amount));
}

/** What open orders hold: price times what is left of a buy, what is left of a sell. */
export function lockedOf(
  state: NaiveState,
  rules: readonly TradingRule[],
  account: string,
  token: string,
): Decimal {
  let sum = ZERO;
  for (const order of state.orders) {
    if (order.account !== account || !isOpen(order)) continue;
    const { base, quote } = rules.find(({ symbol }) => symbol === order.symbol)!;
    if ((order.side === 'buy' ? quote : base) !== token) continue;
    if (order.orderType === 'market') sum = add(sum, order.stillPays);
    else sum = add(sum, order.side === 'buy' ? multiply(order.price!, leftOf(order)) : leftOf(order));
  }
  return sum;
}

/** The open limit orders of one side, by price and then as they came; but for one that has not come to rest yet. */
export function queueOf(
  { orders }: NaiveState,
  symbol: VenueSymbol,
  side: Side,
  but?: NaiveOrder,
): NaiveOrder[] {
  const sign = side === 'buy' ? -1 : 1;
  return orders
    .filter((order) => order !== but && order.symbol === symbol && order.side === side && isOpen(order))
    .sort((a, b) => sign * a.price!.cmp(b.price!) || a.orderId - b.orderId);
}

/** As much as a quote amount pays for at a price, in whole lots. */
export function affordable(quote: Decimal, price: Decimal, lot: Decimal): Decimal {
  let lots = quote.div(price).div(lot).floor();
  while (multiply(price, multiply(lots, lot)).gt(quote)) lots = lots.minus(1);
  while (multiply(price, multiply(lots.plus(1), lot)).lte(quote)) lots = lots.plus(1);
  return multiply(lots, lot);
}

export const sizeAt = (
  state: NaiveState,
  symbol: VenueSymbol,
  side: Side,
  price: Decimal,
  but?: NaiveOrder,
): Decimal =>
  queueOf(state, symbol, side, but)
    .filter((order) => order.price!.eq(price))
    .reduce((sum, order) => add(sum, leftOf(order)), ZERO);

/** An order as it was sent, with what every order has. */
export const sentOrder = (
  state: NaiveState,
  sent: {
    readonly account: string;
    readonly symbol: VenueSymbol;
    readonly clientId: ExchangeOrder['clientId'];
    readonly order: NewOrder;
  },
  time: number,
  selfTradePrevention: SelfTradePrevention,
): NaiveOrder => ({
  orderId: state.orders.length + 1,
  clientId: sent.clientId,
  account: sent.account,
  symbol: sent.symbol,
  side: sent.order.side,
  orderType: sent.order.orderType,
  timeInForce: sent.order.orderType === 'market' ? undefined : (sent.order.timeInForce ?? 'gtc'),
  expireAt: sent.order.expireAt,
  selfTradePrevention: sent.order.selfTradePrevention ?? selfTradePrevention,
  price: sent.order.price,
  amount: sent.order.amount ?? ZERO,
  quoteAmount: sent.order.quoteAmount,
  filled: ZERO,
  filledQuote: ZERO,
  prevented: ZERO,
  status: 'new',
  expiredBy: undefined,
  placedAt: time,
  updatedAt: time,
  stillPays: ZERO,
});
