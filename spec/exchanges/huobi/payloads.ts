/** Frames of HTX's spot streams, in the shape of its API reference; `depth` and `trades` in that of 2021. */
export const depth = {
  ch: 'market.trioeth.depth.step0',
  ts: 1618678069870,
  tick: {
    bids: [
      [9.121e-7, 92730.24],
      [6e-10, 33581495.08],
    ],
    asks: [[9.2e-7, 1]],
    version: 100182534697,
    ts: 1618678069868,
  },
};

/** The same as the venue writes it, with more digits than doubles have. */
export const depthText =
  '{"ch":"market.trioeth.depth.step0","ts":1618678069870,"tick":{"bids":[[9.121E-7,92730.24],[6.0E-10,3.358149508E7],' +
  '[1.0E-10,2.2E8]],"asks":[[645.140000000000000001,26.755973959140651643]],"version":100182534697,"ts":1618678069868}}';

/** As recorded, the newest trade first; the ids of 25 digits are above 2^53. */
export const tradesText =
  '{"ch":"market.fil3susdt.trade.detail","ts":1618678071891,"tick":{"id":677689788,"ts":1618678071887,"data":[' +
  '{"id":677689788255757382474787,"ts":1618678071887,"tradeId":5957206,"amount":543526.9513115989,"price":1.3303E-4,"direction":"buy"},' +
  '{"id":677689788255757466856372,"ts":1618678071886,"tradeId":9007199254740993,"amount":119142.1159,"price":1.3302E-4,"direction":"sell"}]}}';

export const trades = {
  ch: 'market.btcusdt.trade.detail',
  ts: 1630994963175,
  tick: {
    id: 137005445109,
    ts: 1630994963173,
    data: [
      { ts: 1630994963173, tradeId: 102523573486, amount: 0.006754, price: 52648.62, direction: 'buy' },
      { ts: 1630994963172, tradeId: 102523573485, amount: 1, price: 52648, direction: 'buy' },
    ],
  },
};

export const mbp = {
  ch: 'market.btcusdt.mbp.150',
  ts: 1573199608679,
  tick: {
    seqNum: 100020146795,
    prevSeqNum: 100020146794,
    bids: [[645.13, 0]],
    asks: [[645.14, 26.75597395914065]],
  },
};

export const mbpAnswer = {
  id: 'snapshot',
  rep: 'market.btcusdt.mbp.150',
  status: 'ok',
  ts: 1573199608600,
  data: {
    seqNum: 100020146794,
    bids: [
      [645.13, 4],
      [645, 71.594],
    ],
    asks: [[645.2, 14.909733438479636]],
  },
};

export const ping = { ping: 1618678073643 };

export const subscribed = {
  id: '1',
  status: 'ok',
  subbed: 'market.btcusdt.depth.step0',
  ts: 1489474081631,
};

export const refused = {
  id: '1',
  status: 'error',
  'err-code': 'bad-request',
  'err-msg': 'invalid topic market.invalidsymbol.trade.detail',
  ts: 1494483996521,
};

export const SYMBOLS_V1_URL = 'https://api.huobi.pro/v1/common/symbols';
export const symbolsV1 = {
  status: 'ok',
  data: [
    ['yeebtc', 'yee', 'btc', 'online', 'enabled'],
    ['zeneth', 'zen', 'eth', 'offline', 'enabled'],
    ['borusdt', 'bor', 'usdt', 'online', 'disabled'],
  ].map(([symbol, base, quote, state, api]) => ({
    symbol,
    'base-currency': base,
    'quote-currency': quote,
    state,
    'api-trading': api,
    'price-precision': 10,
  })),
};

export const SYMBOLS_V2_URL = 'https://api.huobi.pro/v2/settings/common/symbols';
export const symbolsV2 = {
  status: 'ok',
  data: [
    { sc: 'ethusdt', bc: 'eth', qc: 'usdt', dn: 'ETH/USDT', state: 'online', te: true, wr: '1.5', elr: null },
    { sc: 'lunausdt', bc: 'luna', qc: 'usdt', bcdn: 'LUNC', state: 'suspend', te: true },
    { sc: 'htxbtc', bc: 'htx', qc: 'btc', state: 'online', te: false },
  ],
  ts: '1641870869718',
  full: 1,
};
