import { expect } from 'chai';
import fc from 'fast-check';

import { Counter, START } from './counter.js';

/** Source of frames: binance-spot-api-docs, `web-socket-streams.md`, as of 2026-01-15. */
describe("Binance's dialect: streams", () => {
  it('tells changes of the book each 100 ms, and each second, with first and last id', () => {
    const counter = new Counter();
    const fast = counter.connect('/ws/btcusdt@depth@100ms');
    const slow = counter.connect('/ws/btcusdt@depth');
    counter.pass(1);
    counter.limit('bob', 'SELL', '0.5', '90010');
    counter.limit('ann', 'BUY', '0.5', '90000');
    counter.limit('bob', 'SELL', '0.25', '90010');
    counter.pass(98);
    expect(fast.take()).to.deep.equal([]);
    counter.pass(1);
    const event = {
      e: 'depthUpdate',
      E: START + 100,
      s: 'BTCUSDT',
      U: 1,
      u: 3,
      b: [['90000.00000000', '0.50000000']],
      a: [['90010.00000000', '0.75000000']],
    };
    expect(fast.take()).to.deep.equal([event]);
    counter.pass(100);
    expect(fast.take()).to.deep.equal([]);
    counter.sign('ann', 'DELETE', '/api/v3/order', { symbol: 'BTCUSDT', orderId: 2 });
    counter.pass(100);
    expect(fast.take()).to.deep.equal([
      {
        e: 'depthUpdate',
        E: START + 300,
        s: 'BTCUSDT',
        U: 4,
        u: 4,
        b: [['90000.00000000', '0.00000000']],
        a: [],
      },
    ]);
    counter.limit('ann', 'BUY', '0.1', '80000');
    counter.pass(100);
    expect(fast.take()).to.have.deep.nested.property('[0].b', [['80000.00000000', '0.10000000']]);
    counter.sign('ann', 'DELETE', '/api/v3/openOrders', { symbol: 'BTCUSDT' });
    counter.pass(600);
    expect(slow.take()).to.deep.equal([
      {
        ...event,
        E: START + 1_000,
        u: 6,
        b: [
          ['90000.00000000', '0.00000000'],
          ['80000.00000000', '0.00000000'],
        ],
      },
    ]);
  });

  it('tells the best levels when they have changed', () => {
    const counter = new Counter();
    const five = counter.connect('/ws/btcusdt@depth5@100ms');
    counter.limit('bob', 'SELL', '0.5', '90010');
    counter.pass(100);
    counter.pass(100);
    expect(five.take()).to.deep.equal([
      { lastUpdateId: 1, bids: [], asks: [['90010.00000000', '0.50000000']] },
    ]);
  });

  it('tells trades, those of one order and price together, and the best prices at once', () => {
    const counter = new Counter();
    const raw = counter.connect('/stream', 'streams=btcusdt@trade/btcusdt@aggTrade/btcusdt@bookTicker');
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('bob', 'SELL', '0.2', '90000');
    raw.take();
    counter.limit('ann', 'BUY', '0.3', '90000');
    const [E, T] = [START, START];
    const trade = { e: 'trade', E, s: 'BTCUSDT', p: '90000.00000000', T, m: false, M: true };
    expect(raw.take()).to.deep.equal([
      { stream: 'btcusdt@trade', data: { ...trade, t: 1, q: '0.20000000' } },
      { stream: 'btcusdt@trade', data: { ...trade, t: 2, q: '0.10000000' } },
      {
        stream: 'btcusdt@aggTrade',
        data: {
          e: 'aggTrade',
          E,
          s: 'BTCUSDT',
          a: 1,
          p: '90000.00000000',
          q: '0.30000000',
          f: 1,
          l: 2,
          T,
          m: false,
          M: true,
        },
      },
      {
        stream: 'btcusdt@bookTicker',
        data: { u: 3, s: 'BTCUSDT', b: '0.00000000', B: '0.00000000', a: '90000.00000000', A: '0.10000000' },
      },
    ]);
  });

  it('tells tickers and candles by the clock', () => {
    const counter = new Counter();
    const streams = counter.connect('/ws/btcusdt@miniTicker/btcusdt@kline_1m');
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('ann', 'BUY', '0.2', '90000');
    counter.pass(2_000);
    const price = '90000.00000000';
    const [v, q] = ['0.20000000', '18000.00000000'];
    expect(streams.take()).to.deep.equal([
      { e: '24hrMiniTicker', E: START + 2_000, s: 'BTCUSDT', c: price, o: price, h: price, l: price, v, q },
      {
        e: 'kline',
        E: START + 2_000,
        s: 'BTCUSDT',
        k: {
          t: START,
          T: START + 59_999,
          s: 'BTCUSDT',
          i: '1m',
          f: 1,
          L: 1,
          o: price,
          c: price,
          h: price,
          l: price,
          v,
          n: 1,
          x: false,
          q,
          V: v,
          Q: q,
          B: '0',
        },
      },
    ]);
  });

  it('subscribes, lists, unsubscribes and changes the form, by frames', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws');
    send({ method: 'SUBSCRIBE', params: ['btcusdt@trade', 'btcusdt@depth@100ms'], id: 1 });
    counter.now += 1_000;
    send({ method: 'UNSUBSCRIBE', params: ['btcusdt@depth@100ms'], id: 'two' });
    send({ method: 'LIST_SUBSCRIPTIONS', id: 3 });
    send({ method: 'SET_PROPERTY', params: ['combined', true], id: 4 });
    send({ method: 'GET_PROPERTY', params: ['combined'], id: null });
    expect(take()).to.deep.equal([
      { result: null, id: 1 },
      { result: null, id: 'two' },
      { result: ['btcusdt@trade'], id: 3 },
      { result: null, id: 4 },
      { result: true, id: null },
    ]);
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('ann', 'BUY', '0.2', '90000');
    counter.pass(1_000);
    expect(take()).to.have.length(1).and.have.nested.property('[0].stream', 'btcusdt@trade');
  });

  const errors: readonly (readonly [string, unknown])[] = [
    ['{', { code: 3, msg: 'Invalid JSON: expected value at line 1 column 1' }],
    ['{"id":1}', { code: 2, msg: 'Invalid request: missing field `method` at line 1 column 8' }],
    [
      '{"method":"SUBSCRIBE","params":[]}',
      { code: 2, msg: 'Invalid request: request ID must be an unsigned integer' },
    ],
    [
      '{"method":"SUBSCRIBE","params":[1],"id":1}',
      { code: 2, msg: 'Invalid request: stream must be a string' },
    ],
    [
      '{"method":"SET_PROPERTY","params":[],"id":1}',
      { code: 2, msg: 'Invalid request: property name must be a string' },
    ],
    [
      '{"method":"SET_PROPERTY","params":["combined",1],"id":1}',
      { code: 1, msg: 'Invalid value type: expected Boolean' },
    ],
    ['{"method":"GET_PROPERTY","params":["speed"],"id":1}', { code: 0, msg: 'Unknown property' }],
    [
      '{"method":"GET_PROPERTY","params":["combined",1],"id":1}',
      { code: 2, msg: 'Invalid request: too many parameters' },
    ],
  ];
  for (const [text, error] of errors)
    it(`answers ${text} with what is wrong with it`, () => {
      const { sendText, take } = new Counter().connect('/ws');
      sendText(text);
      expect(take()).to.deep.equal([error]);
    });

  it('sends nothing for streams that there are not, and does not say so', () => {
    const counter = new Counter();
    const { send, take } = counter.connect('/ws/BTCUSDT@trade/nope@trade/btcusdt@nothing');
    send({ method: 'LIST_SUBSCRIPTIONS', id: 1 });
    counter.limit('bob', 'SELL', '0.2', '90000');
    counter.limit('ann', 'BUY', '0.2', '90000');
    counter.pass(5_000);
    expect(take()).to.deep.equal([{ result: ['BTCUSDT@trade', 'nope@trade', 'btcusdt@nothing'], id: 1 }]);
  });

  it('ends a connection that sends more than five frames in a second, or lives for a day', () => {
    const counter = new Counter();
    const loud = counter.connect('/ws');
    for (let id = 0; id < 5; id++) loud.send({ method: 'LIST_SUBSCRIPTIONS', id });
    expect(loud.closed).to.equal(undefined);
    loud.send({ method: 'LIST_SUBSCRIPTIONS', id: 6 });
    expect(loud.closed).to.deep.equal({ code: 1008, reason: 'Too many requests' });
    const old = counter.connect('/ws');
    counter.pass(86_399_999);
    expect(old.closed).to.equal(undefined);
    counter.pass(1);
    expect(old.closed).to.deep.equal({ code: 1001, reason: 'a connection is valid for 24 hours' });
    expect(counter.dialect.connections).to.equal(0);
  });

  it('ends a connection with more than 1,024 streams', () => {
    const connection = new Counter().connect('/ws');
    connection.send({
      method: 'SUBSCRIBE',
      params: Array.from({ length: 1_025 }, (_, at) => `x${at}@trade`),
      id: 1,
    });
    expect(connection.closed).to.deep.equal({ code: 1008, reason: 'Too many streams' });
  });

  it('makes a book of a snapshot and the changes behind it that is the book', () => {
    const act = fc.record({
      account: fc.constantFrom('ann', 'bob'),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      price: fc.integer({ min: 89_990, max: 90_010 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      cancels: fc.boolean(),
      passMs: fc.constantFrom(0, 30, 100),
      asksForSnapshot: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), (acts) => {
        const counter = new Counter({ limits: [] });
        const { frames } = counter.connect('/ws/btcusdt@depth@100ms');
        const depth = () =>
          counter.ask('GET', '/api/v3/depth', { symbol: 'BTCUSDT', limit: 5000 }).json as Depth;
        let snapshot: Depth | undefined;
        for (const { account, side, price, quantity, cancels, passMs, asksForSnapshot } of acts) {
          counter.limit(account, side, `0.00${quantity}`, `${price}`);
          if (cancels) counter.sign(account, 'DELETE', '/api/v3/openOrders', { symbol: 'BTCUSDT' });
          if (asksForSnapshot) snapshot ??= depth();
          counter.pass(passMs);
        }
        snapshot ??= depth();
        counter.pass(100);
        expect(rebuilt(snapshot, frames as DepthEvent[])).to.deep.equal(depth());
      }),
      { numRuns: 100 },
    );
  });
});

interface Depth {
  readonly lastUpdateId: number;
  readonly bids: readonly (readonly [string, string])[];
  readonly asks: readonly (readonly [string, string])[];
}

interface DepthEvent {
  readonly U: number;
  readonly u: number;
  readonly b: readonly (readonly [string, string])[];
  readonly a: readonly (readonly [string, string])[];
}

/** "How to manage a local order book correctly", of the same document, to the letter. */
function rebuilt(snapshot: Depth, events: readonly DepthEvent[]): Depth {
  const [bids, asks] = [new Map(snapshot.bids), new Map(snapshot.asks)];
  let id = snapshot.lastUpdateId;
  for (const { U, u, b, a } of events) {
    if (u <= id) continue;
    expect(U).to.be.at.most(id + 1);
    for (const [side, levels] of [
      [bids, b],
      [asks, a],
    ] as const)
      for (const [price, size] of levels) {
        if (Number(size) === 0) side.delete(price);
        else side.set(price, size);
      }
    id = u;
  }
  const sorted = (side: ReadonlyMap<string, string>, sign: number) =>
    [...side].toSorted(([one], [other]) => sign * (Number(one) - Number(other)));
  return { lastUpdateId: id, bids: sorted(bids, -1), asks: sorted(asks, 1) };
}
