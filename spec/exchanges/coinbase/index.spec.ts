import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { coinbase } from '../../../src/exchanges/coinbase/index.js';
import { stampedLocallyRule } from '../../../src/sequence/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

describe('coinbase', () => {
  it('says what it is', () => {
    expect(coinbase).to.include({
      name: 'coinbase',
      title: 'Coinbase Exchange',
      json: 'native',
      continuity: stampedLocallyRule,
      checksum: undefined,
      requestSnapshot: undefined,
    });
    expect(coinbase.recordings).to.deep.equal(['COINBASE']);
  });

  it('has the documented limits', () => {
    expect(coinbase.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: 100,
      connectionAttempts: { count: 8, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 10, perMs: 1000 },
    });
  });

  it('subscribes over one connection, one frame a channel, to channels that need no key', () => {
    expect(
      coinbase.subscribe([
        { channel: 'book', symbols: symbols('BTC-USD', '1INCH-EUR') },
        { channel: 'trades', symbols: symbols('BTC-USD') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://ws-feed.exchange.coinbase.com',
        frames: [
          '{"type":"subscribe","product_ids":["BTC-USD","1INCH-EUR"],"channels":["level2_batch"]}',
          '{"type":"subscribe","product_ids":["BTC-USD"],"channels":["matches"]}',
        ],
      },
    ]);
  });

  it('needs no connection for nothing', () => {
    expect(coinbase.subscribe([])).to.deep.equal([]);
    expect(coinbase.unsubscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  it('never names a channel without products, which would unsubscribe from all of it', () => {
    expect(
      coinbase.unsubscribe([
        { channel: 'book', symbols: symbols('BTC-USD') },
        { channel: 'trades', symbols: [] },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://ws-feed.exchange.coinbase.com',
        frames: ['{"type":"unsubscribe","product_ids":["BTC-USD"],"channels":["level2_batch"]}'],
      },
    ]);
  });

  for (const name of ['BTCUSD', 'BTC/USD', 'btc-usd', 'BTC-', '-USD', 'BTC-USD-EUR', '', 'BTC-USD ']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [coinbase.subscribe, coinbase.unsubscribe]) {
        expect(() => call([{ channel: 'book', symbols: symbols('BTC-USD', name) }]))
          .to.throw(RangeError)
          .with.property('message')
          .that.includes(`"${name}"`);
      }
    });
  }

  it('asks for the listings', () => {
    expect(coinbase.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.exchange.coinbase.com/products',
      weight: 1,
    });
  });
});
