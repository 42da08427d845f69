import type { Exchange } from '../../engine/exchange.js';
import { checkSigned, keyOf } from './authorize.js';
import type { DialectConnection, Outlet } from './connection.js';
import { Desk } from './desk.js';
import type { DialectOptions } from './dialectOptions.js';
import { Params } from './params.js';
import { Refusal } from './refusal.js';
import { ROUTES } from './routes.js';
import { runOperation } from './runOperation.js';
import { decode, signedTextOf, textsOf } from './signedText.js';
import { SocketApi } from './socketApi.js';
import { MarketStreams } from './streams/marketStreams.js';
import { StreamConnection } from './streams/streamConnection.js';

/** A request over HTTP as it comes in, or one to open a WebSocket connection. */
export interface DialectRequest {
  readonly method: string;
  /** From the first slash to the question mark. */
  readonly path: string;
  /** What is behind the question mark, as it was sent. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From where it comes: who shares an address shares its limits. */
  readonly address: string;
}

/** The answer to a request. */
export interface DialectAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An exchange that speaks Binance's spot protocol: requests over HTTP, streams, and the WebSocket API. Synchronous and pure: an
 * answer is there at once, what connections are to be sent goes to their outlets, time is handed in, and who sees to it
 * that time goes on calls `onTick`. The same requests at the same times get the same answers.
 */
export class BinanceDialect {
  readonly #desk: Desk;
  readonly #market: MarketStreams;
  readonly #connections = new Set<DialectConnection>();

  constructor(exchange: Exchange, options: DialectOptions) {
    this.#desk = new Desk(exchange, options);
    this.#market = new MarketStreams(exchange);
    exchange.steps$.subscribe((step) => {
      this.#desk.labels.onStep(step);
      this.#market.onStep(step, this.#desk.aggregates.onStep(step));
      this.#desk.users.onStep(step);
    });
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Answers a request. What it changes has happened when this returns. */
  request(request: DialectRequest): DialectAnswer {
    const { method, path, query, body, headers, address } = request;
    const desk = this.#desk;
    const route = `${method} ${path}`;
    const operation = Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
    if (operation === undefined) return { status: 404, headers: JSON_TYPE, body: '{}' };
    let account: string | undefined;
    let answer: { readonly status: number; readonly json: unknown; readonly retryAt?: number | undefined };
    try {
      // The body's parameters first: those of the query count where both have one.
      const params = new Params(new Map([...textsOf(body), ...textsOf(query)]));
      const done = runOperation(desk, operation, params, address, (security) => {
        const key = keyOf(desk, headers['x-mbx-apikey']);
        if (security === 'signed') checkSigned(desk, key, params, signedTextOf(query, body));
        return key.account;
      });
      if (operation.orders !== undefined) account = done.account;
      answer = { status: 200, json: done.result };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = error;
    }
    return {
      status: answer.status,
      headers: { ...this.#headersFor(address, account), ...retryHeader(answer.retryAt, desk.time) },
      body: JSON.stringify(answer.json),
    };
  }

  /**
   * Opens a connection that sends to an outlet; or refuses it, with an answer. Whoever sees it end, or ends it, calls its
   * `release`.
   */
  connect(request: DialectRequest, outlet: Outlet): DialectConnection | DialectAnswer {
    const connection = this.#open(request, outlet);
    if (connection === undefined) return { status: 404, headers: JSON_TYPE, body: '{}' };
    this.#connections.add(connection);
    return {
      receive: (text) => connection.receive(text),
      onTick: (time) => connection.onTick(time),
      release: () => {
        this.#connections.delete(connection);
        connection.release();
      },
    };
  }

  #open({ path, query, address }: DialectRequest, outlet: Outlet): DialectConnection | undefined {
    const desk = this.#desk;
    const params = new Map(textsOf(query));
    if (path === '/ws-api/v3')
      return new SocketApi(desk, outlet, address, params.get('returnRateLimits') !== 'false');
    if (path === '/stream' || path === '/stream/') {
      const streams = (params.get('streams') ?? '').split('/').filter((name) => name !== '');
      return new StreamConnection(desk, this.#market, outlet, streams, true);
    }
    if (path !== '/ws' && !path.startsWith('/ws/')) return undefined;
    const streams = path.slice('/ws/'.length).split('/').map(decode);
    return new StreamConnection(
      desk,
      this.#market,
      outlet,
      streams.filter((name) => name !== ''),
      false,
    );
  }

  /** So late is it: streams that tick send, listen keys end. Often enough is every 10 ms. */
  onTick(): void {
    const { time, listenKeys } = this.#desk;
    this.#market.onTick(time);
    const dead = listenKeys.expire(time);
    for (const connection of this.#connections) {
      if (connection instanceof StreamConnection) for (const key of dead) connection.expire(key, time);
      connection.onTick(time);
    }
  }

  #headersFor(address: string, account: string | undefined): Readonly<Record<string, string>> {
    const { rates, time } = this.#desk;
    const headers: Record<string, string> = { ...JSON_TYPE };
    for (const { interval, intervalNum, count } of rates.uses('REQUEST_WEIGHT', address, time)) {
      headers['x-mbx-used-weight'] ??= String(count);
      headers[`x-mbx-used-weight-${intervalNum}${interval[0]?.toLowerCase()}`] = String(count);
    }
    if (account !== undefined)
      for (const { interval, intervalNum, count } of rates.uses('ORDERS', account, time))
        headers[`x-mbx-order-count-${intervalNum}${interval[0]?.toLowerCase()}`] = String(count);
    return headers;
  }
}

const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' };

const retryHeader = (retryAt: number | undefined, now: number): Readonly<Record<string, string>> =>
  retryAt === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil((retryAt - now) / 1000))) };
