import { concatMap, defer, type OperatorFunction } from 'rxjs';

import type { OrderInput, TrackedOrder, TrackedUpdate } from '../../orders/index.js';
import { OrderRegistry } from '../../orders/orderRegistry.js';
import { registryOptions, type TrackOrdersOptions } from '../../orders/trackOrders.js';
import { EMPTY_STATE, type TrackerState } from '../../orders/trackedOrder.js';

/**
 * Where a connector's orders are tracked: in memory, or in a journal,
 * `{ track: () => journal.track(), known: () => journal.orders({ open: true }) }`.
 */
export interface OrderTracking {
  /**
   * Makes updates of inputs, as `trackOrders` does; subscribed to once a start. What it knows has to outlive the
   * subscription.
   */
  readonly track: () => OperatorFunction<OrderInput, TrackedUpdate>;
  /** The orders that are open when it starts; asked for at each start. */
  readonly known: () => Iterable<TrackedOrder>;
}

/** Tracking in memory, which can be left and gone on with. */
export interface MemoryTracking extends OrderTracking {
  /** What waits for its order's venue id, and the next key: with the orders, all that there is to know. */
  readonly rest: () => Omit<TrackerState, 'orders'>;
  /** Goes on from what another one knew. */
  readonly restore: (state: TrackerState) => void;
}

/**
 * Tracks orders in memory, as `trackOrders` does; but what it knows outlives a subscription, so that a connector that was
 * stopped goes on with its orders when it is started again.
 *
 * @throws {RangeError} where an option is no time or no count.
 */
export function memoryTracking(options: Omit<TrackOrdersOptions, 'recall'> = {}): MemoryTracking {
  const given = registryOptions(options);
  let registry = new OrderRegistry(given, EMPTY_STATE);
  let known: readonly TrackedOrder[] = [];
  return {
    track: () => (source) =>
      defer(() => {
        const orders = registry;
        return source.pipe(
          concatMap((input) => {
            const updates = orders.take(input);
            orders.forget(input._tag === 'clock' ? input.now : -Infinity);
            return updates;
          }),
        );
      }),
    // Once: what has become of them since, whoever asked knows.
    known: () => {
      const restored = known;
      known = [];
      return restored;
    },
    rest: () => ({ held: registry.held, nextKey: registry.nextKey }),
    restore: (state) => {
      registry = new OrderRegistry(given, state);
      known = state.orders;
    },
  };
}
