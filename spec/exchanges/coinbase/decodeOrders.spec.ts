import { expect } from 'chai';

import { decodeFrame } from '../../../src/connector/index.js';
import { coinbase, coinbaseVenue } from '../../../src/exchanges/coinbase/index.js';
import { answerFrame, CONNECTION, decoded, RECEIVED_AT, streamFrame } from '../frames.js';
import {
  activate,
  BOOK_URL,
  change,
  changedFunds,
  done,
  doneMarket,
  modified,
  noop,
  open,
  orderBook,
  orderMatch,
  received,
  receivedMarket,
} from './orderPayloads.js';
import {
  heartbeat,
  lastMatch,
  products,
  PRODUCTS_URL,
  refused,
  snapshot,
  subscriptions,
  update,
} from './payloads.js';

const full = coinbaseVenue({ book: 'full' });

const origin = { venue: 'coinbase', connection: CONNECTION, receivedAt: RECEIVED_AT };
const VENUE_TIME = 1415348367028.459;

const diff = (sequence: number, ...changes: readonly object[]) => ({
  _tag: 'orderDiff',
  ...origin,
  symbol: 'BTC-USD',
  venueTime: VENUE_TIME,
  firstId: sequence,
  lastId: sequence,
  previousId: undefined,
  changes,
});

const unknown = (excerpt: string, connection: string = CONNECTION) => [
  { _tag: 'unknownFrame', ...origin, connection, excerpt: excerpt.slice(0, 200) },
];

describe("Coinbase's frames of the full channel", () => {
  const cases: readonly (readonly [title: string, payload: object, contents: readonly object[]])[] = [
    ['a limit order received counts, and rests nowhere yet', received, [diff(10)]],
    ['a market order received has no price and no size', receivedMarket, [diff(12)]],
    [
      'an order opens with what is left of it',
      open,
      [diff(10, { _tag: 'opened', id: open.order_id, side: 'sell', price: '200.2', size: '1.00' })],
    ],
    ['an order filled is done', done, [diff(10, { _tag: 'done', id: done.order_id })]],
    [
      'an order cancelled is done',
      { ...done, reason: 'canceled', remaining_size: '0.5' },
      [diff(10, { _tag: 'done', id: done.order_id })],
    ],
    ['a market order done has no price', doneMarket, [diff(11, { _tag: 'done', id: doneMarket.order_id })]],
    [
      'self-trade prevention makes an order smaller',
      change,
      [diff(80, { _tag: 'changed', id: change.order_id, size: '5.23512', price: undefined })],
    ],
    [
      'it may leave nothing of it',
      { ...change, new_size: '0' },
      [diff(80, { _tag: 'changed', id: change.order_id, size: '0', price: undefined })],
    ],
    [
      'its owner gives an order another size and price',
      { ...modified, new_size: '90.5' },
      [
        {
          ...diff(24753, { _tag: 'changed', id: modified.order_id, size: '90.5', price: '6' }),
          symbol: 'ETH-USD',
          venueTime: 1654556143433.114,
        },
      ],
    ],
    ['the funds of a market order are none of the book', changedFunds, [diff(81)]],
    ['nor are they where the size is null', { ...changedFunds, new_size: null, new_price: null }, [diff(81)]],
    [
      'a market order by size changes as any that does not rest',
      { ...change, price: null },
      [diff(80, { _tag: 'changed', id: change.order_id, size: '5.23512', price: undefined })],
    ],
    ['a message of no effect counts', noop, [diff(82)]],
  ];
  for (const [title, payload, contents] of cases) {
    it(title, () => expect(decoded(full, streamFrame(payload))).to.deep.equal(contents));
  }

  it('a match is a change of the book, then a trade with the side of the taker', () => {
    const trade = {
      _tag: 'trade',
      ...origin,
      symbol: 'BTC-USD',
      venueTime: VENUE_TIME,
      id: '10',
      price: '400.23',
      size: '5.23512',
    };
    const matched = diff(50, { _tag: 'matched', id: orderMatch.maker_order_id, size: '5.23512' });
    expect(decoded(full, streamFrame(orderMatch))).to.deep.equal([matched, { ...trade, side: 'buy' }]);
    const sold = streamFrame({ ...orderMatch, side: 'buy' });
    expect(decoded(full, sold)).to.deep.equal([matched, { ...trade, side: 'sell' }]);
  });

  it('a match has its size to the last digit, whatever its notation', () => {
    for (const [size, exact] of [
      ['12345678901234567890.123456789', '12345678901234567890.123456789'],
      ['1e-9', '0.000000001'],
    ]) {
      const [content] = decoded(full, streamFrame({ ...orderMatch, size }));
      expect(content).to.deep.include({
        changes: [{ _tag: 'matched', id: orderMatch.maker_order_id, size: exact }],
      });
    }
  });

  it('private messages have no number: a stop order placed', () => {
    expect(decoded(full, streamFrame(activate))).to.deep.equal([
      { _tag: 'other', venue: 'coinbase', kind: 'activate' },
    ]);
  });

  it('heartbeats, acknowledgements and errors are what they are beside levels', () => {
    for (const payload of [heartbeat, subscriptions, lastMatch]) {
      expect(decoded(full, streamFrame(payload))).to.deep.equal([
        { _tag: 'other', venue: 'coinbase', kind: payload.type },
      ]);
    }
    expect(decoded(full, streamFrame(refused))).to.deep.equal(decoded(coinbase, streamFrame(refused)));
    const listings = answerFrame(PRODUCTS_URL, products);
    expect(decoded(full, listings)).to.deep.equal(decoded(coinbase, listings));
  });

  it('levels are unknown: those of another channel are no part of this book', () => {
    for (const payload of [snapshot, update, { ...open, type: 'brand_new' }]) {
      const frame = streamFrame(payload);
      expect(decoded(full, frame)).to.deep.equal(unknown(frame.text));
    }
  });

  describe('of REST', () => {
    it('list every order that rests, with the sequence up to which they are true', () => {
      expect(decoded(full, answerFrame(BOOK_URL, orderBook))).to.deep.equal([
        {
          _tag: 'orderSnapshot',
          ...origin,
          connection: BOOK_URL,
          symbol: 'BTC-USD',
          venueTime: 1613092163334,
          via: 'request',
          lastId: 13051505638,
          bids: [
            { id: 'da863862-25f4-4868-ac41-005d11ab0a5f', price: '6247.58', size: '6.3578146' },
            { id: '3b0f1225-7f84-490b-a29f-0faef9de823a', price: '6247.58', size: '0.50' },
          ],
          asks: [{ id: '8fd6e99c-0f1c-4b1a-a2f5-3c6d9a1f0d11', price: '6251.52', size: '2' }],
        },
      ]);
    });

    it('had no time before 2023, and may have empty sides', () => {
      const { time: _time, ...old } = { ...orderBook, bids: [], asks: [] };
      const [content] = decodeFrame(full, answerFrame(BOOK_URL, old));
      expect(content).to.deep.include({ lastId: 13051505638, venueTime: undefined, bids: [], asks: [] });
    });

    it('are refusals where they have a message', () => {
      const answer = answerFrame(BOOK_URL, { message: 'NotFound' });
      expect(decoded(full, answer)).to.deep.equal([
        { _tag: 'refusal', venue: 'coinbase', code: undefined, message: 'NotFound' },
      ]);
    });

    it('are unknown where levels were asked for, or something else', () => {
      for (const url of [
        'https://api.exchange.coinbase.com/products/BTC-USD/book',
        'https://api.exchange.coinbase.com/products/BTC-USD/book?level=2',
        'https://api.exchange.coinbase.com/products/BTC-USD/trades?level=3',
        'https://api.exchange.coinbase.com/v2/products/BTC-USD/book?level=3',
        'COINBASE.ws.1',
      ]) {
        const frame = answerFrame(url, orderBook);
        expect(decoded(full, frame)).to.deep.equal(unknown(frame.text, url));
      }
    });

    it('are unknown, as all of this is, where books are made of levels', () => {
      const answer = answerFrame(BOOK_URL, orderBook);
      expect(decoded(coinbase, answer)).to.deep.equal(unknown(answer.text, BOOK_URL));
      for (const payload of [received, open, done, change, noop, activate]) {
        const frame = streamFrame(payload);
        expect(decoded(coinbase, frame)).to.deep.equal(unknown(frame.text));
      }
    });
  });

  it('a match is a trade and nothing else where books are made of levels', () => {
    const [trade, ...more] = decodeFrame(coinbase, streamFrame(orderMatch));
    expect(more).to.deep.equal([]);
    expect(trade).to.deep.equal(decodeFrame(full, streamFrame(orderMatch))[1]);
  });

  it('reads a book of very many orders', () => {
    const bids = Array.from({ length: 100_000 }, (_, at) => ['1.5', '2', `order-${at}`]);
    const [content] = decodeFrame(full, answerFrame(BOOK_URL, { ...orderBook, bids }));
    expect(content?._tag === 'orderSnapshot' && content.bids.at(-1)).to.deep.equal({
      id: 'order-99999',
      price: '1.5',
      size: '2',
    });
  });
});
