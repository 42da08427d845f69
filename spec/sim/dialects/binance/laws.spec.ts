import { Decimal } from 'decimal.js';
import { expect } from 'chai';
import fc from 'fast-check';

import { add, subtract } from '../../../../src/domain/exact.js';
import { accountLedger } from '../../../../src/sim/index.js';
import { Counter, type Form } from './counter.js';

const act = fc.record({
  account: fc.constantFrom('ann', 'bob'),
  kind: fc.constantFrom('place', 'place', 'place', 'cancel', 'cancelAll', 'replace', 'amend', 'market'),
  side: fc.constantFrom('BUY', 'SELL'),
  type: fc.constantFrom('LIMIT', 'LIMIT', 'LIMIT_MAKER'),
  timeInForce: fc.constantFrom('GTC', 'GTC', 'IOC', 'FOK'),
  mode: fc.constantFrom('NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT'),
  price: fc.integer({ min: 89_995, max: 90_005 }),
  lots: fc.integer({ min: 1, max: 900 }),
  which: fc.nat({ max: 9 }),
  passMs: fc.nat({ max: 200 }),
});

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Does something over REST; whether it is taken is the venue's business. */
function perform(
  counter: Counter,
  { account, kind, side, type, timeInForce, mode, price, lots, which }: Act,
): void {
  const symbol = 'BTCUSDT';
  const quantity = (lots / 1000).toFixed(3);
  const order: Form = {
    symbol,
    side,
    type,
    quantity,
    price,
    selfTradePreventionMode: mode,
    ...(type === 'LIMIT' ? { timeInForce } : {}),
  };
  const open = counter.exchange.openOrders(account);
  const orderId = open[which % Math.max(1, open.length)]?.orderId ?? 7;
  switch (kind) {
    case 'place':
      return void counter.sign(account, 'POST', '/api/v3/order', order);
    case 'market':
      return void counter.sign(account, 'POST', '/api/v3/order', {
        symbol,
        side,
        type: 'MARKET',
        selfTradePreventionMode: mode,
        ...(which % 2 === 0 ? { quantity } : { quoteOrderQty: lots * 100 }),
      });
    case 'cancel':
      return void counter.sign(account, 'DELETE', '/api/v3/order', { symbol, orderId });
    case 'cancelAll':
      return void counter.sign(account, 'DELETE', '/api/v3/openOrders', { symbol });
    case 'replace':
      return void counter.sign(account, 'POST', '/api/v3/order/cancelReplace', {
        ...order,
        cancelReplaceMode: which % 2 === 0 ? 'STOP_ON_FAILURE' : 'ALLOW_FAILURE',
        cancelOrderId: orderId,
      });
    case 'amend':
      return void counter.sign(account, 'PUT', '/api/v3/order/amend/keepPriority', {
        symbol,
        orderId,
        newQty: quantity,
      });
  }
}

type Report = Readonly<Record<'e' | 'x' | 'i' | 'X' | 'z' | 't' | 'l' | 'L' | 'n' | 'N' | 'm', string>>;

/** An order as its reports tell it. */
interface Told {
  status: string;
  filled: string;
  fills: string[];
}

/** Orders and balances as an account's stream told them. */
function told(frames: readonly unknown[]) {
  const orders = new Map<number, Told>();
  const balances = new Map<string, { free: string; locked: string }>();
  for (const { event } of frames as { event: Report & { B: { a: string; f: string; l: string }[] } }[]) {
    if (event.e === 'outboundAccountPosition')
      for (const { a, f, l } of event.B) balances.set(a, { free: f, locked: l });
    if (event.e !== 'executionReport' || event.x === 'REJECTED') continue;
    const order = orders.get(Number(event.i)) ?? { status: '', filled: '', fills: [] };
    order.status = String(event.X);
    order.filled = String(event.z);
    if (event.x === 'TRADE')
      order.fills.push(`${event.t} ${event.l} at ${event.L}, ${event.n} ${event.N}, ${event.m}`);
    orders.set(Number(event.i), order);
  }
  return { orders, balances };
}

const STATUS: Readonly<Record<string, string>> = {
  new: 'NEW',
  partiallyFilled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  cancelled: 'CANCELED',
  expired: 'EXPIRED',
};

describe("Binance's dialect: laws", () => {
  it('keeps what came in: what the accounts have and the fees are together what was deposited', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
        const counter = new Counter({ limits: [] });
        for (const one of acts) {
          perform(counter, one);
          counter.pass(one.passMs);
          const sums = new Map<string, Decimal>();
          for (const account of counter.exchange.accounts)
            for (const [token, { total, locked, available }] of counter.exchange.balances(account)) {
              sums.set(token, add(sums.get(token) ?? new Decimal(0), total));
              expect(subtract(total, locked).eq(available)).to.equal(true);
              expect(available.gte(0) && locked.gte(0)).to.equal(true);
            }
          const shown = Object.fromEntries([...sums].map(([token, sum]) => [token, sum.toFixed()]));
          expect(shown).to.include({ BTC: '20', USDT: '2000000' });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells an account over its stream all that the engine did for it: statuses, fills, fees and balances', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), (acts) => {
        const counter = new Counter({ limits: [] });
        const { send, take, frames } = counter.connect('/ws-api/v3', 'returnRateLimits=false');
        send(counter.apiCall('ann', 1, 'userDataStream.subscribe.signature'));
        take();
        for (const one of acts) {
          perform(counter, one);
          counter.pass(one.passMs);
        }
        const heard = told(frames);
        const { orders, fills, balances } = accountLedger(counter.exchange, 'ann');
        const truth = new Map(
          orders.map(({ orderId, status, expiredBy, filled }): [number, Told] => [
            orderId,
            {
              status: expiredBy === 'selfTrade' ? 'EXPIRED_IN_MATCH' : (STATUS[status] ?? ''),
              filled: filled.toFixed(8),
              fills: fills
                .filter((fill) => fill.orderId === orderId)
                .map(
                  ({ tradeId, amount, price, fee, liquidity }) =>
                    `${tradeId} ${amount.toFixed(8)} at ${price.toFixed(8)}, ${fee.amount.toFixed(8)} ${fee.token}, ${liquidity === 'maker'}`,
                ),
            },
          ]),
        );
        expect(Object.fromEntries(heard.orders)).to.deep.equal(Object.fromEntries(truth));
        for (const [token, { free, locked }] of heard.balances)
          expect([free, locked]).to.deep.equal([
            balances.get(token)?.available.toFixed(8),
            balances.get(token)?.locked.toFixed(8),
          ]);
      }),
      { numRuns: 80 },
    );
  });

  it('answers about an account what its ledger has', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
        const counter = new Counter({ limits: [] });
        for (const one of acts) perform(counter, one);
        const ask = (path: string) => counter.sign('ann', 'GET', path, { symbol: 'BTCUSDT' }).json;
        const { orders, fills } = accountLedger(counter.exchange, 'ann');
        const asked = ask('/api/v3/allOrders') as { orderId: number; executedQty: string }[];
        expect(asked.map(({ orderId, executedQty }) => [orderId, executedQty])).to.deep.equal(
          orders.map(({ orderId, filled }) => [orderId, filled.toFixed(8)]),
        );
        const trades = ask('/api/v3/myTrades') as {
          id: number;
          orderId: number;
          qty: string;
          commission: string;
        }[];
        expect(
          trades.map(({ id, orderId, qty, commission }) => [id, orderId, qty, commission]),
        ).to.deep.equal(
          fills.map(({ tradeId, orderId, amount, fee }) => [
            tradeId,
            orderId,
            amount.toFixed(8),
            fee.amount.toFixed(8),
          ]),
        );
      }),
      { numRuns: 40 },
    );
  });
});
