import {
  defer,
  filter,
  finalize,
  forkJoin,
  ignoreElements,
  interval,
  map,
  merge,
  of,
  repeat,
  ReplaySubject,
  share,
  switchMap,
  take,
  takeWhile,
  tap,
  timeout,
  timer,
  type Observable,
} from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import type { BalanceSnapshot, Balances } from '../../money/index.js';
import { wants, type Order } from '../../orders/index.js';
import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import { accountBalances } from './accountBalances.js';
import type { AccountFees } from './accountFees.js';
import { AccountNews } from './accountNews.js';
import type { AccountStream } from './accountStream.js';
import type { ConnectorLog } from './connector.js';
import type { GivenOptions } from './connectorOptions.js';
import { idsOf, originOf, type Desk } from './desk.js';
import { askBalances, pollAccount } from './pollAccount.js';
import { reconcileAccount } from './reconcileAccount.js';
import { serveWants } from './serveWants.js';
import type { StatusBoard } from './statusBoard.js';

/** What an account's side of a connector is made of. */
export interface AccountSideOptions {
  readonly desk: Desk;
  readonly stream: AccountStream;
  readonly fees: AccountFees;
  readonly ruleOf: (symbol: VenueSymbol) => TradingRule | undefined;
  readonly status: StatusBoard;
  readonly log: (entry: ConnectorLog) => void;
  readonly backoff: BackoffOptions;
  readonly given: Pick<GivenOptions, 'slowPollMs' | 'fastPollMs' | 'silenceMs'>;
}

/** What an account does by itself: it hears, asks and reconciles. */
export interface AccountSide {
  /** Does all that, as long as it is subscribed. Never completes and never errors. */
  readonly run: () => Observable<never>;
  /** Hot; the last balances at once. */
  readonly balances$: Observable<Balances>;
  /** Has one order asked for now. */
  readonly lookUp: (order: Order) => void;
}

const TICK_MS = 1_000;
/** What was taken in has been told after so long, also where orders are tracked in a journal, by turns of the event loop. */
const TOLD_MS = 1;
/** So long what lists left open holds back that the orders are known. */
const SETTLE_LIMIT_MS = 5_000;
/** How often orders hear what time it is, while nothing in them waits for it. */
const SLOW_TICKS = 60;
/** Questions about orders that are under way at once. */
const QUESTIONS_AT_ONCE = 4;

/**
 * Keeps an account's orders and balances true: what the user stream tells, what polls tell, and what is asked for, goes one way. When the
 * stream is subscribed to, the orders are reconciled before they count as those of the venue; while it is down or silent, polls are fast.
 */
export function accountSide(options: AccountSideOptions): AccountSide {
  const { desk, stream, fees, ruleOf, status, log, backoff, given } = options;
  const { orders, now } = desk;
  const { slowPollMs: slowMs, fastPollMs: fastMs, silenceMs } = given;
  const balances$ = new ReplaySubject<Balances>(1);
  const ticks$ = interval(TICK_MS).pipe(share());
  const balances = accountBalances({ updates$: orders.updates$, ruleOf, feesOf: fees.of });
  const wantServer = serveWants(desk, { ticks$, backoff, atOnce: QUESTIONS_AT_ONCE });

  const onBalances = (snapshot: BalanceSnapshot): void => {
    balances.take(snapshot);
    // An account that has nothing is known too.
    if (!status.now.balances) tellBalances(new Map());
  };

  const tellBalances = (all: Balances): void => {
    balances$.next(all);
    status.set({ balances: true });
  };

  /** Since when nobody has listened; undefined before the first time. */
  let leftAt: number | undefined;

  const run = (): Observable<never> =>
    defer(() => {
      const missedSince = Math.min(leftAt ?? now(), ...orders.open().map(({ order }) => order.createdAt));
      const news = new AccountNews({ desk, balances, status, log, silenceMs, missedSince });
      loseCancels(desk);
      return merge(
        balances.run().pipe(tap(tellBalances)),
        orders.updates$.pipe(tap((update) => news.changed(update))),
        wantServer.run(),
        fees.run(),
        clock(news),
        reconciled(news),
        pollAccount(desk, {
          ticks$,
          slowMs,
          fastMs,
          isTold: () => news.isTold,
          onBalances,
          lookUp: wantServer.lookUp,
          log,
        }),
        stream.run().pipe(tap((event) => news.take(event))),
      ).pipe(
        ignoreElements(),
        finalize(() => (leftAt = news.since)),
      );
    });

  /** After each subscription, until the venue has answered all of it. */
  const reconciled = (news: AccountNews): Observable<unknown> =>
    news.ups$.pipe(
      switchMap(() => {
        let attempts = 0;
        return defer(() =>
          forkJoin([reconcileAccount(desk, news.since, wantServer.lookUp), askBalances(desk, onBalances)]),
        ).pipe(
          switchMap(([areOrders, areBalances]) => {
            attempts++;
            if (areOrders && news.isUp) news.caughtUp();
            return (areOrders ? settled() : of(0)).pipe(map(() => ({ areOrders, areBalances })));
          }),
          map(({ areOrders, areBalances }) => {
            if (areOrders && news.isUp) status.set({ orders: true });
            const complete = areOrders && areBalances;
            log({ _tag: 'reconciled', complete, at: now() });
            return complete;
          }),
          repeat({ delay: () => timer(backoffMs(attempts, backoff)) }),
          takeWhile((complete) => !complete),
        );
      }),
    );

  /** Nothing is asked for of an order that is open here: what the lists left open has been answered, and its events told. */
  const isSettled = (): boolean => orders.open().every(({ order }) => wants(order, now()).length === 0);

  /** Emits once, after what was taken in is told, when all is settled, or after so long, whatever is not. */
  const settled = (): Observable<unknown> =>
    timer(TOLD_MS).pipe(
      switchMap(() => merge(of(0), ticks$, orders.updates$).pipe(filter(isSettled), take(1))),
      timeout({ first: SETTLE_LIMIT_MS, with: () => of(0) }),
    );

  /** What time it is: orders hear it, those that ended long ago leave, and it is told whether the stream tells anything. */
  const clock = (news: AccountNews): Observable<unknown> => {
    let wasTold = false;
    let ticks = 0;
    return ticks$.pipe(
      tap(() => {
        const at = now();
        orders.forget(at);
        const waits = orders.open().some(({ order }) => order.venueIds.length === 0);
        if (waits || ++ticks % SLOW_TICKS === 0) orders.take([{ _tag: 'clock', now: at }]);
        const { isTold, isUp } = news;
        if (isTold === wasTold) return;
        wasTold = isTold;
        const silentOrDown = isUp ? 'silent' : 'down';
        log({ _tag: 'userStream', is: isTold ? 'up' : silentOrDown, at });
      }),
    );
  };

  return { run, balances$: balances$.asObservable(), lookUp: wantServer.lookUp };
}

/** A cancel that was under way when an earlier run ended is answered by nobody. */
function loseCancels({ venue, orders, now }: Desk): void {
  for (const { order } of orders.open()) {
    if (order.cancel?.answer !== 'awaited') continue;
    const { request } = order.cancel;
    orders.take([{ _tag: 'cancelAnswerLost', ...originOf(venue, idsOf(order), now()), request }]);
  }
}
