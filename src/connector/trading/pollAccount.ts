import { EMPTY, exhaustMap, forkJoin, ignoreElements, map, tap, type Observable } from 'rxjs';

import type { BalanceSnapshot } from '../../money/index.js';
import type { Order } from '../../orders/index.js';
import { listOpenOrders } from './accountLists.js';
import type { ConnectorLog } from './connector.js';
import type { Desk } from './desk.js';
import { takeLists } from './reconcileAccount.js';

/** How an account is polled. Times in milliseconds. */
export interface PollAccountOptions {
  /** Looks whether a poll is due. */
  readonly ticks$: Observable<unknown>;
  readonly slowMs: number;
  readonly fastMs: number;
  /** Whether the user stream tells what happens; else polls are fast. */
  readonly isTold: () => boolean;
  readonly onBalances: (balances: BalanceSnapshot) => void;
  /** Has one order asked for. */
  readonly lookUp: (order: Order) => void;
  readonly log: (entry: ConnectorLog) => void;
}

/** More instruments than this are not asked for one by one. */
const MOST_SYMBOLS = 5;

/**
 * Asks for the open orders and for the balances: now and then, so that nothing is missed for long, and often while the user stream does not
 * tell. A fast poll asks for the instruments alone that orders are open in here. Cold; never completes and never errors.
 */
export function pollAccount(
  desk: Desk,
  { ticks$, slowMs, fastMs, isTold, onBalances, lookUp, log }: PollAccountOptions,
): Observable<never> {
  const { venue, orders, ask, now } = desk;
  let polledAt = now();
  let slowlyAt = polledAt;

  function due(): 'slow' | 'fast' | undefined {
    const at = now();
    if (at - slowlyAt >= slowMs) return 'slow';
    return !isTold() && at - polledAt >= fastMs ? 'fast' : undefined;
  }

  function poll(why: 'slow' | 'fast'): Observable<unknown> {
    polledAt = now();
    if (why === 'slow') slowlyAt = polledAt;
    const symbols = new Set(orders.open().map(({ order }) => order.symbol));
    const isNarrow = why === 'fast' && symbols.size <= MOST_SYMBOLS;
    const lists$ = listOpenOrders(venue.trading, ask, isNarrow ? [...symbols] : 'all').pipe(
      map((openOrders) => {
        takeLists(desk, { openOrders }, lookUp);
        return openOrders !== undefined || (isNarrow && symbols.size === 0);
      }),
    );
    const balances$ = askBalances(desk, onBalances);
    return forkJoin([lists$, balances$]).pipe(
      tap((answered) => {
        log({ _tag: 'polled', why, complete: answered.every(Boolean), at: now() });
      }),
    );
  }

  return ticks$.pipe(
    exhaustMap(() => {
      const why = due();
      return why === undefined ? EMPTY : poll(why);
    }),
    ignoreElements(),
  );
}

/** Asks for the balances once; emits whether the venue has told them. */
export const askBalances = (
  { venue, ask }: Desk,
  onBalances: (balances: BalanceSnapshot) => void,
): Observable<boolean> =>
  ask(venue.trading.balances()).pipe(
    map((result) => {
      if (result._tag === 'answered') onBalances(result.value);
      return result._tag === 'answered';
    }),
  );
