import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { coinbaseAdvanced, coinbaseAdvancedVenue } from '../../../src/exchanges/coinbase-advanced/index.js';
import { stampedLocallyRule } from '../../../src/sequence/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

describe('coinbaseAdvanced', () => {
  it('says what it is', () => {
    expect(coinbaseAdvanced).to.include({
      name: 'coinbase-advanced',
      title: 'Coinbase Advanced Trade',
      json: 'native',
      continuity: stampedLocallyRule,
      checksum: undefined,
      requestSnapshot: undefined,
    });
    expect(coinbaseAdvanced.recordings).to.deep.equal(['COINBASE']);
  });

  it('has the documented limits', () => {
    expect(coinbaseAdvanced.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: 8,
      connectionAttempts: { count: 8, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 10, perMs: 1000 },
    });
  });

  it('subscribes over one connection, one frame a channel, to heartbeats before all, without a key', () => {
    expect(
      coinbaseAdvanced.subscribe([
        { channel: 'book', symbols: symbols('BTC-USD', '00-USD', 'BIT-24APR26-CDE') },
        { channel: 'trades', symbols: symbols('BTC-USD') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://advanced-trade-ws.coinbase.com',
        frames: [
          '{"type":"subscribe","channel":"heartbeats"}',
          '{"type":"subscribe","product_ids":["BTC-USD","00-USD","BIT-24APR26-CDE"],"channel":"level2"}',
          '{"type":"subscribe","product_ids":["BTC-USD"],"channel":"market_trades"}',
        ],
      },
    ]);
  });

  it('leaves the heartbeats to the other subscriptions, and never names a channel without products', () => {
    expect(
      coinbaseAdvanced.unsubscribe([
        { channel: 'book', symbols: symbols('BTC-USD') },
        { channel: 'trades', symbols: [] },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://advanced-trade-ws.coinbase.com',
        frames: ['{"type":"unsubscribe","product_ids":["BTC-USD"],"channel":"level2"}'],
      },
    ]);
  });

  it('needs no connection for nothing', () => {
    expect(coinbaseAdvanced.subscribe([])).to.deep.equal([]);
    expect(coinbaseAdvanced.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
    expect(coinbaseAdvanced.unsubscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  for (const name of ['BTCUSD', 'BTC/USD', 'btc-usd', 'BTC-', '-USD', 'A-B-C-D', '', 'BTC-USD ']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [coinbaseAdvanced.subscribe, coinbaseAdvanced.unsubscribe]) {
        expect(() => call([{ channel: 'trades', symbols: symbols('BTC-USD', name) }]))
          .to.throw(RangeError)
          .with.property('message')
          .that.includes(`"${name}"`);
      }
    });
  }

  it('asks for the spot listings, or for those of contracts', () => {
    const path = 'https://api.coinbase.com/api/v3/brokerage/market/products';
    expect(coinbaseAdvanced.requestListings()).to.deep.equal({
      method: 'GET',
      url: `${path}?product_type=SPOT`,
      weight: 1,
    });
    expect(coinbaseAdvancedVenue({ products: 'FUTURE' }).requestListings().url).to.equal(
      `${path}?product_type=FUTURE`,
    );
  });
});
