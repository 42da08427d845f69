/** Frames of Coinbase Exchange's WebSocket feed, in the shape of its documents of 2026. */
export const snapshot = {
  type: 'snapshot',
  product_id: 'SKL-BTC',
  asks: [
    ['0.00001306', '1059.1'],
    ['0.00001307', '4000.0'],
  ],
  bids: [['0.00001302', '110.0']],
};

export const update = {
  type: 'l2update',
  product_id: 'SKL-BTC',
  changes: [['sell', '0.00001306', '660.5']],
  time: '2021-04-17T16:43:37.075687Z',
};

/** What `level2_batch` sends of 50 ms: both sides, and a deletion. */
export const batch = {
  type: 'l2update',
  product_id: 'BTC-USD',
  changes: [
    ['buy', '22356.270000', '0.00000000'],
    ['sell', '22356.320000', '0.25000000'],
    ['buy', '22356.300000', '1.00000000'],
  ],
  time: '2022-08-04T15:25:05.010758Z',
};

export const match = {
  type: 'match',
  trade_id: 280232,
  maker_order_id: 'ac928c66-ca53-498f-9c13-a110027a60e8',
  taker_order_id: '132fb6ae-456b-4654-b4e0-d681ac05cea1',
  side: 'sell',
  size: '985',
  price: '0.00001305',
  product_id: 'SKL-BTC',
  sequence: 177100030,
  time: '2021-04-17T16:43:37.089723Z',
};

export const lastMatch = { ...match, type: 'last_match', trade_id: 280231, sequence: 177100011 };

export const heartbeat = {
  type: 'heartbeat',
  sequence: 90,
  last_trade_id: 20,
  product_id: 'BTC-USD',
  time: '2014-11-07T08:19:28.464459Z',
};

export const subscriptions = {
  type: 'subscriptions',
  channels: [{ name: 'level2_batch', product_ids: ['SKL-BTC'] }],
};

export const ticker = {
  type: 'ticker',
  sequence: 37475248783,
  product_id: 'ETH-USD',
  price: '1285.22',
  best_bid: '1285.04',
  best_ask: '1285.27',
  side: 'buy',
  time: '2022-10-19T23:28:22.061769Z',
  trade_id: 370843401,
  last_size: '11.4396987',
};

export const refused = {
  type: 'error',
  message: 'Failed to subscribe',
  reason: 'level2, level3, and full channels now require authentication',
};

const product = (base: string, quote: string, status = 'online') => ({
  id: `${base}-${quote}`,
  base_currency: base,
  quote_currency: quote,
  quote_increment: '0.0001',
  base_increment: '0.1',
  post_only: false,
  limit_only: false,
  cancel_only: false,
  trading_disabled: false,
  status,
});

export const products = [
  product('SKL', 'EUR'),
  product('1INCH', 'USD', 'delisted'),
  { ...product('BTC', 'GBP'), trading_disabled: true },
  { ...product('ETH', 'GBP'), cancel_only: true },
  { ...product('NMR', 'BTC'), post_only: true },
  { ...product('YFI', 'BTC'), limit_only: true },
  { id: 'NU-GBP', base_currency: 'NU', quote_currency: 'GBP', status: 'online' },
];

export const PRODUCTS_URL = 'https://api.exchange.coinbase.com/products';
