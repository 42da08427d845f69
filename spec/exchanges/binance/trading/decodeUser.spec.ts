import { expect } from 'chai';

import type { UserContent } from '../../../../src/connector/index.js';
import type { Frame, FrameFault } from '../../../../src/domain/index.js';
import { CONNECTION, RECEIVED_AT, streamFrame } from '../../frames.js';
import { asRead, plain, trading } from './support.js';

/** What a frame holds, read as the venue's JSON is. */
function read(payload: unknown): {
  readonly frame: Frame;
  readonly result: ReturnType<typeof trading.decodeUser>;
} {
  const frame = streamFrame(payload);
  return { frame, result: trading.decodeUser(asRead(frame.text), frame) };
}

function contentsOf(payload: unknown): readonly UserContent[] {
  const { result } = read(payload);
  if (result._tag === 'Left') throw new Error(`faults: ${JSON.stringify(result.left)}`);
  return result.right;
}

const plainOf = (payload: unknown): unknown => plain(contentsOf(payload));

function faultsOf(payload: unknown): readonly FrameFault[] {
  const { result } = read(payload);
  if (result._tag === 'Right') throw new Error(`no faults: ${JSON.stringify(plain(result.right))}`);
  return result.left;
}

const event = (payload: unknown) => ({ subscriptionId: 0, event: payload });

const report = {
  e: 'executionReport',
  E: 1_499_405_658_658,
  s: 'ETHBTC',
  c: 'ours-1',
  S: 'BUY',
  o: 'LIMIT',
  f: 'GTC',
  q: '1.00000000',
  p: '0.10264410',
  P: '0.00000000',
  F: '0.00000000',
  g: -1,
  C: '',
  x: 'NEW',
  X: 'NEW',
  r: 'NONE',
  i: 4293153,
  l: '0.00000000',
  z: '0.00000000',
  L: '0.00000000',
  n: '0',
  N: null,
  T: 1_499_405_658_657,
  t: -1,
  I: 8641984,
  w: true,
  m: false,
  M: false,
  O: 1_499_405_658_657,
  Z: '0.00000000',
  Y: '0.00000000',
  Q: '0.00000000',
  V: 'NONE',
};

const ORIGIN = {
  venue: 'binance',
  symbol: 'ETHBTC',
  clientId: 'ours-1',
  venueId: '4293153',
  venueTime: 1_499_405_658_657,
  receivedAt: RECEIVED_AT,
};

const TOLD = {
  _tag: 'orderReported',
  ...ORIGIN,
  status: 'open',
  cumulativeBase: '0',
  cumulativeQuote: '0',
  sequence: undefined,
  terms: {
    side: 'buy',
    type: 'limit',
    amount: '1',
    sizedIn: 'base',
    price: '0.1026441',
    base: undefined,
    quote: undefined,
  },
  reason: undefined,
};

describe("Binance's news of orders", () => {
  it('come bare, under an event, and in a combined stream', () => {
    for (const payload of [report, event(report), { event: report }, { stream: 'any', data: report }])
      expect(plainOf(payload)).to.deep.equal([TOLD]);
  });

  const trade = {
    ...report,
    x: 'TRADE',
    X: 'PARTIALLY_FILLED',
    l: '0.25000000',
    L: '0.10264000',
    z: '0.75000000',
    Z: '0.07698000',
    n: '0.00001000',
    N: 'BNB',
    t: 77517,
    m: true,
  };
  const FILL = {
    _tag: 'fill',
    ...ORIGIN,
    side: 'buy',
    fill: {
      tradeId: '77517',
      cumulative: '0.75',
      amount: '0.25',
      price: '0.10264',
      fees: [{ token: 'BNB', amount: '0.00001' }],
      liquidity: 'maker',
      venueTime: ORIGIN.venueTime,
      receivedAt: RECEIVED_AT,
    },
  };
  const PARTLY = { ...TOLD, status: 'partiallyFilled', cumulativeBase: '0.75', cumulativeQuote: '0.07698' };

  it('tell a fill, and then the status after it', () => {
    expect(plainOf(event(trade))).to.deep.equal([FILL, PARTLY]);
  });

  it('tell a taker, and a fee that is not told', () => {
    expect(plainOf({ ...trade, m: false, N: null, n: '0' })).to.deep.equal([
      { ...FILL, fill: { ...FILL.fill, liquidity: 'taker', fees: [] } },
      PARTLY,
    ]);
  });

  it('tell a fill without a trade by what is filled', () => {
    expect(plainOf({ ...trade, t: -1 })).to.deep.equal([
      { ...FILL, fill: { ...FILL.fill, tradeId: undefined } },
      PARTLY,
    ]);
  });

  it("bear the order's own id beside that of the cancel", () => {
    expect(plainOf({ ...report, x: 'CANCELED', X: 'CANCELED', c: 'cancel-1', C: 'ours-1' })).to.deep.equal([
      { ...TOLD, status: 'cancelled' },
    ]);
  });

  it('tell an amendment, which keeps the id', () => {
    expect(plainOf({ ...report, x: 'REPLACED', q: '0.50000000', c: 'other', C: 'ours-1' })).to.deep.equal([
      { _tag: 'amended', ...ORIGIN, previousVenueId: '4293153', amount: '0.5', price: undefined },
      { ...TOLD, terms: { ...TOLD.terms, amount: '0.5' } },
    ]);
  });

  it('tell why an order was rejected, or expired', () => {
    expect(
      plainOf({ ...report, x: 'REJECTED', X: 'REJECTED', i: -1, r: 'INSUFFICIENT_BALANCES' }),
    ).to.deep.equal([{ ...TOLD, venueId: undefined, status: 'rejected', reason: 'INSUFFICIENT_BALANCES' }]);
    expect(
      plainOf({ ...report, x: 'EXPIRED', X: 'EXPIRED', eR: 'UNFILLED_IOC_QUANTITY_EXPIRED' }),
    ).to.deep.equal([{ ...TOLD, status: 'expired', reason: 'UNFILLED_IOC_QUANTITY_EXPIRED' }]);
    expect(plainOf({ ...report, x: 'TRADE_PREVENTION', X: 'EXPIRED_IN_MATCH', v: 3 })).to.deep.equal([
      { ...TOLD, status: 'expired', reason: 'EXPIRED_IN_MATCH' },
    ]);
  });

  it('go by the status where what happened has a new name', () => {
    expect(plainOf({ ...report, x: 'WEIGHED' })).to.deep.equal([TOLD]);
  });

  it('tell an order that is sized in quote currency', () => {
    expect(
      plainOf({ ...report, o: 'MARKET', p: '0.00000000', q: '0.00000000', Q: '25.00000000', f: 'GTC' }),
    ).to.deep.equal([
      { ...TOLD, terms: { ...TOLD.terms, type: 'market', amount: '25', sizedIn: 'quote', price: undefined } },
    ]);
  });

  it('have ids beyond 2^53 to the digit', () => {
    const text = JSON.stringify(event({ ...trade, C: '' }))
      .replace('4293153', '9007199254740993')
      .replace('77517', '9007199254740995');
    expect(plainOf(text)).to.deep.equal([
      { ...FILL, venueId: '9007199254740993', fill: { ...FILL.fill, tradeId: '9007199254740995' } },
      { ...PARTLY, venueId: '9007199254740993' },
    ]);
  });

  it('have times in milliseconds, whatever was asked for', () => {
    expect(plainOf({ ...report, T: 1_499_405_658_657_250 })).to.have.nested.property(
      '[0].venueTime',
      1_499_405_658_657.25,
    );
  });

  const faults: readonly (readonly [string, unknown, Partial<FrameFault>])[] = [
    ['a status that is not known', event({ ...report, X: 'FROZEN' }), { path: 'event.X', value: '"FROZEN"' }],
    ['an id that may have lost digits', { ...report, i: '4293153' }, { path: 'i', value: '"4293153"' }],
    ['no amount', { stream: 'any', data: { ...report, z: null } }, { path: 'data.z', value: 'null' }],
    ['a trade without a trade', event({ ...trade, t: undefined }), { path: 'event.t', value: 'undefined' }],
    [
      'balances that are numbers',
      event({ e: 'outboundAccountPosition', u: 1, B: [{ a: 'ETH', f: 1, l: '0' }] }),
      { path: 'event.B[0].f', value: '1' },
    ],
    [
      'an answer with a broken status',
      { id: '7', status: 'ok', result: {} },
      { path: 'status', value: '"ok"' },
    ],
  ];
  for (const [what, payload, fault] of faults)
    it(`are at fault with ${what}`, () => {
      expect(faultsOf(payload)[0]).to.deep.include(fault);
    });
});

describe("Binance's other news of an account", () => {
  it('are balances that a change may have touched', () => {
    const position = {
      e: 'outboundAccountPosition',
      E: 1_564_034_571_105,
      u: 1_564_034_571_073,
      B: [
        { a: 'ETH', f: '10000.000000', l: '0.500000' },
        { a: 'BTC', f: '0.000000', l: '0.000000' },
      ],
    };
    expect(plainOf(event(position))).to.deep.equal([
      {
        _tag: 'balanceSnapshot',
        feed: CONNECTION,
        venueTime: 1_564_034_571_073,
        receivedAt: RECEIVED_AT,
        covers: 'listed',
        balances: [
          { token: 'ETH', total: '10000.5', available: '10000' },
          { token: 'BTC', total: '0', available: '0' },
        ],
      },
    ]);
  });

  it('are not counted twice: what a deposit changed is in the balances that come with it', () => {
    const update = { e: 'balanceUpdate', E: 1, a: 'BTC', d: '100.00000000', T: 1 };
    expect(contentsOf(event(update))).to.deep.equal([
      { _tag: 'other', venue: 'binance', kind: 'balanceUpdate' },
    ]);
  });

  for (const kind of ['listStatus', 'externalLockUpdate'])
    it(`are of no use: ${kind}`, () => {
      expect(contentsOf(event({ e: kind, E: 1 }))).to.deep.equal([{ _tag: 'other', venue: 'binance', kind }]);
    });

  for (const reason of ['eventStreamTerminated', 'serverShutdown', 'listenKeyExpired'])
    it(`end with ${reason}`, () => {
      const end = { e: reason, E: 1_728_973_001_334, listenKey: 'nobody is to see this' };
      const told = {
        _tag: 'userStreamEnded',
        reason,
        ...(reason === 'serverShutdown' && { withConnection: true }),
      };
      expect(contentsOf(event(end))).to.deep.equal([told]);
      expect(contentsOf(end)).to.deep.equal([told]);
    });

  for (const payload of [{ e: 'somethingNew' }, event({ e: 7 }), [7], 'text', null, 7, {}])
    it(`are unknown: ${JSON.stringify(payload)}`, () => {
      expect(contentsOf(JSON.stringify(payload))).to.deep.equal([
        {
          _tag: 'unknownFrame',
          venue: 'binance',
          connection: CONNECTION,
          receivedAt: RECEIVED_AT,
          excerpt: JSON.stringify(payload),
        },
      ]);
    });
});

describe("answers of Binance's WebSocket API", () => {
  const rateLimits = [
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 50, count: 12 },
    { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 160000, count: 4043 },
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000, count: 321 },
  ];
  const USED = [
    { window: 'orders10s', used: 12 },
    { window: 'ordersDay', used: 4043 },
    { window: 'requestWeight', used: 321 },
  ];
  const answered = (payload: Readonly<Record<string, unknown>>, json: unknown, used: unknown = USED) => ({
    _tag: 'callAnswer',
    id: '7',
    answer: {
      status: payload['status'],
      headers: {},
      json,
      excerpt: JSON.stringify(payload).slice(0, 200),
      receivedAt: RECEIVED_AT,
    },
    used,
  });

  it('give the result, and what is used of the limits', () => {
    const payload = { id: '7', status: 200, result: { serverTime: 1_656_400_526_260 }, rateLimits };
    expect(contentsOf(payload)).to.deep.equal([answered(payload, payload.result)]);
  });

  it('give the error as it is over REST', () => {
    const payload = { id: '7', status: 400, error: { code: -2010, msg: 'No.' }, rateLimits };
    expect(contentsOf(payload)).to.deep.equal([answered(payload, payload.error)]);
  });

  it('give an empty result, and no limits where there are none that can be read', () => {
    for (const limits of [
      undefined,
      'none',
      [7, { ...rateLimits[0], count: -1 }, { ...rateLimits[0], intervalNum: 3 }],
    ]) {
      const payload = { id: '7', status: 200, result: null, rateLimits: limits };
      expect(contentsOf(payload)).to.deep.equal([answered(payload, null, [])]);
    }
  });

  it('bear the id as text, whatever it was', () => {
    const payload = { id: 7, status: 200, result: [] };
    expect(contentsOf(payload)).to.deep.equal([answered(payload, [], [])]);
    const big = contentsOf('{"id":9007199254740993,"status":200,"result":[]}');
    expect(big).to.have.nested.property('[0].id', '9007199254740993');
  });

  it('have ids of orders to the digit', () => {
    const [content] = contentsOf('{"id":"7","status":200,"result":{"orderId":9007199254740993}}');
    expect(content).to.have.nested.property('answer.json.orderId', 9007199254740993n);
  });

  it('are refusals where nobody knows what was asked', () => {
    const message = 'Invalid JSON.';
    const refused = [{ _tag: 'refusal', venue: 'binance', code: -1135, message }];
    expect(contentsOf({ id: null, status: 400, error: { code: -1135, msg: message } })).to.deep.equal(
      refused,
    );
    expect(contentsOf({ error: { code: -1135, msg: message } })).to.deep.equal(refused);
    expect(contentsOf({ code: -1135, msg: message })).to.deep.equal(refused);
  });
});
