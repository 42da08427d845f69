import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  createConnector,
  Secret,
  type Connector,
  type ConnectorPlatform,
  type ConnectorSettings,
  type HttpPort,
  type OrderTracking,
  type TradingVenue,
} from '../../../../src/connector/index.js';
import { binanceAt } from '../../../../src/exchanges/binance/index.js';
import { openOrderJournal, type OrderJournal } from '../../../../src/journal/index.js';
import { inProcessPorts } from '../../../../src/sim/venue/inProcessPorts.js';
import { serveGate, signatureCheck, simulatedKey } from '../../../../src/sim/node/index.js';
import type { ConnectorHarness } from '../../../../src/testing/index.js';
import { hmacSigner, httpRequests, webSockets } from '../../../../src/transport/index.js';
import { quietExchange, TESTED, type QuietExchange } from './quietExchange.js';

/** How a connector is made another than it should be. */
export interface Break {
  readonly venue?: (venue: TradingVenue) => TradingVenue;
  /** Where there is a journal. */
  readonly tracking?: (tracking: OrderTracking) => OrderTracking;
  readonly http?: (http: HttpPort) => HttpPort;
  readonly connector?: (connector: Connector, secrets: readonly string[]) => Connector;
}

/** Binance's connector, and how it reaches the embedded exchange. */
export interface BinanceHarnessOptions {
  readonly title?: string;
  /** Over real sockets on loopback, or in the same process. */
  readonly over: 'loopback' | 'process';
  readonly ordersOver?: 'http' | 'socket';
  readonly userStream?: 'subscribed' | 'listenKey';
  readonly broken?: Break;
  /** Whether journals can be kept, which takes longest. They can unless told. */
  readonly hasJournals?: boolean;
}

/** Short, so that nothing takes long; the slow poll never comes, so that it heals nothing. */
const SETTINGS: ConnectorSettings = {
  callLimitMs: 2_000,
  cancelLimitMs: 2_500,
  cancelAgainAfterMs: 300,
  stopLimitMs: 1_000,
  networkEveryMs: 400,
  networkLimitMs: 500,
  slowPollMs: 30_000,
  fastPollMs: 100,
  silenceMs: 400,
  firstPauseMs: 20,
  maxPauseMs: 100,
};

interface Place {
  readonly rest: string;
  readonly stream: string;
  readonly platform: ConnectorPlatform;
  readonly leave: () => Promise<void>;
}

async function placeOf({ gate }: QuietExchange, over: BinanceHarnessOptions['over']): Promise<Place> {
  if (over === 'process') {
    const { http, sockets } = inProcessPorts(gate, { now: Date.now });
    return {
      rest: 'http://process',
      stream: 'ws://process',
      platform: { http, socket: sockets },
      leave: () => Promise.resolve(),
    };
  }
  const { url: rest, stop } = await serveGate(gate);
  const platform = { http: httpRequests(), socket: webSockets() };
  return { rest, stream: rest.replace('http', 'ws'), platform, leave: stop };
}

/** Longer where a busy machine may hold things up: how long a call is valid, and within which time an order is sent or not at all. */
const RECV_WINDOW_MS = { process: 1_500, loopback: 2_500 };
const SEND_WITHIN_MS = { process: 300, loopback: 2_000 };

/** The harness of Binance's connector over the embedded exchange, on which nobody trades but the tests. */
export function binanceHarness(options: BinanceHarnessOptions): ConnectorHarness {
  const {
    title = 'Binance',
    over,
    ordersOver = 'http',
    userStream = 'subscribed',
    broken = {},
    hasJournals = true,
  } = options;
  return {
    title,
    instrument: TESTED,
    cannot: hasJournals ? {} : { journal: 'it has none here' },
    // In virtual time nobody else takes time.
    limitMs: over === 'process' ? 4_500 : 10_000,
    open: async ({ journal: hasJournal }) => {
      const key = simulatedKey(1);
      const { apiKey } = key;
      const secrets = [apiKey, key.secret];
      const verify = signatureCheck(new Map([[apiKey, key.secret]]));
      const exchange = quietExchange({ apiKey, algorithm: 'HMAC-SHA256' }, verify);
      const running = exchange.run();
      const { rest, stream, platform, leave } = await placeOf(exchange, over);
      const wsApi = `${stream}/ws-api/v3`;
      const venue = binanceAt({ rest, stream, wsApi, userStream, recvWindowMs: RECV_WINDOW_MS[over] });
      const folder = hasJournal ? mkdtempSync(join(tmpdir(), 'conformance-')) : undefined;
      const connectors: Connector[] = [];
      let journal: OrderJournal | undefined;

      const tracking = (): OrderTracking | undefined => {
        journal?.close();
        journal = folder === undefined ? undefined : openOrderJournal(join(folder, 'orders.db'));
        const kept = journal;
        const right: OrderTracking | undefined = kept && {
          track: () => kept.track(),
          known: () => kept.orders({ open: true }),
        };
        return right && (broken.tracking?.(right) ?? right);
      };
      const make = (): Connector => {
        const credentials = { apiKey: new Secret(apiKey), signer: hmacSigner(new Secret(key.secret)) };
        const ports = { ...platform, http: broken.http?.(platform.http) ?? platform.http };
        const instance = `t${connectors.length}`;
        const made = createConnector(broken.venue?.(venue) ?? venue, ports, {
          ...SETTINGS,
          sendWithinMs: SEND_WITHIN_MS[over],
          ordersOver,
          orders: tracking(),
          account: { credentials, instance },
        });
        const connector = broken.connector?.(made, secrets) ?? made;
        connectors.push(connector);
        return connector;
      };

      return {
        connector: make(),
        exchange,
        secrets: () => [...secrets, ...exchange.gate.signatures],
        again: make,
        close: async () => {
          await Promise.all(connectors.map((connector) => connector.stop()));
          journal?.close();
          running.unsubscribe();
          await leave();
          if (folder !== undefined) rmSync(folder, { recursive: true });
        },
      };
    },
  };
}
