import type { OperatorFunction } from 'rxjs';

import { changesFrom } from './changesFrom.js';
import type { Order } from './order.js';
import { DOUBT_KINDS, doubtsOf, type DoubtKind, type OrderDoubt } from './orderDoubts.js';
import { OrderSet } from './orderSet.js';
import { sameOrder } from './sameOrder.js';
import type { TrackedOrder, TrackedUpdate } from './trackedOrder.js';

/** An order of which something is not known. */
export interface OrderInDoubt extends TrackedOrder {
  /** One at least; each kind once. */
  readonly doubts: readonly OrderDoubt[];
  /** Since when there is the first of them, by our clock, in milliseconds since 1970. */
  readonly since: number;
}

/** The pure reducer of {@link ordersInDoubt}: the same set where an update changes nothing in it. No kinds are all. */
export function ordersInDoubtReducer(
  inDoubt: OrderSet<OrderInDoubt>,
  { key, order, absorbed }: TrackedUpdate,
  kinds: readonly DoubtKind[] = [],
): OrderSet<OrderInDoubt> {
  const others = absorbed === undefined ? inDoubt : inDoubt.delete(absorbed);
  const before = others.get(key);
  if (before !== undefined && sameOrder(before.order, order)) return others;
  const doubts = [...doubtsOf(order), ...doubtsOfCancelSentAgain(before, order)]
    .filter(({ because }) => kinds.length === 0 || kinds.includes(because))
    .map(({ because, since }) => ({ because, since: Math.min(since, sinceOf(before, because)) }));
  if (doubts.length === 0) return others.delete(key);
  return others.set({ key, order, doubts, since: Math.min(...doubts.map(({ since }) => since)) });
}

/** A doubt that goes on is as old as it was, though the order may tell only of what was last heard. */
const sinceOf = (before: OrderInDoubt | undefined, kind: DoubtKind): number =>
  before?.doubts.find(({ because }) => because === kind)?.since ?? Infinity;

/** To send a cancel again is no answer to the one before: who does so every few seconds is in doubt all the time. */
const doubtsOfCancelSentAgain = (
  before: OrderInDoubt | undefined,
  { cancel }: Order,
): readonly OrderDoubt[] =>
  cancel?.answer === 'awaited'
    ? (before?.doubts.filter(({ because }) => because === 'cancelUnanswered') ?? [])
    : [];

/**
 * The orders of which something is not known, as an immutable set: what, and since when. What somebody wants to see who
 * is called at 3 a.m. Emitted each time that an order comes into doubt, changes in it or is out of it; the empty set when
 * the last one is. {@link DoubtKind} has the kinds; give some to see those alone.
 *
 * A request whose answer is merely awaited is no doubt yet: it becomes one when it is given up, by `clock` inputs of
 * `trackOrders` for a submit, and by a `cancelAnswerLost` for a cancel. Many doubts last only for a moment, until the
 * next message: `withAges` tells how old each is. An order that ended with fills missing stays until they come.
 *
 * Cold: one state a subscription; a late subscriber needs updates that begin with the present state (`replayOrders`).
 * An update costs little more where thousands are in doubt. Completes and fails with the source.
 *
 * ```
 *   updates:  -s-L---f-x-K---d-|   submitted, answer lost; found; cancel sent, answer lost; cancelled
 *   result:   ---1---0---1---0-|   how many
 * ```
 *
 * Marbles: `marbles/orders/ordersInDoubt`.
 *
 * @throws {RangeError} at once for a kind that there is not, which the types refuse too.
 */
export function ordersInDoubt(
  ...kinds: readonly DoubtKind[]
): OperatorFunction<TrackedUpdate, OrderSet<OrderInDoubt>> {
  for (const kind of kinds) {
    if (!DOUBT_KINDS.includes(kind))
      throw new RangeError(`no kind of doubt: ${kind}; there are ${DOUBT_KINDS.join(', ')}`);
  }
  return changesFrom(OrderSet.empty<OrderInDoubt>(), (inDoubt, update: TrackedUpdate) =>
    ordersInDoubtReducer(inDoubt, update, kinds),
  );
}
