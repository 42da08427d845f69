import { concatMap, defer, EMPTY, filter, of, take, throwError, throwIfEmpty, timeout } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

import type { OrderId } from '../domain/ids.js';
import type { Order } from './order.js';
import { bearsName } from './orderName.js';
import { venueIdOf } from './amendments.js';
import { NoVenueIdError, type NoVenueIdCause } from './noVenueIdError.js';
import type { OrderName, TrackedUpdate } from './trackedOrder.js';

/**
 * The id by which the venue knows an order, as soon as that is known: one value, and complete. Fails with a
 * {@link NoVenueIdError}, which names the order and what happened, where the order ends without one, where `limitMs`
 * milliseconds have passed since the subscription, by RxJS's timers, and where the source completes before. Fails with
 * the source.
 *
 * Cold. What the updates told before the subscription is not known here, so that one made after the order was sent may
 * wait for an id that has come: give it updates that begin with the present state, as `replayOrders` does.
 *
 * ```ts
 * const updates$ = inputs$.pipe(trackOrders(), replayOrders());
 * const venueId = await firstValueFrom(updates$.pipe(venueIdWithin({ by: 'clientId', id }, 5_000)));
 * ```
 *
 * ```
 *   updates:  -p-o-----|   pendingCreate; open, with a venue id
 *   result:   ---(v|)
 * ```
 *
 * Marbles: `marbles/orders/venueIdWithin`.
 *
 * @param name Without venue and symbol, the first order with that id that tells a venue id, or ends.
 * @throws {RangeError} at once where `limitMs` is not above zero, or is 2^31 and more, which timers do not keep.
 */
export function venueIdWithin(name: OrderName, limitMs: number): OperatorFunction<TrackedUpdate, OrderId> {
  if (!(limitMs > 0 && limitMs < 2 ** 31)) throw new RangeError(`limitMs is no time of a timer: ${limitMs}`);
  return (source) =>
    defer(() => {
      let last: Order | undefined;
      const failure = (cause: NoVenueIdCause) => () => new NoVenueIdError(name, cause, last);
      return source.pipe(
        filter(({ order }) => bearsName(order, name)),
        concatMap(({ order }) => {
          last = order;
          const id = venueIdOf(order);
          if (id !== undefined) return of(id);
          return order.end === undefined ? EMPTY : throwError(failure({ _tag: 'ended' }));
        }),
        take(1),
        throwIfEmpty(failure({ _tag: 'updatesEnded' })),
        timeout({ first: limitMs, with: () => throwError(failure({ _tag: 'timePassed', limitMs })) }),
      );
    });
}
