/** Frames of HTX's USDT-margined contracts, in the shape of its API reference; `depth` and `trades` as recorded in 2022. */
export const depth = {
  ch: 'market.BTC-USDT.depth.step0',
  ts: 1645129635253,
  tick: {
    mrid: 96710413533,
    id: 1645129635,
    bids: [
      [40990.2, 9128],
      [40980, 533],
    ],
    asks: [[40990.3, 10120]],
    ts: 1645129635251,
    version: 1645129635,
    ch: 'market.BTC-USDT.depth.step0',
  },
};

export const trades = {
  ch: 'market.BTC-USDT.trade.detail',
  ts: 1645129638135,
  tick: {
    id: 96710414218,
    ts: 1645129638118,
    data: [
      {
        amount: 130,
        quantity: 0.13,
        trade_turnover: 5328.739,
        ts: 1645129638118,
        id: 967104142180000,
        price: 40990.3,
        direction: 'buy',
      },
      {
        amount: 15,
        quantity: 0.016,
        trade_turnover: 655.8448,
        ts: 1645129638119,
        id: 967104142180001,
        price: 40990.4,
        direction: 'sell',
      },
    ],
  },
};

const highFreq = (event: string, version: number, bids: unknown, asks: unknown) => ({
  ch: 'market.BTC-USDT.depth.size_150.high_freq',
  tick: {
    asks,
    bids,
    ch: 'market.BTC-USDT.depth.size_150.high_freq',
    event,
    id: 131597620,
    mrid: 131597620,
    ts: 1603707712356,
    version,
  },
  ts: 1603707712357,
});

export const highFreqSnapshot = highFreq('snapshot', 1512467, [[13071.9, 38]], [[13081.9, 206]]);
export const highFreqUpdate = highFreq('update', 1512468, [], [[13081.9, 0]]);

export const subscribed = {
  id: '2',
  subbed: 'market.BTC-USDT.depth.step0',
  ts: 1645129635327,
  status: 'ok',
};

export const refused = { status: 'error', err_code: 1030, err_msg: 'Input error.', ts: 1588093883199 };

export const CONTRACTS_URL = 'https://api.hbdm.com/linear-swap-api/v1/swap_contract_info?business_type=all';

const contract = (contract_code: string, contract_status: number, delivery_date: string) => ({
  symbol: 'BTC',
  contract_code,
  contract_size: 0.001,
  price_tick: 0.1,
  delivery_date,
  contract_status,
});

export const contracts = {
  status: 'ok',
  data: [
    contract('BTC-USDT', 1, ''),
    contract('BTC-USDT-211210', 1, '20211210'),
    contract('LUNA-USDT', 3, ''),
    contract('BTC', 1, ''),
    contract('-USDT', 1, ''),
    contract('BTC-', 1, ''),
  ],
  ts: 1638517765776,
};
