import type { Decimal } from 'decimal.js';

import { clientOrderId, type ClientOrderId } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { ExchangeCommand } from '../engine/exchangeCommand.js';
import type { ExchangeEvent } from '../engine/exchangeEvent.js';
import type { NewOrder } from '../engine/newOrder.js';
import type { TradedMarket } from './tradedMarket.js';

/** One account of a crowd. It has deep pockets: what it lacks it deposits. */
export class Trader {
  #lastOrder = 0;

  constructor(
    readonly market: TradedMarket,
    readonly account: string,
    readonly random: () => number,
    /** What it deposits of a token whenever it lacks some. */
    private readonly purse: Readonly<Record<string, Decimal>>,
  ) {}

  nextClientId(): ClientOrderId {
    return clientOrderId(`${this.account}-${++this.#lastOrder}`);
  }

  place(clientId: ClientOrderId, order: NewOrder, time: number): void {
    const { symbol } = this.market.rule;
    this.execute({ _tag: 'place', account: this.account, symbol, clientId, order, time });
  }

  cancel(clientId: ClientOrderId, time: number): void {
    const { symbol } = this.market.rule;
    this.execute({ _tag: 'cancel', account: this.account, symbol, cancel: { clientId }, time });
  }

  /** Whether an order of its own may still trade. */
  isOpen(clientId: ClientOrderId): boolean {
    const { exchange, rule } = this.market;
    const status = exchange.orderStatus(this.account, rule.symbol, { clientId });
    return status === 'new' || status === 'partiallyFilled';
  }

  /** The best price of a side, in ticks; undefined where nobody is there. */
  best(side: Side): number | undefined {
    const { exchange, rule } = this.market;
    const { bids, asks } = exchange.book(rule.symbol, 1);
    const best = (side === 'buy' ? bids : asks)[0];
    return best && Math.round(this.market.ticksOf(best.price.toNumber()));
  }

  /** Executes a command; an order for which it lacked something it sends again when it has deposited that. */
  execute(command: ExchangeCommand): void {
    const { exchange } = this.market;
    const token = exchange
      .execute(command)
      .map(lacks)
      .find((lacked) => lacked !== undefined);
    const amount = token === undefined ? undefined : this.purse[token];
    if (token === undefined || amount === undefined) return;
    const { account } = this;
    exchange.execute({ _tag: 'deposit', account, token, amount, time: command.time });
    exchange.execute(command);
  }
}

const lacks = (event: ExchangeEvent): string | undefined =>
  event._tag === 'rejected' && event.reason._tag === 'insufficientBalance' ? event.reason.token : undefined;
