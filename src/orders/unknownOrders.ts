import type { OperatorFunction } from 'rxjs';

import { ordersInDoubt, type OrderInDoubt } from './ordersInDoubt.js';
import type { OrderSet } from './orderSet.js';
import type { TrackedUpdate } from './trackedOrder.js';

/**
 * The orders whose status is `unknown`, which may be live or may never have arrived, and since when: those of
 * {@link ordersInDoubt} of the kinds `answerLost` and `unheardOf`, with all that is said there.
 *
 * ```
 *   updates:  -s-L---O-|   submitted, answer lost; open
 *   result:   ---1---0-|   how many
 * ```
 *
 * Marbles: `marbles/orders/unknownOrders`.
 */
export const unknownOrders = (): OperatorFunction<TrackedUpdate, OrderSet<OrderInDoubt>> =>
  ordersInDoubt('answerLost', 'unheardOf');
