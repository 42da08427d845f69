import { checkSigned, checkTimestamp, keyOf } from './authorize.js';
import { DAY_MS, type DialectConnection, type Outlet } from './connection.js';
import type { Desk } from './desk.js';
import type { DialectKey } from './dialectOptions.js';
import { wireTime } from './numberText.js';
import type { Operation } from './operation.js';
import type { Params } from './params.js';
import type { RateUse } from './rateCounter.js';
import { readApiRequest, type ApiRequest } from './readApiRequest.js';
import { Refusal } from './refusal.js';
import { METHODS } from './routes.js';
import { runOperation } from './runOperation.js';

const CONNECT_WEIGHT = 2;
const SESSION_WEIGHT = 2;
const MOST_SUBSCRIPTIONS = 1_000;

/** A subscription to the news of an account. */
interface Subscription {
  readonly account: string;
  /** By logging on, and so ended by logging out. */
  readonly isOfSession: boolean;
  readonly end: () => void;
}

/**
 * A connection to the WebSocket API: what REST has too, sessions, and subscriptions to accounts.
 *
 * Source: binance-spot-api-docs, `web-socket-api.md`, as of 2026-01-15.
 */
export class SocketApi implements DialectConnection {
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #openedAt: number;
  #nextSubscription = 0;
  #session: { readonly key: DialectKey; readonly since: number } | undefined;

  constructor(
    private readonly desk: Desk,
    private readonly outlet: Outlet,
    private readonly address: string,
    private readonly tellsRates: boolean,
  ) {
    this.#openedAt = desk.time;
    desk.rates.add('REQUEST_WEIGHT', address, CONNECT_WEIGHT, desk.time);
  }

  receive(text: string): void {
    const asked = readApiRequest(text);
    const { id, params } = asked;
    let told = { status: 200, body: {} as Readonly<Record<string, unknown>> };
    let account: string | undefined;
    try {
      const done = this.#answer(asked);
      account = done.account;
      told = { status: 200, body: { result: done.result } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, json } = error;
      told = { status, body: { error: json } };
    }
    const { status, body } = told;
    const wanted = params.raw('returnRateLimits');
    const tells = wanted === undefined ? this.tellsRates : wanted === 'true';
    const rates = tells ? { rateLimits: this.#rates(account) } : {};
    this.outlet.send(JSON.stringify({ id, status, ...body, ...rates }), 'answer');
    if (status === 418) this.outlet.close(1008, 'IP banned');
  }

  onTick(time: number): void {
    if (time - this.#openedAt >= DAY_MS) this.outlet.close(1001, 'a connection is valid for 24 hours');
  }

  release(): void {
    for (const { end } of this.#subscriptions.values()) end();
    this.#subscriptions.clear();
  }

  #rates(account: string | undefined): readonly RateUse[] {
    const { rates, time } = this.desk;
    const ofOrders = account === undefined ? [] : rates.uses('ORDERS', account, time);
    return [...ofOrders, ...rates.uses('REQUEST_WEIGHT', this.address, time)];
  }

  /** The account is told where orders were counted. */
  #answer(asked: ApiRequest): { readonly result: unknown; readonly account?: string } {
    const { params, signedText } = asked;
    const method = asked.method.replace(/^v3\//, '');
    const operation = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (operation === undefined) return { result: this.#ofConnection({ ...asked, method }) };
    const { result, account } = runOperation(this.desk, operation, params, this.address, (needs) =>
      this.#accountOf(needs, params, signedText),
    );
    return operation.orders === undefined ? { result } : { result, account };
  }

  #accountOf(security: Operation['security'], params: Params, signedText: string): string {
    const session = this.#session;
    if (session !== undefined && !params.has('apiKey')) {
      if (security === 'signed') checkTimestamp(this.desk, params);
      return session.key.account;
    }
    return this.#keyOf(security, params, signedText).account;
  }

  #keyOf(security: Operation['security'], params: Params, signedText: string): DialectKey {
    const key = keyOf(this.desk, params.needed('apiKey'));
    if (security === 'signed') checkSigned(this.desk, key, params, signedText);
    return key;
  }

  #ofConnection({ method, params, signedText }: ApiRequest): unknown {
    const { rates, time } = this.desk;
    rates.enter(this.address, SESSION_WEIGHT, time);
    switch (method) {
      case 'session.logon': {
        const key = this.#keyOf('signed', params, signedText);
        if (key.algorithm !== 'Ed25519')
          throw new Refusal(-4056, 'HMAC_SHA256 API key is not supported.', 400);
        this.#session = { key, since: time };
        return this.#status();
      }
      case 'session.status':
        return this.#status();
      case 'session.logout':
        for (const [id, { isOfSession }] of this.#subscriptions) if (isOfSession) this.#unsubscribe(id);
        this.#session = undefined;
        return this.#status();
      case 'session.subscriptions':
        return [...this.#subscriptions.keys()].map((subscriptionId) => ({ subscriptionId }));
      case 'userDataStream.subscribe':
        if (this.#session === undefined) throw notAuthorized();
        return this.#subscribe(this.#session.key.account, true);
      case 'userDataStream.subscribe.signature':
        return this.#subscribe(this.#keyOf('signed', params, signedText).account, false);
      case 'userDataStream.unsubscribe':
        return this.#unsubscribeFrom(params.whole('subscriptionId'));
      default:
        // Not in the documents: what it answers, as of 2026.
        throw new Refusal(-5000, `Method ${method} is invalid`);
    }
  }

  #status(): unknown {
    return {
      apiKey: this.#session?.key.apiKey ?? null,
      authorizedSince: this.#session === undefined ? null : wireTime(this.#session.since),
      connectedSince: wireTime(this.#openedAt),
      returnRateLimits: this.tellsRates,
      serverTime: wireTime(this.desk.time),
      userDataStream: this.#subscriptions.size > 0,
    };
  }

  #subscribe(account: string, isOfSession: boolean): unknown {
    if ([...this.#subscriptions.values()].some((subscription) => subscription.account === account))
      throw new Refusal(-2035, 'User Data Stream subscription already active.');
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS)
      throw new Refusal(-2042, 'Maximum subscription ID reached for this connection.');
    const subscriptionId = this.#nextSubscription++;
    const end = this.desk.users.listen(account, (event) => this.#send({ subscriptionId, event }));
    this.#subscriptions.set(subscriptionId, { account, isOfSession, end });
    return { subscriptionId };
  }

  #unsubscribeFrom(id: number | undefined): unknown {
    if (id !== undefined && !this.#subscriptions.has(id))
      throw new Refusal(-2036, 'User Data Stream subscription not active.');
    for (const known of this.#subscriptions.keys())
      if (id === undefined || known === id) this.#unsubscribe(known);
    return {};
  }

  #unsubscribe(id: number): void {
    this.#subscriptions.get(id)?.end();
    this.#subscriptions.delete(id);
    this.#send({ subscriptionId: id, event: { e: 'eventStreamTerminated', E: wireTime(this.desk.time) } });
  }

  #send(json: unknown): void {
    this.outlet.send(JSON.stringify(json), 'user');
  }
}

const notAuthorized = () => new Refusal(-1002, 'You are not authorized to execute this request.', 401);
