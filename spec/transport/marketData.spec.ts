import { setTimeout as delay } from 'node:timers/promises';

import { expect } from 'chai';
import { Subscription } from 'rxjs';

import type { BookState } from '../../src/book/index.js';
import { marketData, type ConnectorTrouble, type MarketDataOptions } from '../../src/connector/index.js';
import { venueSymbol } from '../../src/domain/index.js';
import { httpRequests, webSockets } from '../../src/transport/index.js';
import { binanceLoopback, type BinanceLoopback } from '../support/binanceLoopback.js';
import { plainBook } from '../support/plainBook.js';

const A = venueSymbol('AAAUSDT');
const B = venueSymbol('BBBUSDT');

/** Waits until something holds, and fails where that takes too long. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const by = performance.now() + 5000;
  while (!holds()) {
    if (performance.now() > by) throw new Error(`not within 5 s: ${what}`);
    await delay(2);
  }
}

describe('marketData over real sockets', () => {
  let server: BinanceLoopback;
  let all: Subscription;
  let troubles: ConnectorTrouble[];
  let news: NodeJS.Timeout;

  beforeEach(async () => {
    server = await binanceLoopback();
    all = new Subscription();
    troubles = [];
  });
  afterEach(async () => {
    all.unsubscribe();
    await server.close();
  });

  /** Connects, with news of A and B every other millisecond. */
  function start(options: MarketDataOptions = {}) {
    const ports = { socket: webSockets({ connectLimitMs: 300 }), http: httpRequests() };
    const market = marketData(server.venue, ports, { now: Date.now, firstDelayMs: 10, ...options });
    all.add(market.troubles$.subscribe((trouble) => troubles.push(trouble)));
    news = setInterval(() => [A, B].forEach((symbol) => server.binance.change(symbol)), 2);
    all.add(() => clearInterval(news));
    return market;
  }

  function follow(market: ReturnType<typeof marketData>, symbol: typeof A) {
    const seen: { last: BookState | undefined; readonly statuses: string[] } = {
      last: undefined,
      statuses: [],
    };
    const subscription = market.book(symbol).subscribe((state) => {
      if (state.status !== seen.last?.status) seen.statuses.push(state.status);
      seen.last = state;
    });
    all.add(subscription);
    return seen;
  }

  /** Stops the news, and holds a book to the venue's. */
  async function isTheVenues(seen: ReturnType<typeof follow>, symbol: typeof A): Promise<void> {
    await until('live', () => seen.last?.status === 'live');
    clearInterval(news);
    const theirs = server.binance.bookOf(symbol);
    expect(theirs.bids.length + theirs.asks.length).to.be.above(2);
    await until('the same book', () => {
      const ours = seen.last?.status === 'live' ? plainBook(seen.last.book) : undefined;
      return JSON.stringify(ours) === JSON.stringify(theirs);
    });
  }

  it('the server kills the connection again and again: each time a gap, then the book is the venue’s again', async () => {
    const market = start();
    const a = follow(market, A);
    const b = follow(market, B);
    for (let kill = 1; kill <= 5; kill++) {
      await until('both live', () => a.last?.status === 'live' && b.last?.status === 'live');
      for (const client of server.clients()) client.terminate();
      await until('a gap', () => a.statuses.filter((status) => status === 'gap').length === kill);
    }
    await isTheVenues(a, A);
    await isTheVenues(b, B);
    expect(server.attempts()).to.equal(6);
    expect(troubles.filter(({ _tag }) => _tag === 'connectionLost')).to.have.length(5);
  });

  it('the server refuses with 429 and Retry-After: nothing is tried before that time', async () => {
    server.manners.upgrade = (socket) => {
      server.manners.upgrade = undefined;
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n');
    };
    const startedAt = performance.now();
    const a = follow(start(), A);
    await until('one lost', () => troubles.length === 1);
    expect(troubles[0]).to.deep.include({
      _tag: 'connectionLost',
      reason: '429 Too Many Requests',
      retryInMs: 1000,
    });
    await isTheVenues(a, A);
    expect(performance.now() - startedAt).to.be.above(990);
    expect(server.attempts()).to.equal(2);
  });

  it('the server answers 429 to a request: nothing is asked before the time that it says', async () => {
    const asked: number[] = [];
    server.manners.request = (_, response) => {
      asked.push(performance.now());
      server.manners.request = undefined;
      response
        .writeHead(429, { 'Retry-After': '1', connection: 'close' })
        .end('{"code":-1003,"msg":"Too many requests"}');
    };
    const startedAt = performance.now();
    const a = follow(start(), A);
    await isTheVenues(a, A);
    expect(asked).to.have.length(1);
    expect(performance.now() - startedAt).to.be.above(1000);
    expect(troubles).to.have.length(1);
    expect(troubles[0]).to.deep.include({
      _tag: 'callFailed',
      call: 'GET /api/v3/depth',
      failure: {
        _tag: 'rateLimited',
        code: undefined,
        message: '429 {"code":-1003,"msg":"Too many requests"}',
        retryAfterMs: 1000,
      },
    });
  });

  it('the server accepts and stays silent: the connection is made anew', async () => {
    server.manners.connected = (socket) => {
      server.manners.connected = undefined;
      socket.removeAllListeners('message');
    };
    const a = follow(start({ silenceMs: 100 }), A);
    await isTheVenues(a, A);
    expect(troubles[0]).to.deep.include({ _tag: 'connectionLost', reason: 'no market data for 100 ms' });
    expect(a.statuses).to.deep.equal(['syncing', 'live']);
  });

  it('the server does not answer the handshake: connecting has its time, too', async () => {
    server.manners.upgrade = () => {
      server.manners.upgrade = undefined;
    };
    const a = follow(start(), A);
    await isTheVenues(a, A);
    expect(troubles[0]).to.deep.include({
      _tag: 'connectionLost',
      reason: 'Opening handshake has timed out',
    });
  });

  it('the server sends garbage, text and bytes: it is told, and the feed goes on', async () => {
    server.manners.connected = (socket) => {
      socket.send('{"half":');
      socket.send(Buffer.from([0xff, 0xfe]));
    };
    const a = follow(start(), A);
    await isTheVenues(a, A);
    expect(troubles.map(({ _tag }) => _tag)).to.deep.equal(['badFrame', 'badFrame']);
    expect(a.statuses).to.deep.equal(['syncing', 'live']);
  });

  it('connections are replaced under load: no gap, no message lost', async () => {
    const market = start({ lifetimeMs: 150, overlapMs: 50 });
    const a = follow(market, A);
    const ids: number[] = [];
    all.add(market.trades(A).subscribe(({ id }) => ids.push(Number(id))));
    await until('live', () => a.last?.status === 'live');
    const load = setInterval(() => {
      for (let n = 0; n < 20; n++) server.binance.trade(A);
    }, 1);
    all.add(() => clearInterval(load));
    await until('ten rotations', () => server.attempts() >= 11);
    clearInterval(load);
    await isTheVenues(a, A);
    expect(a.statuses).to.deep.equal(['syncing', 'live']);
    expect(ids).to.deep.equal(ids.map((_, n) => (ids[0] ?? 0) + n));
    expect(ids.length).to.be.above(5000);
    expect(troubles).to.deep.equal([]);
  });
});
