import { concatMap, defer, type OperatorFunction } from 'rxjs';

import type { Order } from './order.js';
import type { OrderEvent } from './orderEvent.js';
import { bearsName, isAt } from './orderName.js';
import type { Place } from './place.js';
import type { OrderName, TrackedUpdate } from './trackedOrder.js';

/** How many updates are held that may prove to be of the order. */
const HOLD_LIMIT = 1000;

/**
 * The events of one order from the subscription on, whatever ids they bear. Those that were told before the order had the
 * id that it is asked for by, as of an order that the venue's id alone named, or before an amendment gave it that id, are
 * given as soon as it has it, ahead of what told so, as they were told then. So no fill is missing that came before it was
 * known whose it is.
 *
 * For that the last 1,000 updates with events are held that may prove to be of the order: of those that bear no client
 * id, where the order's is known; of all of its place, as far as that is known, where it is not. With client ids on all
 * orders, as a program's own have them, nothing is held.
 *
 * Cold. Events before the subscription are not given, by `replayOrders` neither, which tells states; those events are in
 * a journal or nowhere. Completes and fails with the source, not with the order: fills may come after its end.
 *
 * ```
 *   updates:  -f-----k-----g--|   fill (venue id only); both ids; another fill
 *   events:   -------(cfk)-g--|   by client id: created and filled, told before, then what told that they are one
 * ```
 *
 * Marbles: `marbles/orders/eventsOfOrder`.
 *
 * @param name Without venue and symbol they are those of the first order that has the id.
 */
export const eventsOfOrder =
  (name: OrderName): OperatorFunction<TrackedUpdate, OrderEvent> =>
  (source) =>
    defer(() => {
      const history = new EventHistory(name);
      return source.pipe(concatMap((update) => history.take(update)));
    });

interface HeldEvents {
  readonly key: number;
  readonly events: readonly OrderEvent[];
}

/** Which updates are of one order, and what is held of those that may be. Changed in place. */
class EventHistory {
  readonly #name: OrderName;
  #place: Partial<Place>;
  /** Whether its client id is known: then it is none of the orders that have another. */
  #isClientKnown: boolean;
  #held: HeldEvents[] = [];

  constructor(name: OrderName) {
    this.#name = name;
    this.#place = name;
    this.#isClientKnown = name.by === 'clientId';
  }

  /** The events that an update gives. */
  take({ key, order, events, absorbed }: TrackedUpdate): readonly OrderEvent[] {
    if (bearsName(order, this.#name) && isAt(order, this.#place)) {
      const { venue, symbol } = order;
      this.#place = { venue, symbol };
      this.#isClientKnown ||= order.clientId !== undefined;
      return [...this.#release(key, absorbed), ...events];
    }
    // What is part of another order is told with that one.
    if (absorbed !== undefined)
      this.#held = this.#held.map((held) => (held.key === absorbed ? { ...held, key } : held));
    if (events.length > 0 && this.#mayBeIt(order)) this.#hold({ key, events });
    return [];
  }

  #mayBeIt(order: Order): boolean {
    return isAt(order, this.#place) && (!this.#isClientKnown || order.clientId === undefined);
  }

  #hold(held: HeldEvents): void {
    this.#held.push(held);
    if (this.#held.length > HOLD_LIMIT) this.#held.shift();
  }

  /** What was told of the order, and of what has become part of it, before it was known to be it. */
  #release(...keys: readonly (number | undefined)[]): readonly OrderEvent[] {
    const released = this.#held.filter(({ key }) => keys.includes(key));
    if (released.length > 0) this.#held = this.#held.filter(({ key }) => !keys.includes(key));
    return released.flatMap(({ events }) => events);
  }
}
