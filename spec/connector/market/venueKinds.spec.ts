import { gzipSync } from 'node:zlib';

import { expect } from 'chai';
import { asyncScheduler, NEVER, Subscription, timer } from 'rxjs';

import { marketData, type MarketDataOptions, type MarketDataVenue } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { coinbaseVenue } from '../../../src/exchanges/coinbase/index.js';
import { huobiVenue } from '../../../src/exchanges/huobi/index.js';
import { krakenVenue } from '../../../src/exchanges/kraken/index.js';
import { scriptedSocket, type ScriptedConnection } from '../../../src/testing/index.js';
import { nodeInflate } from '../../../src/transport/index.js';
import { inVirtualTime } from '../../support/operatorChecklist.js';

/** Runs a client of a venue against a script in virtual time, until a time; tells when what happened. */
function told(
  venue: MarketDataVenue,
  message: (connection: ScriptedConnection, text: string) => void,
  play: (
    market: ReturnType<typeof marketData>,
    at: (ms: number, act: () => void) => void,
    log: (what: string) => void,
    connections: readonly ScriptedConnection[],
  ) => Subscription,
  options: MarketDataOptions = {},
  untilMs = 1000,
): readonly string[] {
  const lines: string[] = [];
  inVirtualTime(({ flush }) => {
    const log = (what: string) => lines.push(`${asyncScheduler.now()} ${what}`);
    const sockets = scriptedSocket({
      connect: (connection) => {
        log(`connect ${connection.url}`);
        connection.accept();
      },
      message: (connection, text) => {
        log(`${connection.number} got ${text}`);
        message(connection, text);
      },
      closed: ({ number }) => log(`${number} closed`),
    });
    const ports = { socket: sockets.port, http: () => NEVER };
    const market = marketData(venue, ports, { firstDelayMs: 10, ...options });
    const all = new Subscription();
    const at = (ms: number, act: () => void) => all.add(timer(ms).subscribe(act));
    all.add(play(market, at, log, sockets.connections));
    timer(untilMs).subscribe(() => all.unsubscribe());
    flush();
  });
  return lines;
}

const zipped = (json: object): Uint8Array => gzipSync(JSON.stringify(json));

describe('marketData of venues of other kinds', () => {
  it('asks for the snapshot over the connection that carries the book, and answers heartbeats over their own', () => {
    const btc = venueSymbol('btcusdt');
    const diff = (seqNum: number) =>
      zipped({
        ch: 'market.btcusdt.mbp.150',
        ts: 1,
        tick: { seqNum, prevSeqNum: seqNum - 1, bids: [[seqNum, 1]], asks: [] },
      });
    const answers = [2, 2, 4];
    const answer = (seqNum: number) =>
      zipped({
        id: 'snapshot',
        rep: 'market.btcusdt.mbp.150',
        status: 'ok',
        ts: 1,
        data: { seqNum, bids: [[2, 1]], asks: [[9, 1]] },
      });
    const lines = told(
      huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' }),
      (connection, text) => {
        if (text.includes('"req"')) timer(5).subscribe(() => connection.send(answer(answers.shift() ?? 0)));
      },
      (market, at, log, connections) => {
        at(10, () => connections[1]?.send(diff(2)));
        at(12, () => connections[1]?.send(diff(3)));
        at(20, () => connections[1]?.send(zipped({ ping: 7 })));
        at(21, () => connections[0]?.send(zipped({ ping: 8 })));
        at(30, () => connections[1]?.send(diff(5)));
        const all = market.trades(btc).subscribe();
        all.add(
          market.book(btc).subscribe((state) => {
            log(state.status === 'live' ? `live ${state.book.lastId}` : state.status);
          }),
        );
        return all;
      },
    );
    expect(lines).to.deep.equal([
      '0 connect wss://api.huobi.pro/ws',
      '0 1 got {"sub":"market.btcusdt.trade.detail","id":"1"}',
      '0 syncing',
      '0 connect wss://api.huobi.pro/feed',
      '0 2 got {"sub":"market.btcusdt.mbp.150","id":"1"}',
      '10 2 got {"req":"market.btcusdt.mbp.150","id":"snapshot"}',
      '15 live 3',
      '20 2 got {"pong":7}',
      '21 1 got {"pong":8}',
      '30 gap',
      '40 2 got {"req":"market.btcusdt.mbp.150","id":"snapshot"}',
      // Too old: asked for again, after a pause.
      '45 gap',
      '65 2 got {"req":"market.btcusdt.mbp.150","id":"snapshot"}',
      '70 live 5',
      '1000 1 closed',
      '1000 2 closed',
    ]);
  });

  it('leaves out the oldest answers to heartbeats where more wait than can be sent, and tells how many', () => {
    const btc = venueSymbol('btcusdt');
    const lines = told(
      huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' }),
      () => undefined,
      (market, at, log, connections) => {
        at(1, () => {
          for (let ping = 1; ping <= 200; ping++) connections[0]?.send(zipped({ ping }));
        });
        const all = market.book(btc).subscribe();
        all.add(
          market.troubles$.subscribe((trouble) =>
            log(trouble._tag === 'unusable' ? trouble.reason : trouble._tag),
          ),
        );
        return all;
      },
      {},
      1_100,
    );
    const sent = lines.filter((line) => line.includes('pong'));
    // Nine a second, the subscription being the first of them: of 200, one is under way and a hundred wait.
    expect(sent.slice(0, 8)).to.deep.equal(
      [1, 2, 3, 4, 5, 6, 7, 8].map((ping) => `1 1 got {"pong":${ping}}`),
    );
    expect(sent.slice(8, 10)).to.deep.equal(['1000 1 got {"pong":9}', '1001 1 got {"pong":101}']);
    expect(lines).to.include('1000 91 answers to heartbeats were left out: more wait than can be sent');
  });

  it('subscribes anew where that is what gives a snapshot, and touches no other book', () => {
    const ada = venueSymbol('ADA/USD');
    const frame = (body: object, pair = 'ADA/USD') => JSON.stringify([1, body, 'book-10', pair]);
    const snapshot = frame({ as: [['2.0', '1.0', '1.0']], bs: [['1.0', '1.0', '1.0']] });
    const lines = told(
      krakenVenue({ depth: 10 }),
      (connection, text) => {
        if (text.includes('"subscribe"')) connection.send(snapshot);
      },
      (market, at, log, connections) => {
        const all = new Subscription();
        at(20, () => connections[0]?.send(frame({ b: [['1.1', '1.0', '1.0']], c: '1' })));
        at(30, () => connections[0]?.send(frame({ b: [['1.1', '1.0', '1.0']], c: '1' })));
        const other = venueSymbol('XMR/EUR');
        all.add(market.book(other).subscribe(({ status }) => log(`other ${status}`)));
        all.add(market.book(ada).subscribe(({ status }) => log(status)));
        return all;
      },
    );
    const frames = (event: string) =>
      `1 got {"event":"${event}","pair":["ADA/USD"],"subscription":{"name":"book","depth":10}}`;
    const other = frames('subscribe').replace('ADA/USD', 'XMR/EUR');
    expect(lines).to.deep.equal([
      '0 other syncing',
      '0 connect wss://ws.kraken.com',
      `0 ${other}`,
      '0 syncing',
      `0 ${frames('subscribe')}`,
      '0 live',
      '20 badChecksum',
      `20 ${frames('unsubscribe')}`,
      `20 ${frames('subscribe')}`,
      '20 live',
      '30 badChecksum',
      `40 ${frames('unsubscribe')}`,
      `40 ${frames('subscribe')}`,
      '40 live',
      `1000 ${other.replace('subscribe', 'unsubscribe')}`,
      '1000 1 closed',
    ]);
  });

  it('waits for the snapshot of a new subscription before it subscribes anew', () => {
    const ada = venueSymbol('ADA/USD');
    const frame = (body: object) => JSON.stringify([1, body, 'book-10', 'ADA/USD']);
    let subscribed = 0;
    const lines = told(
      krakenVenue({ depth: 10 }),
      (connection, text) => {
        if (!text.includes('"subscribe"') || ++subscribed === 1) return;
        connection.send(frame({ as: [['2.0', '1.0', '1.0']], bs: [['1.0', '1.0', '1.0']] }));
      },
      (market, at, log, connections) => {
        at(5, () => connections[0]?.send(frame({ b: [['1.1', '1.0', '1.0']], c: '1' })));
        return market.book(ada).subscribe(({ status }) => log(status));
      },
      { requestLimitMs: 50 },
    );
    expect(lines.slice(3)).to.deep.equal([
      '50 1 got {"event":"unsubscribe","pair":["ADA/USD"],"subscription":{"name":"book","depth":10}}',
      '50 1 got {"event":"subscribe","pair":["ADA/USD"],"subscription":{"name":"book","depth":10}}',
      '50 live',
      '1000 1 closed',
    ]);
  });

  it('takes channels that the venue does not tell apart for one stream, which ends with the last of them', () => {
    const btc = venueSymbol('BTC-USD');
    const lines = told(
      coinbaseVenue({ book: 'full' }),
      () => undefined,
      (market, at) => {
        const trades = market.trades(btc).subscribe();
        const book = market.book(btc).subscribe();
        const other = market.trades(venueSymbol('ETH-USD')).subscribe();
        at(10, () => book.unsubscribe());
        at(20, () => trades.unsubscribe());
        return other;
      },
    );
    expect(lines).to.deep.equal([
      '0 connect wss://ws-feed.exchange.coinbase.com',
      '0 1 got {"type":"subscribe","product_ids":["BTC-USD"],"channels":["full"]}',
      '0 1 got {"type":"subscribe","product_ids":["ETH-USD"],"channels":["full"]}',
      '20 1 got {"type":"unsubscribe","product_ids":["BTC-USD"],"channels":["full"]}',
      '1000 1 closed',
    ]);
  });
});
