import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { VenueCall, VenueOrderIds } from '../../../../src/connector/index.js';
import { clientOrderId, orderId, venueSymbol } from '../../../../src/domain/index.js';
import {
  answer,
  API_KEY,
  plain,
  PROOF,
  RECEIVED_AT,
  signedFrame,
  signedUrl,
  signing,
  trading,
} from './support.js';

const symbol = venueSymbol('BTCUSDT');
const byClientId: VenueOrderIds = { symbol, clientId: clientOrderId('ours-1'), venueId: undefined };
const byBoth: VenueOrderIds = { ...byClientId, venueId: orderId('9007199254740993') };
const { apiKey, recvWindow, timestamp } = PROOF;
const headers = { 'X-MBX-APIKEY': API_KEY };

const valueOf = <A>(call: VenueCall<A>, body: unknown): unknown => {
  const read = call.read(answer(200, body));
  return read._tag === 'answered' ? plain(read.value) : read;
};

const frameOf = (call: VenueCall<unknown>): string => call.frame?.('7', signing) ?? '';

const wire = {
  symbol: 'BTCUSDT',
  orderId: 12569099453,
  orderListId: -1,
  clientOrderId: 'ours-1',
  price: '23416.10000000',
  origQty: '0.00847000',
  executedQty: '0.00720000',
  cummulativeQuoteQty: '172.43931000',
  status: 'PARTIALLY_FILLED',
  timeInForce: 'GTC',
  type: 'LIMIT',
  side: 'SELL',
  stopPrice: '0.00000000',
  icebergQty: '0.00000000',
  time: 1_660_801_715_639,
  updateTime: 1_660_801_717_945,
  isWorking: true,
  workingTime: 1_660_801_715_639,
  origQuoteOrderQty: '0.00000000',
  selfTradePreventionMode: 'NONE',
};

const listed = {
  symbol: 'BTCUSDT',
  clientId: 'ours-1',
  venueId: '12569099453',
  status: 'partiallyFilled',
  cumulativeBase: '0.0072',
  cumulativeQuote: '172.43931',
  sequence: undefined,
  terms: {
    side: 'sell',
    type: 'limit',
    amount: '0.00847',
    sizedIn: 'base',
    price: '23416.1',
    base: undefined,
    quote: undefined,
  },
  reason: undefined,
  venueTime: 1_660_801_717_945,
};

describe('cancelling an order at Binance', () => {
  const cancelled = {
    ...wire,
    origClientOrderId: 'ours-1',
    clientOrderId: 'theirs-9',
    status: 'CANCELED',
    transactTime: 1_684_804_350_068,
  };
  const { updateTime: _, ...answerToCancel } = cancelled;

  it('goes by the client id where that is all', () => {
    const call = trading.cancel(byClientId, 'cancel 1');
    expect(call.name).to.equal('DELETE /api/v3/order');
    expect(call.costs).to.deep.equal({ requestWeight: 1, rawRequests: 1 });
    expect(call.http(signing)).to.deep.equal({
      method: 'DELETE',
      url: signedUrl('/api/v3/order', 'symbol=BTCUSDT&origClientOrderId=ours-1'),
      headers,
    });
    expect(JSON.parse(frameOf(call))).to.deep.equal(
      signedFrame('order.cancel', {
        apiKey,
        origClientOrderId: 'ours-1',
        recvWindow,
        symbol: 'BTCUSDT',
        timestamp,
      }),
    );
  });

  it("goes by the venue's id alone where that is known, to the digit", () => {
    const call = trading.cancel(byBoth, 'cancel 1');
    expect(call.http(signing).url).to.equal(
      signedUrl('/api/v3/order', 'symbol=BTCUSDT&orderId=9007199254740993'),
    );
    expect(frameOf(call)).to.include('"orderId":9007199254740993,');
  });

  it('is not sent without an id', () => {
    const call = trading.cancel({ ...byClientId, clientId: undefined }, 'cancel 1');
    expect(() => call.http(signing)).to.throw(RangeError, 'an order in BTCUSDT without an id');
  });

  const origin = {
    venue: 'binance',
    symbol: 'BTCUSDT',
    clientId: 'ours-1',
    venueId: '12569099453',
    venueTime: 1_684_804_350_068,
    receivedAt: RECEIVED_AT,
  };

  it('is final where the answer says so, and tells what was filled', () => {
    expect(valueOf(trading.cancel(byBoth, 'cancel 1'), answerToCancel)).to.deep.equal([
      { _tag: 'cancelAcknowledged', ...origin, request: 'cancel 1', final: true },
      { _tag: 'orderReported', ...listed, ...origin, status: 'cancelled' },
    ]);
  });

  it("finds the order's client id beside the cancel's own", () => {
    const call = trading.cancel({ ...byBoth, clientId: undefined }, 'cancel 1');
    expect(valueOf(call, answerToCancel)).to.have.nested.property('[1].clientId', 'ours-1');
  });

  it('is not final where the answer says that it is going to be', () => {
    expect(
      valueOf(trading.cancel(byBoth, 'c'), { ...answerToCancel, status: 'PENDING_CANCEL' }),
    ).to.have.nested.property('[0].final', false);
  });
});

describe('amending an order at Binance', () => {
  const amendment = { ...byClientId, amount: new Decimal('5.00') };
  const amended = {
    transactTime: 1_741_923_284_382,
    executionId: 16,
    amendedOrder: {
      symbol: 'BTCUSDT',
      orderId: 12,
      orderListId: -1,
      origClientOrderId: 'ours-1',
      clientOrderId: 'ours-1',
      price: '5.00000000',
      qty: '5.00000000',
      executedQty: '1.00000000',
      preventedQty: '0.00000000',
      quoteOrderQty: '0.00000000',
      cumulativeQuoteQty: '5.00000000',
      status: 'PARTIALLY_FILLED',
      timeInForce: 'GTC',
      type: 'LIMIT',
      side: 'BUY',
    },
  };

  it('keeps its client id, and costs no order', () => {
    const call = trading.amend?.(amendment);
    expect(call?.name).to.equal('PUT /api/v3/order/amend/keepPriority');
    expect(call?.costs).to.deep.equal({ requestWeight: 4, rawRequests: 1 });
    expect(call?.http(signing)).to.deep.equal({
      method: 'PUT',
      url: signedUrl(
        '/api/v3/order/amend/keepPriority',
        'symbol=BTCUSDT&origClientOrderId=ours-1&newClientOrderId=ours-1&newQty=5',
      ),
      headers,
    });
    expect(JSON.parse(call?.frame?.('7', signing) ?? '')).to.deep.equal(
      signedFrame('order.amend.keepPriority', {
        apiKey,
        newClientOrderId: 'ours-1',
        newQty: '5',
        origClientOrderId: 'ours-1',
        recvWindow,
        symbol: 'BTCUSDT',
        timestamp,
      }),
    );
  });

  it('leaves the client id of an order that has none here to the venue', () => {
    const call = trading.amend?.({ ...byBoth, clientId: undefined, amount: new Decimal(5) });
    expect(call?.http(signing).url).to.equal(
      signedUrl('/api/v3/order/amend/keepPriority', 'symbol=BTCUSDT&orderId=9007199254740993&newQty=5'),
    );
  });

  it('is an amendment under the id that the order had, and how it stands', () => {
    const origin = {
      venue: 'binance',
      symbol: 'BTCUSDT',
      clientId: 'ours-1',
      venueId: '12',
      venueTime: 1_741_923_284_382,
      receivedAt: RECEIVED_AT,
    };
    const call = trading.amend?.(amendment);
    expect(call && valueOf(call, amended)).to.deep.equal([
      { _tag: 'amended', ...origin, previousVenueId: '12', amount: '5', price: undefined },
      {
        _tag: 'orderReported',
        ...origin,
        status: 'partiallyFilled',
        cumulativeBase: '1',
        cumulativeQuote: '5',
        sequence: undefined,
        terms: { ...listed.terms, side: 'buy', amount: '5', price: '5' },
        reason: undefined,
      },
    ]);
  });
});

describe('asking Binance for orders', () => {
  it('asks for the open ones of a symbol, or for all, which is dearer', () => {
    const ofSymbol = trading.openOrders(symbol);
    expect(ofSymbol.costs).to.deep.equal({ requestWeight: 6, rawRequests: 1 });
    expect(ofSymbol.http(signing)).to.deep.equal({
      method: 'GET',
      url: signedUrl('/api/v3/openOrders', 'symbol=BTCUSDT'),
      headers,
    });
    const all = trading.openOrders();
    expect(all.costs).to.deep.equal({ requestWeight: 80, rawRequests: 1 });
    expect(all.http(signing).url).to.equal(signedUrl('/api/v3/openOrders', ''));
    expect(JSON.parse(frameOf(all))).to.deep.equal(signedFrame('openOrders.status', PROOF));
  });

  it('lists them', () => {
    expect(valueOf(trading.openOrders(), [wire])).to.deep.equal([listed]);
    expect(valueOf(trading.openOrders(), [])).to.deep.equal([]);
  });

  it('has no list at all where one of them cannot be read: what it lacks would be taken for closed', () => {
    expect(valueOf(trading.openOrders(), [wire, { ...wire, executedQty: '-1' }])).to.include({
      _tag: 'outcomeUnknown',
    });
  });

  it('asks for one', () => {
    const call = trading.lookUp(byClientId);
    expect(call.name).to.equal('GET /api/v3/order');
    expect(call.costs).to.deep.equal({ requestWeight: 4, rawRequests: 1 });
    expect(call.http(signing)).to.deep.equal({
      method: 'GET',
      url: signedUrl('/api/v3/order', 'symbol=BTCUSDT&origClientOrderId=ours-1'),
      headers,
    });
    expect(JSON.parse(frameOf(trading.lookUp({ ...byBoth, venueId: orderId('12') })))).to.deep.equal(
      signedFrame('order.status', { apiKey, orderId: 12, recvWindow, symbol: 'BTCUSDT', timestamp }),
    );
  });

  it("tells how it stands, under the client id that was asked for: a cancelled one has got the cancel's", () => {
    expect(valueOf(trading.lookUp(byClientId), wire)).to.deep.equal(listed);
    expect(
      valueOf(trading.lookUp(byClientId), { ...wire, clientOrderId: 'theirs-9', status: 'CANCELED' }),
    ).to.deep.equal({
      ...listed,
      status: 'cancelled',
    });
    expect(valueOf(trading.lookUp({ ...byBoth, clientId: undefined }), wire)).to.deep.equal(listed);
  });

  const statuses = {
    NEW: 'open',
    PENDING_NEW: 'pending',
    PARTIALLY_FILLED: 'partiallyFilled',
    FILLED: 'filled',
    CANCELED: 'cancelled',
    PENDING_CANCEL: 'pendingCancel',
    REJECTED: 'rejected',
    EXPIRED: 'expired',
    EXPIRED_IN_MATCH: 'expired',
  };
  for (const [status, meant] of Object.entries(statuses))
    it(`knows the status ${status}`, () => {
      expect(valueOf(trading.lookUp(byClientId), { ...wire, status })).to.include({ status: meant });
    });

  it('says why an order expired that would have met another of the account', () => {
    const value = valueOf(trading.lookUp(byClientId), { ...wire, status: 'EXPIRED_IN_MATCH' });
    expect(value).to.include({ reason: 'EXPIRED_IN_MATCH' });
  });

  it('tells a market order in base currency as that', () => {
    const value = valueOf(trading.lookUp(byClientId), { ...wire, type: 'MARKET', price: '0.00000000' });
    expect(value).to.deep.include({ terms: { ...listed.terms, type: 'market', price: undefined } });
  });

  it('does not guess a status that it does not know', () => {
    expect(valueOf(trading.lookUp(byClientId), { ...wire, status: 'FROZEN' })).to.include({
      _tag: 'outcomeUnknown',
    });
  });

  it('does not know the quote amount that the venue has forgotten, nor the terms of an order with a stop', () => {
    const old = { ...wire, cummulativeQuoteQty: '-1.00000000', type: 'STOP_LOSS_LIMIT' };
    expect(valueOf(trading.lookUp(byClientId), old)).to.include({
      cumulativeQuote: undefined,
      terms: undefined,
    });
  });

  it('has no ids where the venue gives none', () => {
    const value = valueOf(trading.openOrders(), [{ ...wire, orderId: -1, clientOrderId: '' }]);
    expect(value).to.deep.equal([{ ...listed, clientId: undefined, venueId: undefined }]);
  });
});
