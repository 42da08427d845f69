/** Frames of API v3: recorded ones of OKCoin, shortened; those of contracts in the shape of the guide and of traffic. */
export const partial = {
  table: 'spot/depth_l2_tbt',
  action: 'partial',
  data: [
    {
      instrument_id: 'USDT-USD',
      asks: [
        ['1.0011', '14193.7071', '0', '5'],
        ['1.0012', '9760.7380', '0', '1'],
      ],
      bids: [['1.001', '2500', '0', '1']],
      timestamp: '2021-04-17T16:49:25.303Z',
      checksum: -1246086343,
    },
  ],
};

export const update = {
  table: 'spot/depth_l2_tbt',
  action: 'update',
  data: [
    {
      instrument_id: 'USDT-USD',
      asks: [['1.0011', '0', '0', '0']],
      bids: [['1.0009', '17401.1054', '0', '2']],
      timestamp: '2021-04-17T16:49:25.365Z',
      checksum: 1826750418,
    },
  ],
};

/** The channel of every 100 ms; levels of spot have three places there. */
export const depthOfSpot = {
  table: 'spot/depth',
  action: 'update',
  data: [
    {
      instrument_id: 'BTC-USDT',
      asks: [],
      bids: [['3983', '789', 0]],
      timestamp: '2018-12-04T09:38:36.300Z',
      checksum: -1200119424,
    },
  ],
};

export const trades = {
  table: 'spot/trade',
  data: [
    {
      side: 'buy',
      trade_id: '29656',
      price: '60903.20',
      size: '0.0001',
      instrument_id: 'BTC-USDT',
      timestamp: '2021-04-17T14:03:45.965Z',
    },
  ],
};

export const swapTrades = {
  table: 'swap/trade',
  data: [
    {
      side: 'sell',
      trade_id: '62257592',
      price: '56480.1',
      size: '3',
      instrument_id: 'BTC-USDT-SWAP',
      timestamp: '2021-03-22T01:33:00.684Z',
    },
  ],
};

export const futuresTrades = {
  table: 'futures/trade',
  data: [
    {
      side: 'buy',
      trade_id: '2778148208082945',
      price: '5556.91',
      qty: '5',
      instrument_id: 'BTC-USD-190628',
      timestamp: '2019-05-06T07:19:37.496Z',
    },
  ],
};

export const optionTrade = {
  table: 'option/trade',
  data: [
    {
      instrument_id: 'BTC-USD-190927-12500-C',
      trade_id: '227897880202387456',
      price: '0.017',
      side: 'buy',
      qty: '2',
      timestamp: '2019-05-06T06:51:24.389Z',
    },
    {
      instrument_id: 'BTC-USD-190927-12500-C',
      trade_id: '227897880202387457',
      price: '0.019',
      side: 'sell',
      qty: '1',
      timestamp: '2019-05-06T06:51:24.392Z',
    },
  ],
};

/** As it was in 2021: another table, another name of the side. */
export const optionTrades = {
  table: 'option/trades',
  data: [
    {
      instrument_id: 'BTC-USD-210924-120000-C',
      trade_id: '22',
      price: '0.079',
      qty: '1',
      trade_side: 'sell',
      timestamp: '2021-03-23T08:12:28.348Z',
    },
  ],
};

export const ticker = {
  table: 'spot/ticker',
  data: [{ last: '60903.2', best_bid: '60461.1', best_ask: '60628.2', instrument_id: 'BTC-USDT' }],
};

export const subscribed = { event: 'subscribe', channel: 'spot/depth_l2_tbt:USDT-USD' };

export const refused = {
  event: 'error',
  message: "Channel spot/tickerinvalid:NEO-USDT doesn't exist",
  errorCode: 30040,
};

const instrumentsUrl = (path: string) => `https://www.okcoin.com/api/${path}`;

export const SPOT_URL = instrumentsUrl('spot/v3/instruments');
export const SWAP_URL = instrumentsUrl('swap/v3/instruments');
export const FUTURES_URL = instrumentsUrl('futures/v3/instruments');
export const OPTIONS_URL = instrumentsUrl('option/v3/instruments/BTC-USD');

export const spotInstruments = [
  {
    base_currency: 'BTC',
    category: '1',
    instrument_id: 'BTC-USD',
    min_size: '0.0001',
    quote_currency: 'USD',
    size_increment: '0.0001',
    tick_size: '0.01',
  },
];

export const swapInstruments = [
  { instrument_id: 'BTC-USD-SWAP', underlying: 'BTC-USD', delivery: '2019-11-26T08:00:00.000Z' },
];

export const futuresInstruments = [
  { instrument_id: 'BTC-USD-210108', underlying: 'BTC-USD', delivery: '2021-01-08', alias: 'this_week' },
];

export const optionInstruments = [
  { instrument_id: 'BTC-USD-190927-8500-P', underlying: 'BTC-USD', strike: '8500', state: '2' },
  { instrument_id: 'BTC-USD-190927-8500.5-C', underlying: 'BTC-USD', strike: '8500.5', state: '1' },
  { instrument_id: 'BTC-USD-190927-8500-X', underlying: 'BTC-USD', state: '2' },
];
