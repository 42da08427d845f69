/** Frames of OKX's API v5, in the shape of its guide; those without ids as they were in 2022. */
export const snapshot = {
  arg: { channel: 'books', instId: 'BTC-USDT' },
  action: 'snapshot',
  data: [
    {
      asks: [
        ['8476.98', '415', '0', '13'],
        ['8477.00', '7', '0', '2'],
      ],
      bids: [['8476.97', '256.0', '0', '12']],
      ts: '1597026383085',
      checksum: -855196043,
      prevSeqId: -1,
      seqId: 123456,
    },
  ],
};

export const update = {
  arg: { channel: 'books', instId: 'BTC-USDT' },
  action: 'update',
  data: [
    {
      asks: [['8476.98', '0', '0', '0']],
      bids: [['8475.55', '101', '0', '1']],
      ts: '1597026383185',
      checksum: 0,
      prevSeqId: 123456,
      seqId: 123460,
    },
  ],
};

/** An update of a future, without ids. */
export const update2022 = {
  arg: { channel: 'books', instId: 'BTC-USD-220527' },
  action: 'update',
  data: [{ asks: [], bids: [['30182.6', '452', '0', '1']], ts: '1652459225464', checksum: -914047754 }],
};

/** A snapshot of every change's channel, an option's, as it was in 2021. */
export const snapshotTbt = {
  arg: { channel: 'books-l2-tbt', instId: 'BTC-USD-210924-66000-C' },
  action: 'snapshot',
  data: [
    {
      asks: [['0.0355', '300', '0', '1']],
      bids: [['0.0325', '305', '0', '1']],
      ts: '1626995752801',
      checksum: 1155306306,
    },
  ],
};

export const trades = {
  arg: { channel: 'trades', instId: 'BTC-USDT' },
  data: [
    {
      instId: 'BTC-USDT',
      tradeId: '130639474',
      px: '42219.90',
      sz: '0.12060306',
      side: 'buy',
      ts: '1630048897897',
      count: '3',
    },
    {
      instId: 'BTC-USDT',
      tradeId: '130639475',
      px: '42219.8',
      sz: '1',
      side: 'sell',
      ts: '1630048897899',
      count: '1',
    },
  ],
};

export const subscribed = {
  event: 'subscribe',
  arg: { channel: 'books', instId: 'BTC-USDT' },
  connId: 'a4d3ae55',
};

export const refused = {
  event: 'error',
  code: '60018',
  msg: "Wrong URL or channel:books,instId:BTC-USDX doesn't exist.",
  connId: 'a4d3ae55',
};

export const notice = {
  event: 'notice',
  code: '64008',
  msg: 'The connection will soon be closed for a service upgrade. Please reconnect.',
  connId: 'a4d3ae55',
};

export const instruments = {
  code: '0',
  msg: '',
  data: [
    { instType: 'SPOT', instId: 'BTC-USDT', baseCcy: 'BTC', quoteCcy: 'USDT', uly: '', state: 'live' },
    { instType: 'SPOT', instId: 'LUNA-USDT', baseCcy: 'LUNA', quoteCcy: 'USDT', uly: '', state: 'suspend' },
    { instType: 'SWAP', instId: 'BTC-USD-SWAP', baseCcy: '', quoteCcy: '', uly: 'BTC-USD', state: 'live' },
    {
      instType: 'FUTURES',
      instId: 'UNI-USD-220527',
      uly: 'UNI-USD',
      expTime: '1653638400000',
      state: 'preopen',
    },
    ...(['C', 'P'] as const).map((optType) => ({
      instType: 'OPTION',
      instId: `BTC-USD-220514-22000-${optType}`,
      uly: 'BTC-USD',
      expTime: '1652515200000',
      stk: '22000',
      optType,
      state: 'live',
    })),
    { instType: 'FUTURES', instId: 'C-D-X', uly: 'C-D', expTime: '', state: 'live' },
    { instType: 'OPTION', instId: 'C-D-Y', uly: 'C-D', expTime: '1652515200000', state: 'live' },
    { instType: 'EVENTS', instId: 'A-B', uly: 'A-B', expTime: '1652515200000', stk: '1', state: 'live' },
    { instType: 'EVENTS', instId: 'A-C', baseCcy: '', quoteCcy: '', uly: '', state: 'live' },
  ],
};

export const INSTRUMENTS_URL = 'https://www.okx.com/api/v5/public/instruments?instType=SPOT';
