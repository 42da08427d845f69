import { expect } from 'chai';

import { venueSymbol } from '../../../src/domain/index.js';
import { bittrexRule } from '../../../src/exchanges/bittrex/continuity.js';
import { bittrexVenue, type BittrexDepth } from '../../../src/exchanges/bittrex/index.js';
import { nodeInflate } from '../../../src/transport/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);
const bittrex = bittrexVenue({ inflate: nodeInflate });

const URL_OF_STREAMS =
  'wss://socket-v3.bittrex.com/signalr/connect?transport=webSockets&clientProtocol=1.5' +
  '&connectionData=%5B%7B%22name%22%3A%22c3%22%7D%5D';

describe('bittrexVenue', () => {
  it('says what it is', () => {
    expect(bittrex).to.include({
      name: 'bittrex',
      title: 'Bittrex',
      json: 'native',
      continuity: bittrexRule,
      checksum: undefined,
      readBytes: undefined,
      numberOf: undefined,
    });
    expect(bittrex.recordings).to.deep.equal(['BITTREX']);
  });

  it('has the one documented limit: 60 requests a minute', () => {
    expect(bittrex.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 60, perMs: 60_000 },
    });
  });

  it('subscribes to many streams by one invocation', () => {
    expect(
      bittrex.subscribe([
        { channel: 'book', symbols: symbols('BTC-EUR', '1INCH-USDT') },
        { channel: 'trades', symbols: symbols('BTC-EUR') },
      ]),
    ).to.deep.equal([
      {
        url: URL_OF_STREAMS,
        frames: [
          '{"H":"c3","M":"Subscribe","A":[["orderbook_BTC-EUR_500","orderbook_1INCH-USDT_500","trade_BTC-EUR"]],"I":1}',
        ],
      },
    ]);
  });

  it('unsubscribes the same way', () => {
    expect(bittrex.unsubscribe([{ channel: 'trades', symbols: symbols('BTC-EUR') }])).to.deep.equal([
      { url: URL_OF_STREAMS, frames: ['{"H":"c3","M":"Unsubscribe","A":[["trade_BTC-EUR"]],"I":1}'] },
    ]);
  });

  it('invokes anew after 500 streams, under the next number', () => {
    const names = Array.from({ length: 1201 }, (_, at) => `A${at}-USD`);
    const [plan] = bittrex.subscribe([{ channel: 'trades', symbols: symbols(...names) }]);
    const invocations = plan!.frames.map((frame) => JSON.parse(frame) as { A: [string[]]; I: number });
    expect(invocations.map(({ A: [streams], I: id }) => [id, streams.length])).to.deep.equal([
      [1, 500],
      [2, 500],
      [3, 201],
    ]);
    expect(invocations.flatMap(({ A: [streams] }) => streams)).to.deep.equal(
      names.map((name) => `trade_${name}`),
    );
  });

  it('needs no connection for nothing', () => {
    expect(bittrex.subscribe([])).to.deep.equal([]);
    expect(bittrex.unsubscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  it('asks for a snapshot of the depth that it subscribes to', () => {
    const symbol = venueSymbol('BTC-EUR');
    const url = 'https://api.bittrex.com/v3/markets/BTC-EUR/orderbook?depth=';
    expect(bittrex.requestSnapshot?.(symbol)).to.deep.equal({ method: 'GET', url: `${url}500`, weight: 1 });
    for (const depth of [1, 25, 500] as const) {
      const venue = bittrexVenue({ inflate: nodeInflate, depth });
      expect(venue.requestSnapshot?.(symbol).url).to.equal(`${url}${depth}`);
      const [plan] = venue.subscribe([{ channel: 'book', symbols: [symbol] }]);
      expect(plan?.frames[0]).to.include(`"orderbook_BTC-EUR_${depth}"`);
    }
  });

  it('asks for the listings', () => {
    expect(bittrex.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.bittrex.com/v3/markets',
      weight: 1,
    });
  });

  for (const name of [
    'BTCEUR',
    'BTC/EUR',
    'btc-eur',
    'BTC-',
    '-EUR',
    'BTC-EUR-X',
    '',
    'BTC-EUR ',
    'BTC_EUR',
  ]) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      const subscriptions = [{ channel: 'book' as const, symbols: symbols('BTC-USD', name) }];
      for (const call of [
        () => bittrex.subscribe(subscriptions),
        () => bittrex.unsubscribe(subscriptions),
        () => bittrex.requestSnapshot?.(venueSymbol(name)),
      ]) {
        expect(call)
          .to.throw(RangeError)
          .with.property('message', `no symbol of Bittrex's: "${name}" (as in BTC-USD)`);
      }
    });
  }

  it('throws for a depth that there is none of', () => {
    for (const depth of [0, 100, 500.5, NaN]) {
      expect(() => bittrexVenue({ inflate: nodeInflate, depth: depth as BittrexDepth }))
        .to.throw(RangeError)
        .with.property('message', `no depth of Bittrex's: ${depth} (1, 25, 500)`);
    }
  });
});
