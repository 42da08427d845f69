import { asyncScheduler, interval, Subscription, timer, type Observable } from 'rxjs';

import type { BookState } from '../../src/book/index.js';
import {
  marketData,
  type ConnectorTrouble,
  type MarketConnection,
  type MarketData,
  type MarketDataLimits,
  type MarketDataOptions,
} from '../../src/connector/index.js';
import type { VenueSymbol } from '../../src/domain/index.js';
import {
  scriptedHttp,
  scriptedSocket,
  type ScriptedAnswer,
  type ScriptedConnection,
  type SocketScript,
} from '../../src/testing/index.js';
import { BinanceServer, binanceAt } from './binanceServer.js';
import { inVirtualTime } from './operatorChecklist.js';
import { plainBook } from './plainBook.js';

/** What is otherwise in a scene. */
export interface Setting {
  readonly limits?: Partial<MarketDataLimits>;
  readonly options?: MarketDataOptions;
  readonly latencyMs?: number | ((connection: number) => number);
  /** What the venue does otherwise with a connection. */
  readonly connect?: (connection: ScriptedConnection, stage: Stage) => void;
  /** What the venue answers to a request instead; undefined: what it would. */
  readonly answer?: (url: string) => ScriptedAnswer | undefined;
}

/** A venue in memory and a client of its market data, in virtual time, until a time at which everything is let go of. */
export function scene(untilMs: number, setting: Setting, play: (stage: Stage) => void): void {
  let failure: unknown;
  inVirtualTime(({ flush }) => {
    const all = new Subscription();
    const stage = new Stage(setting, all, (error) => {
      failure ??= error;
      all.unsubscribe();
    });
    play(stage);
    stage.at(untilMs, () => all.unsubscribe());
    flush();
    if (stage.sockets.open().length > 0) failure ??= new Error('a connection is still open');
  });
  if (failure !== undefined)
    throw failure instanceof Error ? failure : new Error('no error was thrown', { cause: failure });
}

export class Stage {
  readonly server = new BinanceServer();
  readonly sockets;
  readonly http;
  readonly market: MarketData;
  readonly troubles: ConnectorTrouble[] = [];
  connections: readonly MarketConnection[] = [];

  constructor(
    setting: Setting,
    private readonly all: Subscription,
    private readonly fail: (error: unknown) => void,
  ) {
    const { server } = this;
    const script: SocketScript = {
      ...(setting.connect !== undefined && { connect: (connection) => setting.connect?.(connection, this) }),
      message: (connection, text) => server.receive(connection, text),
      closed: (connection) => server.left(connection),
    };
    const { latencyMs = 1 } = setting;
    const httpMs = typeof latencyMs === 'number' ? latencyMs : 1;
    this.sockets = scriptedSocket(script, { latencyMs });
    this.http = scriptedHttp(({ url }) => setting.answer?.(url) ?? server.answer(url), {
      latencyMs: httpMs,
    });
    const venue = binanceAt({ stream: 'ws://venue', rest: 'http://venue/api/v3' }, setting.limits);
    const ports = { socket: this.sockets.port, http: this.http.port };
    this.market = marketData(venue, ports, { firstDelayMs: 10, ...setting.options });
    all.add(this.market.troubles$.subscribe((trouble) => this.troubles.push(trouble)));
    all.add(this.market.connections$.subscribe((list) => (this.connections = list)));
  }

  /** Does this then. */
  at(ms: number, act: () => void): void {
    this.all.add(timer(ms).subscribe(() => this.#try(act)));
  }

  /** Does this every so often, from now on. */
  every(ms: number, act: () => void): Subscription {
    const subscription = interval(ms).subscribe(() => this.#try(act));
    this.all.add(subscription);
    return subscription;
  }

  /** Listens. */
  hear<T>(source$: Observable<T>, next: (value: T) => void): Subscription {
    const subscription = source$.subscribe(next);
    this.all.add(subscription);
    return subscription;
  }

  /** Follows a book: its statuses, each as often as it changes, and its last state. */
  follow(symbol: VenueSymbol) {
    const statuses: string[] = [];
    let last: BookState | undefined;
    const subscription = this.market.book(symbol).subscribe((state) => {
      if (state.status !== last?.status) statuses.push(`${asyncScheduler.now()} ${state.status}`);
      last = state;
    });
    this.all.add(subscription);
    return {
      statuses,
      leave: () => subscription.unsubscribe(),
      book: () => {
        if (last?.status !== 'live') throw new Error(`the book is ${last?.status}`);
        return plainBook(last.book);
      },
    };
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.fail(error);
    }
  }
}
