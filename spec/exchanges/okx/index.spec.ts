import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { okxRule } from '../../../src/exchanges/okx/continuity.js';
import { okx, okxVenue } from '../../../src/exchanges/okx/index.js';
import { bookChecksum } from '../../../src/exchanges/shared/okx/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

describe('okx', () => {
  it('says what it is', () => {
    expect(okx).to.include({
      name: 'okx',
      title: 'OKX',
      json: 'native',
      continuity: okxRule,
      checksum: bookChecksum,
      requestSnapshot: undefined,
    });
    expect(okx.recordings).to.deep.equal(['OKX', 'OKEX']);
  });

  it('has the documented limits', () => {
    expect(okx.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: { count: 3, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 20, perMs: 2000 },
    });
  });

  it('subscribes over one connection with one frame, for the budget counts frames', () => {
    expect(
      okx.subscribe([
        { channel: 'book', symbols: symbols('BTC-USDT', 'UNI-USD-SWAP') },
        { channel: 'trades', symbols: symbols('BTC-USD-220514-22000-C') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://ws.okx.com:8443/ws/v5/public',
        frames: [
          '{"op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"},' +
            '{"channel":"books","instId":"UNI-USD-SWAP"},' +
            '{"channel":"trades","instId":"BTC-USD-220514-22000-C"}]}',
        ],
      },
    ]);
  });

  it('keeps each frame under 64 KB', () => {
    const names = Array.from({ length: 1201 }, (_, at) => `BTC-USD-220514-${100_000 + at}-C`);
    const [plan] = okx.subscribe([{ channel: 'trades', symbols: symbols(...names) }]);
    const args = plan!.frames.map((frame) => (JSON.parse(frame) as { args: { instId: string }[] }).args);
    expect(args.map(({ length }) => length)).to.deep.equal([500, 500, 201]);
    expect(args.flat().map(({ instId }) => instId)).to.deep.equal(names);
    for (const frame of plan!.frames) expect(frame.length).to.be.below(65_536);
  });

  it('needs no connection for nothing', () => {
    expect(okx.subscribe([])).to.deep.equal([]);
    expect(okx.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  it('unsubscribes the same way', () => {
    expect(okx.unsubscribe([{ channel: 'book', symbols: symbols('BTC-USDT') }])).to.deep.equal([
      {
        url: 'wss://ws.okx.com:8443/ws/v5/public',
        frames: ['{"op":"unsubscribe","args":[{"channel":"books","instId":"BTC-USDT"}]}'],
      },
    ]);
  });

  for (const book of ['books-l2-tbt', 'books50-l2-tbt'] as const) {
    it(`subscribes to the book on ${book} where it is asked to, and unsubscribes from it`, () => {
      const venue = okxVenue({ book });
      const wanted = [
        { channel: 'book', symbols: symbols('BTC-USDT') },
        { channel: 'trades', symbols: symbols('BTC-USDT') },
      ] as const;
      const args = `[{"channel":"${book}","instId":"BTC-USDT"},{"channel":"trades","instId":"BTC-USDT"}]`;
      const plan = (op: string) => [
        { url: 'wss://ws.okx.com:8443/ws/v5/public', frames: [`{"op":"${op}","args":${args}}`] },
      ];
      expect(venue.subscribe(wanted)).to.deep.equal(plan('subscribe'));
      expect(venue.unsubscribe(wanted)).to.deep.equal(plan('unsubscribe'));
    });
  }

  for (const name of ['BTCUSDT', 'BTC/USDT', 'btc-usdt', 'BTC-', '-USDT', '', 'BTC-USDT ']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [okx.subscribe, okx.unsubscribe]) {
        expect(() => call([{ channel: 'book', symbols: symbols('BTC-USDT', name) }]))
          .to.throw(RangeError)
          .with.property('message')
          .that.includes(`"${name}"`);
      }
    });
  }

  it('asks for the listings of one kind', () => {
    const url = (instType: string) => ({
      method: 'GET',
      url: `https://www.okx.com/api/v5/public/instruments?instType=${instType}`,
      weight: 1,
    });
    expect(okx.requestListings()).to.deep.equal(url('SPOT'));
    expect(okxVenue({ instruments: 'SWAP' }).requestListings()).to.deep.equal(url('SWAP'));
  });
});
