import type { ClientOrderId, OrderId } from '../domain/ids.js';
import type { Order } from './order.js';
import type { OneOrderInput, OrderInput } from './orderInput.js';
import type { OrderUpdate } from './orderReducer.js';
import type { Place } from './place.js';

/** An order, and its number in its tracker: from 1 on, its own as long as the tracker's state lives. */
export interface TrackedOrder {
  readonly key: number;
  readonly order: Order;
}

/** What became of an order of many. */
export interface TrackedUpdate extends OrderUpdate, TrackedOrder {
  /** What made it: one that was held comes after others that came later. */
  readonly input: OrderInput;
  /** As it was before; undefined for one that had not been heard of. */
  readonly previous: Order | undefined;
  /** The key of an order that was adopted by its venue id, and proved to be this one: it is part of it, and gone. */
  readonly absorbed: number | undefined;
}

/** One of an order's ids. */
type OrderIdentity =
  { readonly by: 'clientId'; readonly id: ClientOrderId } | { readonly by: 'venueId'; readonly id: OrderId };

/** Which order is looked for: by one id, of one place. */
export type OrderLookup = Place & OrderIdentity;

/** Which order is meant: by one id and, where given, of that venue and of that symbol alone. */
export type OrderName = Partial<Place> & OrderIdentity;

/** All that a tracker has to know to go on as if it had never stopped. */
export interface TrackerState {
  /** The orders that have not ended, at least. */
  readonly orders: readonly TrackedOrder[];
  /** Inputs that wait for their order's venue id, in the order in which they came. */
  readonly held: readonly OneOrderInput[];
  /** The key that the next order gets. */
  readonly nextKey: number;
}

export const EMPTY_STATE: TrackerState = { orders: [], held: [], nextKey: 1 };
