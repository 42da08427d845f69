import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { binance } from '../../../src/exchanges/binance/index.js';
import { contiguousRule } from '../../../src/sequence/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);
const many = (count: number) => Array.from({ length: count }, (_, at) => venueSymbol(`S${at}USDT`));

/** The stream names in SUBSCRIBE and UNSUBSCRIBE frames, checked to be nothing else. */
function streamsIn(frames: readonly string[], method: 'SUBSCRIBE' | 'UNSUBSCRIBE'): readonly string[] {
  return frames.flatMap((text, at) => {
    const frame = JSON.parse(text) as { readonly params: readonly string[] };
    expect(frame).to.deep.equal({ method, params: frame.params, id: at + 1 });
    expect(frame.params).to.have.lengthOf.within(1, 200);
    return frame.params;
  });
}

describe('binance', () => {
  it('says what it is', () => {
    expect(binance).to.include({
      name: 'binance',
      title: 'Binance spot',
      json: 'native',
      continuity: contiguousRule,
      checksum: undefined,
    });
    expect(binance.recordings).to.deep.equal(['BINANCE', 'BINANCE_US', 'BINANCE_TR']);
  });

  it('has the documented limits', () => {
    expect(binance.limits).to.deep.equal({
      streamsPerConnection: 1024,
      framesPerSecond: 5,
      connectionAttempts: { count: 300, perMs: 300_000 },
      connectionLifetimeMs: 86_400_000,
      requestWeight: { weight: 6000, perMs: 60_000 },
    });
  });

  describe('subscribe', () => {
    it('carries books and trades over one connection', () => {
      const plan = binance.subscribe([
        { channel: 'book', symbols: symbols('BTCUSDT', 'NKNUSDT') },
        { channel: 'trades', symbols: symbols('BTCUSDT') },
      ]);
      expect(plan).to.deep.equal([
        {
          url: 'wss://stream.binance.com:9443/stream',
          frames: [
            '{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms","nknusdt@depth@100ms","btcusdt@aggTrade"],"id":1}',
          ],
        },
      ]);
    });

    it('needs no connection for nothing', () => {
      expect(binance.subscribe([])).to.deep.equal([]);
      expect(binance.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
    });

    it('opens a second connection at the 1,025th stream, and loses none between', () => {
      expect(binance.subscribe([{ channel: 'book', symbols: many(1024) }])).to.have.lengthOf(1);
      const plans = binance.subscribe([
        { channel: 'book', symbols: many(1000) },
        { channel: 'trades', symbols: many(1000) },
      ]);
      const streams = plans.map(({ frames }) => streamsIn(frames, 'SUBSCRIBE'));
      expect(streams.map(({ length }) => length)).to.deep.equal([1024, 976]);
      expect(streams.flat()).to.deep.equal([
        ...many(1000).map((name) => `${name.toLowerCase()}@depth@100ms`),
        ...many(1000).map((name) => `${name.toLowerCase()}@aggTrade`),
      ]);
      expect(plans.map(({ url }) => url)).to.deep.equal(
        Array(2).fill('wss://stream.binance.com:9443/stream'),
      );
    });

    it('puts at most 200 streams into a frame: a full connection is six frames', () => {
      const [plan] = binance.subscribe([{ channel: 'book', symbols: many(1024) }]);
      expect(plan?.frames).to.have.lengthOf(6);
      expect(streamsIn(plan?.frames ?? [], 'SUBSCRIBE')).to.have.lengthOf(1024);
    });

    it('takes symbols beyond ASCII, and with digits', () => {
      const [plan] = binance.subscribe([
        { channel: 'trades', symbols: symbols('1INCHUSDT', '币安人生USDT') },
      ]);
      expect(streamsIn(plan?.frames ?? [], 'SUBSCRIBE')).to.deep.equal([
        '1inchusdt@aggTrade',
        '币安人生usdt@aggTrade',
      ]);
    });

    for (const name of ['btcusdt', 'BTC-USDT/X', 'BTC/USDT', 'BTC USDT', '', 'BTCUSDT@depth']) {
      it(`throws for ${JSON.stringify(name)}, naming it`, () => {
        for (const call of [binance.subscribe, binance.unsubscribe]) {
          expect(() => call([{ channel: 'book', symbols: symbols('BTCUSDT', name) }]))
            .to.throw(RangeError)
            .with.property('message')
            .that.includes(`"${name}"`);
        }
      });
    }
  });

  it('unsubscribes from the same streams, 200 a frame', () => {
    expect(
      binance.unsubscribe([
        { channel: 'book', symbols: symbols('BTCUSDT') },
        { channel: 'trades', symbols: symbols('NKNUSDT') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://stream.binance.com:9443/stream',
        frames: ['{"method":"UNSUBSCRIBE","params":["btcusdt@depth@100ms","nknusdt@aggTrade"],"id":1}'],
      },
    ]);
    const frames = binance.unsubscribe([{ channel: 'trades', symbols: many(401) }])[0]!.frames;
    expect(frames).to.have.lengthOf(3);
    expect(streamsIn(frames, 'UNSUBSCRIBE')).to.deep.equal(
      many(401).map((name) => `${name.toLowerCase()}@aggTrade`),
    );
  });

  it('asks for a snapshot of 1,000 levels', () => {
    expect(binance.requestSnapshot?.(venueSymbol('BTCUSDT'))).to.deep.equal({
      method: 'GET',
      url: 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000',
      weight: 50,
    });
    expect(binance.requestSnapshot?.(venueSymbol('币USDT')).url).to.equal(
      'https://api.binance.com/api/v3/depth?symbol=%E5%B8%81USDT&limit=1000',
    );
  });

  it('asks for the listings', () => {
    expect(binance.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.binance.com/api/v3/exchangeInfo',
      weight: 20,
    });
  });
});
