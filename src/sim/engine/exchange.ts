import type { Decimal } from 'decimal.js';
import { Subject, type Observable } from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import type { TradingRule } from '../../domain/tradingRule.js';
import type { AccountFees } from './accountFees.js';
import { Engine, type ExchangeOptions } from './engine.js';
import type { ExchangeCommand, OrderReference } from './exchangeCommand.js';
import type { ExchangeEvent, TradeExecuted } from './exchangeEvent.js';
import type { ExchangeOrder, OrderStatus } from './exchangeOrder.js';
import { executeCommand } from './executeCommand.js';
import type { Market } from './market.js';
import type { Seat } from './tradingAccount.js';
import {
  selectTrades,
  viewBook,
  viewByOrder,
  viewOrder,
  type LevelBook,
  type OrderBookByOrder,
  type TradeQuery,
} from './views.js';

/** A command, and what came of it. */
export interface ExchangeStep {
  readonly command: ExchangeCommand;
  readonly events: readonly ExchangeEvent[];
}

/** What an account has of a token. */
export interface AccountBalance {
  readonly total: Decimal;
  /** What open orders hold of it. */
  readonly locked: Decimal;
  /** The rest. */
  readonly available: Decimal;
}

/** An instrument as it is listed. */
export interface ListedInstrument {
  readonly rule: TradingRule;
  readonly halted: boolean;
}

/**
 * A matching engine: several instruments and accounts, orders matched by price and then by time. Commands go in, events
 * come out, and what it knows can be asked for at any time. It reads no clock and draws no lots: time comes with each
 * command, and the same commands give the same events. All numbers are exact.
 *
 * Queries name an instrument by its symbol and throw a RangeError where it is not listed; accounts are made by naming
 * them.
 */
export class Exchange {
  readonly #engine: Engine;
  readonly #steps = new Subject<ExchangeStep>();
  readonly #untold: ExchangeStep[] = [];
  #isTelling = false;

  /**
   * All steps, of whomever: hot, synchronous, in order, never ends. A late subscriber gets those that come after it.
   * One that executes a command while it is told of a step gets the events at once, and all are told after the step at
   * hand.
   */
  readonly steps$: Observable<ExchangeStep> = this.#steps.asObservable();

  /**
   * @throws {RangeError} where two instruments have one name, a rule no tick or no lot, or a token too few digits for
   * them; where an option is out of range.
   */
  constructor(options: ExchangeOptions) {
    this.#engine = new Engine(options);
  }

  /**
   * Does what a command says; gives all that happened, in order: orders whose time has come first, balances last.
   *
   * @throws {RangeError} at once, with nothing changed, where the command is none: its time is before the last one's, a
   * number of it is infinite or none, a transfer is not above zero or has more digits than its token, a fee is out of
   * range. What a venue would refuse is no error but a `rejected` event.
   */
  execute(command: ExchangeCommand): readonly ExchangeEvent[] {
    executeCommand(this.#engine, command);
    const events = this.#engine.log.take();
    this.#untold.push({ command, events });
    if (!this.#isTelling) this.#tell();
    return events;
  }

  /** That of the last command, in milliseconds since 1970. */
  get time(): number {
    return this.#engine.log.time;
  }

  /** What is traded. */
  get symbols(): readonly VenueSymbol[] {
    return [...this.#engine.markets.keys()];
  }

  /** Who has, or had, anything; the account that gets the fees among them. */
  get accounts(): readonly string[] {
    return [...this.#engine.ledger.accounts];
  }

  /** What is asked of an instrument's orders, and whether it trades. */
  instrument(symbol: VenueSymbol): ListedInstrument {
    const { rule, halted } = this.#market(symbol);
    return { rule, halted };
  }

  /** By token; of a token that is missing there never was any. */
  balances(account: string): ReadonlyMap<string, AccountBalance> {
    const balances = new Map<string, AccountBalance>();
    for (const holding of this.#engine.ledger.holdings(account)) {
      const { token, total, locked, available } = holding;
      balances.set(token.name, {
        total: holding.decimal(total),
        locked: holding.decimal(locked),
        available: holding.decimal(available),
      });
    }
    return balances;
  }

  /** What an account pays. */
  fees(account: string): AccountFees {
    return this.#engine.account(account).fees;
  }

  /**
   * An order by one of its ids, open or ended; undefined where there is none, where two ids are of two orders, and where
   * it ended too long ago to be kept. Of orders of one client id the last one.
   */
  order(account: string, symbol: VenueSymbol, reference: OrderReference): ExchangeOrder | undefined {
    const market = this.#market(symbol);
    const order = this.#seat(account, symbol).find(reference);
    return order && viewOrder(market, order);
  }

  /** Where an order stands, as {@link order} finds it: that alone costs less. */
  orderStatus(account: string, symbol: VenueSymbol, reference: OrderReference): OrderStatus | undefined {
    this.#market(symbol);
    return this.#seat(account, symbol).find(reference)?.status;
  }

  /** The oldest first; of all instruments where none is named. */
  openOrders(account: string, symbol?: VenueSymbol): readonly ExchangeOrder[] {
    const symbols = symbol === undefined ? this.symbols : [symbol];
    return symbols
      .flatMap((name) => {
        const market = this.#market(name);
        return Array.from(this.#seat(account, name).open.values(), (order) => viewOrder(market, order));
      })
      .sort((a, b) => a.orderId - b.orderId);
  }

  /** Open and ended ones, the oldest first; those that ended too long ago are not kept. */
  orders(account: string, symbol: VenueSymbol): readonly ExchangeOrder[] {
    const market = this.#market(symbol);
    return this.#seat(account, symbol).orders.map((order) => viewOrder(market, order));
  }

  /** Trades of an instrument, the oldest first. */
  trades(symbol: VenueSymbol, query: TradeQuery = {}): readonly TradeExecuted[] {
    return selectTrades(this.#market(symbol).trades.items, query);
  }

  /** Trades of an account on an instrument, the oldest first. */
  accountTrades(account: string, symbol: VenueSymbol, query: TradeQuery = {}): readonly TradeExecuted[] {
    this.#market(symbol);
    return selectTrades(this.#seat(account, symbol).trades.items, query);
  }

  /** The newest trade of an instrument. */
  lastTrade(symbol: VenueSymbol): TradeExecuted | undefined {
    return this.#market(symbol).trades.items.at(-1);
  }

  /** The best `depth` levels of each side; all where left out. */
  book(symbol: VenueSymbol, depth = Infinity): LevelBook {
    return viewBook(this.#market(symbol), depth);
  }

  /** The orders behind the levels. */
  bookByOrder(symbol: VenueSymbol): OrderBookByOrder {
    return viewByOrder(this.#market(symbol));
  }

  #market(symbol: VenueSymbol): Market {
    const market = this.#engine.markets.get(symbol);
    if (market === undefined) throw new RangeError(`no instrument is named ${symbol}`);
    return market;
  }

  #seat(account: string, symbol: VenueSymbol): Seat {
    return this.#engine.account(account).seat(symbol);
  }

  #tell(): void {
    this.#isTelling = true;
    try {
      for (let step = this.#untold.shift(); step !== undefined; step = this.#untold.shift())
        this.#steps.next(step);
    } finally {
      this.#isTelling = false;
    }
  }
}
