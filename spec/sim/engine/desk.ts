import { Decimal } from 'decimal.js';

import {
  clientOrderId,
  tradingRule,
  venueName,
  venueSymbol,
  type TradingRuleFields,
} from '../../../src/domain/index.js';
import {
  Exchange,
  type ExchangeCommand,
  type ExchangeEvent,
  type ExchangeOptions,
  type NewLimitOrder,
  type NewOrder,
} from '../../../src/sim/index.js';
import { plain } from './plainEvents.js';

export const BTCUSDT = venueSymbol('BTCUSDT');

export const dec = (text: string | number): Decimal => new Decimal(text);

/** A command without its time. */
type Untimed = ExchangeCommand extends infer C
  ? C extends ExchangeCommand
    ? Omit<C, 'time'>
    : never
  : never;

/** The rule of BTCUSDT: a tick of 0.01, a lot of 0.001. */
export const ruleOf = (limits: Partial<TradingRuleFields> = {}) =>
  tradingRule({
    venue: venueName('sim'),
    symbol: BTCUSDT,
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.01',
    lotSize: '0.001',
    ...limits,
  });

/** An exchange on which `ann` and `bob` have 100 BTC and 10,000 USDT each, and what one does there in a test. */
export class Desk {
  readonly exchange: Exchange;
  now = 1_000;
  #lastClientId = 0;

  constructor(options: Partial<ExchangeOptions> = {}) {
    this.exchange = new Exchange({ instruments: [ruleOf()], ...options });
    for (const account of ['ann', 'bob']) {
      this.deposit(account, 'BTC', 100);
      this.deposit(account, 'USDT', 10_000);
    }
  }

  do(command: Untimed): readonly ExchangeEvent[] {
    return this.exchange.execute({ ...command, time: this.now });
  }

  deposit(account: string, token: string, amount: string | number): void {
    this.do({ _tag: 'deposit', account, token, amount: dec(amount) });
  }

  place(account: string, order: NewOrder, name?: string): readonly ExchangeEvent[] {
    const clientId = clientOrderId(name ?? `${account}-${++this.#lastClientId}`);
    return this.do({ _tag: 'place', account, symbol: BTCUSDT, clientId, order });
  }

  /** A limit order, good till cancelled unless said otherwise. */
  limit(
    account: string,
    side: 'buy' | 'sell',
    amount: string | number,
    price: string | number,
    more: Pick<NewLimitOrder, 'selfTradePrevention'> & { readonly timeInForce?: 'ioc' | 'fok' } = {},
  ): readonly ExchangeEvent[] {
    return this.place(account, { orderType: 'limit', side, amount: dec(amount), price: dec(price), ...more });
  }

  /** Price and size of each level, the best first. */
  levels(side: 'bids' | 'asks'): string {
    return this.exchange
      .book(BTCUSDT)
      [side].map(({ price, size }) => `${size.toFixed()} at ${price.toFixed()}`)
      .join(', ');
  }

  /** Total and locked. */
  balance(account: string, token: string): string {
    const { total, locked } = this.exchange.balances(account).get(token)!;
    return `${total.toFixed()}, locked ${locked.toFixed()}`;
  }

  /** An order, by its id. */
  order(account: string, orderId: number) {
    return this.exchange.order(account, BTCUSDT, { orderId });
  }
}

/** What a test wants to see of events, without balances and levels. */
export const gist = (events: readonly ExchangeEvent[]): readonly string[] =>
  events.flatMap((event) => {
    switch (event._tag) {
      case 'trade': {
        const { amount, price, maker, taker } = event;
        return [`trade ${amount.toFixed()} at ${price.toFixed()}: ${maker.orderId} with ${taker.orderId}`];
      }
      case 'accepted':
      case 'cancelled':
      case 'amended':
        return [`${event._tag} ${event.orderId}`];
      case 'expired':
        return [`expired ${event.orderId}: ${event.reason}`];
      case 'rejected':
        return [`rejected: ${event.reason._tag}`];
      case 'prevented': {
        const { maker, taker } = event;
        const lost = [maker, taker].map(({ lastPrevented }) => lastPrevented?.toFixed() ?? 'nothing');
        return [`prevented ${maker.orderId} ${lost[0]}, ${taker.orderId} ${lost[1]}`];
      }
      case 'balance':
      case 'level':
        return [];
      case 'deposited':
      case 'withdrawn':
      case 'halted':
      case 'resumed':
      case 'fees':
        return [event._tag];
    }
  });

/** A market order by its amount. */
export const market = (side: 'buy' | 'sell', amount: number | string): NewOrder => ({
  orderType: 'market',
  side,
  amount: dec(amount),
});

/** A market order by what is to be spent or received. */
export const inQuote = (side: 'buy' | 'sell', quoteAmount: number | string): NewOrder => ({
  orderType: 'market',
  side,
  quoteAmount: dec(quoteAmount),
});

/** Bob sells 1 at 10, 2 at 11, 4 at 12. */
export function withAsks(options: Partial<ExchangeOptions> = {}): Desk {
  const desk = new Desk(options);
  desk.limit('bob', 'sell', 1, 10);
  desk.limit('bob', 'sell', 2, 11);
  desk.limit('bob', 'sell', 4, 12);
  return desk;
}

/** Why the first refused request of some events was refused, as a text. */
export const reasonOf = (events: readonly ExchangeEvent[]): string =>
  plain(events.flatMap((event) => (event._tag === 'rejected' ? [event.reason] : []))[0]);
