import { concat, defer, type OperatorFunction } from 'rxjs';

import { mapEach } from '../sequence/mapEach.js';
import type { OrderInput } from './orderInput.js';
import { OrderRegistry, type RegistryOptions } from './orderRegistry.js';
import { EMPTY_STATE, type OrderLookup, type TrackedOrder, type TrackedUpdate } from './trackedOrder.js';

/** How long orders are kept. Times are driven by `clock` inputs. */
export interface TrackOrdersOptions {
  /** How long an order is kept after its end, in milliseconds; late fills find it so long. 15 minutes unless given. */
  readonly keepFinishedMs?: number;
  /** How many orders are kept after their end, at most; the first to end leaves first. 1000 unless given. */
  readonly keepFinished?: number;
  /**
   * How long an input that names its order by an unknown venue id alone waits, in milliseconds, while an order that was
   * submitted here has no venue id yet: it may be that order's. 10 seconds unless given.
   */
  readonly holdMs?: number;
  /**
   * Brings back an order that has left memory, with its key, from wherever it was stored; undefined where there is none.
   * Asked for each id that is not in memory, new ones too.
   */
  readonly recall?: (lookup: OrderLookup) => TrackedOrder | undefined;
}

const DEFAULTS = {
  keepFinishedMs: 15 * 60_000,
  keepFinished: 1000,
  holdMs: 10_000,
  recall: (): undefined => undefined,
};

/**
 * Tracks orders: each input goes to the order it is of, by client id or venue id, and gives that order as it is now
 * with what is told of it. An input may carry either id; one that carries both links them. An order that nobody
 * submitted here is adopted by the first input that names it.
 *
 * An input that names its order by an unknown venue id alone is held while an order submitted here has no venue id,
 * and given to that order as soon as it has it: so a fill that overtakes the acknowledgement is not taken for another's.
 * One update an input; none for one that is held and for a clock that changes nothing; several for one that releases.
 *
 * ```
 *   inputs:   -s-f-a-----r-|     submit, fill (venue id only), acknowledged (both ids), report: filled
 *   updates:  -P---(OF)--C-|     pendingCreate; open, partiallyFilled; filled
 * ```
 *
 * Completes with the source, after what is still held then; fails with it. One state a subscription; nothing reads a clock.
 *
 * Marbles: `marbles/orders/trackOrders`.
 *
 * @throws {RangeError} where an option is no time or no count.
 */
export function trackOrders(options: TrackOrdersOptions = {}): OperatorFunction<OrderInput, TrackedUpdate> {
  const given = registryOptions(options);
  return (source) =>
    defer(() => {
      const registry = new OrderRegistry(given, EMPTY_STATE);
      const updates$ = source.pipe(
        mapEach((input) => {
          const updates = registry.take(input);
          registry.forget(input._tag === 'clock' ? input.now : -Infinity);
          return updates;
        }),
      );
      return concat(
        updates$,
        defer(() => registry.giveOutHeld()),
      );
    });
}

/** @throws {RangeError} where an option is no time or no count. */
export function registryOptions(options: TrackOrdersOptions): RegistryOptions {
  const all = { ...DEFAULTS, ...options };
  const { keepFinishedMs, keepFinished, holdMs } = all;
  for (const [name, value] of Object.entries({ keepFinishedMs, holdMs })) {
    if (!(value >= 0)) throw new RangeError(`${name} is no time: ${value}`);
  }
  if (!(keepFinished >= 0 && (Number.isInteger(keepFinished) || keepFinished === Infinity)))
    throw new RangeError(`keepFinished is no count: ${keepFinished}`);
  return all;
}
