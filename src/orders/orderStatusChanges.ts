import { concatMap, defer, type OperatorFunction } from 'rxjs';

import type { Order } from './order.js';
import { orderStatus, type OrderStatus } from './orderQueries.js';
import type { TrackedOrder, TrackedUpdate } from './trackedOrder.js';

/**
 * An order's status is another than before. Times are by our clock, in milliseconds since 1970-01-01 UTC, microseconds
 * in the fraction.
 */
export interface OrderStatusChange extends TrackedOrder {
  /** The status before; undefined for the first. */
  readonly from: OrderStatus | undefined;
  readonly to: OrderStatus;
  /**
   * When the status changed: that of the message, or of the clock, which changed it. Undefined for the first status of an
   * order that is older than its first update here, unless it has ended.
   */
  readonly changedAt: number | undefined;
  /** How long the status `from` lasted, in milliseconds; undefined where either end is not known. */
  readonly lastedMs: number | undefined;
}

/** When an order got its status: by a message or, where its answer was given up, by the clock. */
function changeTime({ end, updatedAt, submit, createdAt }: Order, isFirst: boolean): number | undefined {
  if (end !== undefined) return end.receivedAt;
  const lastChange = Math.max(updatedAt, submit?.answeredAt ?? -Infinity);
  return isFirst && lastChange !== createdAt ? undefined : lastChange;
}

/**
 * The pure reducer of {@link orderStatusChanges}, for one order: the last change as it is where the order has the status
 * that it led to; undefined where none has been seen.
 */
export function orderStatusChangeReducer(
  last: OrderStatusChange | undefined,
  { key, order, previous }: TrackedUpdate,
): OrderStatusChange | undefined {
  const to = orderStatus(order);
  const from = last?.to ?? (previous === undefined ? undefined : orderStatus(previous));
  if (from === to) return last;
  const changedAt = changeTime(order, from === undefined);
  const since = last === undefined ? previous?.end?.receivedAt : last.changedAt;
  // A clock may have been set back; nothing lasts less than no time.
  const lastedMs =
    since === undefined || changedAt === undefined ? undefined : Math.max(0, changedAt - since);
  return { key, order, from, to, changedAt, lastedMs };
}

/**
 * One value each time that the status of an order changes, the first status included: from what to what, when, and how
 * long the former lasted. An order that proves to be part of another says nothing more; it is that order's from then on.
 *
 * Cold; remembers the orders that have not ended, as it has seen them. A subscriber that comes late hears of each order
 * from its next change on, with `lastedMs` from the change after that on; with `replayOrders` before it, of the present
 * status of each order first. Completes and fails with the source.
 *
 * ```
 *   updates:  -P-O-O-F-|   pendingCreate, open, open, filled
 *   result:   -P-O---F-|
 * ```
 *
 * Marbles: `marbles/orders/orderStatusChanges`.
 */
export const orderStatusChanges = (): OperatorFunction<TrackedUpdate, OrderStatusChange> => (source) =>
  defer(() => {
    const lasts = new Map<number, OrderStatusChange>();
    return source.pipe(
      concatMap((update) => {
        const { key, order, absorbed } = update;
        const last = lasts.get(key);
        const change = orderStatusChangeReducer(last, update);
        // What has ended tells by itself how it ended and since when.
        if (change === undefined || order.end !== undefined) lasts.delete(key);
        else lasts.set(key, change);
        if (absorbed !== undefined) lasts.delete(absorbed);
        return change === undefined || change === last ? [] : [change];
      }),
    );
  });
