import { map, merge, mergeMap, NEVER, Observable, of, Subject, takeUntil, tap, timer } from 'rxjs';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';

import {
  createConnector,
  type Connector,
  type ConnectorLog,
  type ConnectorOptions,
  type HttpOutcome,
  type HttpPort,
  type SocketEvent,
  type SocketPort,
  type TradingVenue,
} from '../../../src/connector/index.js';
import type { OrderEvent } from '../../../src/orders/index.js';
import { FakeExchange, FakeRefusal, type Body, type Params } from './fakeExchange.js';
import { CREDENTIALS, fakeVenue } from './fakeVenue.js';

/** What goes wrong with one request; undefined where nothing does. */
export type Fault =
  | undefined
  /** It never arrives, and nobody says so. */
  | 'lost'
  /** It is done, and the answer never comes. */
  | 'answerLost'
  /** It certainly was not sent. */
  | 'notSent'
  /** It is done, and the answer is no answer. */
  | 'broken'
  /** Too much was asked, and it was not done. */
  | 'limited'
  | { readonly delayMs: number };

/** On the way there, and on the way back. */
const LATENCY_MS = 10;
const START = Date.UTC(2026, 10, 20);

interface Connection {
  readonly path: string;
  isSubscribed: boolean;
  readonly frames$: Subject<string>;
  readonly cut$: Subject<string>;
}

/** A connector and the fake exchange that it is connected to, in virtual time. */
export class FakeWorld {
  readonly clock: SinonFakeTimers = useFakeTimers({ now: START });
  readonly exchange: FakeExchange;
  readonly venue: TradingVenue;
  connector: Connector;
  /** How far the exchange's clock is from ours. */
  skewMs = 0;
  /** Decides what goes wrong with a request. */
  fault: (op: string, params: Params, via: 'http' | 'socket') => Fault = () => undefined;
  /** How long the exchange asks to wait where too much was asked. */
  retryAfterSeconds = 2;
  /** Whether news reach the user stream. */
  isStreamDeaf = false;
  /** Whether anything connects. */
  isDown = false;
  readonly events: OrderEvent[] = [];
  readonly log: ConnectorLog[] = [];
  /** All that went over the wire, out and in. */
  readonly wire: string[] = [];
  readonly #connections = new Set<Connection>();
  #keys = 0;
  #key: string | undefined;

  constructor(
    readonly options: Partial<ConnectorOptions> = {},
    venue: TradingVenue = fakeVenue(),
  ) {
    this.venue = venue;
    this.exchange = new FakeExchange(() => Date.now() + this.skewMs);
    this.exchange.onNews = (news) => this.#push(JSON.stringify(news));
    this.connector = this.connect();
  }

  /** Another connector to the same exchange. */
  connect(options: Partial<ConnectorOptions> = {}): Connector {
    this.connector = createConnector(
      this.venue,
      { http: this.http, socket: this.socket },
      { account: { credentials: CREDENTIALS, instance: 'a' }, ...this.options, ...options },
    );
    this.connector.orderEvents$.subscribe({ next: (event) => this.events.push(event), error: () => {} });
    this.connector.log$.subscribe((entry) => this.log.push(entry));
    return this.connector;
  }

  /** Started, and given time to be ready. */
  started(): this {
    this.connector.start();
    this.pass(1_000);
    return this;
  }

  pass(ms: number): void {
    this.clock.tick(ms);
  }

  async passAsync(ms: number): Promise<void> {
    await this.clock.tickAsync(ms);
  }

  /** Ends the test: nothing may be left. */
  restore(): void {
    this.clock.restore();
  }

  /** How many connections there are. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Cuts all connections. */
  cut(reason = 'cut by the test'): void {
    for (const connection of this.#connections) connection.cut$.next(reason);
  }

  /** Sends a text over all connections of the user stream. */
  push(text: string): void {
    this.#push(text);
  }

  /** The events of an order, as their names. */
  eventsOf(clientId: string): readonly string[] {
    return this.events.filter((event) => event.clientId === clientId).map(({ _tag }) => _tag);
  }

  /** Ends the user stream over all connections, which go on. */
  endStream(): void {
    this.#push(JSON.stringify({ event: 'ended' }));
    for (const connection of this.#connections) connection.isSubscribed = false;
  }

  expireKey(): void {
    this.#key = undefined;
    this.#push(JSON.stringify({ event: 'ended' }));
  }

  #push(text: string): void {
    if (this.isStreamDeaf) return;
    for (const connection of this.#connections) if (connection.isSubscribed) connection.frames$.next(text);
  }

  readonly http: HttpPort = ({ url, body = '{}', timeLimitMs }) =>
    new Observable((subscriber) => {
      const op = new URL(url).pathname.slice(1);
      const params = JSON.parse(body) as Params;
      const sentAt = Date.now();
      this.wire.push(`> ${url} ${body}`);
      const failure = (outcome: 'notSent' | 'unknown', reason: string): HttpOutcome => ({
        _tag: 'httpFailure',
        outcome,
        reason,
        sentAt,
        failedAt: Date.now(),
      });
      const late$ = timer(timeLimitMs).pipe(map(() => failure('unknown', `no answer in ${timeLimitMs} ms`)));
      const fault = this.isDown ? 'notSent' : this.fault(op, params, 'http');
      const answer$ = this.#serve(op, params, fault).pipe(
        map(({ status, body: answer, headers }): HttpOutcome => {
          const text = fault === 'broken' ? '<html>' : JSON.stringify(answer);
          this.wire.push(`< ${status} ${text}`);
          return { _tag: 'httpAnswer', status, headers, body: text, sentAt, receivedAt: Date.now() };
        }),
      );
      const outcome$ =
        fault === 'notSent' ? of(failure('notSent', `cannot connect to ${url} with ${body}`)) : answer$;
      return merge(outcome$, late$)
        .pipe(tap(() => subscriber.add(() => {})))
        .subscribe({
          next: (outcome) => {
            subscriber.next(outcome);
            subscriber.complete();
          },
        });
    });

  /** What the exchange answers, when the answer comes. */
  #serve(
    op: string,
    params: Params,
    fault: Fault,
    connection?: Connection,
  ): Observable<{ readonly status: number; readonly body: Body; readonly headers: Record<string, string> }> {
    if (fault === 'lost') return NEVER;
    const extra = typeof fault === 'object' ? fault.delayMs : 0;
    return timer(LATENCY_MS).pipe(
      map(() =>
        fault === 'limited' ? limited(this.retryAfterSeconds) : this.#answer(op, params, connection),
      ),
      mergeMap((answer) =>
        fault === 'answerLost' ? NEVER : timer(LATENCY_MS + extra).pipe(map(() => answer)),
      ),
    );
  }

  #answer(op: string, params: Params, connection: Connection | undefined) {
    const headers = {};
    try {
      if (op === 'subscribe' && connection?.isSubscribed === true) throw new FakeRefusal('alreadySubscribed');
      const body = this.#keyAnswer(op, params) ?? this.exchange.handle(op, params);
      if (op === 'subscribe' && connection !== undefined) connection.isSubscribed = true;
      return { status: 200, body, headers };
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error;
      const { code, message, status } = error;
      return { status, body: { error: { code, message } }, headers };
    }
  }

  #keyAnswer(op: string, { listenKey }: Params): Body | undefined {
    if (op === 'createKey') {
      this.#key = `listen-key-${++this.#keys}`;
      return { key: this.#key };
    }
    if (op === 'keepKey' || op === 'endKey') {
      this.exchange.requests.push(`${op} ${String(listenKey)}`);
      if (listenKey !== this.#key) throw new FakeRefusal('noKey');
      return {};
    }
    return undefined;
  }

  readonly socket: SocketPort = ({ url, send$ }) =>
    new Observable<SocketEvent>((subscriber) => {
      const connection: Connection = {
        path: new URL(url).pathname,
        isSubscribed: false,
        frames$: new Subject(),
        cut$: new Subject(),
      };
      const closed = (reason: string, wasOpen: boolean): void => {
        subscriber.next({
          _tag: 'socketClosed',
          wasOpen,
          code: 1006,
          reason,
          refusedStatus: undefined,
          retryAfterMs: undefined,
          closedAt: Date.now(),
        });
        subscriber.complete();
      };
      subscriber.add(
        timer(LATENCY_MS).subscribe(() => {
          const key = connection.path.startsWith('/user/') ? connection.path.slice(6) : undefined;
          if (this.isDown || (key !== undefined && key !== this.#key)) return closed(`refused ${url}`, false);
          this.#connections.add(connection);
          connection.isSubscribed = key !== undefined;
          subscriber.add(() => this.#connections.delete(connection));
          subscriber.next({ _tag: 'socketOpened', openedAt: Date.now() });
          subscriber.add(connection.cut$.subscribe((reason) => closed(reason, true)));
          subscriber.add(
            connection.frames$
              .pipe(mergeMap((text) => timer(LATENCY_MS).pipe(map(() => text))))
              .subscribe((text) => {
                this.wire.push(`<< ${text}`);
                subscriber.next({ _tag: 'socketMessage', text, bytes: undefined, receivedAt: Date.now() });
              }),
          );
          subscriber.add(
            send$.pipe(takeUntil(connection.cut$)).subscribe((text) => this.#take(connection, text)),
          );
        }),
      );
    });

  #take(connection: Connection, text: string): void {
    this.wire.push(`>> ${text}`);
    const { id, op, params } = JSON.parse(text) as { id: string; op: string; params: Params };
    const served$ = this.#serve(op, params, this.fault(op, params, 'socket'), connection);
    served$.pipe(takeUntil(connection.cut$)).subscribe(({ status, body }) => {
      // The way back has passed.
      this.wire.push(`<< ${id} ${status}`);
      connection.frames$.next(JSON.stringify({ id, status, body }));
    });
  }
}

const limited = (seconds: number) => ({
  status: 429,
  body: { error: { code: 'limits', message: 'too many requests' } },
  headers: { 'retry-after': String(seconds) },
});
