import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { coinbase, coinbaseVenue } from '../../../src/exchanges/coinbase/index.js';
import { contiguousRule, stampedLocallyRule } from '../../../src/sequence/index.js';

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

describe('coinbaseVenue', () => {
  const full = coinbaseVenue({ book: 'full' });
  const { continuity, subscribe, unsubscribe, requestSnapshot, scan, decode, requestListings, ...same } =
    full;
  const plan = (frame: string) => [{ url: 'wss://ws-feed.exchange.coinbase.com', frames: [frame] }];

  it('is the same venue with books from the channel of choice', () => {
    expect(continuity).to.equal(contiguousRule);
    expect(coinbase).to.deep.include(same);
    expect(requestListings()).to.deep.equal(coinbase.requestListings());
    expect(coinbaseVenue({ book: 'level2_batch' })).to.deep.include({
      ...same,
      continuity: coinbase.continuity,
      scan: coinbase.scan,
      decode: coinbase.decode,
      requestSnapshot: undefined,
    });
    expect(decode).to.not.equal(coinbase.decode);
    // Levels are read straight from their texts, orders are not.
    expect([typeof coinbase.scan, scan]).to.deep.equal(['function', undefined]);
  });

  it('refuses at once a channel that there is none of', () => {
    for (const book of ['level2', 'constructor', '']) {
      // @ts-expect-error what a caller without types may give
      expect(() => coinbaseVenue({ book })).to.throw(
        RangeError,
        `no channel of Coinbase's for books: "${book}" (level2_batch or full)`,
      );
    }
  });

  it('subscribes to the full channel once a product, for books and trades alike', () => {
    expect(
      subscribe([
        { channel: 'book', symbols: symbols('BTC-USD', 'ETH-USD') },
        { channel: 'trades', symbols: symbols('BTC-USD', '1INCH-EUR') },
      ]),
    ).to.deep.equal(
      plan('{"type":"subscribe","product_ids":["BTC-USD","ETH-USD","1INCH-EUR"],"channels":["full"]}'),
    );
    expect(subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  it('ends trades with the book, and never the book with them', () => {
    expect(
      unsubscribe([
        { channel: 'book', symbols: symbols('BTC-USD') },
        { channel: 'trades', symbols: symbols('BTC-USD', 'ETH-USD') },
      ]),
    ).to.deep.equal(plan('{"type":"unsubscribe","product_ids":["BTC-USD"],"channels":["full"]}'));
    expect(unsubscribe([{ channel: 'trades', symbols: symbols('BTC-USD') }])).to.deep.equal([]);
  });

  it('asks for all orders of a product', () => {
    expect(requestSnapshot?.(venueSymbol('BTC-USD'))).to.deep.equal({
      method: 'GET',
      url: 'https://api.exchange.coinbase.com/products/BTC-USD/book?level=3',
      weight: 1,
    });
  });

  it('throws for what is no product, naming it', () => {
    const wrong = symbols('BTC/USD');
    for (const call of [
      () => subscribe([{ channel: 'trades', symbols: wrong }]),
      () => unsubscribe([{ channel: 'book', symbols: wrong }]),
      () => unsubscribe([{ channel: 'trades', symbols: wrong }]),
      () => requestSnapshot?.(venueSymbol('BTC/USD')),
    ]) {
      expect(call).to.throw(RangeError, `no symbol of Coinbase's: "BTC/USD"`);
    }
  });
});
