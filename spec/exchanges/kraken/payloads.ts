/** Frames of Kraken's WebSocket API v1, in the shape of its documents as of 2026-05-27. */
export const snapshot = [
  1360,
  {
    as: [
      ['0.000022900', '13355.87450757', '1618678123.481570'],
      ['0.000022910', '15283.79025460', '1618678132.136369'],
    ],
    bs: [['0.000022890', '9720.96187490', '1618678123.419442']],
  },
  'book-1000',
  'ADA/XBT',
];

export const askUpdate = [
  1664,
  { a: [['13.284500', '1396.00000000', '1618678133.383209']], c: '176333288' },
  'book-1000',
  'WAVES/EUR',
];

export const bidUpdate = [
  992,
  {
    b: [
      ['354.15000000', '0.00000000', '1618678133.365913'],
      ['354.02000000', '5.00000000', '1618678131.000001', 'r'],
    ],
    c: '2583817756',
  },
  'book-10',
  'XMR/USD',
];

export const twoSides = [
  1920,
  { a: [['0.042990', '364630.28272081', '1618678145.920470']] },
  { b: [['0.042990', '0.00000000', '1618678145.920708']], c: '4105471083' },
  'book-1000',
  'SC/EUR',
];

export const trades = [
  993,
  [
    ['354.11000000', '0.89594024', '1618678142.557535', 's', 'l', ''],
    ['354.12000000', '1.00000000', '1618678142.557600', 'b', 'm', ''],
  ],
  'trade',
  'XMR/USD',
];

/** As text, for its id is above 2^53. */
export const systemStatus =
  '{"connectionID":17843232920108168701,"event":"systemStatus","status":"online","version":"1.9.1"}';

export const subscribed = {
  channelID: 1664,
  channelName: 'book-1000',
  event: 'subscriptionStatus',
  pair: 'WAVES/EUR',
  status: 'subscribed',
  subscription: { depth: 1000, name: 'book' },
};

export const refused = {
  errorMessage: 'Subscription depth not supported',
  event: 'subscriptionStatus',
  pair: 'XBT/USD',
  status: 'error',
  subscription: { depth: 42, name: 'book' },
};

export const assetPairs = {
  error: [],
  result: {
    XXBTZUSD: {
      altname: 'XBTUSD',
      wsname: 'XBT/USD',
      base: 'XXBT',
      quote: 'ZUSD',
      pair_decimals: 1,
      status: 'online',
    },
    XDGEUR: { altname: 'XDGEUR', wsname: 'XDG/EUR', base: 'XXDG', quote: 'ZEUR', status: 'cancel_only' },
    ADAXBT: { altname: 'ADAXBT', wsname: 'ADA/XBT', base: 'ADA', quote: 'XXBT', fees: [[0, 0.26]] },
    'XXBTZUSD.d': { altname: 'XBTUSD.d', base: 'XXBT', quote: 'ZUSD' },
    EWTUSD: { altname: 'EWTUSD', wsname: 'EWT/USD', base: 'EWT', quote: 'ZUSD', status: 'post_only' },
  },
};

export const ASSET_PAIRS_URL = 'https://api.kraken.com/0/public/AssetPairs';
