import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { binanceFutures } from '../../../src/exchanges/binance-futures/index.js';
import { linkedRule } from '../../../src/sequence/index.js';
import { streamFrame } from '../frames.js';
import { futuresDepthUpdate } from '../shared/binance/payloads.js';

const many = (count: number) => Array.from({ length: count }, (_, at) => venueSymbol(`S${at}USDT`));
const countOf = (frames: readonly string[]) =>
  frames.reduce((sum, text) => sum + (JSON.parse(text) as { params: readonly string[] }).params.length, 0);

describe('binance-futures', () => {
  it('says what it is', () => {
    expect(binanceFutures).to.include({
      name: 'binance-futures',
      title: 'Binance USD-M futures',
      json: 'native',
      continuity: linkedRule,
      checksum: undefined,
    });
    expect(binanceFutures.recordings).to.include('BINANCE_FUTURES');
  });

  it('refuses a diff that does not name the one before it', () => {
    const { pu, ...unlinked } = futuresDepthUpdate;
    const expected = 'the last update id of the event before';
    for (const [frame, path] of [
      [unlinked, 'pu'],
      [{ stream: 'sushiusdt@depth@100ms', data: unlinked }, 'data.pu'],
    ] as const) {
      const [content] = decodeFrame(binanceFutures, streamFrame(frame));
      expect(content).to.include({ _tag: 'badFrame', venue: 'binance-futures' });
      expect(content).to.have.deep.property('faults', [{ path, value: 'undefined', expected }]);
    }
    expect(decodeFrame(binanceFutures, streamFrame(futuresDepthUpdate))[0]).to.include({ previousId: pu });
  });

  it('has the documented limits', () => {
    expect(binanceFutures.limits).to.deep.equal({
      streamsPerConnection: 1024,
      framesPerSecond: 10,
      connectionAttempts: undefined,
      connectionLifetimeMs: 86_400_000,
      requestWeight: { weight: 2400, perMs: 60_000 },
    });
  });

  it('hears books on /public and trades on /market, never both on one connection', () => {
    const plan = binanceFutures.subscribe([
      { channel: 'trades', symbols: [venueSymbol('BTCUSDT')] },
      { channel: 'book', symbols: [venueSymbol('BTCUSDT'), venueSymbol('BTCUSDT_261225')] },
      { channel: 'trades', symbols: [venueSymbol('ETHUSDT')] },
    ]);
    expect(plan).to.deep.equal([
      {
        url: 'wss://fstream.binance.com/market/stream',
        frames: ['{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","ethusdt@aggTrade"],"id":1}'],
      },
      {
        url: 'wss://fstream.binance.com/public/stream',
        frames: [
          '{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms","btcusdt_261225@depth@100ms"],"id":1}',
        ],
      },
    ]);
  });

  it('splits each kind at 1,024 streams a connection', () => {
    const plan = binanceFutures.subscribe([
      { channel: 'book', symbols: many(1025) },
      { channel: 'trades', symbols: many(3) },
    ]);
    expect(plan.map(({ url, frames }) => [url, countOf(frames)])).to.deep.equal([
      ['wss://fstream.binance.com/public/stream', 1024],
      ['wss://fstream.binance.com/public/stream', 1],
      ['wss://fstream.binance.com/market/stream', 3],
    ]);
  });

  it('needs no connection for nothing', () => {
    expect(binanceFutures.subscribe([{ channel: 'trades', symbols: [] }])).to.deep.equal([]);
  });

  it('throws for a symbol that is none', () => {
    expect(() => binanceFutures.subscribe([{ channel: 'book', symbols: [venueSymbol('BTC/USDT')] }]))
      .to.throw(RangeError)
      .with.property('message')
      .that.includes('"BTC/USDT"');
  });

  it('unsubscribes from books and trades over the connections that carry them', () => {
    const symbols = [venueSymbol('BTCUSDT')];
    expect(
      binanceFutures.unsubscribe([
        { channel: 'book', symbols },
        { channel: 'trades', symbols },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://fstream.binance.com/public/stream',
        frames: ['{"method":"UNSUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1}'],
      },
      {
        url: 'wss://fstream.binance.com/market/stream',
        frames: ['{"method":"UNSUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}'],
      },
    ]);
  });

  it('asks for a snapshot of 1,000 levels and for the listings', () => {
    expect(binanceFutures.requestSnapshot?.(venueSymbol('BTCUSDT'))).to.deep.equal({
      method: 'GET',
      url: 'https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=1000',
      weight: 20,
    });
    expect(binanceFutures.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://fapi.binance.com/fapi/v1/exchangeInfo',
      weight: 1,
    });
  });
});
