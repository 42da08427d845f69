import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

import {
  readWith,
  type VenueAmendment,
  type VenueAnswer,
  type VenueOrderIds,
} from '../../../connector/index.js';
import { orderId, venueSymbol, type VenueName, type VenueSymbol } from '../../../domain/ids.js';
import type { ListedOrder, OneOrderInput, OrderInputOrigin } from '../../../orders/index.js';
import { wireAmendment, wireOrder } from '../wire/orders.js';
import type { CallPlan } from './binanceCall.js';
import { clientIdOf, listedOrder } from './listedOrders.js';
import { knownAmount, orderTerms, STATUSES } from './orderTerms.js';
import type { Parameters } from './parameters.js';
import type { Reading } from './readAnswer.js';

const SIGNED = { security: 'signed' } as const;

/**
 * By the venue's id alone where it is known: that is faster ("Cancel order"), and the venue gives a cancelled order the client id of
 * the cancel, so that it is not to be found under its own any more.
 *
 * @throws {RangeError} where the order has neither id.
 */
function whichOrder({ symbol, clientId, venueId }: VenueOrderIds): Parameters {
  if (venueId !== undefined) return { symbol, orderId: /^\d+$/.test(venueId) ? BigInt(venueId) : venueId };
  if (clientId === undefined) throw new RangeError(`an order in ${symbol} without an id`);
  return { symbol, origClientOrderId: clientId };
}

/** The ids of an order as they were asked by, and as the answer gives them: the caller's client id is the order's own. */
const idsOf = (asked: VenueOrderIds, found: Pick<ListedOrder, 'clientId' | 'venueId'>) => ({
  clientId: asked.clientId ?? found.clientId,
  venueId: found.venueId ?? asked.venueId,
});

/**
 * Takes an order back ("Cancel order", weight 1). The answer comes from the matching engine and bears the status `CANCELED`: it is
 * final then. "Unknown order sent" (-2011) is a refusal: the order is not open, for whatever reason.
 */
export const cancelOrder = (
  venue: VenueName,
  order: VenueOrderIds,
  request: string,
): CallPlan<readonly OneOrderInput[]> => ({
  ...SIGNED,
  rest: ['DELETE', '/api/v3/order'],
  socket: 'order.cancel',
  weight: 1,
  parameters: () => whichOrder(order),
  read: (json, { receivedAt }) =>
    readWith(wireOrder, json, '', (wire) => {
      const listed = listedOrder(wire);
      const origin = { venue, ...listed, ...idsOf(order, listed), receivedAt };
      const { symbol, clientId, venueId, venueTime } = origin;
      const final = listed.status === 'cancelled';
      return E.right([
        {
          _tag: 'cancelAcknowledged',
          venue,
          symbol,
          clientId,
          venueId,
          venueTime,
          receivedAt,
          request,
          final,
        },
        { _tag: 'orderReported', ...origin },
      ]);
    }),
});

/**
 * Makes an open order smaller; it keeps its id and its place in the queue ("Order Amend Keep Priority", weight 4, counts as no
 * order). It would get another client id if it were not given its own again.
 */
export const amendOrder = (
  venue: VenueName,
  amendment: VenueAmendment,
): CallPlan<readonly OneOrderInput[]> => ({
  ...SIGNED,
  rest: ['PUT', '/api/v3/order/amend/keepPriority'],
  socket: 'order.amend.keepPriority',
  weight: 4,
  parameters: () => ({
    ...whichOrder(amendment),
    newClientOrderId: amendment.clientId,
    newQty: amendment.amount.toFixed(),
  }),
  read: (json, answer) => readAmended(venue, amendment, json, answer),
});

const readAmended = (
  venue: VenueName,
  amendment: VenueAmendment,
  json: unknown,
  { receivedAt }: VenueAnswer,
): Reading<readonly OneOrderInput[]> =>
  readWith(wireAmendment, json, '', ({ transactTime: venueTime, amendedOrder: wire }) => {
    const venueId = orderId(wire.orderId);
    const origin: OrderInputOrigin = {
      venue,
      symbol: venueSymbol(wire.symbol),
      clientId: amendment.clientId ?? clientIdOf(wire.clientOrderId),
      venueId,
      venueTime,
      receivedAt,
    };
    return E.right([
      { _tag: 'amended', ...origin, venueId, previousVenueId: venueId, amount: wire.qty, price: undefined },
      {
        _tag: 'orderReported',
        ...origin,
        status: STATUSES[wire.status],
        cumulativeBase: wire.executedQty,
        cumulativeQuote: knownAmount(wire.cumulativeQuoteQty),
        sequence: undefined,
        terms: orderTerms({ ...wire, quantity: wire.qty, quoteQuantity: wire.quoteOrderQty }),
        reason: undefined,
      },
    ]);
  });

/** The open orders ("Current open orders"): weight 6 of one symbol, 80 of all. One that cannot be read costs the whole list. */
export const openOrders = (symbol: VenueSymbol | undefined): CallPlan<readonly ListedOrder[]> => ({
  ...SIGNED,
  rest: ['GET', '/api/v3/openOrders'],
  socket: 'openOrders.status',
  weight: symbol === undefined ? 80 : 6,
  parameters: () => ({ symbol }),
  read: (json) => readWith(t.array(wireOrder), json, '', (orders) => E.right(orders.map(listedOrder))),
});

/** The venue has put away what it knew of the order: cancelled or expired, unfilled, more than 90 days ago. */
const ORDER_ARCHIVED = -2026;

/**
 * How an order stands ("Query order", weight 4).
 */
export const lookUpOrder = (order: VenueOrderIds): CallPlan<ListedOrder> => ({
  ...SIGNED,
  rest: ['GET', '/api/v3/order'],
  socket: 'order.status',
  weight: 4,
  parameters: () => whichOrder(order),
  read: (json) =>
    readWith(wireOrder, json, '', (wire) => {
      const listed = listedOrder(wire);
      return E.right({ ...listed, ...idsOf(order, listed) });
    }),
  readError: (code, message) => (code === ORDER_ARCHIVED ? archived(order, message) : undefined),
});

/** Over, and nothing of it filled; the reason says that it may have expired as well. */
const archived = ({ symbol, clientId, venueId }: VenueOrderIds, reason: string): ListedOrder => ({
  symbol,
  clientId,
  venueId,
  status: 'cancelled',
  cumulativeBase: new Decimal(0),
  cumulativeQuote: new Decimal(0),
  sequence: undefined,
  terms: undefined,
  reason,
  venueTime: undefined,
});
