import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { readJson } from '../../../../src/codec/index.js';
import type { VenueCall } from '../../../../src/connector/index.js';
import { clientOrderId, orderId, venueSymbol } from '../../../../src/domain/index.js';
import { binance } from '../../../../src/exchanges/binance/index.js';
import {
  newOrder,
  orderReducer,
  orderStatus,
  type OneOrderInput,
  type OrderEvent,
} from '../../../../src/orders/index.js';
import { streamFrame } from '../../frames.js';
import { answer, RECEIVED_AT, trading } from './support.js';

const symbol = venueSymbol('BTCUSDT');
const clientId = clientOrderId('ours-1');
const ids = { symbol, clientId, venueId: orderId('12') };
const amount = new Decimal(3);
const price = new Decimal(100);
const limitOrder = { symbol, clientId, side: 'buy', orderType: 'limit', amount, price } as const;

const { userStream } = trading;
const calls: readonly VenueCall<unknown>[] = [
  trading.serverTime(),
  trading.rules(),
  trading.lastPrices([symbol]),
  trading.balances(),
  trading.place(limitOrder),
  trading.cancel(ids, 'cancel 1'),
  trading.openOrders(),
  trading.lookUp(ids),
  trading.fills({ symbol }),
  ...(trading.accountFees ? [trading.accountFees(symbol)] : []),
  ...(trading.amend ? [trading.amend({ ...ids, amount })] : []),
  ...(userStream._tag === 'subscribed' ? [userStream.subscribe()] : []),
];

/** Words that the venue's JSON has in many places, so that anything is often almost right. */
const word = fc.constantFrom(
  'BTCUSDT',
  '1.00',
  '-1',
  '0',
  'BUY',
  'SELL',
  'NEW',
  'FILLED',
  'LIMIT',
  'MARKET',
  'TRADE',
  'REPLACED',
  'NONE',
  '',
  'PRICE_FILTER',
  'LOT_SIZE',
  'NOTIONAL',
  'executionReport',
  'outboundAccountPosition',
);
const key = fc.constantFrom(
  'symbol',
  'symbols',
  'orderId',
  'clientOrderId',
  'price',
  'origQty',
  'executedQty',
  'cummulativeQuoteQty',
  'status',
  'type',
  'side',
  'fills',
  'transactTime',
  'amendedOrder',
  'balances',
  'filters',
  'filterType',
  'orderTypes',
  'code',
  'msg',
  'data',
  'event',
  'result',
  'error',
  'id',
  'e',
  's',
  'c',
  'S',
  'o',
  'q',
  'p',
  'x',
  'X',
  'i',
  'z',
  'Z',
  'T',
  'B',
  'u',
  'rateLimits',
);
const { json: anyJson } = fc.letrec((tie) => ({
  json: fc.oneof(
    { weight: 3, arbitrary: word },
    { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })) },
    fc.constantFrom(null, true, false, -1003, -1021, -2013, 1_760_000_000_000),
    { weight: 3, arbitrary: fc.dictionary(key, tie('json'), { maxKeys: 12 }) },
    fc.array(tie('json'), { maxLength: 4 }),
  ),
}));
const status = fc.oneof(fc.constantFrom(200, 400, 403, 418, 429, 500), fc.integer({ min: 100, max: 599 }));

describe('Binance spot, trading', () => {
  it('says what it needs and has', () => {
    expect(binance.trading).to.deep.include({
      json: 'lossless',
      needs: ['API_KEY', 'API_SECRET'],
      exampleSymbol: 'BTCUSDT',
      orderTypes: ['limit', 'limitMaker', 'market'],
      timesInForce: ['gtc', 'ioc', 'fok'],
      clientIds: { maxLength: 36 },
      callLifetimeMs: 5_000,
    });
    expect(binance.trading.serverTime().http(undefined).url).to.equal('https://api.binance.com/api/v3/time');
  });

  it('has a name for every call, and shows no secret in it', () => {
    for (const { name } of calls)
      expect(name).to.match(/^(?:(?:GET|POST|PUT|DELETE) \/api\/v3\/[\w/]+|[\w.]+)$/);
  });

  it('reads whatever is answered without throwing', () => {
    const tags = ['answered', 'refused', 'notFound', 'rateLimited', 'clockOff', 'outcomeUnknown'];
    fc.assert(
      fc.property(anyJson, status, (json, code) => {
        for (const call of calls) expect(tags).to.include(call.read(answer(code, JSON.stringify(json)))._tag);
      }),
      { numRuns: 500 },
    );
  });

  it('reads what is not as documented as unknown, and never what is done as refused', () => {
    fc.assert(
      fc.property(anyJson, fc.integer({ min: 500, max: 599 }), (json, code) => {
        for (const call of calls)
          expect(call.read(answer(code, JSON.stringify(json)))._tag).to.equal('outcomeUnknown');
      }),
      { numRuns: 200 },
    );
  });

  it('reads whatever comes over a user stream without throwing', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const frame = streamFrame(JSON.stringify(json));
        for (const reading of ['lossless', 'native'] as const) {
          const read = readJson(frame.text, reading);
          const contents = read._tag === 'Right' ? trading.decodeUser(read.right, frame) : read;
          expect(contents).to.have.property(contents._tag === 'Right' ? 'right' : 'left').that.is.not.empty;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What two ways of hearing of one order say: the answers to calls, and the user stream. */
function newsOf(): Readonly<Record<string, readonly OneOrderInput[]>> {
  const order = {
    symbol,
    orderId: 12,
    clientOrderId: 'ours-1',
    price: '100.0',
    origQty: '3.0',
    type: 'LIMIT',
    side: 'BUY',
  };
  const at = 1_760_000_000_000;
  const valueOf = <A>(call: VenueCall<A>, body: unknown): A => {
    const read = call.read(answer(200, body));
    if (read._tag !== 'answered') throw new Error(JSON.stringify(read));
    return read.value;
  };
  const eventOf = (fields: unknown): readonly OneOrderInput[] => {
    const event = {
      e: 'executionReport',
      s: symbol,
      c: 'ours-1',
      C: '',
      S: 'BUY',
      o: 'LIMIT',
      q: '3.0',
      p: '100.0',
      Q: '0',
      r: 'NONE',
      i: 12,
    };
    const frame = streamFrame({ subscriptionId: 0, event: { ...event, ...(fields as object) } });
    const read = trading.decodeUser(JSON.parse(frame.text), frame);
    if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
    return read.right as readonly OneOrderInput[];
  };
  const done = { ...order, executedQty: '1.0', cummulativeQuoteQty: '99.0', status: 'PARTIALLY_FILLED' };
  const fill = { price: '99.0', qty: '1.0', commission: '0.001', commissionAsset: 'BTC', tradeId: 56 };
  const trade = {
    symbol,
    orderId: 12,
    isBuyer: true,
    isMaker: false,
    price: '99.0',
    qty: '1.0',
    commission: '0.001',
    commissionAsset: 'BTC',
  };
  const listed = valueOf(trading.fills({ symbol }), [{ ...trade, id: 56, time: at }]).fills.map(
    ({ fill: listedFill, side, venueId }): OneOrderInput => ({
      _tag: 'fill',
      venue: binance.name,
      symbol,
      clientId: undefined,
      venueId,
      venueTime: at,
      receivedAt: RECEIVED_AT,
      fill: listedFill,
      side,
    }),
  );
  return {
    placed: valueOf(trading.place(limitOrder), { ...done, transactTime: at, fills: [fill] }),
    accepted: eventOf({ x: 'NEW', X: 'NEW', z: '0.0', Z: '0.0', T: at }),
    first: eventOf({
      x: 'TRADE',
      X: 'PARTIALLY_FILLED',
      z: '1.0',
      Z: '99.0',
      T: at,
      l: '1.0',
      L: '99.0',
      n: '0.001',
      N: 'BTC',
      t: 56,
      m: false,
    }),
    second: eventOf({
      x: 'TRADE',
      X: 'FILLED',
      z: '3.0',
      Z: '299.0',
      T: at + 9,
      l: '2.0',
      L: '100.0',
      n: '0.002',
      N: 'BTC',
      t: 57,
      m: true,
    }),
    listed,
  };
}

describe('an order at Binance, heard of in two ways', () => {
  it('is filled once, whatever comes first and however often', () => {
    const news = newsOf();
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Object.keys(news), ...Object.keys(news)], { minLength: 8 }),
        (names) => {
          // Both trades are among them.
          const inputs = [...names, 'first', 'second'].flatMap((name) => news[name] ?? []);
          const [input] = inputs;
          if (input === undefined) throw new Error('no news');
          let order = newOrder(input);
          const events: OrderEvent[] = [];
          for (const one of inputs) {
            const update = orderReducer(order, one);
            ({ order } = update);
            events.push(...update.events);
          }
          expect(orderStatus(order)).to.equal('filled');
          expect(events.map(({ _tag }) => _tag).toSorted()).to.deep.equal([
            'completed',
            'created',
            'filled',
            'filled',
          ]);
          const trades = events.flatMap((event) => (event._tag === 'filled' ? [event.tradeId] : []));
          expect(trades).to.have.members(['56', '57']);
        },
      ),
      { numRuns: 200 },
    );
  });
});
