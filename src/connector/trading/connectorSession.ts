import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  lastValueFrom,
  merge,
  ReplaySubject,
  Subscription,
  switchMap,
  take,
  tap,
  timer,
  type BehaviorSubject,
  type Observable,
} from 'rxjs';

import { reasonOf } from '../requests/callOverHttp.js';
import type { AccountDesk } from './accountDesk.js';
import type { CancelResult, Connector, ConnectorLog } from './connector.js';
import type { GivenOptions } from './connectorOptions.js';
import type { StatusBoard } from './statusBoard.js';
import type { TrackedOrders } from './trackedOrders.js';

/** What runs while a connector is started. */
export interface SessionOptions {
  readonly desk: AccountDesk | undefined;
  readonly orders: TrackedOrders;
  readonly given: Pick<GivenOptions, 'onStop' | 'stopLimitMs' | 'now'>;
  readonly isEnding$: BehaviorSubject<boolean>;
  readonly running$: BehaviorSubject<boolean>;
  readonly status: StatusBoard;
  readonly log: (entry: ConnectorLog) => void;
  /** What runs from the start to the end, but for the account. */
  readonly parts: () => readonly Observable<unknown>[];
  /** The account's side begins when this emits. */
  readonly beforeAccount$: Observable<unknown>;
}

/** Starts and stops a connector: twice is once, and whatever is called while the other is under way is heeded after it. */
export interface Session extends Pick<Connector, 'start' | 'stop'> {
  /** Whether it is started and not stopping. */
  readonly isRunning: () => boolean;
  /** Whether it is not started, or stopped to the end. */
  readonly isStopped: () => boolean;
}

/** What a connector's status is while it is not started. */
const STOPPED = {
  network: 'stopped',
  listings: false,
  books: true,
  rules: false,
  clock: false,
  userStream: false,
  balances: false,
  orders: false,
} as const;

/** Runs the parts of a connector from its start to its end. */
export function connectorSession(options: SessionOptions): Session {
  const { desk, orders, given, isEnding$, running$, status, log, parts, beforeAccount$ } = options;
  const { onStop, stopLimitMs, now } = given;
  /** What is under way, of which the orders go on longest. */
  let account = new Subscription();
  let line = new Subscription();
  let tracked$ = new ReplaySubject<never>(0);
  let stopping: Promise<void> | undefined;
  let isWantedAgain = false;

  const fail = (what: string) => (error: unknown) => {
    log({ _tag: 'unusable', what, reason: reasonOf(error), at: now() });
    status.set({ userStream: false, orders: false });
  };

  /** What goes wrong while it stops is told, and does not keep it from stopping. */
  const goingOn =
    (what: string) =>
    (source: Observable<never>): Observable<never> =>
      source.pipe(
        catchError((error: unknown) => {
          fail(what)(error);
          return EMPTY;
        }),
      );

  function start(): void {
    if (stopping !== undefined) {
      isWantedAgain = true;
      return;
    }
    if (running$.value) return;
    isEnding$.next(false);
    status.set({ network: 'notConnected' });
    line = new Subscription();
    account = new Subscription();
    const ended$ = (tracked$ = new ReplaySubject<never>(0));
    orders.run().subscribe({
      error: (error: unknown) => {
        fail('orders')(error);
        ended$.complete();
      },
      complete: () => ended$.complete(),
    });
    log({ _tag: 'started', at: now() });
    running$.next(true);
    line.add(merge(...parts()).subscribe({ error: fail('connector') }));
    if (desk === undefined) return;
    account.add(beforeAccount$.pipe(switchMap(() => desk.run())).subscribe({ error: fail('account') }));
  }

  /** Says which orders were to be taken back and, as far as anybody knows, are not. */
  function tellLeft(results: readonly CancelResult[]): void {
    for (const result of results) {
      if (result._tag === 'cancelled' || orders.byClientId(result.clientId)?.end !== undefined) continue;
      const reason = `it may be open still: ${result.reason}`;
      log({ _tag: 'unusable', what: `order ${result.clientId}`, reason, at: now() });
    }
  }

  /** What is to be done with open orders, and what is under way, within the time. */
  function finish(): Observable<never> {
    if (desk === undefined) return EMPTY;
    const until = now() + stopLimitMs;
    const cancelled$ = onStop === 'cancel' ? desk.takeBack(stopLimitMs).pipe(tap(tellLeft)) : EMPTY;
    const none = (underWay$: Observable<number>): Observable<unknown> =>
      defer(() =>
        merge(underWay$.pipe(filter((count) => count === 0)), timer(Math.max(0, until - now()))).pipe(
          take(1),
        ),
      );
    // The user stream is heard until the last order is answered: the answer may not tell its fills.
    const left$ = defer(() => {
      account.unsubscribe();
      return none(desk.keeping$);
    });
    return concat(cancelled$, none(desk.acting$), left$).pipe(ignoreElements());
  }

  /** Ends what is still under way, so that each call has its result, and lets the orders take that in. */
  const end$ = defer(() => {
    isEnding$.next(true);
    orders.end();
    return tracked$;
  });

  const close$ = defer(() => {
    line.unsubscribe();
    account.unsubscribe();
    running$.next(false);
    isEnding$.next(false);
    status.set(STOPPED);
    log({ _tag: 'stopped', at: now() });
    stopping = undefined;
    if (isWantedAgain) {
      isWantedAgain = false;
      start();
    }
    return EMPTY;
  });

  function stop(): Promise<void> {
    isWantedAgain = false;
    if (stopping !== undefined) return stopping;
    if (!running$.value) return Promise.resolve();
    log({ _tag: 'stopping', at: now() });
    const stopped$ = new ReplaySubject<never>(0);
    const stopped = lastValueFrom(stopped$, { defaultValue: undefined });
    stopping = stopped;
    concat(defer(finish).pipe(goingOn('open orders')), end$.pipe(goingOn('orders')), close$).subscribe(
      stopped$,
    );
    return stopped;
  }

  return {
    start,
    stop,
    isRunning: () => running$.value && stopping === undefined,
    isStopped: () => !running$.value,
  };
}
