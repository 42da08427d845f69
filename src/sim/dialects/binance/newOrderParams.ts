import type { Decimal } from 'decimal.js';

import { clientOrderId, type ClientOrderId } from '../../../domain/ids.js';
import type { Side } from '../../../domain/origin.js';
import type { NewOrder } from '../../engine/newOrder.js';
import type { Desk } from './desk.js';
import { MODES } from './orderJson.js';
import type { OrderLabel } from './orderLabels.js';
import type { Params } from './params.js';
import { badValue, missing, missingBoth, notRequired, Refusal } from './refusal.js';

export const CLIENT_ID_RANGE = '^[a-zA-Z0-9-_]{1,36}$';

/** The parameters of a new order. */
export const ORDER_PARAMETERS: readonly string[] = (
  'symbol side type timeInForce quantity quoteOrderQty price newClientOrderId strategyId strategyType stopPrice ' +
  'trailingDelta icebergQty newOrderRespType selfTradePreventionMode pegPriceType pegOffsetValue pegOffsetType'
).split(' ');

/** What is to be answered. */
type AnswerDetail = 'ACK' | 'RESULT' | 'FULL';

/** A new order as it was asked for. */
export interface WantedOrder {
  readonly clientId: ClientOrderId;
  readonly order: NewOrder;
  readonly label: OrderLabel;
  readonly detail: AnswerDetail;
}

const UNSUPPORTED: Readonly<Record<string, string>> = {
  STOP_LOSS: 'Stop loss orders are not supported for this symbol.',
  STOP_LOSS_LIMIT: 'Stop loss limit orders are not supported for this symbol.',
  TAKE_PROFIT: 'Take profit orders are not supported for this symbol.',
  TAKE_PROFIT_LIMIT: 'Take profit limit orders are not supported for this symbol.',
};

/**
 * Reads a new order: what has to be there of each type, and what must not.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "New order", as of 2026-01-15.
 */
export function readNewOrder(desk: Desk, params: Params): WantedOrder {
  const sideName = params.needed('side');
  if (sideName !== 'BUY' && sideName !== 'SELL') throw new Refusal(-1117, 'Invalid side.');
  const side = sideName === 'BUY' ? 'buy' : 'sell';
  const type = params.needed('type');
  const unsupported = UNSUPPORTED[type];
  if (unsupported !== undefined) throw new Refusal(-1013, unsupported);
  if (params.has('icebergQty')) throw new Refusal(-1013, 'Iceberg orders are not supported for this symbol.');
  if (params.has('pegPriceType'))
    throw new Refusal(-1013, 'Pegged orders are not supported for this symbol.');
  for (const name of ['stopPrice', 'trailingDelta', 'pegOffsetValue', 'pegOffsetType'])
    if (params.has(name)) throw notRequired(name);
  return {
    clientId: clientOrderId(params.matching('newClientOrderId', CLIENT_ID_RANGE) ?? desk.newId()),
    order: orderOf(type, side, params),
    label: labelOf(params),
    detail:
      params.oneOf('newOrderRespType', ['ACK', 'RESULT', 'FULL']) ??
      (type === 'LIMIT_MAKER' ? 'ACK' : 'FULL'),
  };
}

function orderOf(type: string, side: Side, params: Params): NewOrder {
  const selfTradePrevention = modeOf(params);
  if (type === 'MARKET') return marketOrder(side, selfTradePrevention, params);
  if (type !== 'LIMIT' && type !== 'LIMIT_MAKER') throw new Refusal(-1116, 'Invalid orderType.');
  if (params.has('quoteOrderQty')) throw notRequired('quoteOrderQty');
  if (type === 'LIMIT_MAKER' && params.has('timeInForce')) throw notRequired('timeInForce');
  const timeInForce = type === 'LIMIT' ? timeInForceOf(params) : undefined;
  const amount = neededDecimal(params, 'quantity');
  const price = neededDecimal(params, 'price');
  return type === 'LIMIT'
    ? { orderType: 'limit', side, selfTradePrevention, price, amount, timeInForce }
    : { orderType: 'limitMaker', side, selfTradePrevention, price, amount };
}

function marketOrder(
  side: Side,
  selfTradePrevention: NewOrder['selfTradePrevention'],
  params: Params,
): NewOrder {
  for (const name of ['price', 'timeInForce']) if (params.has(name)) throw notRequired(name);
  const amount = params.decimal('quantity');
  const quoteAmount = params.decimal('quoteOrderQty');
  const wanted = { orderType: 'market', side, selfTradePrevention } as const;
  if (amount !== undefined) {
    if (quoteAmount !== undefined) throw notRequired('quoteOrderQty');
    return { ...wanted, amount };
  }
  if (quoteAmount === undefined) throw missingBoth('quantity', 'quoteOrderQty');
  return { ...wanted, quoteAmount };
}

function timeInForceOf(params: Params): 'gtc' | 'ioc' | 'fok' {
  params.needed('timeInForce');
  const names = ['GTC', 'IOC', 'FOK'] as const;
  const name = params.oneOf('timeInForce', names, new Refusal(-1115, 'Invalid timeInForce.'));
  return name === 'FOK' ? 'fok' : name === 'IOC' ? 'ioc' : 'gtc';
}

function modeOf(params: Params): NewOrder['selfTradePrevention'] {
  const name = params.text('selfTradePreventionMode');
  if (name === undefined) return undefined;
  const mode = MODES.find(([, text]) => text === name);
  if (mode === undefined) throw badValue('selfTradePreventionMode');
  return mode[0];
}

function labelOf(params: Params): OrderLabel {
  const strategyId = params.whole('strategyId');
  const strategyType = params.whole('strategyType');
  if (strategyType !== undefined && strategyType < 1_000_000)
    throw new Refusal(-1134, '`strategyType` was less than 1000000.');
  return {
    ...(strategyId === undefined ? {} : { strategyId }),
    ...(strategyType === undefined ? {} : { strategyType }),
  };
}

function neededDecimal(params: Params, name: string): Decimal {
  params.needed(name);
  const value = params.decimal(name);
  if (value === undefined) throw missing(name);
  return value;
}
