import { Decimal } from 'decimal.js';
import { interval, type Subscription } from 'rxjs';

import { clientOrderId, instrument, venueName, venueSymbol } from '../../../../src/domain/ids.js';
import { tradingRule } from '../../../../src/domain/tradingRule.js';
import { BinanceDialect } from '../../../../src/sim/dialects/binance/binanceDialect.js';
import {
  BINANCE_LIMITS,
  type DialectKey,
  type SignatureCheck,
} from '../../../../src/sim/dialects/binance/dialectOptions.js';
import { accountFees } from '../../../../src/sim/engine/accountFees.js';
import { Exchange } from '../../../../src/sim/engine/exchange.js';
import { accountLedger } from '../../../../src/sim/venue/accountLedger.js';
import { dialectGate } from '../../../../src/sim/venue/venueGate.js';
import type { ExchangeUnderTest, TestedInstrument } from '../../../../src/testing/index.js';
import { ScriptedGate } from './scriptedGate.js';

/** What is traded in the tests. */
export const TESTED: TestedInstrument = {
  name: instrument('BTC-USDT'),
  rule: tradingRule({
    venue: venueName('binance'),
    symbol: venueSymbol('BTCUSDT'),
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.01',
    lotSize: '0.00001',
    minPrice: '0.01',
    maxPrice: '1000000',
    minSize: '0.00001',
    maxSize: '9000',
    minNotional: '5',
    maxNotional: '9000000',
    orderTypes: ['limit', 'limitMaker', 'market'],
    timesInForce: ['gtc', 'ioc', 'fok'],
  }),
  price: new Decimal(50_000),
  amount: new Decimal('0.01'),
};

const TICK_MS = 20;
const ACCOUNT = 'tested';
const OTHER = 'other';
const { symbol } = TESTED.rule;

/** An embedded exchange on which nobody trades but the test, before it a gate that does what the test says. */
export interface QuietExchange extends ExchangeUnderTest {
  readonly gate: ScriptedGate;
  /** Lets time go on, until it is unsubscribed. */
  readonly run: () => Subscription;
}

export function quietExchange(key: Omit<DialectKey, 'account'>, verify: SignatureCheck): QuietExchange {
  let skewMs = 0;
  let ids = 0;
  const now = (): number => Date.now() + skewMs;
  const exchange = new Exchange({
    instruments: [TESTED.rule],
    // Others for makers than for takers, so that nobody can take the one for the other.
    fees: accountFees({ makerRate: '0.001', takerRate: '0.002' }),
    startAt: now(),
  });
  const keys = [{ ...key, account: ACCOUNT }];
  const dialect = new BinanceDialect(exchange, { keys, verify, now, limits: BINANCE_LIMITS });
  const advance = (): void => {
    exchange.execute({ _tag: 'advance', time: Math.max(exchange.time, now()) });
    dialect.onTick();
  };
  const gate = new ScriptedGate(dialectGate(dialect, advance), now);
  for (const [account, times] of [
    [ACCOUNT, 50],
    [OTHER, 5_000],
  ] as const) {
    const amount = TESTED.amount.times(times);
    exchange.execute({ _tag: 'deposit', time: exchange.time, account, token: 'BTC', amount });
    exchange.execute({
      _tag: 'deposit',
      time: exchange.time,
      account,
      token: 'USDT',
      amount: amount.times(TESTED.price),
    });
  }
  const place = (account: string, side: 'buy' | 'sell', amount: Decimal, price: Decimal): string => {
    advance();
    const clientId = clientOrderId(`${account}-${++ids}`);
    const order = { orderType: 'limit', side, amount, price } as const;
    const events = exchange.execute({ _tag: 'place', time: exchange.time, account, symbol, clientId, order });
    const refused = events.find((event) => event._tag === 'rejected');
    if (refused !== undefined) throw new Error(`${account} cannot ${side}: ${refused.reason._tag}`);
    return clientId;
  };
  const ledger = () => accountLedger(exchange, ACCOUNT);
  return {
    gate,
    run: () => interval(TICK_MS).subscribe(advance),
    ledger: {
      orders: () =>
        ledger().orders.map(({ clientId, orderId, side, amount, price, filled, status }) => ({
          clientId,
          venueId: String(orderId),
          side,
          amount,
          price,
          filled,
          isOpen: status === 'new' || status === 'partiallyFilled',
        })),
      fills: () =>
        ledger().fills.map(({ clientId, tradeId, amount, price, fee, liquidity }) => ({
          clientId,
          tradeId: String(tradeId),
          amount,
          price,
          fee: fee.amount.isZero() ? undefined : fee,
          liquidity,
        })),
      balances: () => ledger().balances,
      requests: (kind) => gate.requests[kind],
      connections: () => gate.connections,
    },
    other: {
      place: (side, amount, price) => void place(OTHER, side, amount, price),
      cancelAll: () => {
        advance();
        exchange.execute({ _tag: 'cancelAll', time: exchange.time, account: OTHER, symbol });
      },
    },
    owner: {
      place: (side, amount, price) => place(ACCOUNT, side, amount, price),
      cancel: (clientId) => {
        advance();
        const cancel = { clientId: clientOrderId(clientId) };
        exchange.execute({ _tag: 'cancel', time: exchange.time, account: ACCOUNT, symbol, cancel });
      },
    },
    faults: {
      ...gate.faults,
      skewClock: (byMs) => {
        skewMs += byMs;
      },
    },
  };
}
