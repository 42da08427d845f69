import { generateKeyPairSync, sign } from 'node:crypto';

import { expect } from 'chai';

import { Counter, START, type Form } from './counter.js';

const weight = (count: number) => [
  { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000, count },
];

/** Source of frames: binance-spot-api-docs, `web-socket-api.md`, as of 2026-01-15. */
describe("Binance's dialect: WebSocket API", () => {
  it('answers under the id of the request, with the limits that it touched', () => {
    const { send, take } = new Counter().connect('/ws-api/v3');
    send({ id: 'one', method: 'time' });
    send({ id: null, method: 'v3/ping', params: { returnRateLimits: false } });
    send({ id: 3, method: 'depth', params: { symbol: 'NOPE' } });
    expect(take()).to.deep.equal([
      { id: 'one', status: 200, result: { serverTime: START }, rateLimits: weight(3) },
      { id: null, status: 200, result: {} },
      { id: 3, status: 400, error: { code: -1121, msg: 'Invalid symbol.' }, rateLimits: weight(9) },
    ]);
  });

  it('leaves limits out where the address says so', () => {
    const { send, take } = new Counter().connect('/ws-api/v3', 'returnRateLimits=false');
    send({ id: 1, method: 'ping' });
    send({ id: 2, method: 'ping', params: { returnRateLimits: true } });
    expect(take()).to.deep.equal([
      { id: 1, status: 200, result: {} },
      { id: 2, status: 200, result: {}, rateLimits: weight(4) },
    ]);
  });

  it('places, asks for, amends, replaces and cancels orders', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    const call = (method: string, form: Form) => {
      send(counter.apiCall('ann', 1, method, { symbol: 'BTCUSDT', ...form }));
      return take()[0] as { status: number; result: Record<string, unknown>; error?: unknown };
    };
    const order = { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.5', price: '90000' };
    expect(
      call('order.place', { ...order, newClientOrderId: 'a', newOrderRespType: 'ACK' }).result,
    ).to.deep.equal({
      symbol: 'BTCUSDT',
      orderId: 1,
      orderListId: -1,
      clientOrderId: 'a',
      transactTime: START,
    });
    expect(call('order.status', { orderId: 1 }).result).to.include({ clientOrderId: 'a', status: 'NEW' });
    expect(call('order.amend.keepPriority', { orderId: 1, newQty: '0.4' }).status).to.equal(200);
    const replaced = call('order.cancelReplace', {
      ...order,
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelOrderId: 1,
    });
    expect(replaced.result).to.include({ cancelResult: 'SUCCESS', newOrderResult: 'SUCCESS' });
    expect(call('openOrders.status', {}).result).to.have.length(1);
    expect(call('order.cancel', { orderId: 2 }).result).to.include({ status: 'CANCELED' });
    expect(call('openOrders.cancelAll', {})).to.deep.include({
      status: 400,
      error: { code: -2011, msg: 'Unknown order sent.' },
    });
    expect(
      call('order.cancelReplace', { ...order, cancelReplaceMode: 'ALLOW_FAILURE', cancelOrderId: 1 }).status,
    ).to.equal(409);
    expect(call('order.test', order).result).to.deep.equal({});
  });

  it('tells the count of orders with the answer to one', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws-api/v3');
    const form = {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.5',
      price: '90000',
    };
    send(counter.apiCall('ann', 1, 'order.place', form));
    expect((take()[0] as { rateLimits: unknown }).rateLimits).to.deep.equal([
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100, count: 1 },
      { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000, count: 1 },
      ...weight(3),
    ]);
  });

  it('signs what is in params, sorted, without encoding it', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    send(counter.apiCall('ann', 1, 'openOrders.status', { symbol: '１２３' }));
    send({
      ...(counter.apiCall('bob', 2, 'openOrders.status') as object),
      params: { apiKey: 'ann-key', timestamp: START, signature: 'ab' },
    });
    expect(take()).to.deep.equal([
      {
        id: 1,
        status: 400,
        error: {
          code: -1100,
          msg: "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
        },
      },
      { id: 2, status: 400, error: { code: -1022, msg: 'Signature for this request is not valid.' } },
    ]);
  });

  it('subscribes to accounts by signature: one subscription an account, wrapped events, an end', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    send(counter.apiCall('ann', 1, 'userDataStream.subscribe.signature'));
    send(counter.apiCall('bob', 2, 'userDataStream.subscribe.signature'));
    send(counter.apiCall('ann', 3, 'userDataStream.subscribe.signature'));
    send({ id: 4, method: 'session.subscriptions' });
    expect(take()).to.deep.equal([
      { id: 1, status: 200, result: { subscriptionId: 0 } },
      { id: 2, status: 200, result: { subscriptionId: 1 } },
      { id: 3, status: 400, error: { code: -2035, msg: 'User Data Stream subscription already active.' } },
      { id: 4, status: 200, result: [{ subscriptionId: 0 }, { subscriptionId: 1 }] },
    ]);
    counter.limit('bob', 'BUY', '0.5', '90000');
    const told = take() as { subscriptionId: number; event: { e: string; x?: string } }[];
    expect(told.map(({ subscriptionId, event }) => [subscriptionId, event.e, event.x])).to.deep.equal([
      [1, 'executionReport', 'NEW'],
      [1, 'outboundAccountPosition', undefined],
    ]);
    send({ id: 5, method: 'userDataStream.unsubscribe', params: { subscriptionId: 1 } });
    send({ id: 6, method: 'userDataStream.unsubscribe', params: { subscriptionId: 1 } });
    counter.limit('bob', 'BUY', '0.5', '90000');
    expect(take()).to.deep.equal([
      { subscriptionId: 1, event: { e: 'eventStreamTerminated', E: START } },
      { id: 5, status: 200, result: {} },
      { id: 6, status: 400, error: { code: -2036, msg: 'User Data Stream subscription not active.' } },
    ]);
  });

  it('lets a session log on with an Ed25519 key, and call without signing', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const counter = new Counter({
      keys: [{ apiKey: 'k', account: 'ann', algorithm: 'Ed25519' }],
      secrets: { k: pem },
    });
    const { send, take } = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    const signature = sign(null, Buffer.from(`apiKey=k&timestamp=${START}`), privateKey).toString('base64');
    send({ id: 1, method: 'userDataStream.subscribe' });
    send({ id: 2, method: 'session.logon', params: { apiKey: 'k', timestamp: START, signature } });
    send({ id: 3, method: 'openOrders.status', params: { timestamp: START } });
    send({ id: 4, method: 'userDataStream.subscribe' });
    send({ id: 5, method: 'session.logout' });
    send({ id: 6, method: 'openOrders.status', params: { timestamp: START } });
    const status = {
      connectedSince: START,
      returnRateLimits: false,
      serverTime: START,
      userDataStream: false,
    };
    expect(take()).to.deep.equal([
      { id: 1, status: 401, error: { code: -1002, msg: 'You are not authorized to execute this request.' } },
      { id: 2, status: 200, result: { apiKey: 'k', authorizedSince: START, ...status } },
      { id: 3, status: 200, result: [] },
      { id: 4, status: 200, result: { subscriptionId: 0 } },
      { subscriptionId: 0, event: { e: 'eventStreamTerminated', E: START } },
      { id: 5, status: 200, result: { apiKey: null, authorizedSince: null, ...status } },
      {
        id: 6,
        status: 400,
        error: {
          code: -1102,
          msg: "Mandatory parameter 'apiKey' was not sent, was empty/null, or malformed.",
        },
      },
    ]);
  });

  it('refuses what it does not know, and ends the connection of who is banned', () => {
    const limits = [
      { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 3 },
    ] as const;
    const counter = new Counter({ limits, patience: 1 });
    const connection = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    connection.send({ id: 1, method: 'ping' });
    connection.send({ id: 2, method: 'ping' });
    connection.send({ id: 3, method: 'ping' });
    const told = connection.take() as { status: number; error?: { data: unknown } }[];
    expect(told.map(({ status }) => status)).to.deep.equal([200, 429, 418]);
    expect(told[2]?.error?.data).to.deep.equal({ serverTime: START, retryAfter: START + 120_000 });
    expect(connection.closed).to.deep.equal({ code: 1008, reason: 'IP banned' });
    const other = new Counter().connect('/ws-api/v3', 'returnRateLimits=false');
    other.send({ id: 1, method: 'order.guess' });
    other.sendText('nothing');
    expect(other.take()).to.deep.equal([
      { id: 1, status: 400, error: { code: -5000, msg: 'Method order.guess is invalid' } },
      { id: null, status: 400, error: { code: -5000, msg: 'Method  is invalid' } },
    ]);
  });

  it('lets go of everything when it is released', () => {
    const counter = new Counter();
    const connection = counter.connect('/ws-api/v3', 'returnRateLimits=false');
    connection.send(counter.apiCall('ann', 1, 'userDataStream.subscribe.signature'));
    connection.take();
    connection.release();
    counter.limit('ann', 'BUY', '0.5', '90000');
    expect(connection.take()).to.deep.equal([]);
    expect(counter.dialect.connections).to.equal(0);
  });
});
