import { expect } from 'chai';

import { coinbaseVenue } from '../../../src/exchanges/coinbase/index.js';
import { faultTables } from '../faultCases.js';
import { answerFrame, faultsOfFrame } from '../frames.js';
import {
  BOOK_URL,
  change,
  changedFunds,
  done,
  modified,
  noop,
  open,
  orderBook,
  orderMatch,
  received,
} from './orderPayloads.js';

const SIDE = '"buy" | "sell"';
const TIME = 'text of an ISO 8601 time in UTC';
const ID = 'integer at or above zero, without loss';
const DECIMAL = 'text of a decimal number at or above zero';
const ABOVE_ZERO = 'text of a decimal number above zero';
const ORDERS = 'list of [price, size, order_id]';
const ORDER = '[price, size, order_id]';

const full = coinbaseVenue({ book: 'full' });
const cases = faultTables(full);

describe("Coinbase's bad frames of the full channel name path, value and what was expected:", () => {
  for (const payload of [received, open, done, orderMatch, change, changedFunds, noop]) {
    cases(`any ${payload.type} (${payload.sequence})`, payload, [
      [['product_id'], undefined, 'product_id', 'undefined', 'string'],
      [['sequence'], undefined, 'sequence', 'undefined', ID],
      [['sequence'], '10', 'sequence', '"10"', ID],
      [['sequence'], 2 ** 53, 'sequence', '9007199254740992', ID],
      [['time'], 'now', 'time', '"now"', TIME],
    ]);
  }

  cases('open', open, [
    [['order_id'], 7, 'order_id', '7', 'string'],
    [['side'], 'ask', 'side', '"ask"', SIDE],
    [['price'], 200.2, 'price', '200.2', ABOVE_ZERO],
    [['price'], '0', 'price', '"0"', ABOVE_ZERO],
    [['remaining_size'], undefined, 'remaining_size', 'undefined', ABOVE_ZERO],
    [['remaining_size'], '0.00', 'remaining_size', '"0.00"', ABOVE_ZERO],
    [['remaining_size'], '-1', 'remaining_size', '"-1"', ABOVE_ZERO],
  ]);

  cases('done', done, [[['order_id'], null, 'order_id', 'null', 'string']]);

  cases('match', orderMatch, [
    [['maker_order_id'], undefined, 'maker_order_id', 'undefined', 'string'],
    [['trade_id'], '10', 'trade_id', '"10"', ID],
    [['size'], '-5', 'size', '"-5"', DECIMAL],
    [['price'], 'x', 'price', '"x"', DECIMAL],
    [['side'], 'bid', 'side', '"bid"', SIDE],
  ]);

  cases('change', change, [
    [['order_id'], undefined, 'order_id', 'undefined', 'string'],
    [['new_size'], '-1', 'new_size', '"-1"', DECIMAL],
    [['new_size'], 5, 'new_size', '5', DECIMAL],
  ]);

  cases('change of size and price', modified, [
    [['new_price'], '0', 'new_price', '"0"', ABOVE_ZERO],
    [['new_price'], 6, 'new_price', '6', ABOVE_ZERO],
    [['new_size'], undefined, 'new_size', 'undefined', DECIMAL],
    [['new_size'], null, 'new_size', 'null', DECIMAL],
  ]);

  cases(
    'a book of orders',
    orderBook,
    [
      [['sequence'], undefined, 'sequence', 'undefined', ID],
      [['time'], 5, 'time', '5', TIME],
      [['bids'], undefined, 'bids', 'undefined', ORDERS],
      [['asks'], null, 'asks', 'null', ORDERS],
      [['bids', 1], 'order', 'bids[1]', '"order"', ORDER],
      [['bids', 1, 0], 6247.58, 'bids[1][0]', '6247.58', ABOVE_ZERO],
      [['asks', 0, 1], '0', 'asks[0][1]', '"0"', ABOVE_ZERO],
      [['asks', 0, 2], 1, 'asks[0][2]', '1', 'string'],
    ],
    (payload) => answerFrame(BOOK_URL, payload),
  );

  it('a book of levels where orders were asked for', () => {
    const levels = { ...orderBook, bids: [['6247.58', '6.3578146', 2]], asks: [] };
    expect(faultsOfFrame(full, answerFrame(BOOK_URL, levels))).to.deep.equal([
      { path: 'bids[0][2]', value: '2', expected: 'string' },
    ]);
  });
});
