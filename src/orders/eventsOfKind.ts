import { filter, type OperatorFunction } from 'rxjs';

import type { OrderEvent } from './orderEvent.js';

/** The kinds of events of orders. */
export type OrderEventKind = OrderEvent['_tag'];

/** The events of these kinds. */
export type EventOfKind<K extends OrderEventKind> = Extract<OrderEvent, { readonly _tag: K }>;

const KINDS: Readonly<Record<OrderEventKind, true>> = {
  created: true,
  filled: true,
  completed: true,
  cancelled: true,
  expired: true,
  failed: true,
  anomaly: true,
};

/**
 * The events of one kind, or of several, with the type of those: `orderEvents(), eventsOfKind('filled')` gives
 * `OrderFilledEvent`s. `completed`, `cancelled`, `expired` and `failed` are the four ends. Keeps nothing, so that a late
 * subscriber gets what comes from then on. Completes and fails with the source.
 *
 * ```
 *   events:                  -c-f-f-d-|   created, filled, filled, completed
 *   eventsOfKind('filled'):  ---f-f---|
 * ```
 *
 * Marbles: `marbles/orders/eventsOfKind`.
 *
 * @throws {RangeError} at once for a kind that there is not, which the types refuse too.
 */
export function eventsOfKind<K extends OrderEventKind>(
  ...kinds: readonly [K, ...K[]]
): OperatorFunction<OrderEvent, EventOfKind<K>> {
  for (const kind of kinds) {
    if (!Object.hasOwn(KINDS, kind))
      throw new RangeError(`no kind of event: ${kind}; there are ${Object.keys(KINDS).join(', ')}`);
  }
  const wanted: ReadonlySet<string> = new Set(kinds);
  return filter((event): event is EventOfKind<K> => wanted.has(event._tag));
}
