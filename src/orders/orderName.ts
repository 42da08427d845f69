import type { Order } from './order.js';
import type { Place } from './place.js';
import type { OrderName } from './trackedOrder.js';

/** Whether an order has the name's id, now or formerly, and is of its place as far as that is given. */
export const bearsName = (order: Order, name: OrderName): boolean =>
  (name.by === 'clientId' ? order.clientId === name.id : order.venueIds.includes(name.id)) &&
  isAt(order, name);

/** Whether an order is of a place, as far as that is given. */
export const isAt = (order: Order, { venue = order.venue, symbol = order.symbol }: Partial<Place>): boolean =>
  order.venue === venue && order.symbol === symbol;

/** A name as a message tells it: `order c1 of kraken XBT/USD`. */
export function nameText({ by, id, venue, symbol }: OrderName): string {
  const order = by === 'clientId' ? `order ${id}` : `order with venue id ${id}`;
  const place = [venue, symbol].filter((part) => part !== undefined);
  return place.length === 0 ? order : `${order} of ${place.join(' ')}`;
}
