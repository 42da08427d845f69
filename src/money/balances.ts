import { map, pipe, scan, type OperatorFunction } from 'rxjs';

import type { BalanceEvent } from './balanceEvent.js';
import type { BalanceInput } from './balanceInput.js';
import {
  balanceReducer,
  checkHoldLimit,
  INITIAL_BALANCES,
  type BalanceOptions,
  type BalancesResult,
  type BalancesState,
} from './balanceReducer.js';

/**
 * The balances of one account at one venue, from what the venue tells, by itself or asked, and from what own orders
 * lock: one event a message, each with all balances, total and available. What is older than what is known is refused,
 * and told. {@link balanceReducer} has the rules.
 *
 * Completes and fails with the source; one state a subscription.
 *
 * ```
 *   source:  -s-d-o-p-|   snapshot 10, delta -1, an order locks 2, a snapshot that was asked for before the delta
 *   result:  -A-B-C-R-|   10 of 10, 9 of 9, 7 of 9 available; refused
 * ```
 *
 * Marbles: `marbles/money/balances`.
 *
 * @throws {RangeError} at once where `holdLimit` is no count above zero.
 */
export function balances(options: BalanceOptions = {}): OperatorFunction<BalanceInput, BalanceEvent> {
  if (options.holdLimit !== undefined) checkHoldLimit(options.holdLimit);
  const start: { readonly state: BalancesState } = { state: INITIAL_BALANCES };
  return pipe(
    scan<BalanceInput, BalancesResult, typeof start>(
      ({ state }, input) => balanceReducer(state, input, options),
      start,
    ),
    map(({ event }) => event),
  );
}
