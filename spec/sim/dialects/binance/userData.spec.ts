import { Decimal } from 'decimal.js';
import { expect } from 'chai';

import { BTCUSDT, Counter, START } from './counter.js';

/** Source of events: binance-spot-api-docs, `user-data-stream.md`, as of 2026-01-15. */
const report = (more: Readonly<Record<string, unknown>>) => ({
  e: 'executionReport',
  E: START,
  s: 'BTCUSDT',
  c: 'a',
  S: 'BUY',
  o: 'LIMIT',
  f: 'GTC',
  q: '0.50000000',
  p: '90000.00000000',
  P: '0.00000000',
  F: '0.00000000',
  g: -1,
  C: '',
  x: 'NEW',
  X: 'NEW',
  r: 'NONE',
  i: 1,
  l: '0.00000000',
  z: '0.00000000',
  L: '0.00000000',
  n: '0',
  N: null,
  T: START,
  t: -1,
  w: true,
  m: false,
  M: false,
  O: START,
  Z: '0.00000000',
  Y: '0.00000000',
  Q: '0.00000000',
  W: START,
  V: 'NONE',
  ...more,
});

const position = (balances: Readonly<Record<string, readonly [string, string]>>, E = START) => ({
  e: 'outboundAccountPosition',
  E,
  u: E,
  B: Object.entries(balances).map(([a, [f, l]]) => ({ a, f, l })),
});

/** Ann's news, without ids of executions, which count all that happens. */
function listen(counter: Counter) {
  const { listenKey } = counter.ask('POST', '/api/v3/userDataStream', {}, { 'x-mbx-apikey': 'ann-key' })
    .json as {
    listenKey: string;
  };
  const { take } = counter.connect(`/ws/${listenKey}`);
  return {
    listenKey,
    news: () =>
      take().map((event) => {
        const { I: _, ...rest } = event as Record<string, unknown>;
        return rest;
      }),
  };
}

describe("Binance's dialect: user data", () => {
  it('tells an order that rests, is filled in two, as maker', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    expect(news()).to.deep.equal([report({}), position({ USDT: ['955000.00000000', '45000.00000000'] })]);
    counter.pass(5);
    counter.limit('bob', 'SELL', '0.2', '90000');
    const at = { E: START + 5, T: START + 5 };
    const fill = { ...at, x: 'TRADE', m: true, N: 'BTC', L: '90000.00000000' };
    expect(news()).to.deep.equal([
      report({
        ...fill,
        X: 'PARTIALLY_FILLED',
        l: '0.20000000',
        z: '0.20000000',
        Y: '18000.00000000',
        Z: '18000.00000000',
        n: '0.00020000',
        t: 1,
      }),
      position(
        { USDT: ['955000.00000000', '27000.00000000'], BTC: ['10.19980000', '0.00000000'] },
        START + 5,
      ),
    ]);
    counter.limit('bob', 'SELL', '0.4', '90000');
    expect(news()[0]).to.deep.equal(
      report({
        ...fill,
        X: 'FILLED',
        w: false,
        l: '0.30000000',
        z: '0.50000000',
        Y: '27000.00000000',
        Z: '45000.00000000',
        n: '0.00030000',
        t: 2,
      }),
    );
  });

  it('tells a cancel under its own id, and an amendment under the new one', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a', strategyId: 3 });
    news();
    const amend = { symbol: 'BTCUSDT', orderId: 1, newQty: '0.4', newClientOrderId: 'b' };
    counter.sign('ann', 'PUT', '/api/v3/order/amend/keepPriority', amend);
    expect(news()).to.deep.equal([
      report({ x: 'REPLACED', c: 'b', C: 'a', q: '0.40000000', j: 3 }),
      position({ USDT: ['964000.00000000', '36000.00000000'] }),
    ]);
    counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 1, newClientOrderId: 'x' });
    expect(news()).to.deep.equal([
      report({ x: 'CANCELED', X: 'CANCELED', c: 'x', C: 'b', q: '0.40000000', w: false, j: 3 }),
      position({ USDT: ['1000000.00000000', '0.00000000'] }),
    ]);
  });

  it('tells what expires: the rest of an order that was to be filled at once', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a', timeInForce: 'IOC' });
    const told = news().filter(({ e }) => e === 'executionReport');
    expect(told.map(({ x, X, z, f }) => [x, X, z, f])).to.deep.equal([
      ['NEW', 'NEW', '0.00000000', 'IOC'],
      ['TRADE', 'PARTIALLY_FILLED', '0.20000000', 'IOC'],
      ['EXPIRED', 'EXPIRED', '0.20000000', 'IOC'],
    ]);
  });

  it('tells a trade with itself that was prevented', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('ann', 'SELL', '0.2', '90000', { newClientOrderId: 's' });
    news();
    counter.limit('ann', 'BUY', '0.5', '90000', {
      newClientOrderId: 'b',
      selfTradePreventionMode: 'EXPIRE_TAKER',
    });
    const told = news().filter(({ e }) => e === 'executionReport');
    expect(told.map(({ x, X, c }) => [x, X, c])).to.deep.equal([
      ['NEW', 'NEW', 'b'],
      ['TRADE_PREVENTION', 'EXPIRED_IN_MATCH', 'b'],
    ]);
    expect(told[1]).to.include({
      v: 1,
      A: '0.50000000',
      B: '0.50000000',
      U: 1,
      Cs: 'BTCUSDT',
      pL: '90000.00000000',
      V: 'EXPIRE_TAKER',
    });
    const asked = counter.sign('ann', 'GET', '/api/v3/order', {
      symbol: 'BTCUSDT',
      origClientOrderId: 'b',
    }).json;
    expect(asked).to.include({ status: 'EXPIRED_IN_MATCH', preventedQuantity: '0.50000000' });
  });

  it('tells a new order that is refused where the old one of a replacement was cancelled', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    news();
    counter.sign('ann', 'POST', '/api/v3/order/cancelReplace', {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '50',
      price: '90000',
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelOrderId: 1,
      newClientOrderId: 'b',
    });
    const told = news().filter(({ e }) => e === 'executionReport');
    expect(told.map(({ x, X, r, c }) => [x, X, r, c === 'b'])).to.deep.equal([
      ['CANCELED', 'CANCELED', 'NONE', false],
      ['REJECTED', 'REJECTED', 'INSUFFICIENT_BALANCES', true],
    ]);
    // A plain order that is refused is told to whoever asked, and nobody else.
    counter.limit('ann', 'BUY', '50', '90000');
    expect(news()).to.deep.equal([]);
  });

  it('tells what comes in and goes out', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    const transfer = { time: START, account: 'ann', token: 'USDT', amount: new Decimal('12.5') };
    counter.exchange.execute({ _tag: 'deposit', ...transfer });
    counter.exchange.execute({ _tag: 'withdraw', ...transfer });
    const told = { e: 'balanceUpdate', E: START, a: 'USDT', T: START };
    expect(news()).to.deep.equal([
      { ...told, d: '12.50000000' },
      position({ USDT: ['1000012.50000000', '0.00000000'] }),
      { ...told, d: '-12.50000000' },
      position({ USDT: ['1000000.00000000', '0.00000000'] }),
    ]);
  });

  it('tells nobody of the accounts of others', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('bob', 'BUY', '0.5', '90000');
    expect(news()).to.deep.equal([]);
  });

  it('lets a listen key live for an hour from the last word, one an account', () => {
    const counter = new Counter();
    const { listenKey, news } = listen(counter);
    const headers = { 'x-mbx-apikey': 'ann-key' };
    const again = () => counter.ask('POST', '/api/v3/userDataStream', {}, headers).json;
    expect(again()).to.deep.equal({ listenKey });
    counter.pass(3_599_999);
    expect(counter.ask('PUT', '/api/v3/userDataStream', { listenKey }, headers).json).to.deep.equal({});
    counter.pass(3_599_999);
    expect(news()).to.deep.equal([]);
    counter.pass(1);
    expect(news()).to.deep.equal([{ e: 'listenKeyExpired', E: START + 7_199_999, listenKey }]);
    counter.limit('ann', 'BUY', '0.5', '90000');
    expect(news()).to.deep.equal([]);
    expect(counter.ask('PUT', '/api/v3/userDataStream', { listenKey }, headers).json).to.deep.equal({
      code: -1125,
      msg: 'This listenKey does not exist.',
    });
    expect(again()).to.not.deep.equal({ listenKey });
  });

  it('forgets what a cancel was called when it is over', () => {
    const counter = new Counter();
    const { news } = listen(counter);
    counter.limit('ann', 'BUY', '0.5', '90000', { newClientOrderId: 'a' });
    counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 9, newClientOrderId: 'x' });
    news();
    counter.exchange.execute({ _tag: 'cancelAll', time: START, account: 'ann', symbol: BTCUSDT });
    expect(news()[0]).to.include({ x: 'CANCELED', c: 'a', C: 'a' });
  });
});
