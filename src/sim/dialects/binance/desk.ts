import { venueSymbol, type VenueSymbol } from '../../../domain/ids.js';
import type { Exchange } from '../../engine/exchange.js';
import type { ExchangeCommand } from '../../engine/exchangeCommand.js';
import type { ExchangeEvent } from '../../engine/exchangeEvent.js';
import { mulberry32 } from '../../mulberry32.js';
import { AggregateTrades } from './aggregateTrades.js';
import { BINANCE_LIMITS, type DialectKey, type DialectOptions } from './dialectOptions.js';
import { OrderLabels } from './orderLabels.js';
import { RateCounter } from './rateCounter.js';
import type { Params } from './params.js';
import { badSymbol, missing, illegal } from './refusal.js';
import { ListenKeys } from './user/listenKeys.js';
import { UserStreams } from './user/userStreams.js';

/** A command without its time. */
export type Untimed = ExchangeCommand extends infer C
  ? C extends ExchangeCommand
    ? Omit<C, 'time'>
    : never
  : never;

const SYMBOL_RANGE = '^[A-Z0-9-_.]{1,20}$';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What the operations of the dialect work on. */
export class Desk {
  readonly keys: ReadonlyMap<string, DialectKey>;
  readonly rates: RateCounter;
  readonly labels = new OrderLabels();
  readonly users: UserStreams;
  readonly listenKeys: ListenKeys;
  readonly aggregates: AggregateTrades;
  readonly #random: () => number;

  constructor(
    readonly exchange: Exchange,
    readonly options: DialectOptions,
  ) {
    this.keys = new Map(options.keys.map((key) => [key.apiKey, key]));
    this.rates = new RateCounter(options.limits ?? BINANCE_LIMITS, options.patience ?? 20);
    this.#random = mulberry32(options.seed ?? 1);
    this.users = new UserStreams(exchange, this.labels);
    this.listenKeys = new ListenKeys(() => this.newId(64));
    this.aggregates = new AggregateTrades();
  }

  /** The venue's time, in milliseconds since 1970. */
  get time(): number {
    return Math.max(this.exchange.time, this.options.now());
  }

  execute(command: Untimed): readonly ExchangeEvent[] {
    return this.exchange.execute({ ...command, time: this.time });
  }

  /** An id of its own making. */
  newId(length = 22): string {
    const letter = () => LETTERS[Math.floor(this.#random() * LETTERS.length)];
    return Array.from({ length }, letter).join('');
  }

  /** A symbol that is listed. */
  symbol(params: Params, name = 'symbol'): VenueSymbol {
    const text = params.needed(name);
    if (!new RegExp(SYMBOL_RANGE, 'u').test(text)) throw illegal(name, SYMBOL_RANGE);
    return this.listed(text);
  }

  /** The symbols of `symbol` or `symbols`; all where neither is given. */
  symbols(params: Params): readonly VenueSymbol[] {
    if (params.has('symbol')) return [this.symbol(params)];
    return params.list('symbols')?.map((text) => this.listed(text)) ?? this.exchange.symbols;
  }

  listed(text: string): VenueSymbol {
    if (text === '') throw missing('symbol');
    const symbol = venueSymbol(text);
    if (!this.exchange.symbols.includes(symbol)) throw badSymbol();
    return symbol;
  }
}
