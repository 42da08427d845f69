import { isLeft } from 'fp-ts/lib/Either.js';
import { filter, map, merge, Subject, type Observable } from 'rxjs';

import { subtract } from '../../domain/exact.js';
import type { FeeSchedule } from '../../domain/fee.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import {
  balances,
  orderLocks,
  settledChanges,
  type BalanceDelta,
  type BalanceInput,
  type Balances,
  type OrderLocked,
} from '../../money/index.js';
import {
  executedBase,
  executedQuote,
  termsOf,
  type Order,
  type OrderEvent,
  type TrackedUpdate,
} from '../../orders/index.js';
import { mapEach } from '../../sequence/mapEach.js';

/** What an account's balances are made of. */
export interface AccountBalancesOptions {
  readonly updates$: Observable<TrackedUpdate>;
  readonly ruleOf: (symbol: VenueSymbol) => TradingRule | undefined;
  readonly feesOf: (symbol: VenueSymbol) => FeeSchedule;
}

/** The balances of an account. */
export interface AccountBalances {
  /** Takes in what the venue told: by itself over the connection of that name, or asked. */
  readonly take: (input: BalanceInput, over?: string) => void;
  /** Notes that an update came by a fill that the user stream told over the connection of that name. */
  readonly heard: (update: TrackedUpdate, over: string) => void;
  /** The balances after each change. Completes never; one state a subscription: for one subscriber. */
  readonly run: () => Observable<Balances>;
}

/**
 * Keeps an account's balances: what the venue tells and, between, what own orders lock. Where its user stream tells orders but no balances,
 * fills that it tells change them too: where it tells both, fills would count twice.
 */
export function accountBalances({ updates$, ruleOf, feesOf }: AccountBalancesOptions): AccountBalances {
  const told$ = new Subject<BalanceInput>();
  let isToldByStream = false;

  const lockOf = ({ key, order }: TrackedUpdate): OrderLocked => ({
    _tag: 'orderLocked',
    order: String(key),
    locks: locksOf(order, ruleOf(order.symbol), feesOf(order.symbol)),
  });

  function changesOf(update: TrackedUpdate, over: string): readonly BalanceDelta[] {
    const rule = ruleOf(update.order.symbol);
    if (rule === undefined || rule.contract !== undefined) return [];
    const { aliases } = feesOf(rule.symbol);
    return update.events.flatMap((event) => settledBy(event, rule, over, aliases));
  }

  return {
    take: (input, over) => {
      isToldByStream ||= over !== undefined;
      told$.next(input);
    },
    heard: (update, over) => {
      if (!isToldByStream) for (const change of changesOf(update, over)) told$.next(change);
    },
    run: () => {
      const locks$ = updates$.pipe(
        mapEach((update): readonly OrderLocked[] =>
          update.absorbed === undefined
            ? [lockOf(update)]
            : [{ _tag: 'orderLocked', order: String(update.absorbed), locks: [] }, lockOf(update)],
        ),
      );
      return merge(locks$, told$).pipe(
        balances(),
        filter((event) => event._tag === 'balancesChanged'),
        map((event) => event.balances),
      );
    },
  };
}

/** What an order locks as it is: nothing of one that has ended, nor where a price that it depends on is not known. */
function locksOf(order: Order, rule: TradingRule | undefined, fees: FeeSchedule): OrderLocked['locks'] {
  const terms = termsOf(order);
  if (order.end !== undefined || terms === undefined || rule === undefined) return [];
  const { side, type: orderType, sizedIn, price, amount } = terms;
  const { base, quote, contract } = rule;
  const executed = sizedIn === 'base' ? executedBase(order) : executedQuote(order);
  const left = subtract(amount, executed);
  const locks = orderLocks({ side, base, quote, contract, orderType, sizedIn, price, left }, fees);
  return isLeft(locks) ? [] : locks.right;
}

/** What a fill changes, where it is a real one whose time is known. */
function settledBy(
  event: OrderEvent,
  { base, quote }: TradingRule,
  feed: string,
  aliases: FeeSchedule['aliases'],
): readonly BalanceDelta[] {
  if (event._tag !== 'filled' || event.inferred || event.side === undefined) return [];
  const { side, fillPrice: price, fillAmount: amount, fillFees: fees, venueTime, receivedAt } = event;
  if (price === undefined) return [];
  const changes = settledChanges({ side, base, quote, price, amount, fees }, aliases);
  return [{ _tag: 'balanceDelta', feed, venueTime, receivedAt, changes }];
}
