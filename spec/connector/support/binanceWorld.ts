import { Observable, Subject, tap, type Subscription } from 'rxjs';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';

import {
  createConnector,
  Secret,
  type Connector,
  type ConnectorLog,
  type ConnectorOptions,
  type SocketEvent,
  type SocketPort,
} from '../../../src/connector/index.js';
import { binanceAt, type BinanceAddresses } from '../../../src/exchanges/binance/index.js';
import type { OrderEvent } from '../../../src/orders/index.js';
import {
  accountLedger,
  inProcessPorts,
  SimVenue,
  type AccountLedger,
  type SimVenueOptions,
} from '../../../src/sim/index.js';
import { signatureCheck } from '../../../src/sim/node/index.js';
import { hmacSigner } from '../../../src/transport/index.js';

const API_KEY = 'a-key-for-the-embedded-venue';
const SECRET = 'and-its-secret';
const START = Date.UTC(2026, 10, 20);
const ADDRESSES: BinanceAddresses = {
  rest: 'http://in.process',
  stream: 'ws://in.process',
  wsApi: 'ws://in.process/ws-api/v3',
};

/** What can be said otherwise of a world. */
export interface BinanceWorldOptions {
  readonly connector?: Partial<ConnectorOptions>;
  readonly sim?: Partial<SimVenueOptions>;
  readonly addresses?: Partial<BinanceAddresses>;
}

/** The real connector of Binance, on the embedded exchange, in this process and in virtual time. */
export class BinanceWorld {
  readonly clock: SinonFakeTimers = useFakeTimers({ now: START });
  readonly sim: SimVenue;
  connector!: Connector;
  readonly events: OrderEvent[] = [];
  readonly log: ConnectorLog[] = [];
  readonly #options: BinanceWorldOptions;
  readonly #cut$ = new Subject<void>();
  readonly #run: Subscription;

  constructor(options: BinanceWorldOptions = {}) {
    this.#options = options;
    this.sim = new SimVenue({
      keys: [{ apiKey: API_KEY, account: 'me', algorithm: 'HMAC-SHA256' }],
      verify: signatureCheck(new Map([[API_KEY, SECRET]])),
      funds: { me: { BTC: '10', USDT: '1000000' } },
      now: () => Date.now(),
      ...options.sim,
    });
    this.#run = this.sim.run$.subscribe();
    this.connect();
  }

  /** Another connector to the same exchange. */
  connect(options: Partial<ConnectorOptions> = {}): Connector {
    const ports = inProcessPorts(this.sim.gate, {
      now: () => Date.now(),
      latency: { toVenueMs: 5, fromVenueMs: 5 },
    });
    this.connector = createConnector(
      binanceAt({ ...ADDRESSES, ...this.#options.addresses }),
      { http: ports.http, socket: this.#cuttable(ports.sockets) },
      {
        account: {
          credentials: { apiKey: new Secret(API_KEY), signer: hmacSigner(new Secret(SECRET)) },
          instance: 'a',
        },
        ...this.#options.connector,
        ...options,
      },
    );
    this.connector.orderEvents$.subscribe({ next: (event) => this.events.push(event), error: () => {} });
    this.connector.log$.subscribe((entry) => this.log.push(entry));
    return this.connector;
  }

  started(): this {
    this.connector.start();
    this.pass(3_000);
    return this;
  }

  pass(ms: number): void {
    this.clock.tick(ms);
  }

  async passAsync(ms: number): Promise<void> {
    await this.clock.tickAsync(ms);
  }

  /** Cuts all connections, as a network does. */
  cut(): void {
    this.#cut$.next();
  }

  get ledger(): AccountLedger {
    return accountLedger(this.sim.exchange, 'me');
  }

  eventsOf(clientId: string): readonly string[] {
    return this.events.filter((event) => event.clientId === clientId).map(({ _tag }) => _tag);
  }

  restore(): void {
    this.#run.unsubscribe();
    this.clock.restore();
  }

  #cuttable(port: SocketPort): SocketPort {
    return (request) =>
      new Observable<SocketEvent>((subscriber) => {
        let wasOpen = false;
        subscriber.add(
          this.#cut$.subscribe(() => {
            subscriber.next({
              _tag: 'socketClosed',
              wasOpen,
              code: 1006,
              reason: 'cut by the test',
              refusedStatus: undefined,
              retryAfterMs: undefined,
              closedAt: Date.now(),
            });
            subscriber.complete();
          }),
        );
        return port(request)
          .pipe(tap(({ _tag }) => (wasOpen ||= _tag === 'socketOpened')))
          .subscribe(subscriber);
      });
  }
}
