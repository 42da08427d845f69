import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  map,
  merge,
  of,
  race,
  ReplaySubject,
  Subject,
  switchMap,
  take,
  takeWhile,
  timer,
  type Observable,
} from 'rxjs';

import type {
  HttpOutcome,
  HttpPort,
  HttpRequest,
  SocketClosed,
  SocketEvent,
  SocketPort,
} from '../../connector/index.js';
import { retryAfterMs } from '../../connector/index.js';
import type { DialectRequest } from '../dialects/binance/binanceDialect.js';
import { NO_LATENCY, withLatency, type Latency } from './latency.js';
import type { GateAnswer, GateEvent, VenueGate } from './venueGate.js';

/** The two ports of a connector, to a venue in the same process. */
export interface InProcessPorts {
  readonly http: HttpPort;
  readonly sockets: SocketPort;
}

/** Who connects, over what line, and by which clock. */
export interface InProcessOptions {
  /** None where left out; what comes back comes after what was being done is done, all the same. */
  readonly latency?: Latency | undefined;
  /** Of the latency's jitter. 1 where left out. */
  readonly seed?: number | undefined;
  /** Our clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Who shares an address shares its limits. `in-process` where left out. */
  readonly address?: string | undefined;
}

/**
 * Ports that lead to a venue without a network, so that a connector runs against it in virtual time. Of a URL only the path and
 * the query count. As the ports' own contracts say: cold, they never error, unsubscribing closes.
 *
 * @throws {RangeError} at once where the latency is none.
 */
export function inProcessPorts(venue: VenueGate, options: InProcessOptions): InProcessPorts {
  const { now, address = 'in-process', latency = NO_LATENCY, seed = 1 } = options;
  const gate = withLatency(venue, latency, { seed, now });
  return {
    http: (request) => defer(() => send(gate, request, address, now)),
    sockets: (request) =>
      defer(() => {
        const { url, headers = {}, send$ } = request;
        const wanted = { method: 'GET', ...partsOf(url), headers: lowerCase(headers), body: '', address };
        const failed$ = new Subject<SocketClosed>();
        let wasOpen = false;
        const opened$ = new ReplaySubject<void>(1);
        const sent$ = opened$.pipe(
          switchMap(() => send$),
          catchError((error: unknown) => {
            const reason = `what was to be sent failed: ${error instanceof Error ? error.message : String(error)}`;
            failed$.next(closed({ wasOpen, code: 1006, reason, closedAt: now() }));
            return EMPTY;
          }),
        );
        const events$ = gate.connect(wanted, sent$).pipe(
          concatMap((event) => {
            const told$ = of(socketEvent(event, now()));
            if (event._tag !== 'opened') return told$;
            wasOpen = true;
            // Nothing is sent before it is told that it may be.
            return concat(
              told$,
              defer(() => (opened$.next(), EMPTY)),
            );
          }),
        );
        return merge(events$, failed$).pipe(untilClosed);
      }),
  };
}

function send(
  gate: VenueGate,
  request: HttpRequest,
  address: string,
  now: () => number,
): Observable<HttpOutcome> {
  const { method, url, headers = {}, body = '', timeLimitMs } = request;
  const sentAt = now();
  const wanted: DialectRequest = { method, ...partsOf(url), headers: lowerCase(headers), body, address };
  const failure = (reason: string): HttpOutcome => ({
    _tag: 'httpFailure',
    outcome: 'unknown',
    reason,
    sentAt,
    failedAt: now(),
  });
  const outcomeOf = (answer: GateAnswer): HttpOutcome =>
    answer._tag === 'lost'
      ? failure(answer.reason)
      : {
          _tag: 'httpAnswer',
          status: answer.status,
          headers: answer.headers,
          body: answer.body,
          sentAt,
          receivedAt: now(),
        };
  return race(
    gate.request(wanted).pipe(map(outcomeOf)),
    timer(timeLimitMs).pipe(map(() => failure(`no answer within ${timeLimitMs} ms`))),
  ).pipe(take(1));
}

function socketEvent(event: GateEvent, now: number): SocketEvent {
  switch (event._tag) {
    case 'opened':
      return { _tag: 'socketOpened', openedAt: now };
    case 'frame':
      return { _tag: 'socketMessage', text: event.text, bytes: undefined, receivedAt: now };
    case 'closed':
      return closed({ wasOpen: true, code: event.code, reason: event.reason, closedAt: now });
    case 'refused': {
      const { status, headers } = event.answer;
      return {
        ...closed({ wasOpen: false, code: undefined, reason: `${status}`, closedAt: now }),
        refusedStatus: status,
        retryAfterMs: retryAfterMs(headers, now),
      };
    }
  }
}

const closed = (told: Pick<SocketClosed, 'wasOpen' | 'code' | 'reason' | 'closedAt'>): SocketClosed => ({
  _tag: 'socketClosed',
  refusedStatus: undefined,
  retryAfterMs: undefined,
  ...told,
});

/** What comes ends with the close. */
const untilClosed = (source: Observable<SocketEvent>): Observable<SocketEvent> =>
  source.pipe(takeWhile(({ _tag }) => _tag !== 'socketClosed', true));

/** Path and query of a URL. */
function partsOf(url: string): Pick<DialectRequest, 'path' | 'query'> {
  const [, path = '/', query = ''] = /^[\w+.-]+:\/\/[^/?#]*(\/[^?#]*)?\??([^#]*)/.exec(url) ?? [];
  return { path, query };
}

const lowerCase = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
