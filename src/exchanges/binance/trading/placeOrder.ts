import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';

import { readWith, type NewVenueOrder, type VenueAnswer } from '../../../connector/index.js';
import { add } from '../../../domain/exact.js';
import { tradeId, venueSymbol, type VenueName } from '../../../domain/ids.js';
import type { OneOrderInput, OrderFilled, OrderInputOrigin } from '../../../orders/index.js';
import { wireOrder, wireOrderFills, wirePlaced } from '../wire/orders.js';
import type { CallPlan } from './binanceCall.js';
import { listedOrder, orderIdOf } from './listedOrders.js';
import type { Parameters } from './parameters.js';
import type { Reading } from './readAnswer.js';

const TYPES = { limit: 'LIMIT', limitMaker: 'LIMIT_MAKER', market: 'MARKET' } as const;
const TIMES = { gtc: 'GTC', ioc: 'IOC', fok: 'FOK' } as const;

/**
 * Sends an order ("New order", weight 1, counts as one order). The `FULL` answer is asked for, which tells the fills with their
 * fees. A time in force that the venue does not have is not sent.
 */
export const placeOrder = (venue: VenueName, order: NewVenueOrder): CallPlan<readonly OneOrderInput[]> => ({
  rest: ['POST', '/api/v3/order'],
  socket: 'order.place',
  security: 'signed',
  weight: 1,
  orders: 1,
  parameters: () => ({
    symbol: order.symbol,
    side: order.side === 'buy' ? 'BUY' : 'SELL',
    type: TYPES[order.orderType],
    ...termsOf(order),
    newClientOrderId: order.clientId,
    newOrderRespType: 'FULL',
  }),
  read: (json, answer) => readPlaced(venue, order, json, answer),
});

/** Only `LIMIT` is sent with a time in force: `LIMIT_MAKER` stays until it is cancelled, `MARKET` is for now. */
function termsOf(order: NewVenueOrder): Parameters {
  const amount = order.amount.toFixed();
  const time = timeOf(order);
  switch (order.orderType) {
    case 'market':
      return order.sizedIn === 'quote' ? { quoteOrderQty: amount } : { quantity: amount };
    case 'limitMaker':
      return { quantity: amount, price: order.price.toFixed() };
    case 'limit':
      return { timeInForce: TIMES[time], quantity: amount, price: order.price.toFixed() };
  }
}

/** The times in force that each kind of order can have; the first one is meant where none is named. */
const MEANT = { limit: ['gtc', 'ioc', 'fok'], limitMaker: ['gtc'], market: ['ioc', 'gtc'] } as const;

function timeOf({ orderType, timeInForce }: NewVenueOrder): keyof typeof TIMES {
  const times: readonly (keyof typeof TIMES)[] = MEANT[orderType];
  const time = times.find((one) => one === (timeInForce ?? times[0]));
  if (time === undefined)
    throw new RangeError(
      `${TYPES[orderType]} orders of Binance's have no time in force ${timeInForce ?? ''}`,
    );
  return time;
}

/**
 * That the venue has the order is told even where the rest cannot be read. Fills come before the status: an end that is told
 * before its fills would make them late.
 */
const readPlaced = (
  venue: VenueName,
  order: NewVenueOrder,
  json: unknown,
  answer: VenueAnswer,
): Reading<readonly OneOrderInput[]> =>
  readWith(wirePlaced, json, '', ({ symbol, orderId, transactTime: venueTime }) => {
    const origin: OrderInputOrigin = {
      venue,
      symbol: venueSymbol(symbol),
      clientId: order.clientId,
      venueId: orderIdOf(orderId),
      venueTime,
      receivedAt: answer.receivedAt,
    };
    const report = wireOrder.decode(json);
    return E.right([
      { _tag: 'submitAcknowledged', ...origin },
      ...fillsIn(json, origin, order),
      ...(E.isRight(report)
        ? [{ _tag: 'orderReported', ...listedOrder(report.right), ...origin } as const]
        : []),
    ]);
  });

/** The fills that the order found at once: as a taker, then. A fill without a trade is told by what is filled up to it. */
function fillsIn(json: unknown, origin: OrderInputOrigin, { side }: NewVenueOrder): readonly OrderFilled[] {
  const read = wireOrderFills.decode(json);
  if (E.isLeft(read)) return [];
  let cumulative = new Decimal(0);
  return read.right.fills.map(({ price, qty, commission, commissionAsset, tradeId: trade }) => {
    cumulative = add(cumulative, qty);
    const key = trade.startsWith('-')
      ? { tradeId: undefined, cumulative }
      : { tradeId: tradeId(trade), cumulative };
    return {
      _tag: 'fill',
      ...origin,
      side,
      fill: {
        ...key,
        amount: qty,
        price,
        fees: [{ token: commissionAsset, amount: commission }],
        liquidity: 'taker',
        venueTime: read.right.transactTime,
        receivedAt: origin.receivedAt,
      },
    };
  });
}
