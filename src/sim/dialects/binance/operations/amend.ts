import { clientOrderId } from '../../../../domain/ids.js';
import { CLIENT_ID_RANGE } from '../newOrderParams.js';
import { numberText, wireTime } from '../numberText.js';
import type { Call, Operation } from '../operation.js';
import { resultJson } from '../orderJson.js';
import { missing } from '../refusal.js';
import { refusalOf, rejectedIn } from '../refusalOf.js';
import { orderOf, readReference } from './trading.js';

/** Order amend keep priority. */
export const amendOrder: Operation = {
  security: 'signed',
  parameters: ['symbol', 'orderId', 'origClientOrderId', 'newClientOrderId', 'newQty'],
  weight: 4,
  run: (call) => amend(call),
};

function amend({ desk, params, account }: Call): unknown {
  const symbol = desk.symbol(params);
  const order = readReference(params);
  params.needed('newQty');
  const amount = params.decimal('newQty');
  if (amount === undefined) throw missing('newQty');
  const newId = params.matching('newClientOrderId', CLIENT_ID_RANGE) ?? desk.newId();
  const before = desk.exchange.order(account, symbol, order);
  const newClientId = clientOrderId(newId);
  const events = desk.execute({ _tag: 'amend', account, symbol, order, amount, newClientId });
  const rejected = rejectedIn(events);
  const amended = events.find((event) => event._tag === 'amended');
  if (rejected !== undefined || before === undefined || amended === undefined)
    throw refusalOf(rejected?.reason ?? { _tag: 'unknownOrder' }, 'amend');
  const { orderId, sequence, time, previousClientId } = amended;
  const now = resultJson(orderOf(desk, account, symbol, { orderId }), desk.labels.get(orderId));
  const { transactTime: _, origQty, origQuoteOrderQty, cummulativeQuoteQty, ...rest } = now;
  return {
    transactTime: wireTime(time),
    executionId: sequence,
    amendedOrder: {
      ...rest,
      origClientOrderId: previousClientId,
      qty: origQty,
      preventedQty: numberText(before.prevented),
      quoteOrderQty: origQuoteOrderQty,
      cumulativeQuoteQty: cummulativeQuoteQty,
    },
  };
}
