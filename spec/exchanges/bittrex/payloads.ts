import { deflateRawSync } from 'node:zlib';

/** What a message carries: base64 of deflate data of a text, or of the JSON of a value. */
export const packed = (payload: unknown): string =>
  deflateRawSync(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64');

/** A message of hub `c3`, its payloads as they are. */
export const message = (name: string, ...payloads: readonly unknown[]) => ({
  H: 'C3',
  M: name,
  A: payloads,
});

/** A frame of messages. */
export const pushed = (...messages: readonly unknown[]) => ({
  C: 'd-D56EFF76-B,0|nuz,0|nu0,26',
  M: messages,
});

/** A frame of one message with one payload. */
export const frameOf = (name: string, payload: unknown) => pushed(message(name, packed(payload)));

/** Frames and payloads as recorded on 2021-06-14; trades in the shape that users noted on 2020-08-17. */
export const orderBook = {
  marketSymbol: 'BTC-EUR',
  depth: 500,
  sequence: 3209226,
  bidDeltas: [],
  askDeltas: [
    { quantity: '0', rate: '32601.41900000' },
    { quantity: '0.78077215', rate: '32664.86600000' },
  ],
};

/** `orderBook` as it came over the wire. */
export const ORDER_BOOK_ON_THE_WIRE =
  'VYzJCoMwFEX/5a7T8BI10Sw7/ECHVXERa6Di0KpxIeK/N4VS8O4O3HMWtHaonb/MbfFqYLC/Hnan2xkMpXv7J0xCxDC6fnLdw8FEkjIpFUNRlUfXeDvC3HMGO9Z/XNBPtvOVn0OQQmqwPqiIpCLBY5HRd1jZ9sh1SlpLkWwMFfNUqZ+Rrx8=';

export const bidsOnly = {
  marketSymbol: 'DAWN-BTC',
  depth: 500,
  sequence: 1192079,
  bidDeltas: [
    { quantity: '206.31101140', rate: '0.00006445' },
    { quantity: '0', rate: '0.00006425' },
  ],
  askDeltas: [],
};

export const trade = {
  deltas: [
    {
      id: 'edacd990-7c5f-4c75-8a66-ce0a71093b3c',
      executedAt: '2020-08-17T20:36:39.96Z',
      quantity: '0.00714818',
      rate: '12301.34800000',
      takerSide: 'BUY',
    },
    {
      id: '5bf67885-a0a8-4c62-b73d-534e480e3332',
      executedAt: '2020-08-17T20:36:40Z',
      quantity: '2',
      rate: '12301.347',
      takerSide: 'SELL',
    },
  ],
  sequence: 18344,
  marketSymbol: 'BTC-USDT',
};

export const ticker = {
  symbol: 'BTC-EUR',
  lastTradeRate: '32407.59900000',
  bidRate: '32414.61700000',
  askRate: '32483.68700000',
};

export const initialized = { C: 'd-D56EFF76-B,0|nuz,0|nu0,1', S: 1, M: [] };
export const groups = { C: 'd-D56EFF76-B,0|nuz,0|nu0,2|L3r,17C', G: '6Hn8H2QXqOWWBBFQE/VFm', M: [] };
export const subscribed = { R: [{ Success: true, ErrorCode: null }], I: '1' };
export const refused = {
  R: [
    { Success: true, ErrorCode: null },
    { Success: false, ErrorCode: 'INVALID_CHANNEL' },
    { Success: false, ErrorCode: null },
  ],
  I: '2',
};
/** The documents' answer to `Authenticate`. */
export const unauthenticated = { R: { Success: false, ErrorCode: 'INVALID_APIKEY' }, I: 1 };

export const SNAPSHOT_URL = 'https://api.bittrex.com/v3/markets/CRV-ETH/orderbook?depth=500';

export const HEADERS = {
  Date: 'Mon, 14 Jun 2021 01:53:40 GMT',
  Sequence: '954612',
  'Cache-Control': 'max-age=1',
};

export const snapshot = {
  bid: [
    { quantity: '913.29630266', rate: '0.00087620' },
    { quantity: '1826.97102783', rate: '0.00087618' },
  ],
  ask: [{ quantity: '912.01152915', rate: '0.00087862' }],
};

export const MARKETS_URL = 'https://api.bittrex.com/v3/markets';

const market = (base: string, quote: string, status = 'ONLINE') => ({
  symbol: `${base}-${quote}`,
  baseCurrencySymbol: base,
  quoteCurrencySymbol: quote,
  minTradeSize: '0.51194539',
  precision: 8,
  status,
  createdAt: '2021-04-16T18:50:47.883Z',
  prohibitedIn: ['US'],
  associatedTermsOfService: [],
  tags: [],
});

export const markets = [market('1INCH', 'BTC'), { ...market('AMP', 'USD', 'OFFLINE'), notice: 'soon' }];
