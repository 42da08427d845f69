import { Decimal } from 'decimal.js';

import { multiply } from '../../domain/exact.js';
import type { Exchange } from '../engine/exchange.js';
import { mulberry32 } from '../mulberry32.js';
import { nextOf, repeat, type Agent } from './agent.js';
import { habitsOf, type CrowdHabits, type CrowdInstrument, type CrowdOptions } from './crowdOptions.js';
import { exponential } from './exponential.js';
import { FairPrice } from './fairPrice.js';
import { MarketMaker } from './marketMaker.js';
import { NoiseFlow } from './noiseFlow.js';
import { TakerFlow } from './takerFlow.js';
import { TradedMarket } from './tradedMarket.js';
import { Trader } from './trader.js';

/** How often the fair price moves. */
const PRICE_STEP_MS = 100;

/** How many usual sizes a trader deposits at a time. */
const PURSE = 10_000;

/**
 * A crowd that makes a lifelike market on an exchange: makers who quote several levels around a drifting fair price, people
 * who take at Poisson's times, and people who put orders somewhere and take them back. Its accounts are called
 * `maker-1`, `maker-2` ..., `taker` and `noise`, with the symbol in front (`BTCUSDT-maker-1`); they deposit what they need.
 *
 * It does nothing by itself: time alone moves it, by `stepTo`, so that it runs on a real clock and in virtual time alike.
 * What it does depends on the seed, and on what others do on the exchange.
 */
export class TraderCrowd {
  readonly #exchange: Exchange;
  readonly #agents: readonly Agent[];

  /**
   * @throws {RangeError} where an instrument is not listed, its rule counts significant digits, or a number is out of
   * range.
   */
  constructor(exchange: Exchange, options: CrowdOptions) {
    const { seed = 1, startAt = exchange.time, instruments } = options;
    if (!Number.isFinite(startAt)) throw new RangeError(`startAt is no time: ${startAt}`);
    const random = mulberry32(seed);
    this.#exchange = exchange;
    this.#agents = instruments.flatMap((instrument) => agentsOn(exchange, instrument, fork(random), startAt));
  }

  /**
   * Everything that is due up to and at a time, each at the time at which it is due, or at the exchange's own where that is
   * later already. In one step or in many, that is the same.
   *
   * @throws {RangeError} where `now` is no time.
   */
  stepTo(now: number): void {
    if (!Number.isFinite(now)) throw new RangeError(`now is no time: ${now}`);
    for (
      let next = nextOf(this.#agents);
      next !== undefined && next.nextAt <= now;
      next = nextOf(this.#agents)
    )
      next.act(Math.max(next.nextAt, this.#exchange.time));
  }

  /** When something is due next, in milliseconds since 1970. */
  get nextAt(): number {
    return nextOf(this.#agents)?.nextAt ?? Infinity;
  }
}

/** A source of its own: what one of them draws changes nothing for the others. */
const fork = (random: () => number): (() => number) => mulberry32(random() * 2 ** 32);

function agentsOn(
  exchange: Exchange,
  instrument: CrowdInstrument,
  random: () => number,
  startAt: number,
): readonly Agent[] {
  const habits = habitsOf(instrument);
  const market = new TradedMarket(exchange, exchange.instrument(habits.symbol).rule);
  const purse = purseOf(market, habits);
  const fair = fairPriceOf(market, habits, fork(random));
  const trader = (name: string) => new Trader(market, `${habits.symbol}-${name}`, fork(random), purse);
  const after = (meanMs: number) => {
    const draw = fork(random);
    return () => meanMs * exponential(draw);
  };
  const makers = Array.from({ length: habits.makers }, (_, at) => {
    const maker = new MarketMaker(trader(`maker-${at + 1}`), fair, habits);
    return repeat(startAt, after(habits.requoteMs), (time) => maker.act(time));
  });
  const takers = new TakerFlow(trader('taker'), fair, habits);
  const takes = after(habits.takeMs);
  const noise = new NoiseFlow(trader('noise'), fair, habits);
  const adds = after(habits.noiseMs);
  return [
    repeat(
      startAt + PRICE_STEP_MS,
      () => PRICE_STEP_MS,
      () => fair.step(),
    ),
    ...makers,
    repeat(startAt + takes(), takes, (time) => takers.act(time)),
    repeat(startAt + adds(), adds, (time) => noise.add(time)),
    noise,
  ];
}

/** A fair price that starts where it is said, and stays where the rule has prices. */
function fairPriceOf(
  market: TradedMarket,
  { startPrice, volatility }: CrowdHabits,
  random: () => number,
): FairPrice {
  const start = market.ticksOf(startPrice.toNumber());
  const { minPrice, maxPrice } = market.rule;
  const lowest = Math.max(start / 10, 2 * market.ticksOf(minPrice?.toNumber() ?? 0), 20);
  const highest = Math.min(start * 10, market.ticksOf(maxPrice?.toNumber() ?? Infinity) / 2);
  return new FairPrice(start, start * volatility, { lowest, highest }, random);
}

/** Many usual sizes of both tokens, in whole lots and ticks, so that no token is too short of digits for them. */
function purseOf(market: TradedMarket, { size, startPrice }: CrowdHabits): Readonly<Record<string, Decimal>> {
  const { base, quote } = market.rule;
  const lots = Math.ceil((PURSE * size) / market.lot.toNumber());
  const ticks = Math.ceil(market.ticksOf(startPrice.toNumber()));
  const amount = multiply(market.lot, new Decimal(lots));
  return { [base]: amount, [quote]: multiply(amount, market.price(ticks)) };
}
