import { createHmac } from 'node:crypto';

import { Decimal } from 'decimal.js';

import { tradingRule, venueName, venueSymbol } from '../../../../src/domain/index.js';
import {
  accountFees,
  BinanceDialect,
  Exchange,
  type DialectConnection,
  type DialectKey,
  type DialectLimit,
} from '../../../../src/sim/index.js';
import { signatureCheck } from '../../../../src/sim/node/index.js';

export const BTCUSDT = venueSymbol('BTCUSDT');
export const START = Date.UTC(2026, 0, 5);

const rule = (base: string, quote: string, tickSize: string, lotSize: string) =>
  tradingRule({
    venue: venueName('binance'),
    symbol: venueSymbol(base + quote),
    base,
    quote,
    tickSize,
    lotSize,
    minPrice: tickSize,
    maxPrice: '1000000',
    minSize: lotSize,
    maxSize: '9000',
    minNotional: '5',
    maxNotional: '9000000',
    orderTypes: ['limit', 'limitMaker', 'market'],
    timesInForce: ['gtc', 'ioc', 'fok'],
  });

export type Form = Readonly<Record<string, string | number>>;

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

/** A connection of a test: what it was sent, and how it was ended. */
export interface TestConnection {
  readonly frames: unknown[];
  readonly send: (json: unknown) => void;
  readonly sendText: (text: string) => void;
  readonly release: () => void;
  readonly take: () => unknown[];
  closed: { code: number; reason: string } | undefined;
}

/**
 * Binance's counter of a small exchange without a crowd: `ann` and `bob` have 10 BTC and 1,000,000 USDT each, and a key each,
 * `ann-key` and `bob-key`. Its clock stands still until it is moved.
 */
export class Counter {
  readonly exchange = new Exchange({
    instruments: [rule('BTC', 'USDT', '0.01', '0.00001'), rule('ETH', 'BTC', '0.00001', '0.001')],
    fees: accountFees({ makerRate: '0.001', takerRate: '0.002' }),
    startAt: START,
  });
  readonly dialect: BinanceDialect;
  now = START;

  constructor({
    keys = [],
    secrets = {},
    ...more
  }: {
    keys?: readonly DialectKey[];
    secrets?: Readonly<Record<string, string>>;
    limits?: readonly DialectLimit[];
    patience?: number;
  } = {}) {
    for (const account of ['ann', 'bob'])
      for (const [token, amount] of [
        ['BTC', 10],
        ['USDT', 1_000_000],
      ] as const)
        this.exchange.execute({ _tag: 'deposit', time: START, account, token, amount: new Decimal(amount) });
    const ours = ['ann', 'bob'].map((account) => ({
      apiKey: `${account}-key`,
      account,
      algorithm: 'HMAC-SHA256' as const,
    }));
    const known = { 'ann-key': 'ann-secret', 'bob-key': 'bob-secret', ...secrets };
    this.dialect = new BinanceDialect(this.exchange, {
      keys: [...ours, ...keys],
      verify: signatureCheck(new Map(Object.entries(known))),
      now: () => this.now,
      ...more,
    });
  }

  /** A request that nobody signs. */
  ask(method: string, path: string, form: Form = {}, headers: Readonly<Record<string, string>> = {}): Reply {
    return this.raw(method, path, query(form), '', headers);
  }

  /** A request of an account, signed. */
  sign(account: string, method: string, path: string, form: Form = {}): Reply {
    const text = query({ ...form, timestamp: form['timestamp'] ?? this.now });
    const signature = createHmac('sha256', `${account}-secret`).update(text).digest('hex');
    return this.raw(method, path, `${text}&signature=${signature}`, '', { 'x-mbx-apikey': `${account}-key` });
  }

  raw(
    method: string,
    path: string,
    queryText: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Reply {
    const answer = this.dialect.request({ method, path, query: queryText, body, headers, address: 'here' });
    return { ...answer, json: JSON.parse(answer.body) };
  }

  /** A limit order of an account; what came back. */
  limit(account: string, side: 'BUY' | 'SELL', quantity: string, price: string, more: Form = {}): Reply {
    const form = { symbol: 'BTCUSDT', side, type: 'LIMIT', timeInForce: 'GTC', quantity, price, ...more };
    return this.sign(account, 'POST', '/api/v3/order', form);
  }

  connect(path: string, queryText = ''): TestConnection {
    const connection: TestConnection = {
      frames: [],
      send: (json) => connection.sendText(JSON.stringify(json)),
      sendText: (text) => opened.receive(text),
      release: () => opened.release(),
      take: () => connection.frames.splice(0),
      closed: undefined,
    };
    const request = { method: 'GET', path, query: queryText, headers: {}, body: '', address: 'here' };
    const opened: DialectConnection = expectOpen(
      this.dialect.connect(request, {
        send: (text) => connection.frames.push(JSON.parse(text)),
        close: (code, reason) => {
          connection.closed = { code, reason };
          opened.release();
        },
      }),
    );
    return connection;
  }

  /** A call over the WebSocket API, signed. */
  apiCall(account: string, id: number, method: string, form: Form = {}): unknown {
    const params: Record<string, string | number> = {
      ...form,
      apiKey: `${account}-key`,
      timestamp: this.now,
    };
    const text = Object.keys(params)
      .toSorted()
      .map((name) => `${name}=${params[name]}`)
      .join('&');
    const signature = createHmac('sha256', `${account}-secret`).update(text).digest('hex');
    return { id, method, params: { ...params, signature } };
  }

  /** Lets the clock go on. */
  pass(ms: number): void {
    this.now += ms;
    this.dialect.onTick();
  }
}

function expectOpen(opened: ReturnType<BinanceDialect['connect']>): DialectConnection {
  if ('status' in opened) throw new Error(`refused: ${opened.status}`);
  return opened;
}

const query = (form: Form): string =>
  Object.entries(form)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
