import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { okexV3Venue } from '../../../src/exchanges/okex-v3/index.js';
import { bookChecksum } from '../../../src/exchanges/shared/okx/index.js';
import { stampedLocallyRule } from '../../../src/sequence/index.js';
import { nodeInflate } from '../../../src/transport/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

describe('okexV3Venue', () => {
  const okex = okexV3Venue({ inflate: nodeInflate });
  const okcoin = okexV3Venue({ inflate: nodeInflate, site: 'okcoin' });

  it('says what it is', () => {
    expect(okex).to.include({
      name: 'okex-v3',
      title: 'OKEx v3 / OKCoin',
      json: 'native',
      continuity: stampedLocallyRule,
      checksum: bookChecksum,
      requestSnapshot: undefined,
      numberOf: undefined,
    });
    expect(okex.recordings).to.deep.equal(['OKCOIN', 'OKEX']);
  });

  it('has the documented limits', () => {
    expect(okex.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: { count: 1, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 20, perMs: 2000 },
    });
  });

  it('subscribes over one connection, each kind of instrument on its own channels', () => {
    expect(
      okex.subscribe([
        { channel: 'book', symbols: symbols('BTC-USDT', 'BTC-USD-SWAP', 'BTC-USD-210625') },
        { channel: 'trades', symbols: symbols('BTC-USD-210924-66000-C', 'BTC-USDT') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://real.okex.com:8443/ws/v3',
        frames: [
          '{"op":"subscribe","args":["spot/depth_l2_tbt:BTC-USDT","swap/depth_l2_tbt:BTC-USD-SWAP",' +
            '"futures/depth_l2_tbt:BTC-USD-210625","option/trade:BTC-USD-210924-66000-C","spot/trade:BTC-USDT"]}',
        ],
      },
    ]);
  });

  it('unsubscribes the same way, at OKCoin too', () => {
    expect(okcoin.unsubscribe([{ channel: 'book', symbols: symbols('USDT-USD') }])).to.deep.equal([
      {
        url: 'wss://real.okcoin.com:8443/ws/v3',
        frames: ['{"op":"unsubscribe","args":["spot/depth_l2_tbt:USDT-USD"]}'],
      },
    ]);
  });

  it('fills frames up to 4096 bytes', () => {
    const names = Array.from({ length: 300 }, (_, at) => `BTC-USD-210514-${100_000 + at}-C`);
    const [plan] = okex.subscribe([{ channel: 'book', symbols: symbols(...names) }]);
    const args = plan!.frames.map((frame) => (JSON.parse(frame) as { args: string[] }).args);
    expect(args.flat()).to.deep.equal(names.map((name) => `option/depth_l2_tbt:${name}`));
    // 43 characters, two quotes and a comma each, in a frame of 27 characters besides.
    expect(args.map(({ length }) => length)).to.deep.equal([88, 88, 88, 36]);
    for (const frame of plan!.frames) expect(frame.length).to.be.at.most(4096);
  });

  it('needs no connection for nothing', () => {
    expect(okex.subscribe([])).to.deep.equal([]);
    expect(okex.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  for (const name of [
    'BTCUSDT',
    'BTC/USDT',
    'btc-usdt',
    'BTC-',
    '-USDT',
    '',
    'BTC-USDT ',
    'BTC-USD-SWAPS',
    'BTC-USD-2106250',
    'BTC-USD-SWAP-66000-C',
    'BTC-USD-210924-66000-X',
    'BTC-USD-210924-66000',
  ]) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [okex.subscribe, okex.unsubscribe]) {
        expect(() => call([{ channel: 'book', symbols: symbols('BTC-USDT', name) }]))
          .to.throw(RangeError)
          .with.property('message')
          .that.includes(`"${name}"`);
      }
    });
  }

  it('asks for the listings of one kind, at its site', () => {
    const request = (url: string) => ({ method: 'GET', url, weight: 1 });
    expect(okex.requestListings()).to.deep.equal(request('https://www.okex.com/api/spot/v3/instruments'));
    expect(okcoin.requestListings()).to.deep.equal(request('https://www.okcoin.com/api/spot/v3/instruments'));
    expect(okexV3Venue({ inflate: nodeInflate, instruments: 'futures' }).requestListings()).to.deep.equal(
      request('https://www.okex.com/api/futures/v3/instruments'),
    );
  });
});
