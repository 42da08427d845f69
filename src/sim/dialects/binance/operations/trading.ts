import { clientOrderId, type VenueSymbol } from '../../../../domain/ids.js';
import type { CancelRestriction, OrderReference } from '../../../engine/exchangeCommand.js';
import type { ExchangeEvent, TradeExecuted } from '../../../engine/exchangeEvent.js';
import type { ExchangeOrder } from '../../../engine/exchangeOrder.js';
import { checkFilters } from '../checkFilters.js';
import type { Desk } from '../desk.js';
import { CLIENT_ID_RANGE, ORDER_PARAMETERS, readNewOrder, type WantedOrder } from '../newOrderParams.js';
import type { Operation } from '../operation.js';
import { ackJson, cancelJson, fullJson, resultJson } from '../orderJson.js';
import type { Params } from '../params.js';
import { missingBoth, Refusal } from '../refusal.js';
import { refusalOf, rejectedIn } from '../refusalOf.js';

/** New order. */
export const placeOrder: Operation = {
  security: 'signed',
  parameters: ORDER_PARAMETERS,
  weight: 1,
  orders: 1,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const wanted = readNewOrder(desk, params);
    checkFilters(desk, account, symbol, wanted.order);
    const { clientId, order, label } = wanted;
    const events = desk.labels.during({ label }, () =>
      desk.execute({ _tag: 'place', account, symbol, clientId, order }),
    );
    return placedJson(desk, wanted, events);
  },
};

/** Test new order: what can be seen of it without placing it. */
export const testOrder: Operation = {
  security: 'signed',
  parameters: [...ORDER_PARAMETERS, 'computeCommissionRates'],
  weight: (params) => (params.has('computeCommissionRates') ? 20 : 1),
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const { order } = readNewOrder(desk, params);
    checkFilters(desk, account, symbol, order);
    if (!params.flag('computeCommissionRates', false)) return {};
    const { makerRate, takerRate } = desk.exchange.fees(account);
    const none = { maker: '0.00000000', taker: '0.00000000' };
    return {
      standardCommissionForOrder: { maker: makerRate.toFixed(8), taker: takerRate.toFixed(8) },
      specialCommissionForOrder: none,
      taxCommissionForOrder: none,
      discount: {
        enabledForAccount: false,
        enabledForSymbol: false,
        discountAsset: 'BNB',
        discount: '0.00000000',
      },
    };
  },
};

/** What became of an order that was placed. */
export function placedJson(desk: Desk, wanted: WantedOrder, events: readonly ExchangeEvent[]): unknown {
  const { clientId, label, detail } = wanted;
  const rejected = rejectedIn(events, 'place');
  if (rejected !== undefined) throw refusalOf(rejected.reason, 'place');
  const accepted = events.find((event) => event._tag === 'accepted');
  if (accepted === undefined)
    throw new Refusal(-1000, 'An unknown error occurred while processing the request.');
  const { account, symbol, orderId } = accepted;
  const placed = orderOf(desk, account, symbol, { orderId, clientId });
  if (detail === 'ACK') return ackJson(placed);
  if (detail === 'RESULT') return resultJson(placed, label);
  const trades = events.filter((event): event is TradeExecuted => event._tag === 'trade');
  return fullJson(placed, label, trades);
}

/** Cancel order. */
export const cancelOrder: Operation = {
  security: 'signed',
  parameters: ['symbol', 'orderId', 'origClientOrderId', 'newClientOrderId', 'cancelRestrictions'],
  weight: 1,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const cancel = readReference(params);
    const restriction = readRestriction(params);
    const cancelId = params.matching('newClientOrderId', CLIENT_ID_RANGE) ?? desk.newId();
    const found = desk.exchange.order(account, symbol, cancel);
    const events = desk.labels.during({ cancelId }, () =>
      desk.execute({ _tag: 'cancel', account, symbol, cancel, restriction }),
    );
    const rejected = rejectedIn(events);
    if (rejected !== undefined || found === undefined)
      throw refusalOf(rejected?.reason ?? { _tag: 'unknownOrder' }, 'cancel');
    return cancelledJson(desk, found, cancelId);
  },
};

/** Cancel all open orders on a symbol. There have to be some. */
export const cancelOpenOrders: Operation = {
  security: 'signed',
  parameters: ['symbol'],
  weight: 1,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const open = desk.exchange.openOrders(account, symbol);
    if (open.length === 0) throw new Refusal(-2011, 'Unknown order sent.');
    const cancelId = desk.newId();
    desk.labels.during({ cancelId }, () => desk.execute({ _tag: 'cancelAll', account, symbol }));
    return open.map((order) => cancelledJson(desk, order, cancelId));
  },
};

/** An order as it stands after it was cancelled. */
export function cancelledJson(desk: Desk, { account, symbol, orderId }: ExchangeOrder, cancelId: string) {
  return cancelJson(orderOf(desk, account, symbol, { orderId }), cancelId, desk.labels.get(orderId));
}

export function orderOf(
  desk: Desk,
  account: string,
  symbol: VenueSymbol,
  reference: OrderReference,
): ExchangeOrder {
  const order = desk.exchange.order(account, symbol, reference);
  if (order === undefined) throw new Refusal(-2013, 'Order does not exist.');
  return order;
}

/** Which order is meant: by the venue's id, ours, or both. */
export function readReference(
  params: Params,
  byId = 'orderId',
  byClientId = 'origClientOrderId',
): OrderReference {
  const orderId = params.whole(byId);
  const text = params.text(byClientId);
  const clientId = text === undefined ? undefined : clientOrderId(text);
  if (orderId !== undefined) return { orderId, clientId };
  if (clientId === undefined) throw missingBoth(byClientId, byId);
  return { clientId };
}

export function readRestriction(params: Params): CancelRestriction | undefined {
  const wrong = new Refusal(-1145, 'Invalid cancelRestrictions');
  const name = params.oneOf('cancelRestrictions', ['ONLY_NEW', 'ONLY_PARTIALLY_FILLED'], wrong);
  if (name === undefined) return undefined;
  return name === 'ONLY_NEW' ? 'onlyNew' : 'onlyPartiallyFilled';
}
