import type { ExchangeOrder } from '../../engine/exchangeOrder.js';
import type { TradeExecuted } from '../../engine/exchangeEvent.js';
import type { SelfTradePrevention } from '../../engine/newOrder.js';
import { NONE, numberText, wireTime, ZERO } from './numberText.js';
import type { OrderLabel } from './orderLabels.js';

const STATUS = {
  new: 'NEW',
  partiallyFilled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
} as const;

export const TYPE = { limit: 'LIMIT', limitMaker: 'LIMIT_MAKER', market: 'MARKET' } as const;

const MODE: Readonly<Record<SelfTradePrevention, string>> = {
  none: 'NONE',
  expireTaker: 'EXPIRE_TAKER',
  expireMaker: 'EXPIRE_MAKER',
  expireBoth: 'EXPIRE_BOTH',
  decrement: 'DECREMENT',
};

export const MODES = Object.entries(MODE) as readonly (readonly [SelfTradePrevention, string])[];

/** Where an order stands, in Binance's words. */
export const statusText = ({ status, expiredBy }: Pick<ExchangeOrder, 'status' | 'expiredBy'>): string =>
  expiredBy === 'selfTrade' ? 'EXPIRED_IN_MATCH' : STATUS[status];

export const sideText = ({ side }: Pick<ExchangeOrder, 'side'>): string => (side === 'buy' ? 'BUY' : 'SELL');

/** Orders without a time in force of their own have GTC at Binance. */
export const timeInForceText = ({ timeInForce }: Pick<ExchangeOrder, 'timeInForce'>): string =>
  timeInForce === undefined || timeInForce === 'gtd' ? 'GTC' : timeInForce.toUpperCase();

export const modeText = (order: Pick<ExchangeOrder, 'selfTradePrevention'>): string =>
  MODE[order.selfTradePrevention];

/** The numbers and words that all answers about an order have. */
const stateJson = (order: ExchangeOrder) => ({
  price: numberText(order.price ?? ZERO),
  origQty: numberText(order.amount),
  executedQty: numberText(order.filled),
  origQuoteOrderQty: numberText(order.quoteAmount ?? ZERO),
  cummulativeQuoteQty: numberText(order.filledQuote),
  status: statusText(order),
  timeInForce: timeInForceText(order),
  type: TYPE[order.orderType],
  side: sideText(order),
});

const conditional = (order: ExchangeOrder, label: OrderLabel) => ({
  ...(order.prevented.isZero() ? {} : { preventedQuantity: numberText(order.prevented) }),
  ...label,
});

/** `ACK`. */
export const ackJson = ({ symbol, orderId, clientId, placedAt }: ExchangeOrder) => ({
  symbol,
  orderId,
  orderListId: -1,
  clientOrderId: clientId,
  transactTime: wireTime(placedAt),
});

/** `RESULT`. */
export const resultJson = (order: ExchangeOrder, label: OrderLabel) => ({
  ...ackJson(order),
  ...stateJson(order),
  workingTime: wireTime(order.placedAt),
  ...conditional(order, label),
  selfTradePreventionMode: modeText(order),
});

/** `FULL`: with its fills. */
export const fullJson = (order: ExchangeOrder, label: OrderLabel, trades: readonly TradeExecuted[]) => ({
  ...resultJson(order, label),
  fills: trades.map(({ price, amount, tradeId, taker }) => ({
    price: numberText(price),
    qty: numberText(amount),
    commission: numberText(taker.fee.amount),
    commissionAsset: taker.fee.token,
    tradeId,
  })),
});

/** What is told of an order that was cancelled, under the id of the cancel. */
export const cancelJson = (order: ExchangeOrder, cancelId: string, label: OrderLabel) => ({
  symbol: order.symbol,
  origClientOrderId: order.clientId,
  orderId: order.orderId,
  orderListId: -1,
  clientOrderId: cancelId,
  transactTime: wireTime(order.updatedAt),
  ...stateJson(order),
  ...conditional(order, label),
  selfTradePreventionMode: modeText(order),
});

/** What is told of an order that is asked for. */
export const orderJson = (order: ExchangeOrder, label: OrderLabel) => ({
  symbol: order.symbol,
  orderId: order.orderId,
  orderListId: -1,
  clientOrderId: order.clientId,
  ...stateJson(order),
  stopPrice: NONE,
  icebergQty: NONE,
  time: wireTime(order.placedAt),
  updateTime: wireTime(order.updatedAt),
  isWorking: true,
  workingTime: wireTime(order.placedAt),
  ...conditional(order, label),
  selfTradePreventionMode: modeText(order),
});
