import { expect } from 'chai';
import fc from 'fast-check';

import { decodeFrame } from '../../../src/connector/index.js';
import { kraken } from '../../../src/exchanges/kraken/index.js';
import { answerFrame, changed, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  ASSET_PAIRS_URL,
  askUpdate,
  assetPairs,
  bidUpdate,
  refused,
  snapshot,
  subscribed,
  systemStatus,
  trades,
  twoSides,
} from './payloads.js';

const origin = { venue: 'kraken', connection: CONNECTION, receivedAt: RECEIVED_AT };
const noIds = { firstId: undefined, lastId: undefined, previousId: undefined };
const other = (kind: string) => [{ _tag: 'other', venue: 'kraken', kind }];
const refusal = (message: string) => [{ _tag: 'refusal', venue: 'kraken', code: undefined, message }];

describe("Kraken's frames", () => {
  describe('book', () => {
    it('starts with a snapshot to the depth that its channel names, its wire texts kept', () => {
      expect(decoded(kraken, streamFrame(snapshot))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          symbol: 'ADA/XBT',
          venueTime: 1618678132136.369,
          via: 'stream',
          lastId: undefined,
          coverage: { levels: 1000, maintained: true },
          bids: [['0.000022890', '9720.96187490']],
          asks: [
            ['0.000022900', '13355.87450757'],
            ['0.000022910', '15283.79025460'],
          ],
          checksum: undefined,
        },
      ]);
    });

    it('has snapshots with empty sides, which have no time', () => {
      const frame = streamFrame([1, { as: [], bs: [] }, 'book-10', 'A/B']);
      const [content] = decoded(kraken, frame);
      expect(content).to.deep.include({ _tag: 'snapshot', venueTime: undefined, bids: [], asks: [] });
      expect(content).to.deep.include({ coverage: { levels: 10, maintained: true } });
    });

    it('goes on with updates of one side, each with a checksum', () => {
      expect(decoded(kraken, streamFrame(askUpdate))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'WAVES/EUR',
          venueTime: 1618678133383.209,
          bids: [],
          asks: [['13.284500', '1396.00000000']],
          checksum: 176333288,
        },
      ]);
    });

    it('has deletions, levels published again, and the time of the latest level', () => {
      expect(decoded(kraken, streamFrame(bidUpdate))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'XMR/USD',
          venueTime: 1618678133365.913,
          bids: [
            ['354.15000000', '0.00000000'],
            ['354.02000000', '5.00000000'],
          ],
          asks: [],
          checksum: 2583817756,
        },
      ]);
    });

    it('has both sides in two payloads, which are one diff with the checksum of the second', () => {
      expect(decoded(kraken, streamFrame(twoSides))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'SC/EUR',
          venueTime: 1618678145920.708,
          bids: [['0.042990', '0.00000000']],
          asks: [['0.042990', '364630.28272081']],
          checksum: 4105471083,
        },
      ]);
    });

    it('keeps the order of one side where two payloads have it, and of one price told twice', () => {
      const level = (size: string) => ['1.5', size, '1618678145.000000'];
      const frame = streamFrame([
        1,
        { a: [level('1.0'), level('2.0')] },
        { a: [level('3.0')], c: '0' },
        'book-10',
        'A/B',
      ]);
      const sizes = ['1.0', '2.0', '3.0'].map((size) => ['1.5', size]);
      expect(decoded(kraken, frame)[0]).to.deep.include({ asks: sizes, checksum: 0 });
    });

    it('has checksums up to 2^32 - 1', () => {
      const [content] = decodeFrame(kraken, streamFrame(changed(askUpdate, [1, 'c'], '4294967295')));
      expect(content).to.include({ _tag: 'diff', checksum: 4294967295 });
    });

    it('tells times to the microsecond: the nearest double to the text', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1e15, max: 3e15 }), (us) => {
          const text = String(us);
          const time = `${text.slice(0, -6)}.${text.slice(-6)}`;
          const [content] = decodeFrame(kraken, streamFrame(changed(askUpdate, [1, 'a', 0, 2], time)));
          const venueTime = content?._tag === 'diff' ? content.venueTime : undefined;
          expect(venueTime).to.equal(us / 1000);
        }),
      );
    });
  });

  it('hold trades, several in one, with the side of the taker and no id', () => {
    const trade = { _tag: 'trade', ...origin, symbol: 'XMR/USD', id: undefined };
    expect(decoded(kraken, streamFrame(trades))).to.deep.equal([
      { ...trade, venueTime: 1618678142557.535, price: '354.11', size: '0.89594024', side: 'sell' },
      { ...trade, venueTime: 1618678142557.6, price: '354.12', size: '1', side: 'buy' },
    ]);
  });

  describe('that are no market data', () => {
    it('are known: heartbeat, pong, systemStatus with an id above 2^53', () => {
      expect(decoded(kraken, streamFrame({ event: 'heartbeat' }))).to.deep.equal(other('heartbeat'));
      expect(decoded(kraken, streamFrame({ event: 'pong', reqid: 42 }))).to.deep.equal(other('pong'));
      expect(decoded(kraken, streamFrame(systemStatus))).to.deep.equal(other('systemStatus'));
    });

    for (const channel of ['ticker', 'ohlc-5', 'spread']) {
      it(`are known: ${channel}`, () => {
        const frame = streamFrame([1668, { a: ['13.253900', 35, '35.72892241'] }, channel, 'WAVES/EUR']);
        expect(decoded(kraken, frame)).to.deep.equal(other(channel));
      });
    }

    it('are known: subscriptions made and ended', () => {
      for (const status of ['subscribed', 'unsubscribed', 'ok']) {
        expect(decoded(kraken, streamFrame({ ...subscribed, status }))).to.deep.equal(
          other('subscriptionStatus'),
        );
      }
    });

    it('are refusals: subscriptions refused, by pair where it is named', () => {
      expect(decoded(kraken, streamFrame(refused))).to.deep.equal(
        refusal('Subscription depth not supported (XBT/USD)'),
      );
      const bare = { event: 'subscriptionStatus', status: 'error' };
      expect(decoded(kraken, streamFrame({ ...bare, errorMessage: 'Malformed request' }))).to.deep.equal(
        refusal('Malformed request'),
      );
      expect(decoded(kraken, streamFrame(bare))).to.deep.equal(refusal('subscription refused'));
    });

    it('are unknown: other events and other channels', () => {
      for (const payload of [{ event: 'addOrderStatus', status: 'ok' }, [1, {}, 'openOrders', 'A/B']]) {
        const frame = streamFrame(payload);
        expect(decoded(kraken, frame)).to.deep.equal([
          { _tag: 'unknownFrame', ...origin, excerpt: frame.text },
        ]);
      }
    });
  });

  describe('of REST', () => {
    const listing = (symbol: string, base: string, quote: string, trading: boolean) => ({
      symbol,
      instrument: `${base}-${quote}`,
      base,
      quote,
      contract: { kind: 'spot' },
      trading,
    });

    it('list pairs by wsname under the usual names; those without one are left out', () => {
      const escaped = JSON.stringify(assetPairs).replaceAll('/', '\\/');
      expect(decoded(kraken, answerFrame(ASSET_PAIRS_URL, escaped))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'kraken',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [
            listing('XBT/USD', 'BTC', 'USD', true),
            listing('XDG/EUR', 'DOGE', 'EUR', false),
            listing('ADA/XBT', 'ADA', 'BTC', true),
            listing('EWT/USD', 'EWT', 'USD', false),
          ],
        },
      ]);
    });

    it('are not the whole list where some were asked for', () => {
      const [some] = decodeFrame(kraken, answerFrame(`${ASSET_PAIRS_URL}?pair=XBTUSD`, assetPairs));
      expect(some?._tag === 'listings' && some.covers).to.equal('nothing');
    });

    it('take a name that every object has for a name like any other', () => {
      const answer = { error: [], result: { X: { wsname: 'constructor/valueOf' } } };
      expect(decoded(kraken, answerFrame(ASSET_PAIRS_URL, answer))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'kraken',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [listing('constructor/valueOf', 'constructor', 'valueOf', true)],
        },
      ]);
    });

    it('are refusals where they have errors', () => {
      const answer = { error: ['EQuery:Unknown asset pair', 'EGeneral:Too many requests'] };
      expect(decoded(kraken, answerFrame(ASSET_PAIRS_URL, answer))).to.deep.equal(
        refusal('EQuery:Unknown asset pair; EGeneral:Too many requests'),
      );
    });

    it('are unknown where something else was asked', () => {
      const url = 'https://api.kraken.com/0/public/Time';
      const frame = answerFrame(url, { error: [], result: { unixtime: 1 } });
      expect(decoded(kraken, frame)).to.deep.equal([
        { _tag: 'unknownFrame', ...origin, connection: url, excerpt: frame.text },
      ]);
    });
  });
});
