/** Frames of Advanced Trade's WebSocket, in the shape of the traffic of 2026 and of its documents. */
export const snapshot = {
  channel: 'l2_data',
  timestamp: '2026-08-09T21:05:48.483587501Z',
  sequence_num: 13,
  events: [
    {
      type: 'snapshot',
      product_id: 'BTC-USD',
      updates: [
        {
          side: 'bid',
          event_time: '2026-08-09T21:05:48.170326Z',
          price_level: '65083.66',
          new_quantity: '0.20371215',
        },
        {
          side: 'bid',
          event_time: '2026-08-09T21:05:48.170326Z',
          price_level: '65083.27',
          new_quantity: '0.02244516',
        },
        {
          side: 'offer',
          event_time: '2026-08-09T21:05:48.170326Z',
          price_level: '65083.67',
          new_quantity: '0.24290402',
        },
      ],
    },
  ],
};

export const update = {
  channel: 'l2_data',
  timestamp: '2026-08-09T21:05:48.505350477Z',
  sequence_num: 14,
  events: [
    {
      type: 'update',
      product_id: 'BTC-USD',
      updates: [
        {
          side: 'bid',
          event_time: '2026-08-09T21:05:48.210883Z',
          price_level: '65062.5',
          new_quantity: '0.00583',
        },
        {
          side: 'offer',
          event_time: '2026-08-09T21:05:48.210883Z',
          price_level: '65083.67',
          new_quantity: '0.15556334',
        },
        {
          side: 'bid',
          event_time: '2026-08-09T21:05:48.210883Z',
          price_level: '65061.91',
          new_quantity: '0',
        },
      ],
    },
  ],
};

/** Two events in one frame, each of one product; the times of the updates differ. */
export const twoBooks = {
  channel: 'l2_data',
  client_id: '',
  timestamp: '2026-08-09T21:05:49.000000001Z',
  sequence_num: 15,
  events: [
    {
      type: 'update',
      product_id: 'ETH-USD',
      updates: [
        {
          side: 'offer',
          event_time: '2026-08-09T21:05:48.5Z',
          price_level: '1919.49',
          new_quantity: '0.1',
        },
        {
          side: 'bid',
          event_time: '2026-08-09T21:05:48.4Z',
          price_level: '1919.4',
          new_quantity: '2',
        },
      ],
    },
    {
      type: 'snapshot',
      product_id: 'BTC-USD',
      updates: [
        {
          side: 'bid',
          event_time: '1970-01-01T00:00:00Z',
          price_level: '21921.73',
          new_quantity: '0.06317902',
        },
      ],
    },
  ],
};

const trade = (id: string, price: string, side: string, time: string) => ({
  product_id: 'BTC-USD',
  trade_id: id,
  price,
  size: '0.01034361',
  time,
  side,
});

/** What 250 ms collected, the newest first. */
export const trades = {
  channel: 'market_trades',
  timestamp: '2026-08-09T21:05:49.251397169Z',
  sequence_num: 9,
  events: [
    {
      type: 'update',
      trades: [
        trade('1068572092', '65083.66', 'BUY', '2026-08-09T21:05:49.205817Z'),
        trade('1068572091', '65083.67', 'SELL', '2026-08-09T21:05:49.167634Z'),
      ],
    },
  ],
};

/** The first message of a subscription to trades: the last ones before it. */
export const backFill = {
  channel: 'market_trades',
  timestamp: '2026-08-09T21:05:48.228568804Z',
  sequence_num: 0,
  events: [
    {
      type: 'snapshot',
      trades: [trade('1068572090', '65083.67', 'SELL', '2026-08-09T21:05:42.514318Z')],
    },
  ],
};

export const heartbeat = {
  channel: 'heartbeats',
  timestamp: '2026-08-09T21:05:48.856364007Z',
  sequence_num: 35,
  events: [
    {
      current_time: '2026-08-09 21:05:48.854840045 +0000 UTC m=+41691.260485341',
      heartbeat_counter: 41691,
    },
  ],
};

export const subscriptions = {
  channel: 'subscriptions',
  timestamp: '2026-08-09T21:05:48.228846629Z',
  sequence_num: 2,
  events: [{ subscriptions: { heartbeats: ['heartbeats'], level2: ['BTC-USD'] } }],
};

export const refused = { type: 'error', message: 'authentication failure' };

const spot = (base: string, quote: string, rest: object = {}) => ({
  product_id: `${base}-${quote}`,
  price: '65086.18',
  is_disabled: false,
  status: 'online',
  cancel_only: false,
  limit_only: false,
  post_only: false,
  trading_disabled: false,
  auction_mode: false,
  product_type: 'SPOT',
  quote_currency_id: quote,
  base_currency_id: base,
  fcm_trading_session_details: null,
  alias: '',
  ...rest,
});

export const products = {
  products: [
    spot('BTC', 'USD'),
    spot('BTC', 'USDC', { alias: 'BTC-USD' }),
    spot('DAI', 'USD', { status: 'delisted' }),
    spot('ETH', 'GBP', { trading_disabled: true }),
    spot('SOL', 'GBP', { cancel_only: true }),
    spot('NMR', 'BTC', { post_only: true }),
    spot('YFI', 'BTC', { is_disabled: true }),
    spot('SKL', 'USD', { limit_only: true }),
    {
      product_id: 'NU-GBP',
      product_type: 'SPOT',
      base_currency_id: 'NU',
      quote_currency_id: 'GBP',
      status: 'online',
    },
  ],
  num_products: 9,
  pagination: { prev_cursor: '', next_cursor: '', has_next: false, has_prev: false },
};

const session = { is_session_open: true, session_state: 'FCM_TRADING_SESSION_STATE_OPEN', maintenance: null };

const future = (symbol: string, details: object, rest: object = {}) => ({
  ...spot('', 'USD'),
  product_id: symbol,
  status: '',
  product_type: 'FUTURE',
  fcm_trading_session_details: session,
  future_product_details: {
    contract_root_unit: 'BTC',
    contract_expiry_type: 'EXPIRING',
    contract_expiry: '2026-04-24T15:00:00Z',
    contract_size: '0.01',
    ...details,
  },
  ...rest,
});

export const futures = {
  products: [
    future('BIT-24APR26-CDE', {}),
    future('BIP-20DEC30-CDE', { contract_expiry: '2030-12-20T16:00:00Z' }),
    future(
      'ETP-20DEC30-CDE',
      { contract_root_unit: 'ETH', contract_expiry: '2030-12-20T16:00:00Z' },
      { fcm_trading_session_details: { ...session, is_session_open: false } },
    ),
    future(
      'BTC-PERP-INTX',
      { contract_expiry_type: 'PERPETUAL', contract_expiry: null },
      { quote_currency_id: 'USDC', fcm_trading_session_details: null },
    ),
  ],
  num_products: 4,
  pagination: null,
};

export const PRODUCTS_URL = 'https://api.coinbase.com/api/v3/brokerage/market/products';
export const FUTURES_URL = `${PRODUCTS_URL}?product_type=FUTURE`;
