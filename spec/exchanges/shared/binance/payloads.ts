/** Frames of Binance's spot streams, in the shape of `WebSocket Streams for Binance` as of 2026-01-15. */
export const spotDepthUpdate = {
  e: 'depthUpdate',
  E: 1633998512068,
  s: 'NKNUSDT',
  U: 499869750,
  u: 499869752,
  b: [
    ['0.35130000', '6195.00000000'],
    ['0.34750000', '0.00000000'],
  ],
  a: [['0.35260000', '3199.50000000']],
};

export const spotAggTrade = {
  e: 'aggTrade',
  E: 1633998523963,
  s: 'NKNUSDT',
  a: 15683430,
  p: '0.35280000',
  q: '58.00000000',
  f: 19862790,
  l: 19862791,
  T: 1633998523960,
  m: false,
  M: true,
};

export const spotDepth = {
  lastUpdateId: 499869752,
  bids: [
    ['0.35210000', '672.00000000'],
    ['0.35200000', '1144.00000000'],
  ],
  asks: [['0.35260000', '3199.00000000']],
};

export const spotExchangeInfo = {
  timezone: 'UTC',
  serverTime: 1633998511098,
  rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 }],
  exchangeFilters: [],
  symbols: [
    { symbol: 'ETHBTC', status: 'TRADING', baseAsset: 'ETH', quoteAsset: 'BTC', permissionSets: [['SPOT']] },
    { symbol: 'NKNUSDT', status: 'BREAK', baseAsset: 'NKN', quoteAsset: 'USDT', permissions: ['SPOT'] },
    { symbol: 'BTCEUR', status: 'CANCEL_ONLY', baseAsset: 'BTC', quoteAsset: 'EUR', filters: [] },
  ],
};

/** USD-M futures, in the shape of `Diff. Book Depth Streams` as of 2026-05-28, with the keys that came later. */
export const futuresDepthUpdate = {
  e: 'depthUpdate',
  E: 1786700000037,
  T: 1786700000024,
  s: 'SUSHIUSDT',
  ps: 'SUSHIUSDT',
  st: 1,
  U: 11289273841677,
  u: 11289273848795,
  pu: 11289273841549,
  b: [
    ['7.5040', '813'],
    ['7.6090', '0'],
  ],
  a: [['7.6150', '1563']],
};

export const futuresAggTrade = {
  e: 'aggTrade',
  E: 1786700001575,
  a: 16599292,
  s: 'CTKUSDT',
  p: '1.01100',
  q: '10',
  nq: '8',
  f: 23961322,
  l: 23961322,
  T: 1786700001421,
  m: true,
  st: 1,
};

export const futuresDepth = {
  lastUpdateId: 11289273848790,
  E: 1786700000264,
  T: 1786700000261,
  bids: [['7.6110', '6']],
  asks: [
    ['7.6120', '297'],
    ['7.6150', '1563'],
  ],
};

export const futuresExchangeInfo = {
  timezone: 'UTC',
  futuresType: 'U_MARGINED',
  assets: [{ asset: 'USDT', marginAvailable: true }],
  symbols: [
    {
      symbol: 'SUSHIUSDT',
      pair: 'SUSHIUSDT',
      contractType: 'PERPETUAL',
      status: 'TRADING',
      baseAsset: 'SUSHI',
      quoteAsset: 'USDT',
      marginAsset: 'USDT',
    },
    {
      symbol: 'NEWUSDT',
      pair: 'NEWUSDT',
      contractType: '',
      status: 'PENDING_TRADING',
      baseAsset: 'NEW',
      quoteAsset: 'USDT',
      marginAsset: 'USDT',
    },
    {
      symbol: 'BTCUSDT_210924',
      pair: 'BTCUSDT',
      contractType: 'CURRENT_QUARTER',
      deliveryDate: 1632470400000,
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      marginAsset: 'USDT',
    },
  ],
};

/** An event in a combined stream. */
export const combined = (stream: string, data: unknown) => ({ stream, data });
