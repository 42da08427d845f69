import { expect } from 'chai';
import fc from 'fast-check';

import { Counter } from './counter.js';

const ROUTES =
  'GET ping|GET time|GET exchangeInfo|GET depth|GET trades|GET historicalTrades|GET aggTrades|GET klines|GET avgPrice|' +
  'GET ticker/24hr|GET ticker/price|GET ticker/bookTicker|POST order|POST order/test|POST order/cancelReplace|' +
  'PUT order/amend/keepPriority|GET order|DELETE order|GET openOrders|DELETE openOrders|GET allOrders|GET myTrades|' +
  'GET account|GET account/commission|GET rateLimit/order|POST userDataStream|PUT userDataStream';

const NAMES =
  'symbol symbols side type timeInForce quantity quoteOrderQty price newClientOrderId orderId origClientOrderId limit fromId ' +
  'startTime endTime interval cancelReplaceMode cancelOrderId newQty recvWindow strategyType selfTradePreventionMode listenKey';

const value = fc.oneof(
  fc.constantFrom(
    'BTCUSDT',
    'BUY',
    'SELL',
    'LIMIT',
    'MARKET',
    'LIMIT_MAKER',
    'GTC',
    'IOC',
    'FOK',
    '1m',
    '["BTCUSDT"]',
  ),
  fc.constantFrom(
    'STOP_ON_FAILURE',
    'ALLOW_FAILURE',
    '0',
    '1',
    '0.001',
    '90000',
    '00090000.10',
    '99999999999999999999',
    '',
  ),
  fc.string({ maxLength: 12 }),
);

const form = fc.dictionary(fc.constantFrom(...NAMES.split(' ')), value, { maxKeys: 8 });

describe("Binance's dialect: anything at all", () => {
  it('is answered in the venue’s own words, and never with a crash', () => {
    const request = fc.record({ route: fc.constantFrom(...ROUTES.split('|')), form });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), (requests) => {
        const counter = new Counter({ limits: [] });
        counter.limit('bob', 'SELL', '0.5', '90000');
        for (const { route, form: params } of requests) {
          const [method = '', path = ''] = route.split(' ');
          const { status, json } = counter.sign('ann', method, `/api/v3/${path}`, params);
          expect(status).to.be.oneOf([200, 400, 401, 409]);
          if (status !== 200) expect(json).to.have.property('code').that.is.below(0);
          counter.pass(100);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is a frame that is answered, or ends the connection', () => {
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          id: fc.anything(),
          method: fc.constantFrom('SUBSCRIBE', 'order.place', 'depth'),
          params: fc.anything(),
        })
        .map((json) => {
          try {
            return JSON.stringify(json);
          } catch {
            return '{}';
          }
        }),
      fc
        .record({
          id: fc.nat(),
          method: fc.constantFrom('depth', 'order.place', 'klines', 'ticker.24hr'),
          params: form,
        })
        .map((json) => JSON.stringify(json)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('/ws', '/stream', '/ws-api/v3'),
        fc.array(frame, { maxLength: 5 }),
        (path, frames) => {
          const counter = new Counter({ limits: [] });
          const { sendText, take } = counter.connect(path);
          for (const text of frames) {
            sendText(text);
            expect(take()).to.have.length(1);
          }
          counter.pass(1_000);
        },
      ),
      { numRuns: 400 },
    );
  });
});
