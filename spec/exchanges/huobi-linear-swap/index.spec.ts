import { gzipSync } from 'node:zlib';

import { expect } from 'chai';

import type { Inflate } from '../../../src/connector/index.js';
import { venueSymbol } from '../../../src/domain/index.js';
import { highFreqRule } from '../../../src/exchanges/huobi-linear-swap/continuity.js';
import {
  huobiLinearSwapVenue,
  type HuobiLinearSwapFeed,
} from '../../../src/exchanges/huobi-linear-swap/index.js';
import { snapshotOnlyRule } from '../../../src/sequence/index.js';
import { nodeInflate } from '../../../src/transport/index.js';

const symbols = (...names: readonly string[]) => names.map(venueSymbol);

const swaps = huobiLinearSwapVenue({ inflate: nodeInflate });
const highFreq = huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_150.high_freq' });

describe('huobiLinearSwapVenue', () => {
  it('inflates by the port that it is given, also where that is an object with a state', () => {
    class Upper implements Inflate {
      private readonly shout = (text: string) => text.toUpperCase();
      gunzip(bytes: Uint8Array) {
        return this.shout(nodeInflate.gunzip(bytes));
      }
      inflateRaw = nodeInflate.inflateRaw;
    }
    expect(huobiLinearSwapVenue({ inflate: new Upper() }).readBytes?.(gzipSync('{"ping":1}'))).to.equal(
      '{"PING":1}',
    );
  });

  it('says what it is', () => {
    expect(swaps).to.include({
      name: 'huobi-linear-swap',
      title: 'HTX (Huobi) USDT-margined contracts',
      json: 'lossless',
      continuity: snapshotOnlyRule,
      checksum: undefined,
      requestSnapshot: undefined,
    });
    expect(swaps.recordings).to.deep.equal(['HUOBI_LINEAR_SWAP']);
    expect(highFreq).to.include({ continuity: highFreqRule, requestSnapshot: undefined });
  });

  it('has the documented limits', () => {
    expect(swaps.limits).to.deep.equal({
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: undefined,
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 240, perMs: 3000 },
    });
  });

  const both = [
    { channel: 'book', symbols: symbols('BTC-USDT', 'BTC-USDT-220325') },
    { channel: 'trades', symbols: symbols('1INCH-USDT') },
  ] as const;

  it('subscribes books and trades over one connection', () => {
    expect(swaps.subscribe(both)).to.deep.equal([
      {
        url: 'wss://api.hbdm.com/linear-swap-ws',
        frames: [
          '{"sub":"market.BTC-USDT.depth.step0","id":"1"}',
          '{"sub":"market.BTC-USDT-220325.depth.step0","id":"2"}',
          '{"sub":"market.1INCH-USDT.trade.detail","id":"3"}',
        ],
      },
    ]);
  });

  it('asks for diffs with their data type, and takes leave of them with it', () => {
    const frames = (verb: string) => [
      `{"${verb}":"market.BTC-USDT.depth.size_150.high_freq","data_type":"incremental","id":"1"}`,
      `{"${verb}":"market.BTC-USDT-220325.depth.size_150.high_freq","data_type":"incremental","id":"2"}`,
      `{"${verb}":"market.1INCH-USDT.trade.detail","id":"3"}`,
    ];
    const url = 'wss://api.hbdm.com/linear-swap-ws';
    expect(highFreq.subscribe(both)).to.deep.equal([{ url, frames: frames('sub') }]);
    expect(highFreq.unsubscribe(both)).to.deep.equal([{ url, frames: frames('unsub') }]);
    const twenty = huobiLinearSwapVenue({ inflate: nodeInflate, feed: 'depth.size_20.high_freq' });
    expect(twenty.subscribe(both.slice(0, 1))[0]?.frames[0]).to.equal(
      '{"sub":"market.BTC-USDT.depth.size_20.high_freq","data_type":"incremental","id":"1"}',
    );
  });

  for (const name of ['btc-usdt', 'BTCUSDT', 'BTC', 'BTC-', '', 'BTC-USDT-CW', 'BTC-USDT-2203', 'BTC.USDT']) {
    it(`throws for ${JSON.stringify(name)}, naming it`, () => {
      for (const call of [swaps.subscribe, swaps.unsubscribe]) {
        expect(() => call([{ channel: 'trades', symbols: symbols(name) }])).to.throw(
          RangeError,
          `no symbol of HTX (Huobi) USDT-margined contracts: "${name}" ` +
            '(its contract_code, as in BTC-USDT or BTC-USDT-220325)',
        );
      }
    });
  }

  it('throws for a feed that it does not have', () => {
    const feed = 'depth.size_30.high_freq' as HuobiLinearSwapFeed;
    expect(() => huobiLinearSwapVenue({ inflate: nodeInflate, feed })).to.throw(
      RangeError,
      'no feed of HTX\'s books: "depth.size_30.high_freq"',
    );
  });

  it('asks for the listings, of futures too', () => {
    expect(swaps.requestListings()).to.deep.equal({
      method: 'GET',
      url: 'https://api.hbdm.com/linear-swap-api/v1/swap_contract_info?business_type=all',
      weight: 1,
    });
  });
});
