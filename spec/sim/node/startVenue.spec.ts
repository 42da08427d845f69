import { once } from 'node:events';
import { connect } from 'node:net';

import { expect } from 'chai';
import { firstValueFrom, NEVER, Observable, of, ReplaySubject, take, toArray, filter, map } from 'rxjs';
import WebSocket from 'ws';

import { parseFaults } from '../../../src/sim/index.js';
import { serveGate, startVenue, type StartedVenue, type StartOptions } from '../../../src/sim/node/index.js';
import { httpRequests, hmacSigner, webSockets } from '../../../src/transport/index.js';
import { Secret } from '../../../src/connector/index.js';

/** Sockets, servers and timers that keep a process alive. */
const handles = (): readonly string[] =>
  process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Immediate/.test(name));

async function using(options: StartOptions, test: (venue: StartedVenue) => Promise<void>): Promise<void> {
  const venue = await startVenue({ warmUpMs: 1_000, ...options });
  try {
    await test(venue);
  } finally {
    await venue.stop();
  }
}

const http = httpRequests();
const get = (url: string) => firstValueFrom(http({ method: 'GET', url, timeLimitMs: 5_000 }));

function order({ restUrl, apiKey, secret }: StartedVenue, form: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({ ...form, timestamp: String(Date.now()) }).toString();
  const signature = hmacSigner(new Secret(secret)).sign(query);
  const headers = { 'X-MBX-APIKEY': apiKey, 'content-type': 'application/x-www-form-urlencoded' };
  const body = `${query}&signature=${signature}`;
  return firstValueFrom(
    http({ method: 'POST', url: `${restUrl}/api/v3/order`, headers, body, timeLimitMs: 5_000 }),
  );
}

const BUY = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01', newOrderRespType: 'RESULT' };

describe('startVenue', () => {
  it('serves requests, streams and the WebSocket API, on one port', () =>
    using({}, async (venue) => {
      const answer = await get(`${venue.restUrl}/api/v3/ticker/price?symbol=BTCUSDT`);
      expect(answer).to.include({ _tag: 'httpAnswer', status: 200 });
      expect(answer._tag === 'httpAnswer' && answer.headers['x-mbx-used-weight-1m']).to.equal('2');
      const frames = await firstValueFrom(
        webSockets()({ url: `${venue.streamUrl}/stream?streams=btcusdt@depth@100ms`, send$: NEVER }).pipe(
          filter((event) => event._tag === 'socketMessage'),
          map(({ text }) => JSON.parse(text) as { stream: string; data: { U: number; u: number } }),
          take(3),
          toArray(),
        ),
      );
      expect(frames.map(({ stream }) => stream)).to.deep.equal(Array(3).fill('btcusdt@depth@100ms'));
      expect(frames[1]?.data.U).to.equal((frames[0]?.data.u ?? 0) + 1);
      const time = await firstValueFrom(
        webSockets()({ url: venue.apiUrl, send$: of('{"id":1,"method":"time"}') }).pipe(
          filter((event) => event._tag === 'socketMessage'),
          map(({ text }) => JSON.parse(text) as { id: number; status: number }),
        ),
      );
      expect(time).to.include({ id: 1, status: 200 });
    }));

  it('takes orders of the account of the run, in a body', () =>
    using({}, async (venue) => {
      const answer = await order(venue, BUY);
      expect(answer._tag === 'httpAnswer' && JSON.parse(answer.body)).to.include({
        status: 'FILLED',
        executedQty: '0.01000000',
      });
      expect(venue.apiKey).to.match(/^simulated-key-[0-9a-f]{8}$/);
    }));

  it('makes another key for another seed, and the same for the same', async () => {
    const keys: string[] = [];
    for (const seed of [1, 2, 1]) await using({ seed }, async ({ apiKey }) => void keys.push(apiKey));
    expect(keys[0]).to.equal(keys[2]);
    expect(keys[0]).to.not.equal(keys[1]);
  });

  it('cuts the connection of a request whose answer is lost, and the order is there', () =>
    using({ faults: parseFaults('lostAnswer@1') }, async (venue) => {
      expect(await order(venue, BUY)).to.include({ _tag: 'httpFailure', outcome: 'unknown' });
      expect(venue.venue.exchange.openOrders(venue.account)).to.deep.equal([]);
      expect(venue.venue.exchange.balances(venue.account).get('BTC')?.total.gt(10)).to.equal(true);
    }));

  it('refuses connections with a status, and cuts them without a word', () =>
    using({ faults: parseFaults('refuse@1,disconnect@300ms') }, async ({ streamUrl }) => {
      const closeOf = () =>
        firstValueFrom(
          webSockets()({ url: `${streamUrl}/ws`, send$: NEVER }).pipe(
            filter((event) => event._tag === 'socketClosed'),
          ),
        );
      expect(await closeOf()).to.include({ wasOpen: false, refusedStatus: 503 });
      expect(await closeOf()).to.include({ wasOpen: true, code: 1006 });
    }));

  it('does not know other paths, over WebSocket either', () =>
    using({}, async ({ restUrl, streamUrl }) => {
      expect(await get(`${restUrl}/nothing`)).to.include({ status: 404 });
      const socket = new WebSocket(`${streamUrl}/nothing`);
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).to.match(/404/);
    }));

  it('leaves nothing behind when it is stopped, whoever is connected', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const before = handles();
    const venue = await startVenue({ warmUpMs: 100 });
    const socket = new WebSocket(`${venue.streamUrl}/ws/btcusdt@trade`);
    await once(socket, 'open');
    const idle = connect(Number(new URL(venue.restUrl).port), '127.0.0.1');
    await once(idle, 'connect');
    const ended = Promise.all([once(socket, 'close'), once(idle, 'close')]);
    await Promise.all([venue.stop(), venue.stop()]);
    await ended;
    await new Promise((resolve) => setImmediate(resolve));
    expect(handles().filter((name) => name !== 'Immediate')).to.deep.equal(
      before.filter((name) => name !== 'Immediate'),
    );
    expect(venue.venue.dialect.connections).to.equal(0);
  });

  it('frees a connection when its client leaves', () =>
    using({}, async ({ streamUrl, venue }) => {
      const socket = new WebSocket(`${streamUrl}/ws/btcusdt@trade`);
      await once(socket, 'open');
      expect(venue.dialect.connections).to.equal(1);
      socket.terminate();
      while (venue.dialect.connections > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }));

  it('fails where the port is taken', () =>
    using({}, async ({ restUrl }) => {
      const port = Number(new URL(restUrl).port);
      const failure: unknown = await startVenue({ port, warmUpMs: 100 }).catch((error: unknown) => error);
      expect(failure).to.be.an('error').with.property('code', 'EADDRINUSE');
    }));
});

describe('serveGate', () => {
  it('pings, and leaves a client that answers none of four', async () => {
    const gate = { request: () => NEVER, connect: () => of({ _tag: 'opened' } as const) };
    const served = await serveGate(gate, { pingMs: 10 });
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/ws`, { autoPong: false });
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).to.equal(1006);
    await served.stop();
  });

  it('gives up a request that its client gave up', async () => {
    const givenUp$ = new ReplaySubject<string>(1);
    const gate = {
      request: () => new Observable<never>(() => () => givenUp$.next('given up')),
      connect: () => NEVER,
    };
    const served = await serveGate(gate);
    const outcome = await firstValueFrom(http({ method: 'GET', url: served.url, timeLimitMs: 50 }));
    expect(outcome).to.include({ _tag: 'httpFailure', outcome: 'unknown' });
    expect(await firstValueFrom(givenUp$)).to.equal('given up');
    await served.stop();
  });
});
