import { gzipSync } from 'node:zlib';

import { expect } from 'chai';

import type { Inflate } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { huobiVenue, type HuobiFeed } from '../../../src/exchanges/huobi/index.js';
import { linkedRule, snapshotOnlyRule } from '../../../src/sequence/index.js';
import { nodeInflate } from '../../../src/transport/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

const huobi = huobiVenue({ inflate: nodeInflate });
const huobiMbp = huobiVenue({ inflate: nodeInflate, feed: 'mbp.150' });

describe('huobiVenue', () => {
  it('inflates by the port that it is given, also where that is an object with a state', () => {
    class Upper implements Inflate {
      private readonly shout = (text: string) => text.toUpperCase();
      gunzip(bytes: Uint8Array) {
        return this.shout(nodeInflate.gunzip(bytes));
      }
      inflateRaw = nodeInflate.inflateRaw;
    }
    expect(huobiVenue({ inflate: new Upper() }).readBytes?.(gzipSync('{"ping":1}'))).to.equal('{"PING":1}');
  });

  it('says what it is', () => {
    expect(huobi).to.include({
      name: 'huobi',
      title: 'HTX (Huobi)',
      json: 'lossless',
      continuity: snapshotOnlyRule,
      checksum: undefined,
      requestSnapshot: undefined,
    });
    expect(huobi.recordings).to.deep.equal(['HUOBI']);
    expect(huobiMbp).to.include({ name: 'huobi', continuity: linkedRule });
  });

  it('has the documented limits', () => {
    expect(huobi.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 10, perMs: 1000 },
    });
    expect(huobiMbp.limits).to.include({ framesPerSecond: 10 });
  });

  it('subscribes one topic a frame', () => {
    const subscriptions = [
      { channel: 'book', symbols: symbols('trioeth', 'borusdt') },
      { channel: 'trades', symbols: symbols('trioeth') },
    ] as const;
    expect(huobi.subscribe(subscriptions)).to.deep.equal([
      {
        url: 'wss://api.huobi.pro/ws',
        frames: [
          '{"sub":"market.trioeth.depth.step0","id":"1"}',
          '{"sub":"market.borusdt.depth.step0","id":"2"}',
          '{"sub":"market.trioeth.trade.detail","id":"3"}',
        ],
      },
    ]);
    expect(huobi.unsubscribe(subscriptions.slice(1))).to.deep.equal([
      { url: 'wss://api.huobi.pro/ws', frames: ['{"unsub":"market.trioeth.trade.detail","id":"1"}'] },
    ]);
  });

  it('has another connection for diffs than for trades', () => {
    const subscriptions = [
      { channel: 'trades', symbols: symbols('btcusdt') },
      { channel: 'book', symbols: symbols('btcusdt') },
    ] as const;
    expect(huobiMbp.subscribe(subscriptions)).to.deep.equal([
      { url: 'wss://api.huobi.pro/ws', frames: ['{"sub":"market.btcusdt.trade.detail","id":"1"}'] },
      { url: 'wss://api.huobi.pro/feed', frames: ['{"sub":"market.btcusdt.mbp.150","id":"1"}'] },
    ]);
    expect(huobiMbp.unsubscribe(subscriptions.slice(1))).to.deep.equal([
      { url: 'wss://api.huobi.pro/feed', frames: ['{"unsub":"market.btcusdt.mbp.150","id":"1"}'] },
    ]);
  });

  it('asks for a snapshot over the connection of the diffs, to as many levels', () => {
    for (const levels of [5, 20, 150] as const) {
      const venue = huobiVenue({ inflate: nodeInflate, feed: `mbp.${levels}` });
      expect(venue.requestSnapshot?.(venueSymbol('btcusdt'))).to.deep.equal({
        method: 'SEND',
        url: 'wss://api.huobi.pro/feed',
        frame: `{"req":"market.btcusdt.mbp.${levels}","id":"snapshot"}`,
      });
    }
  });

  it('needs no connection for nothing', () => {
    expect(huobi.subscribe([])).to.deep.equal([]);
    expect(huobi.subscribe([{ channel: 'book', symbols: [] }])).to.deep.equal([]);
  });

  for (const name of ['BTCUSDT', 'btc-usdt', 'btc.usdt', '', 'btcusdt ', '$symbol']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      const asked = [{ channel: 'book', symbols: symbols('btcusdt', name) }] as const;
      for (const call of [
        () => huobi.subscribe(asked),
        () => huobi.unsubscribe(asked),
        () => huobiMbp.requestSnapshot?.(venueSymbol(name)),
      ]) {
        expect(call).to.throw(
          RangeError,
          `no symbol of HTX (Huobi): "${name}" (lower case, without a separator, as in btcusdt)`,
        );
      }
    });
  }

  it('throws for a feed that it does not have', () => {
    expect(() => huobiVenue({ inflate: nodeInflate, feed: 'mbp.400' as HuobiFeed })).to.throw(
      RangeError,
      'no feed of HTX\'s books: "mbp.400"',
    );
  });

  it('asks for the listings', () => {
    expect(huobi.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.huobi.pro/v2/settings/common/symbols',
      weight: 1,
    });
  });
});
