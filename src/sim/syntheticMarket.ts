/** What one instrument of a synthetic market is like. Prices are counted in ticks, sizes in lots: whole numbers. */
export interface SyntheticInstrument {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Digits after the point of a tick, and of a lot. */
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  /** Where the price starts, in ticks. */
  readonly startTicks: number;
  /** How far the price moves in a step, in ticks. */
  readonly volatilityTicks: number;
  /** How far the levels reach from the best, in ticks. */
  readonly reachTicks: number;
  /** A usual size, in lots. */
  readonly lots: number;
}

/** A fill of the best level. */
export interface SyntheticTrade {
  readonly takerBuys: boolean;
  readonly ticks: number;
  readonly lots: number;
}

/** What happened in one step: the new size of each price that changed, zero where it is gone, and the trades before. */
export interface SyntheticStep {
  readonly bids: ReadonlyMap<number, number>;
  readonly asks: ReadonlyMap<number, number>;
  readonly trades: readonly SyntheticTrade[];
}

type Levels = Map<number, number>;

interface Side {
  /** 1 for bids, -1 for asks: a level is better the higher `sign * ticks` is. */
  readonly sign: 1 | -1;
  readonly levels: Levels;
  best: number;
  changed: Levels;
}

const START_LEVELS = 250;

/** Levels that a side has after each step, if the price leaves room for so many. */
const LEAST_LEVELS = 100;

/**
 * One instrument's book that moves as a market does: a price with some momentum, a spread that opens and closes, levels
 * that thin out away from the best, trades that eat the best level. Never crossed after a step. Only additions,
 * multiplications and divisions, so that a seed gives the same market everywhere.
 */
export class SyntheticMarket {
  readonly #random: () => number;
  readonly #bids: Side;
  readonly #asks: Side;
  #mid: number;
  #momentum = 0;

  constructor(
    readonly instrument: SyntheticInstrument,
    random: () => number,
  ) {
    const { startTicks } = instrument;
    this.#random = random;
    this.#mid = startTicks;
    this.#bids = { sign: 1, levels: new Map(), best: startTicks - 1, changed: new Map() };
    this.#asks = { sign: -1, levels: new Map(), best: startTicks + 1, changed: new Map() };
    for (const side of [this.#bids, this.#asks]) {
      this.#set(side, side.best, this.#size(0));
      this.#refill(side, START_LEVELS);
    }
  }

  /** All levels of a side, best first: `[ticks, lots]`. */
  levels(side: 'bids' | 'asks'): readonly (readonly [ticks: number, lots: number])[] {
    const { sign, levels } = side === 'bids' ? this.#bids : this.#asks;
    return [...levels].sort(([a], [b]) => sign * (b - a));
  }

  step(): SyntheticStep {
    this.#bids.changed = new Map();
    this.#asks.changed = new Map();
    const trades: SyntheticTrade[] = [];
    if (this.#random() < 0.3) trades.push(...this.#trade());
    this.#move();
    const changes = 2 + Math.floor(this.#random() * 8);
    for (let count = 0; count < changes; count++)
      this.#change(this.#random() < 0.5 ? this.#bids : this.#asks);
    this.#refill(this.#bids, LEAST_LEVELS);
    this.#refill(this.#asks, LEAST_LEVELS);
    return { bids: this.#bids.changed, asks: this.#asks.changed, trades };
  }

  /** Moves the price and with it the best of both sides; what is in the way, or far behind, goes. */
  #move(): void {
    const { volatilityTicks } = this.instrument;
    const shock = this.#random() + this.#random() + this.#random() - 1.5;
    this.#momentum = 0.8 * this.#momentum + shock * volatilityTicks;
    // A price that has run to a tenth or to the tenfold of where it was turns round.
    const { startTicks } = this.instrument;
    if (this.#mid < startTicks / 10) this.#momentum = Math.abs(this.#momentum);
    if (this.#mid > startTicks * 10) this.#momentum = -Math.abs(this.#momentum);
    this.#mid += this.#momentum;
    const spread = 1 + Math.min(8, this.#tail(0.7));
    const bid = Math.floor(this.#mid - spread / 2);
    this.#setBest(this.#bids, bid);
    this.#setBest(this.#asks, bid + spread);
  }

  #setBest(side: Side, best: number): void {
    const far = 2 * this.instrument.reachTicks;
    for (const ticks of side.levels.keys()) {
      const distance = side.sign * (best - ticks);
      if (distance < 0 || distance > far) this.#set(side, ticks, 0);
    }
    // Behind a best that ran ahead there are a few levels at once.
    for (let ticks = side.best + side.sign; side.sign * ticks < side.sign * best; ticks += side.sign) {
      if (side.sign * (best - ticks) < 6) this.#set(side, ticks, this.#size(1));
    }
    side.best = best;
    if (!side.levels.has(best)) this.#set(side, best, this.#size(0));
  }

  #refill(side: Side, levels: number): void {
    for (let tries = 0; side.levels.size < levels && tries < 10 * levels; tries++) this.#change(side);
  }

  /** A level somewhere comes, goes, or changes its size; the best only changes. */
  #change(side: Side): void {
    const distance = Math.min(this.#tail(this.instrument.reachTicks / 6), this.instrument.reachTicks);
    const ticks = side.best - side.sign * distance;
    if (ticks <= 0) return;
    const goes = side.levels.has(ticks) && distance > 0 && this.#random() < 0.4;
    this.#set(side, ticks, goes ? 0 : this.#size(distance));
  }

  /** One taker, who takes a part of the best level. */
  #trade(): readonly SyntheticTrade[] {
    const takerBuys = this.#random() < 0.5 + (this.#momentum > 0 ? 0.2 : -0.2);
    const side = takerBuys ? this.#asks : this.#bids;
    const resting = side.levels.get(side.best) ?? 0;
    const lots = Math.floor(resting * this.#random());
    if (lots === 0) return [];
    this.#set(side, side.best, resting - lots);
    return [{ takerBuys, ticks: side.best, lots }];
  }

  #set({ levels, changed }: Side, ticks: number, lots: number): void {
    if (lots === 0) levels.delete(ticks);
    else levels.set(ticks, lots);
    changed.set(ticks, lots);
  }

  /** A size that grows with the distance from the best, and at round prices. */
  #size(distance: number): number {
    const { lots, reachTicks } = this.instrument;
    return (
      1 +
      Math.floor(lots * (0.1 + this.#random()) * (1 + (3 * distance) / reachTicks) * (1 + this.#tail(0.3)))
    );
  }

  /** A whole number at or above zero with a long tail; half of them are below `median`. */
  #tail(median: number): number {
    return Math.floor(median * (1 / (1 - this.#random()) - 1));
  }
}
