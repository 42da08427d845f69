import {
  defer,
  delay,
  EMPTY,
  map,
  merge,
  mergeMap,
  of,
  Subject,
  takeWhile,
  tap,
  timer,
  type Observable,
} from 'rxjs';

import type { DialectAnswer, DialectRequest } from '../dialects/binance/binanceDialect.js';
import { isJsonObject, parseJson } from '../dialects/binance/readJson.js';
import type { GateAnswer, GateEvent, VenueGate } from '../venue/venueGate.js';
import { CallFaults, type StandIn, type Verdict } from './callFaults.js';
import { FaultDice, type FaultOptions } from './faultDice.js';
import { frameFaults } from './frameFaults.js';
import type { VenueFault } from './venueFault.js';

/** What changes orders, over REST and over the WebSocket API. */
const CHANGING_ROUTES = new Set([
  'POST /api/v3/order',
  'DELETE /api/v3/order',
  'POST /api/v3/order/cancelReplace',
  'PUT /api/v3/order/amend/keepPriority',
  'DELETE /api/v3/openOrders',
]);

const CHANGING_METHODS = new Set([
  'order.place',
  'order.cancel',
  'order.cancelReplace',
  'order.amend.keepPriority',
  'openOrders.cancelAll',
]);

/**
 * Puts faults before a venue, in the order in which they would come: what is lost on the way does not reach it, an answer is
 * lost after all was done. `skew` is the venue's own matter and not seen to here.
 *
 * @throws {RangeError} at once where a fault is none.
 */
export function faultyGate(gate: VenueGate, faults: readonly VenueFault[], options: FaultOptions): VenueGate {
  const dice = new FaultDice(faults, options);
  const calls = new CallFaults(dice, options.now);
  return {
    request: (request) =>
      defer(() => {
        const { method, path } = request;
        const name = `${method} ${path}`;
        const verdict = calls.judge({ _tag: 'call', name, changes: CHANGING_ROUTES.has(name) });
        return answered(verdict, () => gate.request(request));
      }),
    connect: (request, received$) =>
      defer(() => {
        const { path } = request;
        if (dice.hit('refuse', { _tag: 'connection', path }) !== undefined) {
          dice.tell('refuse', path);
          return of({ _tag: 'refused', answer: answerOf(UNAVAILABLE) } as const);
        }
        return connected(gate, dice, calls, options.now, request, received$);
      }),
  };
}

const UNAVAILABLE: StandIn = {
  status: 503,
  code: -1016,
  msg: 'This service is no longer available.',
  retryAfterMs: undefined,
};

const LOST: GateAnswer = { _tag: 'lost', reason: 'the connection was cut' };

function answered(verdict: Verdict, call: () => Observable<GateAnswer>): Observable<GateAnswer> {
  if (verdict._tag === 'lost') return of(LOST);
  if (verdict._tag === 'turnedAway') return of({ _tag: 'answered', ...answerOf(verdict.answer) });
  const { isAnswerLost, instead, slowMs } = verdict;
  const answer$ = call().pipe(
    map((answer): GateAnswer => {
      if (isAnswerLost) return LOST;
      return instead === undefined ? answer : { _tag: 'answered', ...answerOf(instead) };
    }),
  );
  return slowMs > 0 ? answer$.pipe(delay(slowMs)) : answer$;
}

function answerOf({ status, code, msg, retryAfterMs }: StandIn): DialectAnswer {
  const seconds = retryAfterMs && Math.max(1, Math.ceil(retryAfterMs / 1000));
  const retry: Readonly<Record<string, string>> = seconds ? { 'retry-after': String(seconds) } : {};
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...retry },
    body: JSON.stringify({ code, msg }),
  };
}

function connected(
  gate: VenueGate,
  dice: FaultDice,
  calls: CallFaults,
  now: () => number,
  request: DialectRequest,
  received$: Observable<string>,
): Observable<GateEvent> {
  const { path } = request;
  const isApi = path === '/ws-api/v3';
  const api = new ApiFaults(calls, now);
  const events$ = gate.connect(
    request,
    isApi ? received$.pipe(mergeMap((text) => api.take(text))) : received$,
  );
  const cutAfter = dice.firstAfter('disconnect');
  const cut$: Observable<GateEvent> =
    cutAfter === undefined
      ? EMPTY
      : timer(cutAfter).pipe(
          tap(() => dice.tell('disconnect', path)),
          map(() => ({ _tag: 'closed', code: 1006, reason: 'the connection was cut' })),
        );
  const told$ = isApi ? merge(events$.pipe(mergeMap((event) => api.give(event))), api.instead$) : events$;
  return merge(told$.pipe(frameFaults(dice, now, path)), cut$).pipe(
    takeWhile((event) => event._tag !== 'closed' && event._tag !== 'refused', true),
  );
}

/** Faults of the calls over one connection of the WebSocket API. */
class ApiFaults {
  /** Answers that the venue did not give. */
  readonly instead$ = new Subject<GateEvent>();
  readonly #verdicts = new Map<string, Extract<Verdict, { _tag: 'done' }>>();

  constructor(
    private readonly calls: CallFaults,
    private readonly now: () => number,
  ) {}

  /** What goes on to the venue of what the client sent. */
  take(text: string): readonly string[] {
    const json = parseJson(text);
    const { id, method } = isJsonObject(json) ? json : {};
    const name = typeof method === 'string' ? method : '';
    const verdict = this.calls.judge({
      _tag: 'call',
      name,
      changes: CHANGING_METHODS.has(name.replace(/^v3\//, '')),
    });
    if (verdict._tag === 'done') this.#verdicts.set(JSON.stringify(id), verdict);
    if (verdict._tag === 'turnedAway') this.instead$.next(this.#frame(id, verdict.answer));
    return verdict._tag === 'done' ? [text] : [];
  }

  /** What comes to the client of what the venue sent. */
  give(event: GateEvent): Observable<GateEvent> {
    if (event._tag !== 'frame' || event.kind !== 'answer') return of(event);
    const json = parseJson(event.text);
    const id = isJsonObject(json) ? json['id'] : undefined;
    const verdict = this.#verdicts.get(JSON.stringify(id));
    if (verdict === undefined) return of(event);
    this.#verdicts.delete(JSON.stringify(id));
    const { isAnswerLost, instead, slowMs } = verdict;
    if (isAnswerLost) return EMPTY;
    const told = instead === undefined ? event : this.#frame(id, instead);
    return slowMs > 0 ? timer(slowMs).pipe(map(() => told)) : of(told);
  }

  #frame(id: unknown, { status, code, msg, retryAfterMs }: StandIn): GateEvent {
    const now = Math.floor(this.now());
    const data =
      retryAfterMs === undefined
        ? {}
        : { data: { serverTime: now, retryAfter: Math.ceil(now + retryAfterMs) } };
    const text = JSON.stringify({ id, status, error: { code, msg, ...data } });
    return { _tag: 'frame', text, kind: 'answer' };
  }
}
