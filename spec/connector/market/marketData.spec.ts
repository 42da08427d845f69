import { expect } from 'chai';
import { NEVER } from 'rxjs';

import { marketData, type MarketDataOptions } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import type { ScriptedAnswer } from '../../../src/testing/index.js';
import { binanceAt } from '../../support/binanceServer.js';
import { scene } from '../../support/marketStage.js';

const A = venueSymbol('AAAUSDT');
const B = venueSymbol('BBBUSDT');

describe('marketData', () => {
  it('makes a book live, and lets go of everything after the last listener', () =>
    scene(200, {}, (s) => {
      s.every(10, () => s.server.change(A));
      const book = s.follow(A);
      s.at(95, () => {
        expect(book.statuses).to.deep.equal(['0 syncing', '12 live']);
        expect(book.book()).to.deep.equal(s.server.bookOf(A));
        expect(s.sockets.open()).to.have.length(1);
        expect(s.http.requests.map(({ url }) => url)).to.deep.equal([
          'http://venue/api/v3/depth?symbol=AAAUSDT&limit=1000',
        ]);
        book.leave();
        expect(s.sockets.open()).to.deep.equal([]);
        expect(s.connections).to.deep.equal([]);
        expect(s.troubles).to.deep.equal([]);
        expect(s.sockets.connections[0]?.received).to.deep.equal([
          '{"method":"SUBSCRIBE","params":["aaausdt@depth@100ms"],"id":1}',
        ]);
      });
    }));

  it('sends only what changes over the open connection, and leaves the other books alone', () =>
    scene(400, {}, (s) => {
      s.every(10, () => [A, B].forEach((symbol) => s.server.change(symbol)));
      const a = s.follow(A);
      let b = s.follow(B);
      s.at(100, () => b.leave());
      s.at(200, () => (b = s.follow(B)));
      s.at(295, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live']);
        expect(b.statuses).to.deep.equal(['200 syncing', '212 live']);
        expect([a.book(), b.book()]).to.deep.equal([s.server.bookOf(A), s.server.bookOf(B)]);
        expect(s.sockets.connections.map(({ received }) => received)).to.deep.equal([
          [
            '{"method":"SUBSCRIBE","params":["aaausdt@depth@100ms","bbbusdt@depth@100ms"],"id":1}',
            '{"method":"UNSUBSCRIBE","params":["bbbusdt@depth@100ms"],"id":1}',
            '{"method":"SUBSCRIBE","params":["bbbusdt@depth@100ms"],"id":1}',
          ],
        ]);
      });
    }));

  it('keeps to the pace of frames, and sends what is wanted by then, however often it has changed', () =>
    scene(6000, { limits: { framesPerSecond: 3 } }, (s) => {
      s.follow(A);
      for (let n = 0; n < 100; n++) s.at(10 + n, () => s.follow(B).leave());
      s.at(150, () => s.follow(B));
      s.at(5000, () => {
        const received = s.sockets.connections[0]?.received ?? [];
        const methods = received.map((text) => (JSON.parse(text) as { readonly method: string }).method);
        // Two a second of the three: one is for the answers to pings.
        expect(methods).to.deep.equal(['SUBSCRIBE', 'SUBSCRIBE', 'UNSUBSCRIBE', 'SUBSCRIBE']);
      });
    }));

  it('shares streams out by the limit; each stays where it is, a free place is used again, an empty shard closes', () =>
    scene(100, { limits: { streamsPerConnection: 2 } }, (s) => {
      const shards = () =>
        s.connections.map(({ name, streams, connection }) => `${name}: ${streams} over ${connection}`);
      const books = ['A', 'B', 'C', 'D', 'E'].map((name) => s.follow(venueSymbol(name)));
      const leave = (...which: readonly number[]) => which.forEach((n) => books[n]?.leave());
      s.at(10, () => {
        expect(shards()).to.deep.equal([
          'binance market 1: 2 over binance market 1 1',
          'binance market 2: 2 over binance market 2 1',
          'binance market 3: 1 over binance market 3 1',
        ]);
        leave(1);
        books[1] = s.follow(venueSymbol('F'));
      });
      s.at(20, () => {
        expect(s.sockets.connections[0]?.received.slice(1)).to.deep.equal([
          '{"method":"UNSUBSCRIBE","params":["b@depth@100ms"],"id":1}',
          '{"method":"SUBSCRIBE","params":["f@depth@100ms"],"id":1}',
        ]);
        leave(2, 3);
        expect(shards()).to.deep.equal([
          'binance market 1: 2 over binance market 1 1',
          'binance market 3: 1 over binance market 3 1',
        ]);
        leave(0, 1, 4);
        expect(s.sockets.connections).to.have.length(3);
        expect(s.sockets.open()).to.deep.equal([]);
        expect(s.connections).to.deep.equal([]);
      });
    }));

  it('a lost connection breaks what it carried and nothing else; the next one subscribes what the shard holds by then', () =>
    scene(3000, { limits: { streamsPerConnection: 1 } }, (s) => {
      s.every(10, () => [A, B].forEach((symbol) => s.server.change(symbol)));
      const a = s.follow(A);
      const b = s.follow(B);
      s.at(100, () => s.sockets.connections[0]?.close({ code: 1001, reason: 'restart' }));
      s.at(1995, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '101 gap', '122 live']);
        expect(b.statuses).to.deep.equal(['0 syncing', '12 live']);
        expect([a.book(), b.book()]).to.deep.equal([s.server.bookOf(A), s.server.bookOf(B)]);
        expect(s.troubles).to.deep.equal([
          {
            _tag: 'connectionLost',
            connection: 'binance market 1 1',
            reason: 'restart',
            retryInMs: 10,
            at: 101,
          },
        ]);
      });
    }));

  it('asks for no snapshot while there is no connection: a book without news does not look alive', () =>
    scene(
      6000,
      {
        connect: (connection, s) => {
          if (connection.number === 1) connection.accept();
          else s.at(5000, () => connection.accept());
        },
      },
      (s) => {
        s.every(10, () => s.server.change(A));
        const a = s.follow(A);
        s.at(100, () => s.sockets.connections[0]?.close());
        s.at(5000, () => {
          expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '101 gap']);
          expect(s.http.requests).to.have.length(1);
        });
        s.at(5495, () => {
          expect(a.statuses.slice(3)).to.deep.equal(['5122 live']);
          expect(a.book()).to.deep.equal(s.server.bookOf(A));
        });
      },
    ));

  it('a quiet instrument is joined too, some time after it was subscribed to', () =>
    scene(4000, {}, (s) => {
      const a = s.follow(A);
      s.at(10, () => s.server.change(A));
      s.at(100, () => s.sockets.connections[0]?.close());
      s.at(3000, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '101 gap', '1114 live']);
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
      });
    }));

  it('an instrument of which nothing ever comes is live all the same, and goes on from there', () =>
    scene(6000, {}, (s) => {
      const a = s.follow(A);
      s.at(2000, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '1003 live']);
        s.server.change(A);
      });
      s.at(2500, () => {
        expect(a.statuses).to.have.length(2);
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
        expect(s.http.requests).to.have.length(1);
      });
      // Nobody listens before its time has come: nothing is asked.
      s.at(3000, () => s.follow(B).leave());
      s.at(5500, () => expect(s.http.requests).to.have.length(1));
    }));

  it('subscribes anew to a book of which nothing comes, with pauses that grow, while another one talks', () =>
    scene(240_000, {}, (s) => {
      s.every(1_000, () => s.server.change(A));
      s.follow(A);
      s.follow(B);
      const news: string[] = [];
      s.at(235_000, () => {
        const received = s.sockets.connections.flatMap((connection) => connection.received);
        news.push(...received.slice(1));
        const again = (method: string) => `{"method":"${method}","params":["bbbusdt@depth@100ms"],"id":1}`;
        // After 30 seconds, 60 more, 120 more; never the one that talks.
        const pair = [again('UNSUBSCRIBE'), again('SUBSCRIBE')];
        expect(news).to.deep.equal([...pair, ...pair, ...pair]);
        expect(s.sockets.connections).to.have.length(1);
      });
    }));

  it('asks again where the snapshot of such an instrument fails', () =>
    scene(6000, { answer: () => answers.shift() }, (s) => {
      answers.push({ status: 500, body: 'oops' }, { status: 500, body: 'oops' });
      const a = s.follow(A);
      s.at(1500, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '1035 live']);
        expect(s.http.requests).to.have.length(3);
      });
    }));

  it('leaves it to the book where something comes while such a snapshot is on its way', () =>
    scene(6000, { latencyMs: 40 }, (s) => {
      const a = s.follow(A);
      s.at(1050, () => s.server.change(A));
      s.at(5000, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '1130 live']);
        expect(s.http.requests).to.have.length(2);
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
      });
    }));

  it('replaces a connection before its time is over: books stay live, nothing is lost, no trade comes twice', () =>
    scene(
      101_000,
      { limits: { connectionLifetimeMs: 10_000 }, options: { overlapMs: 500 }, latencyMs: 3 },
      (s) => {
        // What is cut at even times is not due then: the timers of RxJS 7's virtual time do not bear that.
        const news = s.every(2, () => s.server.change(A));
        news.add(s.every(14, () => s.server.trade(A)));
        const a = s.follow(A);
        const trades: number[] = [];
        s.hear(s.market.trades(A), ({ id }) => trades.push(Number(id)));
        s.at(99_999, () => news.unsubscribe());
        s.at(100_010, () => {
          expect(a.statuses).to.deep.equal(['0 syncing', '16 live']);
          expect(a.book()).to.deep.equal(s.server.bookOf(A));
          expect(s.troubles).to.deep.equal([]);
          expect(s.sockets.connections).to.have.length(12);
          expect(trades).to.deep.equal(trades.map((_, n) => (trades[0] ?? 0) + n));
          expect(trades.length).to.be.above(7_000);
        });
      },
    ));

  for (const [which, latencyMs] of [
    ['faster', (n: number) => (n % 2 === 0 ? 41 : 1)],
    ['slower', (n: number) => (n % 2 === 0 ? 1 : 41)],
  ] as const) {
    it(`loses nothing where the new connection is ${which} than the old one`, () =>
      scene(
        20_500,
        { limits: { connectionLifetimeMs: 10_000 }, options: { overlapMs: 500 }, latencyMs },
        (s) => {
          const news = s.every(2, () => s.server.change(A));
          news.add(s.every(14, () => s.server.trade(A)));
          const a = s.follow(A);
          const trades: number[] = [];
          s.hear(s.market.trades(A), ({ id }) => trades.push(Number(id)));
          s.at(19_999, () => news.unsubscribe());
          s.at(20_200, () => {
            expect(a.statuses).to.have.length(2);
            expect(a.book()).to.deep.equal(s.server.bookOf(A));
            expect(s.sockets.connections).to.have.length(3);
            expect(trades).to.deep.equal(trades.map((_, n) => (trades[0] ?? 0) + n));
            expect(trades.at(-1)).to.equal(1428);
          });
        },
      ));
  }

  it('takes over early where more comes than may be held, and still loses nothing', () =>
    scene(
      11_000,
      { limits: { connectionLifetimeMs: 10_000 }, options: { overlapMs: 1_500, takeoverLimit: 100 } },
      (s) => {
        const news = s.every(2, () => s.server.change(A));
        news.add(s.every(14, () => s.server.trade(A)));
        const a = s.follow(A);
        const trades: number[] = [];
        s.hear(s.market.trades(A), ({ id }) => trades.push(Number(id)));
        s.at(9_100, () => expect(s.connections[0]?.connection).to.equal('binance market 1 1'));
        s.at(9_400, () => expect(s.connections[0]?.connection).to.equal('binance market 1 2'));
        s.at(10_899, () => news.unsubscribe());
        s.at(10_950, () => {
          expect(a.statuses).to.deep.equal(['0 syncing', '6 live']);
          expect(a.book()).to.deep.equal(s.server.bookOf(A));
          expect(trades).to.deep.equal(trades.map((_, n) => (trades[0] ?? 0) + n));
        });
      },
    ));

  it('a new connection that fails before it takes over changes nothing; an old one that fails meanwhile hands over with a gap', () =>
    scene(30_000, { limits: { connectionLifetimeMs: 10_000 }, options: { overlapMs: 1_000 } }, (s) => {
      s.every(4, () => s.server.change(A));
      const a = s.follow(A);
      s.at(9_503, () => s.sockets.connections[1]?.close());
      s.at(17_999, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '6 live']);
        expect(s.connections[0]?.connection).to.equal('binance market 1 3');
      });
      s.at(18_503, () => s.sockets.connections[2]?.close({ reason: 'gone' }));
      s.at(19_503, () => {
        expect(a.statuses.slice(2)).to.deep.equal(['18504 gap', '18505 live']);
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
        expect(s.connections[0]?.connection).to.equal('binance market 1 4');
        expect(s.troubles.map((trouble) => 'connection' in trouble && trouble.connection)).to.deep.equal([
          'binance market 1 2',
          'binance market 1 3',
        ]);
      });
    }));

  it('a new connection that failed does not take over when the old one fails too', () =>
    scene(9_900, { limits: { connectionLifetimeMs: 10_000 }, options: { overlapMs: 1_000 } }, (s) => {
      s.every(4, () => s.server.change(A));
      const a = s.follow(A);
      s.at(9_501, () => s.sockets.connections[1]?.close());
      s.at(9_505, () => s.sockets.connections[0]?.close());
      s.at(9_509, () => {
        expect(s.connections[0]?.connection).to.equal(undefined);
        expect(a.statuses.slice(2)).to.deep.equal(['9506 gap']);
      });
      s.at(9_803, () => {
        expect(s.connections[0]?.connection).to.equal('binance market 1 3');
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
      });
    }));

  it('cuts a connection that brings no market data, whatever else it says', () =>
    scene(700, { options: { silenceMs: 100, stableMs: 1000 } }, (s) => {
      const news = s.every(10, () => s.server.change(A));
      s.every(10, () => s.sockets.open().forEach((connection) => connection.send('{"result":null,"id":9}')));
      const a = s.follow(A);
      s.at(205, () => news.unsubscribe());
      s.at(400, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '301 gap']);
        expect(s.troubles).to.deep.equal([
          {
            _tag: 'connectionLost',
            connection: 'binance market 1 1',
            reason: 'no market data for 100 ms',
            retryInMs: 10,
            at: 301,
          },
        ]);
      });
    }));

  it('tells of refused subscriptions, of garbage, and of frames of no known kind; the feed goes on', () =>
    scene(200, {}, (s) => {
      s.every(10, () => s.server.change(A));
      const a = s.follow(A);
      const send = (text: string) => s.sockets.connections[0]?.send(text);
      s.at(21, () => send('{"error":{"code":2,"msg":"Invalid request"},"id":1}'));
      s.at(22, () => send('garbage'));
      s.at(23, () => send('{"e":"newThing"}'));
      s.at(99, () => {
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live']);
        expect(a.book()).to.deep.equal(s.server.bookOf(A));
        const [refused, garbage, unknown, ...others] = s.troubles;
        expect(refused).to.deep.equal({
          _tag: 'unusable',
          what: 'binance market data',
          reason: '2 Invalid request',
          at: 22,
        });
        expect(garbage).to.include({ _tag: 'badFrame', connection: 'binance market 1 1', at: 23 });
        expect(garbage)
          .to.have.property('reason')
          .that.matches(/^: "garbage" is not JSON/);
        expect(unknown).to.deep.equal({
          _tag: 'badFrame',
          connection: 'binance market 1 1',
          reason: 'a frame of no known kind: {"e":"newThing"}',
          at: 24,
        });
        expect(others).to.deep.equal([]);
      });
    }));

  it('waits as long as a refused connection asks, with all that it asks for', () =>
    scene(
      8000,
      {
        limits: { requestWeight: { weight: 6000, perMs: 60_000 } },
        connect: (connection) => {
          if (connection.number !== 2) connection.accept();
          else connection.refuse({ status: 429, retryAfterMs: 5000 });
        },
      },
      (s) => {
        s.every(10, () => s.server.change(A));
        const a = s.follow(A);
        s.at(101, () => s.sockets.connections[0]?.close());
        s.at(201, () => s.hear(s.market.listings$, () => undefined));
        s.at(5005, () => expect(s.http.requests).to.have.length(1));
        s.at(7001, () => {
          expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '102 gap', '5122 live']);
          expect(s.http.requests).to.have.length(3);
          expect(s.troubles[1]).to.deep.equal({
            _tag: 'connectionLost',
            connection: 'binance market 1 2',
            reason: '429',
            retryInMs: 5000,
            at: 114,
          });
        });
      },
    ));

  it('connects no oftener than the venue allows, all connections together', () =>
    scene(
      11_000,
      { limits: { streamsPerConnection: 1, connectionAttempts: { count: 2, perMs: 10_000 } } },
      (s) => {
        for (const name of ['A', 'B', 'C']) s.follow(venueSymbol(name));
        s.at(9_999, () => expect(s.sockets.open()).to.have.length(2));
        s.at(10_010, () => expect(s.sockets.open()).to.have.length(3));
      },
    ));

  it('spreads the times at which connections are replaced', () =>
    scene(
      9_100,
      {
        limits: { streamsPerConnection: 1, connectionLifetimeMs: 10_000 },
        options: { random: () => draws.shift() ?? 0 },
      },
      (s) => {
        draws.push(0, 0.5);
        s.every(10, () => [A, B].forEach((symbol) => s.server.change(symbol)));
        s.follow(A);
        s.follow(B);
        s.at(8_099, () => expect(s.sockets.connections).to.have.length(2));
        s.at(8_101, () => expect(s.sockets.connections).to.have.length(3));
        s.at(8_549, () => expect(s.sockets.connections).to.have.length(3));
        s.at(8_551, () => expect(s.sockets.connections).to.have.length(4));
      },
    ));

  it('refuses options that are none', () => {
    const make = (options: MarketDataOptions) => () =>
      marketData(
        binanceAt({ stream: 'ws://venue', rest: 'http://venue' }),
        { socket: () => NEVER, http: () => NEVER },
        options,
      );
    expect(make({ silenceMs: 0 })).to.throw(RangeError, 'silenceMs is no time of a timer: 0');
    expect(make({ silenceMs: Infinity })).not.to.throw();
    expect(make({ lifetimeMs: Infinity })).to.throw(RangeError, 'lifetimeMs is no time of a timer: Infinity');
    expect(make({ overlapMs: -1 })).to.throw(RangeError, 'overlapMs is no time of a timer: -1');
    expect(make({ takeoverLimit: 0.5 })).to.throw(
      RangeError,
      'takeoverLimit is no whole number above zero: 0.5',
    );
    expect(make({ listingsEveryMs: 0 })).to.throw(RangeError, 'listingsEveryMs is no time of a timer: 0');
    expect(make({ healEveryMs: 0 })).to.throw(RangeError, 'healEveryMs is no time of a timer: 0');
    expect(make({ firstDelayMs: -1 })).to.throw(RangeError, 'firstDelayMs is no time: -1');
  });

  it('trades come beside the book and do not disturb it; they end with their last listener', () =>
    scene(400, {}, (s) => {
      s.every(10, () => s.server.change(A));
      s.every(10, () => s.server.trade(A));
      const a = s.follow(A);
      const trades: string[] = [];
      let trading = s.hear(s.market.trades(A), () => undefined);
      s.at(101, () => {
        trading.unsubscribe();
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live']);
        trading = s.hear(s.market.trades(A), ({ id, price, size, side }) => {
          trades.push(`${id} ${price.toFixed()} ${size.toFixed()} ${side}`);
        });
      });
      s.at(125, () => {
        expect(trades).to.deep.equal(['10 100 10 sell', '11 100 11 buy', '12 100 12 sell']);
        a.leave();
        s.server.change(A);
      });
      s.at(145, () => {
        expect(trades.at(-1)).to.equal('14 100 14 sell');
        expect(a.statuses).to.have.length(2);
        trading.unsubscribe();
        expect(s.sockets.connections.map(({ received }) => received)).to.deep.equal([
          [
            '{"method":"SUBSCRIBE","params":["aaausdt@depth@100ms","aaausdt@aggTrade"],"id":1}',
            '{"method":"UNSUBSCRIBE","params":["aaausdt@aggTrade"],"id":1}',
            '{"method":"SUBSCRIBE","params":["aaausdt@aggTrade"],"id":1}',
            '{"method":"UNSUBSCRIBE","params":["aaausdt@depth@100ms"],"id":1}',
          ],
        ]);
        expect(s.sockets.open()).to.deep.equal([]);
      });
    }));

  it('a symbol that is none of the venue is an error of its own listener, of books and of trades', () =>
    scene(100, {}, (s) => {
      s.every(10, () => s.server.change(A));
      const a = s.follow(A);
      const errors: string[] = [];
      const error = (reason: unknown) => errors.push(String(reason));
      const wrong = venueSymbol('btc/usdt');
      s.market.book(wrong).subscribe({ error });
      s.market.trades(wrong).subscribe({ error });
      s.market.snapshot(wrong).subscribe({ error });
      expect(errors).to.have.length(3);
      for (const text of errors) expect(text).to.match(/^RangeError: no symbol of Binance's: "btc\/usdt"/);
      s.at(55, () => expect(a.book()).to.deep.equal(s.server.bookOf(A)));
    }));

  it('polls the list of instruments while it is listened to; the book of a delisted one ends, and no other', () =>
    scene(1000, { options: { listingsEveryMs: 100 } }, (s) => {
      s.every(10, () => [A, B].forEach((symbol) => s.server.change(symbol)));
      const lists: string[] = [];
      const listing = s.hear(s.market.listings$, (list) => {
        lists.push(list.map(({ instrument, trading }) => `${instrument}${trading ? '' : ' halted'}`).join());
      });
      const a = s.follow(A);
      const b = s.follow(B);
      s.at(55, () => s.server.listed.delete(A));
      s.at(155, () => {
        expect(lists).to.deep.equal(['AAA-USDT,BBB-USDT', 'BBB-USDT']);
        expect(a.statuses).to.deep.equal(['0 syncing', '12 live', '102 gap']);
        expect(b.statuses).to.deep.equal(['0 syncing', '12 live']);
        const late: number[] = [];
        s.market.listings$.subscribe((list) => late.push(list.length)).unsubscribe();
        expect(late).to.deep.equal([1]);
        listing.unsubscribe();
      });
      s.at(999, () =>
        expect(s.http.requests.filter(({ url }) => url.includes('exchangeInfo'))).to.have.length(2),
      );
    }));

  it('asks for the list again after failures, with pauses that grow, and tells why', () =>
    scene(
      200,
      {
        answer: (url) => {
          if (!url.includes('exchangeInfo')) return undefined;
          return answers.shift();
        },
      },
      (s) => {
        answers.push(
          { fails: 'notSent', reason: 'no route' },
          { status: 503, body: 'busy' },
          { body: '{"msg":"no","code":-1}' },
        );
        const sizes: string[] = [];
        s.hear(s.market.listings$, (list) => sizes.push(`${s.http.requests.length}: ${list.length}`));
        s.at(150, () => {
          expect(sizes).to.deep.equal(['4: 2']);
          const call = 'GET /api/v3/exchangeInfo';
          const failed = (at: number, failure: object) => ({ _tag: 'callFailed', call, failure, at });
          expect(s.troubles).to.deep.equal([
            failed(1, { _tag: 'notSent', reason: 'no route' }),
            failed(12, { _tag: 'outcomeUnknown', reason: '503 busy' }),
            failed(33, { _tag: 'refused', code: '-1', message: 'no' }),
          ]);
        });
      },
    ));

  it('asks again for a snapshot that fails, over one budget with everything else', () =>
    scene(
      70_000,
      {
        limits: { requestWeight: { weight: 100, perMs: 60_000 } },
        answer: () => answers.shift(),
      },
      (s) => {
        answers.push({ status: 500, body: 'oops' });
        s.every(100, () => [A, B].forEach((symbol) => s.server.change(symbol)));
        const a = s.follow(A);
        const b = s.follow(B);
        s.at(59_950, () => {
          // Two of 50 in a minute: one failed, so that the other book has the second.
          expect(a.statuses.length + b.statuses.length).to.equal(3);
          expect(s.troubles).to.have.length(1);
          expect(s.troubles[0]).to.deep.include({ _tag: 'callFailed', call: 'GET /api/v3/depth' });
        });
        s.at(69_950, () => {
          expect(s.http.requests).to.have.length(3);
          expect([a.book(), b.book()]).to.deep.equal([s.server.bookOf(A), s.server.bookOf(B)]);
        });
      },
    ));
});

const answers: ScriptedAnswer[] = [];
const draws: number[] = [];
