import {
  AsyncSubject,
  catchError,
  defer,
  EMPTY,
  filter,
  finalize,
  forkJoin,
  map,
  merge,
  NEVER,
  of,
  repeat,
  startWith,
  switchMap,
  take,
  tap,
  timer,
  type Observable,
} from 'rxjs';

import type { ClientOrderId } from '../../domain/ids.js';
import { mayCancel, type CancelRequested, type Order, type OneOrderInput } from '../../orders/index.js';
import { backoffMs, type BackoffOptions } from '../../sequence/backoff.js';
import type { CallFailure, CallResult } from '../requests/venueCall.js';
import { callFailureText } from './callFailureText.js';
import type { CancelAllOptions, CancelResult } from './connector.js';
import { demandTime } from './connectorOptions.js';
import { idsOf, originOf, type Desk } from './desk.js';

/** How orders are taken back. Times in milliseconds. */
export interface CancelOrdersOptions {
  /** How long one cancel is followed: then nobody knows. */
  readonly cancelLimitMs: number;
  /** So long after a cancel that may have arrived no other one is sent. */
  readonly cancelAgainAfterMs: number;
  /** The pauses before a cancel that was not done is asked for again, where that is wanted. */
  readonly backoff: BackoffOptions;
  /** The connector stops: what is not known then is unknown. */
  readonly stopped$: Observable<unknown>;
}

/** Takes orders back. Hot: it is asked for at the call; each subscriber gets the result, and completion. */
export interface CancelOrders {
  readonly cancel: (clientId: ClientOrderId) => Observable<CancelResult>;
  /** @throws {RangeError} where the time is none of a timer. */
  readonly cancelAll: (timeoutMs: number, options?: CancelAllOptions) => Observable<readonly CancelResult[]>;
  /**
   * Takes all open orders back that were submitted here, and asks again, within the time, where the venue has not done it. Cold: one
   * result each, the last one that there was.
   */
  readonly takeBack: (timeoutMs: number) => Observable<readonly CancelResult[]>;
}

/**
 * What takes orders back. A cancel waits for the answer to the order's submit, is tracked before it is sent, and sent once; its
 * result is what becomes of the order, not what was answered: an answer that was lost, and a refusal, are looked into by asking for
 * the order.
 */
export function cancelOrders(desk: Desk, options: CancelOrdersOptions): CancelOrders {
  const { orders, now } = desk;
  const { cancelLimitMs, backoff } = options;
  const underWay = new Map<ClientOrderId, Observable<CancelResult>>();
  let requests = 0;

  /** Takes one order back; asks for nothing more when so much time is over. */
  const cancelWithin = (clientId: ClientOrderId, withinMs: number): Observable<CancelResult> => {
    const pending$ = underWay.get(clientId);
    if (pending$ !== undefined) return pending$;
    const result$ = new AsyncSubject<CancelResult>();
    underWay.set(clientId, result$.asObservable());
    const request = { name: `${clientId} ${now()} ${++requests}`, sendBefore: now() + withinMs };
    cancelOne(desk, clientId, request, options)
      .pipe(
        take(1),
        finalize(() => underWay.delete(clientId)),
      )
      .subscribe(result$);
    return result$.asObservable();
  };

  const cancelAll: CancelOrders['cancelAll'] = (timeoutMs, { adopted = false } = {}) => {
    demandTime('timeoutMs', timeoutMs);
    const results$ = orders.open().flatMap(({ order: { clientId, submit } }) => {
      const isOurs = submit !== undefined;
      if (clientId === undefined || !(isOurs || adopted)) return [];
      const late$ = timer(timeoutMs).pipe(
        map(() => unknown(clientId, `nothing is known after ${timeoutMs} ms`)),
      );
      const cancelled$ = cancelWithin(clientId, Math.min(timeoutMs, cancelLimitMs));
      return [merge(cancelled$, late$).pipe(take(1))];
    });
    const all$ = new AsyncSubject<readonly CancelResult[]>();
    (results$.length === 0 ? of([]) : forkJoin(results$)).subscribe(all$);
    return all$.asObservable();
  };

  const takeBack: CancelOrders['takeBack'] = (timeoutMs) =>
    defer(() => {
      const ours = orders.open().filter(({ order }) => order.submit !== undefined);
      const all = ours.flatMap(({ order: { clientId } }) => (clientId === undefined ? [] : [clientId]));
      return all.length === 0 ? of([]) : forkJoin(all.map((clientId) => takeOneBack(clientId, timeoutMs)));
    });

  /** Asks again after a pause that grows where the venue has not done it and the order is open, until the time is over. */
  function takeOneBack(clientId: ClientOrderId, timeoutMs: number): Observable<CancelResult> {
    const until = now() + timeoutMs;
    let attempts = 0;
    let last = unknown(clientId, `nothing is known after ${timeoutMs} ms`);
    const isOver = ({ _tag }: CancelResult): boolean => _tag !== 'notCancelled' || !isOpen(clientId);
    const asked$ = defer(() => cancelWithin(clientId, until - now())).pipe(
      tap((result) => (last = result)),
      repeat({ delay: () => timer(backoffMs(++attempts, backoff)) }),
      filter(isOver),
    );
    return merge(asked$, timer(timeoutMs).pipe(map(() => last))).pipe(take(1));
  }

  const isOpen = (clientId: ClientOrderId): boolean => {
    const order = orders.byClientId(clientId);
    return order !== undefined && order.end === undefined;
  };

  return { cancel: (clientId) => cancelWithin(clientId, cancelLimitMs), cancelAll, takeBack };
}

const unknown = (clientId: ClientOrderId, reason: string): CancelResult => ({
  _tag: 'cancelUnknown',
  clientId,
  reason,
});

const notCancelled = (clientId: ClientOrderId, reason: string): CancelResult => ({
  _tag: 'notCancelled',
  clientId,
  reason,
});

/** A cancel that is asked for. */
interface CancelRequest {
  readonly name: string;
  /** From when on, by our clock, it is sent no more, for it was given up. */
  readonly sendBefore: number;
}

function cancelOne(
  desk: Desk,
  clientId: ClientOrderId,
  request: CancelRequest,
  { cancelLimitMs, cancelAgainAfterMs, stopped$ }: CancelOrdersOptions,
): Observable<CancelResult> {
  const { orders, now } = desk;
  const order = orders.byClientId(clientId);
  if (order === undefined) return of(notCancelled(clientId, 'no order of that id is known here'));
  const changes$ = orders.updates$.pipe(
    map(({ order: changed }) => changed),
    filter((changed) => changed.clientId === clientId && changed.symbol === order.symbol),
    startWith(order),
  );
  const end$ = changes$.pipe(
    map((changed) => resultOfEnd(clientId, changed)),
    filter((result) => result !== undefined),
  );
  const sent$ = changes$.pipe(
    filter(isAnswered),
    take(1),
    switchMap((answered) => {
      const permission = mayCancel(answered, now(), { againAfterMs: cancelAgainAfterMs });
      // One that may have arrived is followed on; so is an order whose fills are to come.
      return permission._tag === 'mayCancel' ? send(desk, answered, request) : NEVER;
    }),
    switchMap((failure): Observable<CancelResult> => {
      if (failure === undefined) return NEVER;
      if (failure._tag === 'outcomeUnknown')
        return changes$.pipe(
          filter(({ cancel }) => cancel?.request === request.name && cancel.answer === 'refused'),
          map(() => notCancelled(clientId, 'the cancel never arrived')),
        );
      const reason = callFailureText(failure);
      if (isUntouched(failure)) return of(notCancelled(clientId, reason));
      // Why the venue refuses is its guess: what is found when the order is asked for counts.
      const refusedAt = now();
      return changes$.pipe(
        // One that is filled ends when its fills have come.
        filter(({ lookedUpAt = -Infinity, saidFilled }) => lookedUpAt >= refusedAt && !saidFilled),
        map(() => notCancelled(clientId, reason)),
      );
    }),
  );
  const late$ = timer(cancelLimitMs).pipe(
    map(() => unknown(clientId, `nothing is known after ${cancelLimitMs} ms`)),
  );
  const stop$ = stopped$.pipe(map(() => unknown(clientId, 'the connector was stopped')));
  const untracked$ = orders.failure$.pipe(map((reason) => unknown(clientId, reason)));
  // Its changes fail with the tracking of orders, which is told by itself.
  return merge(untracked$, merge(end$, sent$).pipe(catchError(() => EMPTY)), late$, stop$);
}

/** Whether the venue has got the submit, as far as anybody knows, so that a cancel cannot overtake it. */
const isAnswered = ({ accepted, submit, end }: Order): boolean =>
  accepted || end !== undefined || submit === undefined || submit.answer !== 'awaited';

/** The venue was not asked at all, or has said that it has not looked. */
const isUntouched = ({ _tag }: CallFailure): boolean =>
  _tag === 'notSent' || _tag === 'rateLimited' || _tag === 'clockOff';

function resultOfEnd(clientId: ClientOrderId, { end }: Order): CancelResult | undefined {
  if (end === undefined) return undefined;
  if (end.outcome === 'cancelled') return { _tag: 'cancelled', clientId };
  return notCancelled(clientId, end.reason === undefined ? end.outcome : `${end.outcome}: ${end.reason}`);
}

/**
 * Sends a cancel when it is tracked; emits why it failed, or undefined, when what came of it is taken in. It is sent whoever
 * listens, for its answer is news of the order also where what became of that is known before.
 */
function send(
  { venue, orders, act, now }: Desk,
  order: Order,
  { name: request, sendBefore }: CancelRequest,
): Observable<CallFailure | undefined> {
  const ids = idsOf(order);
  const requested: CancelRequested = { _tag: 'cancelRequested', ...originOf(venue, ids, now()), request };
  const failure$ = new AsyncSubject<CallFailure | undefined>();
  orders.takeThen(requested, () => {
    act(venue.trading.cancel(ids, request), { sendBefore })
      .pipe(
        map((result) => {
          orders.take(inputsOf(result, originOf(venue, ids, now()), request));
          return result._tag === 'answered' ? undefined : result;
        }),
      )
      .subscribe(failure$);
  });
  return failure$;
}

function inputsOf(
  result: CallResult<readonly OneOrderInput[]>,
  origin: ReturnType<typeof originOf>,
  request: string,
): readonly OneOrderInput[] {
  if (result._tag === 'answered') return result.value;
  if (result._tag === 'outcomeUnknown') return [{ _tag: 'cancelAnswerLost', ...origin, request }];
  return [{ _tag: 'cancelRefused', ...origin, request, reason: callFailureText(result) }];
}
