import { expect } from 'chai';
import type { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add, multiply, subtract } from '../../../src/domain/exact.js';
import {
  Exchange,
  type ExchangeCommand,
  type ExchangeEvent,
  type ExchangeOrder,
  type OrderBookByOrder,
  type TradeExecuted,
} from '../../../src/sim/index.js';
import { ACCOUNTS, dec, histories, options, TOKENS } from './exchangeCommands.js';
import { NaiveExchange } from './naiveExchange.js';
import { plain, plainEvents } from './plainEvents.js';

const ZERO = dec(0);
const sumOf = (amounts: readonly Decimal[]) => amounts.reduce(add, ZERO);
const SYMBOLS = options.instruments.map(({ symbol }) => symbol);

/** Quicker than by their texts: this is asked some million times. What is undefined is nothing. */
function expectSame(actual = ZERO, expected = ZERO, what = 'amount'): void {
  if (!actual.eq(expected)) expect(actual.toFixed(), what).to.equal(expected.toFixed());
}

const leftOf = ({ amount, filled, prevented }: ExchangeOrder) =>
  subtract(subtract(amount, filled), prevented);

/** The laws of the exchange, each over so many histories. */
export function itKeepsTheLaws(numRuns: number): void {
  const holds = (law: (history: readonly ExchangeCommand[]) => void) =>
    function (this: Mocha.Context) {
      this.timeout(60_000 + numRuns * 40);
      fc.assert(fc.property(histories, law), { numRuns });
    };

  it(
    'tells what the naive exchange tells',
    holds((history) => {
      const exchange = new Exchange(options);
      const naive = new NaiveExchange({ ...options, rules: options.instruments });
      for (const command of history) {
        expect(plainEvents(exchange.execute(command))).to.equal(plainEvents(naive.execute(command)));
      }
    }),
  );

  it(
    'keeps the books of its accounts, and keeps its word about them',
    holds((history) => {
      const exchange = new Exchange(options);
      const come = new Map<string, Decimal>();
      const fees = new Map<string, Decimal>();
      const told = new Map<string, readonly Decimal[]>();
      for (const command of history) {
        for (const event of exchange.execute(command)) {
          if (event._tag === 'deposited' || event._tag === 'withdrawn') {
            const change = event._tag === 'deposited' ? event.amount : event.amount.neg();
            come.set(event.token, add(come.get(event.token) ?? ZERO, change));
          }
          if (event._tag === 'balance')
            told.set(`${event.account} ${event.token}`, [event.total, event.locked]);
          if (event._tag === 'trade') {
            for (const { fee } of [event.maker, event.taker])
              fees.set(fee.token, add(fees.get(fee.token) ?? ZERO, fee.amount));
          }
        }
        checkAccounts(exchange, come, fees, told);
      }
    }),
  );

  it(
    'keeps books that are not crossed, that its orders add up to, and that its events rebuild',
    holds((history) => {
      const exchange = new Exchange(options);
      const rebuilt = new Map(SYMBOLS.map((symbol) => [symbol, new RebuiltBook()]));
      for (const command of history) {
        for (const event of exchange.execute(command))
          if (event._tag === 'level') rebuilt.get(event.symbol)!.apply(event);
        for (const symbol of SYMBOLS) checkBook(exchange, symbol, rebuilt.get(symbol)!);
      }
    }),
  );

  it(
    'gives each order its turn: by price, then by time',
    holds((history) => {
      const exchange = new Exchange(options);
      for (const command of history) {
        exchange.execute({ _tag: 'advance', time: command.time });
        const before = SYMBOLS.map((symbol) => exchange.bookByOrder(symbol));
        checkTurns(before, exchange.execute(command));
      }
    }),
  );

  it(
    'numbers all that it tells, and accounts for every order by its trades',
    holds((history) => {
      const exchange = new Exchange(options);
      const events = history.flatMap((command) => exchange.execute(command));
      expect(events.map(({ sequence }) => sequence)).to.deep.equal(events.map((_, at) => at + 1));
      for (const symbol of SYMBOLS) {
        const trades = events.filter((event) => event._tag === 'trade' && event.symbol === symbol);
        expect(exchange.trades(symbol)).to.deep.equal(trades);
        expect(exchange.trades(symbol).map(({ tradeId }) => tradeId)).to.deep.equal(
          trades.map((_, at) => at + 1),
        );
        for (const account of ACCOUNTS) checkOrders(exchange, account, symbol);
      }
    }),
  );

  it(
    'does the same again',
    holds((history) => {
      const [one, other] = [new Exchange(options), new Exchange(options)];
      for (const command of history)
        expect(plain(other.execute(command))).to.equal(plain(one.execute(command)));
    }),
  );
}

/** Conservation; nothing below zero; what is locked is what open orders need; what was told last is so. */
function checkAccounts(
  exchange: Exchange,
  come: ReadonlyMap<string, Decimal>,
  fees: ReadonlyMap<string, Decimal>,
  told: ReadonlyMap<string, readonly Decimal[]>,
): void {
  const balances = new Map(exchange.accounts.map((account) => [account, exchange.balances(account)]));
  for (const token of TOKENS) {
    const totals = Array.from(balances.values(), (of) => of.get(token)?.total ?? ZERO);
    expectSame(sumOf(totals), come.get(token), `all ${token}`);
    expectSame(balances.get('exchange')?.get(token)?.total, fees.get(token), `fees in ${token}`);
  }
  for (const [account, of] of balances) {
    const needs = exchange.openOrders(account).map((order) => {
      const { base, quote } = exchange.instrument(order.symbol).rule;
      return order.side === 'buy'
        ? { token: quote, amount: multiply(order.price!, leftOf(order)) }
        : { token: base, amount: leftOf(order) };
    });
    for (const [token, { total, locked, available }] of of) {
      const needed = needs.filter((need) => need.token === token).map(({ amount }) => amount);
      expectSame(locked, sumOf(needed), `locked ${token} of ${account}`);
      expectSame(available, subtract(total, locked), `available ${token} of ${account}`);
      if (available.lt(0)) expect.fail(`${account} has ${available.toFixed()} ${token}`);
      const [tolds, toldLocked] = told.get(`${account} ${token}`) ?? [];
      expectSame(tolds, total, `${token} told to ${account}`);
      expectSame(toldLocked, locked, `locked ${token} told to ${account}`);
    }
  }
}

/** A book made of level events alone. */
class RebuiltBook {
  readonly #levels = { buy: new Map<string, string>(), sell: new Map<string, string>() };
  lastUpdateId = 0;

  apply({ side, price, size, updateId }: Extract<ExchangeEvent, { _tag: 'level' }>): void {
    if (updateId !== this.lastUpdateId + 1) expect(updateId).to.equal(this.lastUpdateId + 1);
    this.lastUpdateId = updateId;
    if (size.isZero()) this.#levels[side].delete(price.toFixed());
    else this.#levels[side].set(price.toFixed(), size.toFixed());
  }

  levels(side: 'buy' | 'sell'): string {
    const sign = side === 'buy' ? -1 : 1;
    const levels = [...this.#levels[side]].sort(([a], [b]) => sign * (Number(a) - Number(b)));
    return levels.map((level) => level.join(' ')).join();
  }
}

function checkBook(exchange: Exchange, symbol: (typeof SYMBOLS)[number], rebuilt: RebuiltBook): void {
  const { bids, asks, lastUpdateId } = exchange.book(symbol);
  expect(lastUpdateId).to.equal(rebuilt.lastUpdateId);
  if (bids[0] !== undefined && asks[0] !== undefined)
    expect(bids[0].price.lt(asks[0].price), 'crossed').to.equal(true);
  const byOrder = exchange.bookByOrder(symbol);
  for (const [side, levels, orders] of [
    ['buy', bids, byOrder.bids],
    ['sell', asks, byOrder.asks],
  ] as const) {
    const texts = levels.map(({ price, size }) => `${price.toFixed()} ${size.toFixed()}`).join();
    expect(texts).to.equal(rebuilt.levels(side));
    const sums = new Map<string, Decimal>();
    for (const { price, size } of orders)
      sums.set(price.toFixed(), add(sums.get(price.toFixed()) ?? ZERO, size));
    expect(Array.from(sums, ([price, size]) => `${price} ${size.toFixed()}`).join()).to.equal(texts);
  }
}

/** Those that an order met are the first of the other side's queue, each met before the next, in its own price. */
function checkTurns(before: readonly OrderBookByOrder[], events: readonly ExchangeEvent[]): void {
  const cancelled = events.flatMap((event) => (event._tag === 'cancelled' ? [event.orderId] : []));
  const met = events.filter((event) => event._tag === 'trade' || event._tag === 'prevented');
  if (met.length === 0) return;
  const { symbol, taker } = met[0]!;
  const { bids, asks } = before.find((book) => book.symbol === symbol)!;
  const queue = (taker.side === 'buy' ? asks : bids).filter(({ orderId }) => !cancelled.includes(orderId));
  expect(met.map(({ maker }) => maker.orderId)).to.deep.equal(
    queue.slice(0, met.length).map(({ orderId }) => orderId),
  );
  for (const [at, { price }] of met.entries())
    expectSame(price, queue[at]!.price, 'price of the resting order');
  // Whoever was met before the last has nothing left.
  for (const [at, event] of met.slice(0, -1).entries()) {
    const gone = event._tag === 'trade' ? event.amount : event.maker.lastPrevented;
    expectSame(gone, queue[at]!.size, 'gone before the next was met');
  }
}

function checkOrders(exchange: Exchange, account: string, symbol: (typeof SYMBOLS)[number]): void {
  const orders = exchange.orders(account, symbol);
  const isOpen = ({ status }: ExchangeOrder) => status === 'new' || status === 'partiallyFilled';
  expect(plain(exchange.openOrders(account, symbol))).to.equal(plain(orders.filter(isOpen)));
  for (const order of orders) {
    const { orderId, filled, filledQuote } = order;
    expect(plain(exchange.order(account, symbol, { orderId }))).to.equal(plain(order));
    const trades = exchange.accountTrades(account, symbol, { orderId });
    const mine = trades.flatMap((trade) => partiesOf(trade, orderId));
    expectSame(filled, sumOf(trades.map(({ amount }) => amount)), 'filled by trades');
    expectSame(filledQuote, sumOf(trades.map(({ quoteAmount }) => quoteAmount)), 'filled by trades');
    expectSame(filled, mine.at(-1)?.filled, 'filled as it was told');
    expectSame(filledQuote, mine.at(-1)?.filledQuote, 'filled as it was told');
    if (leftOf(order).lt(0)) expect.fail(`more is filled of ${orderId} than ordered`);
    if (order.status === 'filled') expectSame(leftOf(order), ZERO, 'left of a filled order');
  }
}

const partiesOf = ({ maker, taker }: TradeExecuted, orderId: number) =>
  [maker, taker].filter((party) => party.orderId === orderId);
