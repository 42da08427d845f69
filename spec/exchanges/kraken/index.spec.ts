import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { bookChecksum } from '../../../src/exchanges/kraken/checksum.js';
import { kraken, krakenVenue } from '../../../src/exchanges/kraken/index.js';
import { stampedLocallyRule } from '../../../src/sequence/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

describe('kraken', () => {
  it('says what it is', () => {
    expect(kraken).to.include({
      name: 'kraken',
      title: 'Kraken',
      json: 'native',
      continuity: stampedLocallyRule,
      checksum: bookChecksum,
      requestSnapshot: undefined,
    });
    expect(kraken.recordings).to.deep.equal(['KRAKEN']);
  });

  it('has the documented limits', () => {
    expect(kraken.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: { count: 150, perMs: 600_000 },
      connectionLifetimeMs: undefined,
      requestWeight: undefined,
    });
  });

  it('subscribes over one connection, one frame a channel', () => {
    expect(
      kraken.subscribe([
        { channel: 'book', symbols: symbols('XBT/USD', 'ADA/XBT') },
        { channel: 'trades', symbols: symbols('XBT/USD') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://ws.kraken.com',
        frames: [
          '{"event":"subscribe","pair":["XBT/USD","ADA/XBT"],"subscription":{"name":"book","depth":1000}}',
          '{"event":"subscribe","pair":["XBT/USD"],"subscription":{"name":"trade"}}',
        ],
      },
    ]);
  });

  it('needs no connection for nothing', () => {
    expect(kraken.subscribe([])).to.deep.equal([]);
    expect(kraken.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  it('unsubscribes from the same depth', () => {
    expect(
      kraken.unsubscribe([
        { channel: 'book', symbols: symbols('XBT/USD') },
        { channel: 'trades', symbols: symbols('XBT/EUR') },
      ]),
    ).to.deep.equal([
      {
        url: 'wss://ws.kraken.com',
        frames: [
          '{"event":"unsubscribe","pair":["XBT/USD"],"subscription":{"name":"book","depth":1000}}',
          '{"event":"unsubscribe","pair":["XBT/EUR"],"subscription":{"name":"trade"}}',
        ],
      },
    ]);
  });

  it('subscribes to the depth that it is made for', () => {
    const [plan] = krakenVenue({ depth: 10 }).subscribe([{ channel: 'book', symbols: symbols('XBT/USD') }]);
    expect(plan?.frames).to.deep.equal([
      '{"event":"subscribe","pair":["XBT/USD"],"subscription":{"name":"book","depth":10}}',
    ]);
  });

  for (const name of ['XBTUSD', 'XBT-USD', 'XBT/', '/USD', 'XBT/USD/EUR', '', 'XBT/USD ']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [kraken.subscribe, kraken.unsubscribe]) {
        expect(() => call([{ channel: 'book', symbols: symbols('XBT/USD', name) }]))
          .to.throw(RangeError)
          .with.property('message')
          .that.includes(`"${name}"`);
      }
    });
  }

  it('asks for the listings', () => {
    expect(kraken.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.kraken.com/0/public/AssetPairs',
      weight: 1,
    });
  });
});
