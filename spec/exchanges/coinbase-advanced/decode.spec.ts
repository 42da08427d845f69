import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { coinbaseAdvanced } from '../../../src/exchanges/coinbase-advanced/index.js';
import { changed, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  backFill,
  heartbeat,
  refused,
  snapshot,
  subscriptions,
  trades,
  twoBooks,
  update,
} from './payloads.js';

const origin = { venue: 'coinbase-advanced', connection: CONNECTION, receivedAt: RECEIVED_AT };
const noIds = { firstId: undefined, lastId: undefined, previousId: undefined, checksum: undefined };
const stream = { via: 'stream', lastId: undefined, coverage: 'full', checksum: undefined };
const other = (kind: string) => ({ _tag: 'other', venue: 'coinbase-advanced', kind });
const contentsOf = (payload: unknown) => decoded(coinbaseAdvanced, streamFrame(payload));

const book = ['events', 0] as const;
const updatesOf = (...levels: readonly (readonly [string, string, string?, string?])[]) =>
  levels.map(([side, price_level, new_quantity = '1', event_time = '2026-08-09T21:05:48Z']) => ({
    side,
    event_time,
    price_level,
    new_quantity,
  }));

describe("Coinbase Advanced Trade's frames", () => {
  describe('book', () => {
    it('starts with a snapshot of all levels, which are updates too', () => {
      expect(contentsOf(snapshot)).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          ...stream,
          symbol: 'BTC-USD',
          venueTime: 1786309548170.326,
          bids: [
            ['65083.66', '0.20371215'],
            ['65083.27', '0.02244516'],
          ],
          asks: [['65083.67', '0.24290402']],
        },
      ]);
    });

    it('goes on with updates: each on its side, in their order, deletions too', () => {
      expect(contentsOf(update)).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'BTC-USD',
          venueTime: 1786309548210.883,
          bids: [
            ['65062.5', '0.00583'],
            ['65061.91', '0'],
          ],
          asks: [['65083.67', '0.15556334']],
        },
      ]);
    });

    it('has several events in a frame, each of one product, with the latest of their times or none', () => {
      expect(contentsOf(twoBooks)).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'ETH-USD',
          venueTime: 1786309548500,
          bids: [['1919.4', '2']],
          asks: [['1919.49', '0.1']],
        },
        {
          _tag: 'snapshot',
          ...origin,
          ...stream,
          symbol: 'BTC-USD',
          venueTime: undefined,
          bids: [['21921.73', '0.06317902']],
          asks: [],
        },
      ]);
    });

    it('has the latest time wherever it stands', () => {
      const [early, late] = ['2026-08-09T21:05:48.000001Z', '2026-08-09T21:05:48.000002Z'];
      for (const times of [
        [early, late],
        [late, early],
        [early, late, early],
      ]) {
        const levels = times.map((time) => ['bid', '1', '1', time] as const);
        const [content] = contentsOf(changed(update, [...book, 'updates'], updatesOf(...levels)));
        expect(content).to.deep.include({ venueTime: 1786309548000.002 });
      }
    });

    it('keeps the order of one price told twice, and of numbers that no double holds each digit', () => {
      const [price, size] = ['0.123456789012345678901', '12345678901234567890.1'];
      const levels = updatesOf(['offer', '1.50', '1'], ['offer', price, size], ['offer', '1.5', '0']);
      expect(contentsOf(changed(update, [...book, 'updates'], levels))[0]).to.deep.include({
        bids: [],
        asks: [
          ['1.5', '1'],
          [price, size],
          ['1.5', '0'],
        ],
      });
    });

    it('has updates that change nothing, without a time', () => {
      expect(contentsOf(changed(update, [...book, 'updates'], []))).to.deep.equal([
        { _tag: 'diff', ...origin, ...noIds, symbol: 'BTC-USD', venueTime: undefined, bids: [], asks: [] },
      ]);
    });

    it('lets nothing of a bad list into the next one: no level, no time', () => {
      const bad = updatesOf(['bid', '1'], ['offer', '2'], ['bid', '3', 'x', '2030-01-01T00:00:00Z']);
      const [first] = decodeFrame(coinbaseAdvanced, streamFrame(changed(update, [...book, 'updates'], bad)));
      expect(first).to.include({ _tag: 'badFrame' });
      const none = changed(update, [...book, 'updates'], []);
      expect(contentsOf(none)[0]).to.deep.include({ bids: [], asks: [], venueTime: undefined });
      expect(contentsOf(update)[0]).to.deep.include({ venueTime: 1786309548210.883 });
    });

    it('may say nothing at all', () => {
      expect(contentsOf({ ...update, events: [] })).to.deep.equal([other('l2_data')]);
    });
  });

  describe('trades', () => {
    const trade = { _tag: 'trade', ...origin, symbol: 'BTC-USD', size: '0.01034361' };

    it("are told in their order, with the taker's side, where the venue tells the newest first and the maker's", () => {
      expect(contentsOf(trades)).to.deep.equal([
        { ...trade, id: '1068572091', price: '65083.67', side: 'buy', venueTime: 1786309549167.634 },
        { ...trade, id: '1068572092', price: '65083.66', side: 'sell', venueTime: 1786309549205.817 },
      ]);
    });

    it('are none of those from before the subscription', () => {
      expect(contentsOf(backFill)).to.deep.equal([other('market_trades')]);
      const both = { ...trades, events: [...backFill.events, ...trades.events] };
      expect(contentsOf(both)).to.deep.equal(contentsOf(trades));
    });

    it('are known, and no trade, where the venue tells no side', () => {
      const unsided = changed(trades, [...book, 'trades', 1, 'side'], 'UNKNOWN_ORDER_SIDE');
      expect(contentsOf(unsided)).to.deep.equal([
        other('market_trades without a side'),
        { ...trade, id: '1068572092', price: '65083.66', side: 'sell', venueTime: 1786309549205.817 },
      ]);
    });

    it('may be none', () => {
      expect(contentsOf(changed(trades, [...book, 'trades'], []))).to.deep.equal([other('market_trades')]);
    });

    it('may be very many', () => {
      const [one] = trades.events[0]!.trades;
      const many = Array.from({ length: 200_000 }, () => one);
      expect(contentsOf(changed(trades, [...book, 'trades'], many))).to.have.lengthOf(200_000);
    });
  });

  describe('that are no market data', () => {
    for (const payload of [heartbeat, subscriptions]) {
      it(`are known: ${payload.channel}`, () => {
        expect(contentsOf(payload)).to.deep.equal([other(payload.channel)]);
      });
    }

    for (const channel of [
      'candles',
      'status',
      'ticker',
      'ticker_batch',
      'user',
      'futures_balance_summary',
    ]) {
      it(`are known: ${channel}`, () => {
        expect(contentsOf({ channel, sequence_num: 1, events: [] })).to.deep.equal([other(channel)]);
      });
    }

    it('are refusals: errors, which have neither a channel nor a number', () => {
      expect(contentsOf(refused)).to.deep.equal([
        {
          _tag: 'refusal',
          venue: 'coinbase-advanced',
          code: undefined,
          message: 'authentication failure',
        },
      ]);
      expect(coinbaseAdvanced.numberOf?.(refused)).to.equal(undefined);
    });

    it('are unknown: channels to come', () => {
      for (const channel of ['level2', 'brand_new', 'constructor', '']) {
        const frame = streamFrame({ ...update, channel });
        expect(decoded(coinbaseAdvanced, frame)).to.deep.equal([
          { _tag: 'unknownFrame', ...origin, excerpt: frame.text.slice(0, 200) },
        ]);
      }
    });
  });

  it('have their number in the connection, of whatever channel, and none where it is no number', () => {
    const { numberOf } = coinbaseAdvanced;
    const numbers = [backFill, subscriptions, update, { channel: 'brand_new', sequence_num: 7 }];
    expect(numbers.map((payload) => numberOf?.(payload))).to.deep.equal([0, 2, 14, 7]);
    for (const sequence_num of ['7', -1, 1.5, 2 ** 53, null]) {
      expect(numberOf?.({ ...update, sequence_num })).to.equal(undefined);
    }
    expect([null, [], 'text', 5].map((json) => numberOf?.(json))).to.deep.equal(new Array(4).fill(undefined));
  });
});
