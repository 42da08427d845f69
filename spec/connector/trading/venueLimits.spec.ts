import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import { NEVER, Observable } from 'rxjs';

import {
  createConnector,
  Secret,
  type Connector,
  type HttpOutcome,
  type HttpPort,
} from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { binanceAt } from '../../../src/exchanges/binance/index.js';
import { inProcessPorts } from '../../../src/sim/index.js';
import { hmacSigner } from '../../../src/transport/index.js';
import { BinanceWorld } from '../support/binanceWorld.js';

const BTC = venueSymbol('BTCUSDT');
const ORDER = { orderType: 'limit', amount: new Decimal('0.01'), price: new Decimal('40000') } as const;
const CREDENTIALS = {
  apiKey: new Secret('a-key-for-the-embedded-venue'),
  signer: hmacSigner(new Secret('and-its-secret')),
};

/** A connector whose requests go through something else on their way. */
function connected(world: BinanceWorld, through: (http: HttpPort) => HttpPort): Connector {
  const latency = { toVenueMs: 5, fromVenueMs: 5 };
  const { http, sockets: socket } = inProcessPorts(world.sim.gate, { now: () => Date.now(), latency });
  const rest = 'http://in.process';
  const venue = binanceAt({ rest, stream: 'ws://in.process', wsApi: 'ws://in.process/ws-api/v3' });
  const account = { credentials: CREDENTIALS, instance: 'b' };
  const connector = createConnector(venue, { http: through(http), socket }, { account });
  connector.start();
  world.pass(5_000);
  return connector;
}

const answered = (status: number, body: string): HttpOutcome => ({
  _tag: 'httpAnswer',
  status,
  headers: {},
  body,
  sentAt: Date.now(),
  receivedAt: Date.now(),
});

describe("The connector at the venue's limits", () => {
  it('takes an order back at once while too many new orders were sent', () => {
    const world = new BinanceWorld();
    let full = false;
    const refusal = '{"code":-1015,"msg":"Too many new orders; current limit is 50 orders per 10 SECOND."}';
    const connector = connected(
      world,
      (http) => (request) =>
        new Observable((subscriber) => {
          if (!full || request.method !== 'POST') return http(request).subscribe(subscriber);
          subscriber.next(answered(429, refusal));
          subscriber.complete();
          return undefined;
        }),
    );
    const id = connector.buy(BTC, ORDER);
    world.pass(500);
    full = true;
    connector.buy(BTC, ORDER);
    // It waits for the window of orders, and keeps the cancel from nothing.
    connector.buy(BTC, ORDER);
    world.pass(50);
    const askedAt = Date.now();
    let tookMs: number | undefined;
    connector.cancel(id).subscribe(() => (tookMs = Date.now() - askedAt));
    world.pass(10_000);
    world.restore();
    expect(tookMs).to.be.below(1_000);
  });

  it('sends an order before questions that wait, of what is kept for it', () => {
    const world = new BinanceWorld();
    const connector = connected(world, (http) => http);
    // Far more than there is room for in a minute.
    for (let n = 0; n < 400; n++)
      connector.midPrice(venueSymbol('ETHUSDT')).subscribe({ error: () => undefined });
    world.pass(1_000);
    let waiting = 0;
    connector.rates$.subscribe((rates) => (waiting = rates.waiting));
    expect(waiting).to.be.above(0);
    const id = connector.buy(BTC, ORDER);
    world.pass(100);
    const accepted = connector.order(id)?.accepted;
    let result: string | undefined;
    connector.cancel(id).subscribe(({ _tag }) => (result = _tag));
    world.pass(100);
    world.restore();
    expect([accepted, result]).to.deep.equal([true, 'cancelled']);
  });

  it('draws what connecting to the WebSocket API costs', () => {
    const given = binanceAt({ rest: 'http://no', stream: 'ws://no', wsApi: 'ws://no/ws-api/v3' });
    const usedWith = (requestWeight: number): number | undefined => {
      const world = new BinanceWorld();
      const { userStream } = given.trading;
      const costly = { ...userStream, connectionCosts: { requestWeight } };
      const venue = { ...given, trading: { ...given.trading, userStream: costly } };
      const account = { credentials: CREDENTIALS, instance: 'b' };
      const connector = createConnector(venue, { http: () => NEVER, socket: () => NEVER }, { account });
      let used: number | undefined;
      connector.rates$.subscribe(({ windows }) => (used = windows[0]?.used));
      connector.start();
      world.pass(9_000);
      world.restore();
      return used;
    };
    expect(usedWith(102)).to.equal((usedWith(2) ?? NaN) + 100);
  });
});
