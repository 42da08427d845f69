import { Decimal } from 'decimal.js';
import { asyncScheduler, defer, ignoreElements, interval, share, tap, type Observable } from 'rxjs';

import { BinanceDialect } from '../dialects/binance/binanceDialect.js';
import type { DialectKey, DialectLimit, SignatureCheck } from '../dialects/binance/dialectOptions.js';
import { accountFees, type AccountFees } from '../engine/accountFees.js';
import { Exchange } from '../engine/exchange.js';
import { TraderCrowd } from '../traders/traderCrowd.js';
import { faultyGate } from '../faults/faultyGate.js';
import type { FaultTold, VenueFault } from '../faults/venueFault.js';
import { SIM_INSTRUMENTS, type SimInstrument } from './simInstruments.js';
import { dialectGate, type VenueGate } from './venueGate.js';

/** What somebody has when the venue opens, by token. */
export type Funds = Readonly<Record<string, Decimal | string | number>>;

/** What an embedded venue is made of. */
export interface SimVenueOptions {
  /** The same seed, and the same requests at the same times, make the same market. 1 where left out. */
  readonly seed?: number | undefined;
  /** What is traded. {@link SIM_INSTRUMENTS} where left out. */
  readonly instruments?: readonly SimInstrument[] | undefined;
  /** Who may trade. */
  readonly keys: readonly DialectKey[];
  readonly verify: SignatureCheck;
  /** By account. Nothing where left out. */
  readonly funds?: Readonly<Record<string, Funds>> | undefined;
  /** A tenth of a per cent for makers and takers where left out, as at Binance. */
  readonly fees?: AccountFees | undefined;
  /** How much may be asked for. Binance's own where left out. */
  readonly limits?: readonly DialectLimit[] | undefined;
  /** Our clock: milliseconds since 1970. That of RxJS's `asyncScheduler` where left out. */
  readonly now?: (() => number) | undefined;
  /** What goes wrong between the venue and its clients, `skew` among it. Nothing where left out. */
  readonly faults?: readonly VenueFault[] | undefined;
  /** Hears of each fault that comes. */
  readonly tellFault?: ((told: FaultTold) => void) | undefined;
  /** How long people have traded when the venue opens, in milliseconds. 10 seconds where left out. */
  readonly warmUpMs?: number | undefined;
  /** How often time goes on by itself, in milliseconds. 10 where left out. */
  readonly tickMs?: number | undefined;
  /** Of ended orders and trades so many are kept, as the exchange has it. */
  readonly history?: number | undefined;
}

/**
 * A whole venue: the exchange, a crowd that trades on it, and Binance's protocol before it. It is where its clock says whenever
 * anything is asked of it; between that time goes on as long as `run$` is subscribed to.
 */
export class SimVenue {
  readonly exchange: Exchange;
  readonly dialect: BinanceDialect;
  /** The way in, faults and all. */
  readonly gate: VenueGate;
  /**
   * Lets time go on: crowd, streams that tick, keys and orders that expire. Hot while anybody listens, tells nothing, never
   * ends; RxJS's timers, so that virtual time works.
   */
  readonly run$: Observable<never>;
  readonly #crowd: TraderCrowd;
  readonly #now: () => number;
  readonly #skewMs: number;
  #time: number;

  /** @throws {RangeError} where an option is out of range. */
  constructor(options: SimVenueOptions) {
    const { seed = 1, instruments = SIM_INSTRUMENTS, warmUpMs = 10_000, tickMs = 10, funds = {} } = options;
    this.#now = options.now ?? (() => asyncScheduler.now());
    const { faults = [] } = options;
    this.#skewMs = faults.reduce((sum, fault) => sum + (fault.name === 'skew' ? fault.byMs : 0), 0);
    this.#time = this.#now() + this.#skewMs;
    const startAt = this.#time - warmUpMs;
    this.exchange = new Exchange({
      instruments: instruments.map(({ rule }) => rule),
      fees: options.fees ?? accountFees({ makerRate: '0.001', takerRate: '0.001' }),
      startAt,
      ...(options.history === undefined ? {} : { history: options.history }),
    });
    this.dialect = new BinanceDialect(this.exchange, { ...options, now: () => this.time });
    for (const [account, tokens] of Object.entries(funds))
      for (const [token, amount] of Object.entries(tokens))
        this.exchange.execute({
          _tag: 'deposit',
          time: startAt,
          account,
          token,
          amount: new Decimal(amount),
        });
    this.#crowd = new TraderCrowd(this.exchange, {
      seed,
      startAt,
      instruments: instruments.map(({ rule, habits }) => ({ ...habits, symbol: rule.symbol })),
    });
    const gate = dialectGate(this.dialect, () => this.advance());
    const { tellFault: tell } = options;
    this.gate = faults.length === 0 ? gate : faultyGate(gate, faults, { seed, now: this.#now, tell });
    this.run$ = defer(() => {
      this.advance();
      return interval(tickMs).pipe(
        tap(() => this.advance()),
        ignoreElements(),
      );
    }).pipe(share());
    this.advance();
  }

  /** The venue's time, in milliseconds since 1970: never back. */
  get time(): number {
    this.#time = Math.max(this.#time, this.#now() + this.#skewMs);
    return this.#time;
  }

  /** Does all that is due by now. */
  advance(): void {
    const { time } = this;
    this.#crowd.stepTo(time);
    this.exchange.execute({ _tag: 'advance', time: Math.max(time, this.exchange.time) });
    this.dialect.onTick();
  }
}
