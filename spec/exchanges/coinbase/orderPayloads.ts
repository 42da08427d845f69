/**
 * Messages of the full channel and REST's book of level 3 as the documents show them ("WebSocket Channels", Full Channel;
 * "Get product book"); no traffic of it is at hand.
 */

const ORDER = 'd50ec984-77a8-460a-b958-66f114b0de9b';
const MAKER = 'ac928c66-ca53-498f-9c13-a110027a60e8';
const time = '2014-11-07T08:19:27.028459Z';

export const received = {
  type: 'received',
  time,
  product_id: 'BTC-USD',
  sequence: 10,
  order_id: ORDER,
  size: '1.34',
  price: '502.1',
  side: 'buy',
  order_type: 'limit',
  client_oid: 'd50ec974-76a2-454b-66f135b1ea8c',
};

/** Of a market order by funds: it has no size and no price. */
export const receivedMarket = {
  type: 'received',
  time,
  product_id: 'BTC-USD',
  sequence: 12,
  order_id: 'dddec984-77a8-460a-b958-66f114b0de9b',
  funds: '3000.234',
  side: 'buy',
  order_type: 'market',
};

export const open = {
  type: 'open',
  time,
  product_id: 'BTC-USD',
  sequence: 10,
  order_id: ORDER,
  price: '200.2',
  remaining_size: '1.00',
  side: 'sell',
};

export const done = {
  type: 'done',
  time,
  product_id: 'BTC-USD',
  sequence: 10,
  price: '200.2',
  order_id: ORDER,
  reason: 'filled',
  side: 'sell',
  remaining_size: '0',
};

/** Of a market order: it has no price and no remaining size. */
export const doneMarket = {
  type: 'done',
  time,
  product_id: 'BTC-USD',
  sequence: 11,
  order_id: ORDER,
  reason: 'filled',
  side: 'buy',
};

export const orderMatch = {
  type: 'match',
  trade_id: 10,
  sequence: 50,
  maker_order_id: MAKER,
  taker_order_id: '132fb6ae-456b-4654-b4e0-d681ac05cea1',
  time,
  product_id: 'BTC-USD',
  size: '5.23512',
  price: '400.23',
  side: 'sell',
};

/** By self-trade prevention. */
export const change = {
  type: 'change',
  reason: 'STP',
  time,
  sequence: 80,
  order_id: MAKER,
  side: 'sell',
  product_id: 'BTC-USD',
  old_size: '12.234412',
  new_size: '5.23512',
  price: '400.23',
};

/** By a request of the owner's. */
export const modified = {
  type: 'change',
  reason: 'modify_order',
  time: '2022-06-06T22:55:43.433114Z',
  sequence: 24753,
  order_id: 'c3f16063-77b1-408f-a743-88b7bc20cdcd',
  side: 'buy',
  product_id: 'ETH-USD',
  old_size: '80',
  new_size: '80',
  old_price: '7',
  new_price: '6',
};

/** By self-trade prevention, of a market order by funds. */
export const changedFunds = {
  type: 'change',
  reason: 'STP',
  time,
  sequence: 81,
  order_id: 'dddec984-77a8-460a-b958-66f114b0de9b',
  side: 'buy',
  product_id: 'BTC-USD',
  old_funds: '3000.234',
  new_funds: '2000',
  price: null,
};

export const activate = {
  type: 'activate',
  product_id: 'test-product',
  timestamp: '1483736448.299000',
  user_id: '12',
  profile_id: '30000727-d308-cf50-7b1c-c06deb1934fc',
  order_id: '7b52009b-64fd-0a2a-49e6-d8a939753077',
  stop_type: 'entry',
  side: 'buy',
  stop_price: '80',
  size: '2',
  funds: '50',
  private: true,
};

/** As the schema of the `level3` channel has it. */
export const noop = { type: 'noop', product_id: 'BTC-USD', sequence: 82, time };

export const orderBook = {
  sequence: 13051505638,
  bids: [
    ['6247.58', '6.3578146', 'da863862-25f4-4868-ac41-005d11ab0a5f'],
    ['6247.58', '0.50', '3b0f1225-7f84-490b-a29f-0faef9de823a'],
  ],
  asks: [['6251.52', '2', '8fd6e99c-0f1c-4b1a-a2f5-3c6d9a1f0d11']],
  auction_mode: false,
  auction: null,
  time: '2021-02-12T01:09:23.334Z',
};

export const BOOK_URL = 'https://api.exchange.coinbase.com/products/BTC-USD/book?level=3';
