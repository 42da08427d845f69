import type { OperatorFunction } from 'rxjs';

import { changesFrom } from './changesFrom.js';
import { OrderSet } from './orderSet.js';
import { sameOrder } from './sameOrder.js';
import type { TrackedUpdate } from './trackedOrder.js';

/** The pure reducer of {@link openOrders}: the same set where an update changes nothing in it. */
export function openOrdersReducer(open: OrderSet, { key, order, absorbed }: TrackedUpdate): OrderSet {
  const others = absorbed === undefined ? open : open.delete(absorbed);
  if (order.end !== undefined) return others.delete(key);
  const before = others.get(key)?.order;
  return before !== undefined && sameOrder(before, order) ? others : others.set({ key, order });
}

/**
 * The orders that have not ended, as an immutable set, each time that one comes, changes or leaves; those that are not
 * accepted yet and those of which it is unknown are among them. An order that has proved to be part of another leaves;
 * one that was given up and came back is there again. An order that is only heard of again, with nothing new but
 * `updatedAt` and `evidenceAt`, has not changed: its member keeps those times.
 *
 * An update takes about a microsecond where ten orders are open, and a few where ten thousand are: nothing is copied but
 * the way to the change. To go through ten thousand takes some milliseconds.
 *
 * `start` is what is open when the updates begin, as after a restart `OrderSet.from(journal.orders({ open: true }))`; it is
 * not emitted, `startWith` does that. Cold: one state a subscription. Completes and fails with the source. For subscribers that come late, share the
 * set and not the updates, so that each begins with the whole of it:
 *
 * ```ts
 * const open$ = updates$.pipe(openOrders(), shareReplay({ bufferSize: 1, refCount: true }));
 * ```
 *
 * ```
 *   updates:  -a-b-c-b'-a'-|   a' ends; b' tells b anew
 *   open:     -1-2-3----2--|   how many
 * ```
 *
 * Marbles: `marbles/orders/openOrders`.
 */
export const openOrders = (start: OrderSet = OrderSet.empty()): OperatorFunction<TrackedUpdate, OrderSet> =>
  changesFrom(start, openOrdersReducer);
