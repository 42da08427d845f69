import type { Order } from './order.js';
import type { OneOrderInput } from './orderInput.js';
import { orderReducer, type OrderUpdate } from './orderReducer.js';

/**
 * What an input makes of an order that it names by its client id, where its venue id is another order's: all that it says but
 * for that id. An amendment says nothing else.
 */
export const reduceForeign = (order: Order, input: OneOrderInput): OrderUpdate =>
  input._tag === 'amended' ? { order, events: [] } : orderReducer(order, { ...input, venueId: undefined });
