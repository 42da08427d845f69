import { checkFilters } from '../checkFilters.js';
import { CLIENT_ID_RANGE, ORDER_PARAMETERS, readNewOrder } from '../newOrderParams.js';
import type { Operation } from '../operation.js';
import { missing, Refusal } from '../refusal.js';
import { refusalOf, rejectedIn } from '../refusalOf.js';
import { cancelledJson, placedJson, readReference, readRestriction } from './trading.js';

/** What became of one half. */
interface Half {
  readonly result: 'SUCCESS' | 'FAILURE' | 'NOT_ATTEMPTED';
  readonly response: unknown;
}

/**
 * Cancel an existing order and send a new order.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "Cancel an Existing Order and Send a New Order", as of 2026-01-15. Who is over
 * the limit of orders gets -1015 before anything is done, whatever `orderRateLimitExceededMode` says.
 */
export const cancelReplaceOrder: Operation = {
  security: 'signed',
  parameters: [
    ...ORDER_PARAMETERS,
    'cancelReplaceMode',
    'cancelNewClientOrderId',
    'cancelOrigClientOrderId',
    'cancelOrderId',
    'cancelRestrictions',
    'orderRateLimitExceededMode',
  ],
  weight: 1,
  orders: 1,
  run: ({ desk, params, account }) => {
    const symbol = desk.symbol(params);
    const wanted = readNewOrder(desk, params);
    params.needed('cancelReplaceMode');
    const mode = params.oneOf('cancelReplaceMode', ['STOP_ON_FAILURE', 'ALLOW_FAILURE']);
    if (mode === undefined) throw missing('cancelReplaceMode');
    const cancel = readReference(params, 'cancelOrderId', 'cancelOrigClientOrderId');
    const restriction = readRestriction(params);
    const cancelId = params.matching('cancelNewClientOrderId', CLIENT_ID_RANGE) ?? desk.newId();
    checkFilters(desk, account, symbol, wanted.order);
    const found = desk.exchange.order(account, symbol, cancel);
    const events = desk.labels.during({ cancelId, label: wanted.label }, () =>
      desk.execute({
        _tag: 'replace',
        mode: mode === 'STOP_ON_FAILURE' ? 'stopOnFailure' : 'allowFailure',
        account,
        symbol,
        cancel,
        restriction,
        clientId: wanted.clientId,
        order: wanted.order,
      }),
    );
    const refusedCancel = rejectedIn(events, 'cancel');
    const isAccepted = events.some(({ _tag }) => _tag === 'accepted');
    const refusedOrder = rejectedIn(events, 'place');
    // Filters are looked at before anything is done.
    const isCancelled = events.some(({ _tag }) => _tag === 'cancelled');
    if (refusedOrder !== undefined && refusedCancel === undefined && !isCancelled)
      throw refusalOf(refusedOrder.reason, 'place');

    const cancelHalf = half(() => {
      if (refusedCancel !== undefined || found === undefined)
        throw refusalOf(refusedCancel?.reason ?? { _tag: 'unknownOrder' }, 'cancel');
      return cancelledJson(desk, found, cancelId);
    });
    const orderHalf: Half =
      isAccepted || refusedOrder !== undefined
        ? half(() => placedJson(desk, wanted, events))
        : { result: 'NOT_ATTEMPTED', response: null };
    return together(cancelHalf, orderHalf);
  },
};

function half(work: () => unknown): Half {
  try {
    return { result: 'SUCCESS', response: work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { result: 'FAILURE', response: error.json };
  }
}

function together(cancel: Half, order: Half): unknown {
  const data = {
    cancelResult: cancel.result,
    newOrderResult: order.result,
    cancelResponse: cancel.response,
    newOrderResponse: order.response,
  };
  const done = [cancel, order].filter(({ result }) => result === 'SUCCESS').length;
  if (done === 2) return data;
  if (done === 1) throw new Refusal(-2021, 'Order cancel-replace partially failed.', 409, data);
  throw new Refusal(-2022, 'Order cancel-replace failed.', 400, data);
}
