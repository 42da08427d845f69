import {
  clientOrderId,
  orderId,
  tradeId,
  venueSymbol,
  type ClientOrderId,
  type OrderId,
} from '../../../domain/ids.js';
import type { ListedFill, ListedOrder } from '../../../orders/index.js';
import type { WireOrder, WireTrade } from '../wire/orders.js';
import { knownAmount, orderTerms, STATUSES } from './orderTerms.js';

/** The venue's id of an order; undefined where it gives none, as -1. */
export const orderIdOf = (text: string): OrderId | undefined =>
  text.startsWith('-') ? undefined : orderId(text);

/** The first of some client order ids that is one: the venue leaves those empty that there are not. */
export function clientIdOf(...texts: readonly (string | undefined)[]): ClientOrderId | undefined {
  const text = texts.find((one) => one !== undefined && one !== '');
  return text === undefined ? undefined : clientOrderId(text);
}

/** An order as an answer shows it. */
export const listedOrder = (wire: WireOrder): ListedOrder => ({
  symbol: venueSymbol(wire.symbol),
  clientId: clientIdOf(wire.origClientOrderId, wire.clientOrderId),
  venueId: orderIdOf(wire.orderId),
  status: STATUSES[wire.status],
  cumulativeBase: wire.executedQty,
  cumulativeQuote: knownAmount(wire.cummulativeQuoteQty),
  // Execution ids are not documented to grow, and answers do not have them.
  sequence: undefined,
  terms: orderTerms({ ...wire, quantity: wire.origQty, quoteQuantity: wire.origQuoteOrderQty }),
  reason: wire.status === 'EXPIRED_IN_MATCH' ? wire.status : undefined,
  venueTime: wire.updateTime ?? wire.transactTime,
});

/** A trade of the account as a fill of its order. */
export const listedFill = (wire: WireTrade, receivedAt: number): ListedFill => ({
  symbol: venueSymbol(wire.symbol),
  clientId: undefined,
  venueId: orderIdOf(wire.orderId),
  side: wire.isBuyer ? 'buy' : 'sell',
  fill: {
    tradeId: tradeId(wire.id),
    cumulative: undefined,
    amount: wire.qty,
    price: wire.price,
    fees: [{ token: wire.commissionAsset, amount: wire.commission }],
    liquidity: wire.isMaker ? 'maker' : 'taker',
    venueTime: wire.time,
    receivedAt,
  },
});
