import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { NewVenueOrder } from '../../../../src/connector/index.js';
import { clientOrderId, venueSymbol } from '../../../../src/domain/index.js';
import {
  answer,
  API_KEY,
  plain,
  PROOF,
  RECEIVED_AT,
  SENT_AT,
  signedFrame,
  signedUrl,
  signing,
  trading,
} from './support.js';

const limitOrder: NewVenueOrder = {
  symbol: venueSymbol('LTCBTC'),
  clientId: clientOrderId('ours-1'),
  side: 'buy',
  orderType: 'limit',
  amount: new Decimal('1'),
  price: new Decimal('0.00000010'),
};

const placedAs = (order: NewVenueOrder) => trading.place(order).http(signing);

const received = {
  symbol: 'LTCBTC',
  orderId: 28,
  orderListId: -1,
  clientOrderId: 'ours-1',
  transactTime: 1_760_000_000_020,
};

const result = {
  ...received,
  price: '0.10000000',
  origQty: '10.00000000',
  executedQty: '3.00000000',
  origQuoteOrderQty: '0.000000',
  cummulativeQuoteQty: '0.29000000',
  status: 'PARTIALLY_FILLED',
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'BUY',
};

const fills = [
  { price: '0.09', qty: '1.00000000', commission: '0.00100000', commissionAsset: 'LTC', tradeId: 56 },
  { price: '0.10', qty: '2.00000000', commission: '0.00200000', commissionAsset: 'LTC', tradeId: 57 },
];

const ORIGIN = {
  venue: 'binance',
  symbol: 'LTCBTC',
  clientId: 'ours-1',
  venueId: '28',
  venueTime: 1_760_000_000_020,
  receivedAt: RECEIVED_AT,
};

const inputsOf = (body: unknown, order: NewVenueOrder = limitOrder): unknown => {
  const read = trading.place(order).read(answer(200, body));
  return read._tag === 'answered' ? plain(read.value) : read;
};

describe('placing an order at Binance', () => {
  it('is a signed POST, named without anything secret, that counts as one order', () => {
    const call = trading.place(limitOrder);
    expect(call.name).to.equal('POST /api/v3/order');
    expect(call.signed).to.equal(true);
    expect(call.costs).to.deep.equal({ requestWeight: 1, rawRequests: 1, orders10s: 1, ordersDay: 1 });
    expect(call.http(signing)).to.deep.equal({
      method: 'POST',
      url: signedUrl(
        '/api/v3/order',
        'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.0000001' +
          '&newClientOrderId=ours-1&newOrderRespType=FULL',
      ),
      headers: { 'X-MBX-APIKEY': API_KEY },
    });
  });

  it('is a signed frame of the WebSocket API', () => {
    const frame = trading.place(limitOrder).frame?.('7', signing) ?? '';
    const { apiKey, recvWindow, timestamp } = PROOF;
    expect(JSON.parse(frame)).to.deep.equal(
      signedFrame('order.place', {
        apiKey,
        newClientOrderId: 'ours-1',
        newOrderRespType: 'FULL',
        price: '0.0000001',
        quantity: '1',
        recvWindow,
        side: 'BUY',
        symbol: 'LTCBTC',
        timeInForce: 'GTC',
        timestamp,
        type: 'LIMIT',
      }),
    );
  });

  const query = (order: NewVenueOrder) =>
    new URL(placedAs(order).url).search.replace(/^\?symbol=LTCBTC&|&newClientOrderId.*$/g, '');

  for (const [timeInForce, text] of [
    ['gtc', 'GTC'],
    ['ioc', 'IOC'],
    ['fok', 'FOK'],
  ] as const)
    it(`knows ${text}`, () => {
      const order = { ...limitOrder, timeInForce };
      expect(query(order)).to.equal(`side=BUY&type=LIMIT&timeInForce=${text}&quantity=1&price=0.0000001`);
    });

  it('sends a post-only order without a time in force', () => {
    const order = { ...limitOrder, side: 'sell', orderType: 'limitMaker', timeInForce: 'gtc' } as const;
    expect(query(order)).to.equal('side=SELL&type=LIMIT_MAKER&quantity=1&price=0.0000001');
  });

  const { price: _, ...unpriced } = limitOrder;
  const market = { ...unpriced, orderType: 'market', amount: new Decimal('1e22') } as const;

  it('sends market orders by the amount in base or in quote currency, without exponents', () => {
    expect(query(market)).to.equal('side=BUY&type=MARKET&quantity=10000000000000000000000');
    expect(query({ ...market, sizedIn: 'base', timeInForce: 'ioc' })).to.equal(
      'side=BUY&type=MARKET&quantity=10000000000000000000000',
    );
    expect(query({ ...market, sizedIn: 'quote', amount: new Decimal('25.5') })).to.equal(
      'side=BUY&type=MARKET&quoteOrderQty=25.5',
    );
  });

  for (const [what, order] of [
    ["LIMIT orders of Binance's have no time in force gtd", { ...limitOrder, timeInForce: 'gtd' }],
    [
      "LIMIT_MAKER orders of Binance's have no time in force ioc",
      { ...limitOrder, orderType: 'limitMaker', timeInForce: 'ioc' },
    ],
    ["MARKET orders of Binance's have no time in force fok", { ...market, timeInForce: 'fok' }],
  ] as const satisfies readonly (readonly [string, NewVenueOrder])[])
    it(`does not send what the venue does not have: ${what}`, () => {
      const call = trading.place(order);
      expect(() => call.http(signing)).to.throw(RangeError, what);
      expect(() => call.frame?.('7', signing)).to.throw(RangeError, what);
    });

  it('acknowledges first, then tells the fills with their fees, then the status', () => {
    const read = trading.place(limitOrder).read(answer(200, { ...result, fills }));
    expect(read).to.include({ _tag: 'answered', sentAt: SENT_AT, receivedAt: RECEIVED_AT });
    const fill = (tradeId: string, cumulative: string, amount: string, price: string, fee: string) => ({
      _tag: 'fill',
      ...ORIGIN,
      side: 'buy',
      fill: {
        tradeId,
        cumulative,
        amount,
        price,
        fees: [{ token: 'LTC', amount: fee }],
        liquidity: 'taker',
        venueTime: ORIGIN.venueTime,
        receivedAt: RECEIVED_AT,
      },
    });
    expect(inputsOf({ ...result, fills })).to.deep.equal([
      { _tag: 'submitAcknowledged', ...ORIGIN },
      fill('56', '1', '1', '0.09', '0.001'),
      fill('57', '3', '2', '0.1', '0.002'),
      {
        _tag: 'orderReported',
        ...ORIGIN,
        status: 'partiallyFilled',
        cumulativeBase: '3',
        cumulativeQuote: '0.29',
        sequence: undefined,
        terms: {
          side: 'buy',
          type: 'limit',
          amount: '10',
          sizedIn: 'base',
          price: '0.1',
          base: undefined,
          quote: undefined,
        },
        reason: undefined,
      },
    ]);
  });

  it('gives an id beyond 2^53 to the digit', () => {
    const text = JSON.stringify(received).replace('28', '9007199254740993');
    expect(inputsOf(text)).to.deep.equal([
      { _tag: 'submitAcknowledged', ...ORIGIN, venueId: '9007199254740993' },
    ]);
  });

  it('knows a fill without a trade by what is filled up to it', () => {
    const allocated = fills.map((fill) => ({ ...fill, tradeId: -1 }));
    const inputs = trading.place(limitOrder).read(answer(200, { ...result, fills: allocated }));
    const keys =
      inputs._tag === 'answered'
        ? inputs.value.flatMap((one) => (one._tag === 'fill' ? [one.fill] : []))
        : [];
    expect(keys.map(({ tradeId, cumulative }) => plain({ tradeId, cumulative }))).to.deep.equal([
      { tradeId: undefined, cumulative: '1' },
      { tradeId: undefined, cumulative: '3' },
    ]);
  });

  it('acknowledges an order of which nothing else can be read', () => {
    const acknowledged = [{ _tag: 'submitAcknowledged', ...ORIGIN }];
    expect(inputsOf(received)).to.deep.equal(acknowledged);
    expect(
      inputsOf({ ...result, status: 'NEWER_THAN_THIS', fills: [{ ...fills[0], qty: 1 }] }),
    ).to.deep.equal(acknowledged);
  });

  it('leaves open what became of it where the answer has no order', () => {
    expect(inputsOf({ ...received, orderId: '28' })).to.deep.equal({
      _tag: 'outcomeUnknown',
      reason: 'POST /api/v3/order: expected integer, without loss at orderId, found "28"',
    });
  });

  it('tells an order that is sized in quote currency as that', () => {
    const body = {
      ...result,
      type: 'MARKET',
      price: '0.00000000',
      origQuoteOrderQty: '25.50000000',
      status: 'EXPIRED',
    };
    const order = { ...market, sizedIn: 'quote' } as const;
    const [, report] = inputsOf(body, order) as readonly unknown[];
    expect(report).to.deep.include({
      status: 'expired',
      terms: {
        side: 'buy',
        type: 'market',
        amount: '25.5',
        sizedIn: 'quote',
        price: undefined,
        base: undefined,
        quote: undefined,
      },
    });
  });
});
