import { copyOf, type Order } from './order.js';
import type { OrderEvent } from './orderEvent.js';

/** An order that nobody else has seen yet. */
type Changing = { -readonly [K in keyof Order]: Order[K] };

/** One step of an order: the order as it becomes, and what is told of it. It never leaves the reducer. */
export interface OrderDraft {
  order: Order;
  /** Whether `order` is this step's own copy. */
  isOwn: boolean;
  /** What is told so far. */
  events: readonly OrderEvent[];
  /** The times of what is taken in. */
  readonly venueTime: number | undefined;
  readonly receivedAt: number;
}

/** The beginning of a step. */
export const draftOf = (order: Order, venueTime: number | undefined, receivedAt: number): OrderDraft => ({
  order,
  isOwn: false,
  events: [],
  venueTime,
  receivedAt,
});

/** The order of a step, to be changed in place: copied once a step, however much is changed. */
export function change(draft: OrderDraft): Changing {
  if (!draft.isOwn) draft.order = copyOf(draft.order);
  draft.isOwn = true;
  return draft.order;
}

/** Tells an event, after those that are told. A list that is pushed to has room for many that never come. */
export function tell(draft: OrderDraft, event: OrderEvent): void {
  draft.events = draft.events.length === 0 ? [event] : [...draft.events, event];
}
