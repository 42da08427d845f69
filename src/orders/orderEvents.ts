import { concatMap, type OperatorFunction } from 'rxjs';

import type { OrderEvent } from './orderEvent.js';
import type { OrderUpdate } from './orderReducer.js';

/**
 * The events of updates, one by one, in order. Completes and fails with the source.
 *
 * ```
 *   updates:  -a----b-----|   a: no event; b: created and filled
 *   events:   ------(cf)--|
 * ```
 *
 * Marbles: `marbles/orders/orderEvents`.
 */
export const orderEvents = (): OperatorFunction<OrderUpdate, OrderEvent> => concatMap(({ events }) => events);
