import { expect } from 'chai';

import { BTCUSDT, Counter, START, type Form } from './counter.js';

/** What all answers about one order of these tests say. */
const limitOf = (executedQty: string, status: string, more = {}) => ({
  price: '90000.00000000',
  origQty: '0.50000000',
  executedQty,
  origQuoteOrderQty: '0.00000000',
  cummulativeQuoteQty: '0.00000000',
  status,
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'BUY',
  selfTradePreventionMode: 'NONE',
  ...more,
});

const named = (clientOrderId: string, orderId = 1) => ({
  symbol: 'BTCUSDT',
  orderId,
  orderListId: -1,
  clientOrderId,
});

describe("Binance's dialect: orders over REST", () => {
  it('takes an order, and answers as much as is asked for', () => {
    const counter = new Counter();
    const place = (id: string, newOrderRespType: string) =>
      counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: id, newOrderRespType }).json;
    const ack = (id: string, orderId: number) => ({ ...named(id, orderId), transactTime: START });
    expect(place('a', 'ACK')).to.deep.equal(ack('a', 1));
    const result = limitOf('0.00000000', 'NEW', { workingTime: START });
    expect(place('b', 'RESULT')).to.deep.equal({ ...ack('b', 2), ...result });
    expect(place('c', 'FULL')).to.deep.equal({ ...ack('c', 3), ...result, fills: [] });
  });

  it('tells the fills of a market order, with what they cost', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.5', '90000');
    counter.limit('bob', 'SELL', '0.5', '90010');
    const form = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.6', newClientOrderId: 'm' };
    expect(counter.sign('ann', 'POST', '/api/v3/order', form).json).to.deep.equal({
      ...named('m', 3),
      transactTime: START,
      price: '0.00000000',
      origQty: '0.60000000',
      executedQty: '0.60000000',
      origQuoteOrderQty: '0.00000000',
      cummulativeQuoteQty: '54001.00000000',
      status: 'FILLED',
      timeInForce: 'GTC',
      type: 'MARKET',
      side: 'BUY',
      workingTime: START,
      selfTradePreventionMode: 'NONE',
      fills: [
        {
          price: '90000.00000000',
          qty: '0.50000000',
          commission: '0.00100000',
          commissionAsset: 'BTC',
          tradeId: 1,
        },
        {
          price: '90010.00000000',
          qty: '0.10000000',
          commission: '0.00020000',
          commissionAsset: 'BTC',
          tradeId: 2,
        },
      ],
    });
  });

  it('cancels an order under an id of the cancel, and one that is gone not again', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    counter.now += 7;
    const cancel = (form: Form) =>
      counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', ...form });
    expect(cancel({ origClientOrderId: 'a', orderId: 2 }).json).to.deep.equal({
      code: -2011,
      msg: 'Unknown order sent.',
    });
    expect(cancel({ origClientOrderId: 'a', newClientOrderId: 'x' }).json).to.deep.equal({
      symbol: 'BTCUSDT',
      origClientOrderId: 'a',
      orderId: 1,
      orderListId: -1,
      clientOrderId: 'x',
      transactTime: START + 7,
      ...limitOf('0.00000000', 'CANCELED'),
    });
    expect(cancel({ orderId: 1 })).to.deep.include({
      status: 400,
      json: { code: -2011, msg: 'Unknown order sent.' },
    });
    expect(cancel({}).json).to.deep.equal({
      code: -1102,
      msg: "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
    });
  });

  it('cancels only what a restriction lets it', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000');
    const cancel = (cancelRestrictions: string) =>
      counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1, cancelRestrictions })
        .json;
    expect(cancel('ONLY_OLD')).to.deep.equal({ code: -1145, msg: 'Invalid cancelRestrictions' });
    expect(cancel('ONLY_PARTIALLY_FILLED')).to.deep.equal({
      code: -2011,
      msg: 'Order was not canceled due to cancel restrictions.',
    });
    expect(cancel('ONLY_NEW')).to.include({ status: 'CANCELED' });
  });

  it('cancels all of a symbol, and says -2011 where there is none', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    counter.limit('ann', 'BUY', '0.5', '80000', { newClientOrderId: 'b' });
    counter.limit('bob', 'BUY', '0.5', '80000');
    const cancelAll = () => counter.sign('ann', 'DELETE', '/api/v3/openOrders', { symbol: 'BTCUSDT' }).json;
    const cancelled = cancelAll() as { origClientOrderId: string; status: string; clientOrderId: string }[];
    expect(cancelled.map(({ origClientOrderId, status }) => [origClientOrderId, status])).to.deep.equal([
      ['a', 'CANCELED'],
      ['b', 'CANCELED'],
    ]);
    expect(new Set(cancelled.map(({ clientOrderId }) => clientOrderId))).to.have.property('size', 1);
    expect(cancelAll()).to.deep.equal({ code: -2011, msg: 'Unknown order sent.' });
    expect(counter.exchange.openOrders('bob')).to.have.length(1);
  });

  it('tells orders, open ones, all of them, and those from an id on', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.now += 1;
    counter.limit('ann', 'BUY', '0.5', '90000', {
      newClientOrderId: 'a',
      strategyId: 7,
      strategyType: 1_000_001,
    });
    counter.limit('ann', 'BUY', '0.1', '80000', { newClientOrderId: 'b' });
    const order = {
      ...named('a', 2),
      ...limitOf('0.20000000', 'PARTIALLY_FILLED', { cummulativeQuoteQty: '18000.00000000' }),
      stopPrice: '0.00000000',
      icebergQty: '0.00000000',
      time: START + 1,
      updateTime: START + 1,
      isWorking: true,
      workingTime: START + 1,
      strategyId: 7,
      strategyType: 1_000_001,
    };
    const ask = (path: string, form: Form) =>
      counter.sign('ann', 'GET', path, { symbol: 'BTCUSDT', ...form }).json;
    expect(ask('/api/v3/order', { origClientOrderId: 'a' })).to.deep.equal(order);
    expect(ask('/api/v3/order', { orderId: 1 })).to.deep.equal({ code: -2013, msg: 'Order does not exist.' });
    counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 3 });
    expect(ask('/api/v3/openOrders', {})).to.deep.equal([order]);
    const ids = (form: Form) =>
      (ask('/api/v3/allOrders', form) as { orderId: number }[]).map(({ orderId }) => orderId);
    expect([
      ids({}),
      ids({ orderId: 3 }),
      ids({ limit: 1 }),
      ids({ startTime: START, limit: 1 }),
    ]).to.deep.equal([[2, 3], [3], [3], [2]]);
    expect([ids({ startTime: START, endTime: START + 1 }), ids({ endTime: START })]).to.deep.equal([
      [2, 3],
      [],
    ]);
    expect(ask('/api/v3/allOrders', { startTime: START, endTime: START + 86_400_001 })).to.deep.equal({
      code: -1127,
      msg: 'More than 24 hours between startTime and endTime.',
    });
  });

  it('tells the trades of an account, of one order, and from an id on', () => {
    const counter = new Counter();
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('ann', 'BUY', '0.1', '90000');
    counter.limit('ann', 'BUY', '0.1', '90000');
    const ask = (account: string, form: Form = {}) =>
      counter.sign(account, 'GET', '/api/v3/myTrades', { symbol: 'BTCUSDT', ...form }).json as {
        id: number;
      }[];
    expect(ask('bob', { orderId: 1, fromId: 2 })).to.deep.equal([
      {
        symbol: 'BTCUSDT',
        id: 2,
        orderId: 1,
        orderListId: -1,
        price: '90000.00000000',
        qty: '0.10000000',
        quoteQty: '9000.00000000',
        commission: '9.00000000',
        commissionAsset: 'USDT',
        time: START,
        isBuyer: false,
        isMaker: true,
        isBestMatch: true,
      },
    ]);
    expect(ask('ann').map(({ id }) => id)).to.deep.equal([1, 2]);
    expect(ask('ann', { orderId: 3 }).map(({ id }) => id)).to.deep.equal([2]);
    expect(ask('ann', { fromId: 1, startTime: START })).to.deep.equal({
      code: -1128,
      msg: 'Combination of optional parameters invalid.',
    });
  });

  it('tells what an account has and pays', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000');
    const { balances, commissionRates } = counter.sign('ann', 'GET', '/api/v3/account').json as {
      balances: unknown;
      commissionRates: unknown;
    };
    expect(balances).to.deep.equal([
      { asset: 'BTC', free: '10.00000000', locked: '0.00000000' },
      { asset: 'USDT', free: '955000.00000000', locked: '45000.00000000' },
      { asset: 'ETH', free: '0.00000000', locked: '0.00000000' },
    ]);
    const none = { buyer: '0.00000000', seller: '0.00000000' };
    expect(commissionRates).to.deep.equal({ maker: '0.00100000', taker: '0.00200000', ...none });
    const rates = counter.sign('ann', 'GET', '/api/v3/account/commission', { symbol: 'BTCUSDT' }).json;
    expect(rates).to.deep.include({
      symbol: 'BTCUSDT',
      standardCommission: { maker: '0.00100000', taker: '0.00200000', ...none },
    });
  });

  it('replaces an order, wholly, by half and not at all', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    const replace = (form: Form) =>
      counter.sign('ann', 'POST', '/api/v3/order/cancelReplace', {
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '0.5',
        price: '90000',
        cancelReplaceMode: 'STOP_ON_FAILURE',
        ...form,
      });
    const whole = replace({
      cancelOrderId: 1,
      newClientOrderId: 'b',
      newOrderRespType: 'ACK',
      cancelNewClientOrderId: 'x',
    });
    expect(whole).to.deep.include({
      status: 200,
      json: {
        cancelResult: 'SUCCESS',
        newOrderResult: 'SUCCESS',
        cancelResponse: {
          symbol: 'BTCUSDT',
          origClientOrderId: 'a',
          orderId: 1,
          orderListId: -1,
          clientOrderId: 'x',
          transactTime: START,
          ...limitOf('0.00000000', 'CANCELED'),
        },
        newOrderResponse: { ...named('b', 2), transactTime: START },
      },
    });
    expect(replace({ cancelOrderId: 1 })).to.deep.include({
      status: 400,
      json: {
        code: -2022,
        msg: 'Order cancel-replace failed.',
        data: {
          cancelResult: 'FAILURE',
          newOrderResult: 'NOT_ATTEMPTED',
          cancelResponse: { code: -2011, msg: 'Unknown order sent.' },
          newOrderResponse: null,
        },
      },
    });
    const half = replace({ cancelOrderId: 2, quantity: '50', newClientOrderId: 'c' });
    expect(half.status).to.equal(409);
    expect(half.json).to.have.nested.property('data.cancelResult', 'SUCCESS');
    expect(half.json).to.have.nested.property('data.newOrderResult', 'FAILURE');
    expect(half.json).to.have.deep.nested.property('data.newOrderResponse', {
      code: -2010,
      msg: 'Account has insufficient balance for requested action.',
    });
    const other = replace({ cancelOrderId: 2, cancelReplaceMode: 'ALLOW_FAILURE', newClientOrderId: 'd' });
    expect(other.status).to.equal(409);
    expect(other.json).to.have.nested.property('data.newOrderResponse.status', 'NEW');
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'e' });
    expect(replace({ cancelOrigClientOrderId: 'e', price: '90000.001' }).json).to.deep.equal({
      code: -1013,
      msg: 'Filter failure: PRICE_FILTER',
    });
    expect(counter.exchange.order('ann', BTCUSDT, { orderId: 4 })?.status).to.equal('new');
  });

  it('amends an order, smaller only', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    const amend = (newQty: string) =>
      counter.sign('ann', 'PUT', '/api/v3/order/amend/keepPriority', {
        symbol: 'BTCUSDT',
        orderId: 1,
        newQty,
        newClientOrderId: 'b',
      }).json;
    expect(amend('0.6')).to.deep.equal({
      code: -2038,
      msg: 'Order amend (quantity increase) is not supported.',
    });
    expect(amend('0.5')).to.deep.equal({
      code: -2038,
      msg: 'The requested action would change no state; rejecting.',
    });
    const { executionId, ...told } = amend('0.2') as { executionId: number };
    expect(executionId).to.be.a('number');
    expect(told).to.deep.equal({
      transactTime: START,
      amendedOrder: {
        ...named('b'),
        origClientOrderId: 'a',
        price: '90000.00000000',
        qty: '0.20000000',
        executedQty: '0.00000000',
        preventedQty: '0.00000000',
        quoteOrderQty: '0.00000000',
        cumulativeQuoteQty: '0.00000000',
        status: 'NEW',
        timeInForce: 'GTC',
        type: 'LIMIT',
        side: 'BUY',
        workingTime: START,
        selfTradePreventionMode: 'NONE',
      },
    });
  });

  it('counts the orders of an account', () => {
    const counter = new Counter();
    counter.limit('ann', 'BUY', '0.5', '90000');
    expect(counter.sign('ann', 'GET', '/api/v3/rateLimit/order').json).to.deep.equal([
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100, count: 1 },
      { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000, count: 1 },
    ]);
  });

  it('tests an order without placing it', () => {
    const counter = new Counter();
    const form = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '1' };
    expect(counter.sign('ann', 'POST', '/api/v3/order/test', form).json).to.deep.equal({});
    expect(counter.exchange.orders('ann', BTCUSDT)).to.deep.equal([]);
  });

  const buy = {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: '0.1',
    price: '90000',
  };
  const without = (form: Form, ...names: string[]): Form =>
    Object.fromEntries(Object.entries(form).filter(([name]) => !names.includes(name)));
  const missing = (name: string) =>
    `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`;
  const refusals: readonly (readonly [string, Form, number, string])[] = [
    ['no symbol', without(buy, 'symbol'), -1102, missing('symbol')],
    ['no side', without(buy, 'side'), -1102, missing('side')],
    ['another side', { ...buy, side: 'LONG' }, -1117, 'Invalid side.'],
    ['another type', { ...buy, type: 'SOON' }, -1116, 'Invalid orderType.'],
    [
      'a stop',
      { ...buy, type: 'STOP_LOSS', stopPrice: '1' },
      -1013,
      'Stop loss orders are not supported for this symbol.',
    ],
    ['no time in force', without(buy, 'timeInForce'), -1102, missing('timeInForce')],
    ['another time in force', { ...buy, timeInForce: 'GTD' }, -1115, 'Invalid timeInForce.'],
    ['no price', without(buy, 'price'), -1102, missing('price')],
    [
      'a price that is none',
      { ...buy, price: '1e5' },
      -1100,
      "Illegal characters found in parameter 'price'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
    ],
    [
      'a price of nine digits',
      { ...buy, price: '90000.123456789' },
      -1111,
      "Parameter 'price' has too much precision.",
    ],
    ['no tick', { ...buy, price: '90000.001' }, -1013, 'Filter failure: PRICE_FILTER'],
    ['no lot', { ...buy, quantity: '0.000001' }, -1013, 'Filter failure: LOT_SIZE'],
    ['nothing', { ...buy, quantity: '0' }, -1013, 'Filter failure: LOT_SIZE'],
    ['too little of it', { ...buy, quantity: '0.00005' }, -1013, 'Filter failure: NOTIONAL'],
    [
      'far above the last price',
      { ...buy, side: 'SELL', price: '450001' },
      -1013,
      'Filter failure: PERCENT_PRICE_BY_SIDE',
    ],
    ['far from the last price', { ...buy, price: '17999' }, -1013, 'Filter failure: PERCENT_PRICE_BY_SIDE'],
    [
      'more than there is',
      { ...buy, quantity: '50' },
      -2010,
      'Account has insufficient balance for requested action.',
    ],
    ['an id that is open', { ...buy, newClientOrderId: 'open' }, -2010, 'Duplicate order sent.'],
    [
      'an id of 37 letters',
      { ...buy, newClientOrderId: 'x'.repeat(37) },
      -1100,
      "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
    ],
    [
      'a maker that takes',
      { ...without(buy, 'timeInForce'), type: 'LIMIT_MAKER', price: '90001' },
      -2010,
      'Order would immediately match and take.',
    ],
    [
      'a maker with a time in force',
      { ...buy, type: 'LIMIT_MAKER' },
      -1106,
      "Parameter 'timeInForce' sent when not required.",
    ],
    [
      'a market order with a price',
      { ...without(buy, 'timeInForce'), type: 'MARKET' },
      -1106,
      "Parameter 'price' sent when not required.",
    ],
    [
      'a market order of nothing',
      { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET' },
      -1102,
      "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!",
    ],
    [
      'a market order without a market',
      { symbol: 'ETHBTC', side: 'BUY', type: 'MARKET', quoteOrderQty: '5' },
      -2010,
      'Order book liquidity is less than symbol minimum quantity.',
    ],
    [
      'an iceberg',
      { ...buy, icebergQty: '0.01' },
      -1013,
      'Iceberg orders are not supported for this symbol.',
    ],
    [
      'a strategy type that is reserved',
      { ...buy, strategyType: '7' },
      -1134,
      '`strategyType` was less than 1000000.',
    ],
    [
      'what it does not know',
      { ...buy, leverage: '3' },
      -1104,
      "Not all sent parameters were read; read '8' parameter(s) but was sent '9'.",
    ],
  ];
  for (const [what, form, code, msg] of refusals)
    it(`refuses ${what} with ${code}`, () => {
      const counter = new Counter();
      counter.limit('bob', 'SELL', '1', '90000');
      counter.limit('ann', 'BUY', '0.1', '90000');
      counter.limit('ann', 'BUY', '0.1', '80000', { newClientOrderId: 'open' });
      const placed = counter.exchange.orders('ann', BTCUSDT).length;
      const { status, json } = counter.sign('ann', 'POST', '/api/v3/order', form);
      expect({ status, json }).to.deep.equal({ status: 400, json: { code, msg } });
      expect(counter.exchange.orders('ann', BTCUSDT)).to.have.length(placed);
    });

  it('takes no more than 200 open orders on a symbol', () => {
    const counter = new Counter({ limits: [] });
    for (let at = 0; at < 200; at++) counter.limit('ann', 'BUY', '0.001', '90000');
    expect(counter.limit('ann', 'BUY', '0.001', '90000').json).to.deep.equal({
      code: -1013,
      msg: 'Filter failure: MAX_NUM_ORDERS',
    });
  });
});
