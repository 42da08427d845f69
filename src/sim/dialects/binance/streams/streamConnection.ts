import { DAY_MS, type DialectConnection, type Outlet } from '../connection.js';
import type { Desk } from '../desk.js';
import { wireTime } from '../numberText.js';
import type { MarketStreams } from './marketStreams.js';
import { readControl, type Control } from './readControl.js';

const MOST_STREAMS = 1_024;
const MESSAGES_PER_SECOND = 5;

/**
 * A connection to streams, of the market and of accounts by their listen keys: raw (`/ws`) or combined (`/stream`).
 *
 * Source: binance-spot-api-docs, `web-socket-streams.md`, "General WSS information", "Websocket Limits" and "Live
 * Subscribing/Unsubscribing to streams", as of 2026-01-15.
 */
export class StreamConnection implements DialectConnection {
  readonly #streams = new Map<string, () => void>();
  readonly #openedAt: number;
  #received: number[] = [];
  #isCombined: boolean;

  constructor(
    private readonly desk: Desk,
    private readonly market: MarketStreams,
    private readonly outlet: Outlet,
    streams: readonly string[],
    isCombined: boolean,
  ) {
    this.#isCombined = isCombined;
    this.#openedAt = desk.time;
    for (const name of streams) this.#subscribe(name);
  }

  receive(text: string): void {
    const now = this.desk.time;
    this.#received = [...this.#received.filter((at) => at > now - 1_000), now];
    if (this.#received.length > MESSAGES_PER_SECOND) return this.outlet.close(1008, 'Too many requests');
    const control = readControl(text);
    if (control._tag === 'error') return this.#send({ code: control.code, msg: control.message });
    this.#obey(control);
  }

  onTick(time: number): void {
    if (time - this.#openedAt >= DAY_MS) this.outlet.close(1001, 'a connection is valid for 24 hours');
  }

  release(): void {
    for (const end of this.#streams.values()) end();
    this.#streams.clear();
  }

  /** The stream of a listen key has ended. */
  expire(listenKey: string, time: number): void {
    if (!this.#streams.has(listenKey)) return;
    this.#told(listenKey, JSON.stringify({ e: 'listenKeyExpired', E: wireTime(time), listenKey }), 'user');
    this.#unsubscribe(listenKey);
  }

  #obey(control: Exclude<Control, { _tag: 'error' }>): void {
    const { id } = control;
    switch (control._tag) {
      case 'SUBSCRIBE':
        for (const name of control.streams) this.#subscribe(name);
        if (this.#streams.size > MOST_STREAMS) return this.outlet.close(1008, 'Too many streams');
        return this.#send({ result: null, id });
      case 'UNSUBSCRIBE':
        for (const name of control.streams) this.#unsubscribe(name);
        return this.#send({ result: null, id });
      case 'LIST_SUBSCRIPTIONS':
        return this.#send({ result: [...this.#streams.keys()], id });
      case 'SET_PROPERTY':
        this.#isCombined = control.value;
        return this.#send({ result: null, id });
      case 'GET_PROPERTY':
        return this.#send({ result: this.#isCombined, id });
    }
  }

  #subscribe(name: string): void {
    if (this.#streams.has(name)) return;
    const account = this.desk.listenKeys.accountOf(name);
    const end =
      account === undefined
        ? this.market.listen(name, (json, kind) => this.#told(name, json, kind))
        : this.desk.users.listen(account, (event) => this.#told(name, JSON.stringify(event), 'user'));
    this.#streams.set(name, end);
  }

  #unsubscribe(name: string): void {
    this.#streams.get(name)?.();
    this.#streams.delete(name);
  }

  #told(name: string, json: string, kind: 'market' | 'depth' | 'user'): void {
    this.outlet.send(this.#isCombined ? `{"stream":${JSON.stringify(name)},"data":${json}}` : json, kind);
  }

  #send(json: unknown): void {
    this.outlet.send(JSON.stringify(json), 'answer');
  }
}
