import {
  combineLatest,
  connect,
  distinctUntilChanged,
  endWith,
  ignoreElements,
  map,
  Observable,
  takeUntil,
  type OperatorFunction,
} from 'rxjs';

import { whileOpen } from '../sequence/whileOpen.js';
import type { OrderInDoubt } from './ordersInDoubt.js';
import type { OrderSet } from './orderSet.js';

/** An order in doubt, and how long it has been. */
export interface AgedOrder extends OrderInDoubt {
  /** From `since` to the clock's last tick, in milliseconds; never below zero. */
  readonly ageMs: number;
}

/**
 * The orders in doubt with their ages, oldest first: at each tick of `clock$`, which tells the time in milliseconds since
 * 1970, and at each change, with the age at the last tick. Nothing before the first tick, so let the clock begin with one:
 * `timer(0, 1000).pipe(map(() => Date.now()))`. While no order is in doubt ticks give nothing.
 *
 * Cold. `clock$` is subscribed once a subscription, before the source, and for as long as that lasts. Completes and fails with
 * the source; fails with `clock$`; a clock that completes leaves the ages as they are.
 *
 * ```
 *   source:  ---a---------b---|   one order since 3; none
 *   clock$:  -t---t---t---t---|   at 1, 5, 9, 13
 *   result:  ---0-2---6---e---|   its age; empty
 * ```
 *
 * Marbles: `marbles/orders/withAges`.
 */
export const withAges =
  (clock$: Observable<number>): OperatorFunction<OrderSet<OrderInDoubt>, readonly AgedOrder[]> =>
  (source) =>
    new Observable((subscriber) => {
      const aged$ = whileOpen(source, subscriber).pipe(
        connect((sets$) => {
          const ended$ = sets$.pipe(ignoreElements(), endWith(undefined));
          return combineLatest([clock$.pipe(takeUntil(ended$)), sets$]);
        }),
        map(([now, set]) => agedAt(now, set)),
        distinctUntilChanged((before, aged) => before.length === 0 && aged.length === 0),
      );
      return aged$.subscribe(subscriber);
    });

const agedAt = (now: number, set: OrderSet<OrderInDoubt>): readonly AgedOrder[] =>
  Array.from(set, (order) => ({ ...order, ageMs: Math.max(0, now - order.since) })).sort(
    (a, b) => a.since - b.since,
  );
