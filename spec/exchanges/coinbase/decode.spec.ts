import { expect } from 'chai';
import fc from 'fast-check';

import { decodeFrame } from '../../../src/connector/index.js';
import { coinbase } from '../../../src/exchanges/coinbase/index.js';
import { answerFrame, changed, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  batch,
  heartbeat,
  lastMatch,
  match,
  products,
  PRODUCTS_URL,
  refused,
  snapshot,
  subscriptions,
  ticker,
  update,
} from './payloads.js';

const origin = { venue: 'coinbase', connection: CONNECTION, receivedAt: RECEIVED_AT };
const noIds = { firstId: undefined, lastId: undefined, previousId: undefined, checksum: undefined };
const other = (kind: string) => [{ _tag: 'other', venue: 'coinbase', kind }];
const refusal = (message: string) => [{ _tag: 'refusal', venue: 'coinbase', code: undefined, message }];

const timeOf = (text: string): number | undefined => {
  const [content] = decodeFrame(coinbase, streamFrame(changed(update, ['time'], text)));
  return content?._tag === 'diff' ? content.venueTime : undefined;
};

describe("Coinbase's frames", () => {
  describe('book', () => {
    it('starts with a snapshot of all levels, which has no time', () => {
      expect(decoded(coinbase, streamFrame(snapshot))).to.deep.equal([
        {
          _tag: 'snapshot',
          ...origin,
          symbol: 'SKL-BTC',
          venueTime: undefined,
          via: 'stream',
          lastId: undefined,
          coverage: 'full',
          bids: [['0.00001302', '110']],
          asks: [
            ['0.00001306', '1059.1'],
            ['0.00001307', '4000'],
          ],
          checksum: undefined,
        },
      ]);
    });

    it('has snapshots with empty sides', () => {
      const empty = streamFrame({ type: 'snapshot', product_id: 'A-B', bids: [], asks: [] });
      expect(decoded(coinbase, empty)[0]).to.deep.include({ _tag: 'snapshot', bids: [], asks: [] });
    });

    it('goes on with updates: a sell is an ask', () => {
      expect(decoded(coinbase, streamFrame(update))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'SKL-BTC',
          venueTime: 1618677817075.687,
          bids: [],
          asks: [['0.00001306', '660.5']],
        },
      ]);
    });

    it('has many changes in one update, each on its side, deletions too', () => {
      expect(decoded(coinbase, streamFrame(batch))).to.deep.equal([
        {
          _tag: 'diff',
          ...origin,
          ...noIds,
          symbol: 'BTC-USD',
          venueTime: 1659626705010.758,
          bids: [
            ['22356.27', '0'],
            ['22356.3', '1'],
          ],
          asks: [['22356.32', '0.25']],
        },
      ]);
    });

    it('keeps the order of one price told twice', () => {
      const twice = ['1.0', '0', '3.0'].map((size) => ['buy', '1.5', size]);
      const [content] = decoded(coinbase, streamFrame({ ...update, changes: twice }));
      expect(content).to.deep.include({
        bids: [
          ['1.5', '1'],
          ['1.5', '0'],
          ['1.5', '3'],
        ],
      });
    });

    it('has updates that change nothing', () => {
      const [content] = decoded(coinbase, streamFrame({ ...update, changes: [] }));
      expect(content).to.deep.include({ _tag: 'diff', bids: [], asks: [] });
    });

    it('has numbers that no double holds, to the last digit', () => {
      const [price, size] = ['0.123456789012345678901', '12345678901234567890.1'];
      const [content] = decoded(coinbase, streamFrame({ ...update, changes: [['buy', price, size]] }));
      expect(content).to.deep.include({ bids: [[price, size]] });
    });

    it('lets nothing of a bad update into the next one', () => {
      const bad = streamFrame({ ...batch, changes: [...batch.changes, ['buy', '1', 'x']] });
      expect(decodeFrame(coinbase, bad)[0]).to.include({ _tag: 'badFrame' });
      const [content] = decoded(coinbase, streamFrame(update));
      expect(content).to.deep.include({ bids: [], asks: [['0.00001306', '660.5']] });
    });
  });

  describe('times', () => {
    it('are told to the microsecond: the nearest double to the text', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 3e15 }), (us) => {
          const toMs = new Date(Math.floor(us / 1000)).toISOString().slice(0, -1);
          expect(timeOf(`${toMs}${String(us % 1000).padStart(3, '0')}Z`)).to.equal(us / 1000);
        }),
      );
    });

    it('may have fewer places, none, or more', () => {
      const second = '2019-08-14T20:42:27';
      expect(timeOf(`${second}Z`)).to.equal(1565815347000);
      expect(timeOf(`${second}.2Z`)).to.equal(1565815347200);
      expect(timeOf(`${second}.265Z`)).to.equal(1565815347265);
      expect(timeOf(`${second}.265000001Z`)).to.equal(Number('1565815347265.000001'));
      expect(timeOf('1970-01-01T00:00:00.000001Z')).to.equal(0.001);
      expect(timeOf('2024-02-29T23:59:59.999999Z')).to.equal(1709251199999.999);
    });
  });

  describe('trades', () => {
    const trade = {
      _tag: 'trade',
      ...origin,
      symbol: 'SKL-BTC',
      venueTime: 1618677817089.723,
      id: '280232',
      price: '0.00001305',
      size: '985',
    };

    it("have the taker's side, where the venue tells the maker's", () => {
      expect(decoded(coinbase, streamFrame(match))).to.deep.equal([{ ...trade, side: 'buy' }]);
      const sold = streamFrame({ ...match, side: 'buy' });
      expect(decoded(coinbase, sold)).to.deep.equal([{ ...trade, side: 'sell' }]);
    });

    it('are not the one from before the subscription', () => {
      expect(decoded(coinbase, streamFrame(lastMatch))).to.deep.equal(other('last_match'));
    });
  });

  describe('that are no market data', () => {
    for (const payload of [heartbeat, subscriptions, ticker]) {
      it(`are known: ${payload.type}`, () => {
        expect(decoded(coinbase, streamFrame(payload))).to.deep.equal(other(payload.type));
      });
    }

    for (const type of ['auction', 'rfq_match']) {
      it(`are known: ${type}`, () => {
        expect(decoded(coinbase, streamFrame({ type }))).to.deep.equal(other(type));
      });
    }

    it('are refusals: errors, with their reason where they have one', () => {
      expect(decoded(coinbase, streamFrame(refused))).to.deep.equal(
        refusal('Failed to subscribe: level2, level3, and full channels now require authentication'),
      );
      const bare = { type: 'error', message: 'ErrSlowConsume' };
      expect(decoded(coinbase, streamFrame(bare))).to.deep.equal(refusal('ErrSlowConsume'));
    });

    it('are unknown: kinds to come, and those of the full channel', () => {
      for (const type of ['open', 'done', 'brand_new', 'constructor', '']) {
        const frame = streamFrame({ ...match, type });
        expect(decoded(coinbase, frame)).to.deep.equal([
          { _tag: 'unknownFrame', ...origin, excerpt: frame.text.slice(0, 200) },
        ]);
      }
    });
  });

  describe('of REST', () => {
    const listing = (base: string, quote: string, trading: boolean) => ({
      symbol: `${base}-${quote}`,
      instrument: `${base}-${quote}`,
      base,
      quote,
      contract: { kind: 'spot' },
      trading,
    });

    it('list products but those delisted, those that match orders as trading', () => {
      expect(decoded(coinbase, answerFrame(PRODUCTS_URL, products))).to.deep.equal([
        {
          _tag: 'listings',
          venue: 'coinbase',
          receivedAt: RECEIVED_AT,
          covers: 'all',
          listings: [
            listing('SKL', 'EUR', true),
            listing('BTC', 'GBP', false),
            listing('ETH', 'GBP', false),
            listing('NMR', 'BTC', false),
            listing('YFI', 'BTC', true),
            listing('NU', 'GBP', true),
          ],
        },
      ]);
    });

    it('are refusals where they have a message', () => {
      const answer = answerFrame(PRODUCTS_URL, { message: 'Public rate limit exceeded' });
      expect(decoded(coinbase, answer)).to.deep.equal(refusal('Public rate limit exceeded'));
    });

    it('are unknown where something else was asked, of Advanced Trade too', () => {
      for (const url of [
        'https://api.exchange.coinbase.com/products/BTC-USD/book?level=2',
        'https://api.coinbase.com/api/v3/brokerage/market/products',
        'COINBASE.ws.1',
      ]) {
        const frame = answerFrame(url, { products: [], num_products: 0 });
        expect(decoded(coinbase, frame)).to.deep.equal([
          { _tag: 'unknownFrame', ...origin, connection: url, excerpt: frame.text },
        ]);
      }
    });
  });
});
