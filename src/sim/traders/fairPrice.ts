/** Between which prices it stays, in ticks. */
export interface PriceBounds {
  readonly lowest: number;
  readonly highest: number;
}

/** How much of its momentum a price keeps from step to step. */
const PERSISTENCE = 0.8;

/**
 * What an instrument is worth, in ticks and parts of one: a random walk with some momentum that turns round at its bounds.
 * Only additions and multiplications, so that a seed gives the same walk everywhere.
 */
export class FairPrice {
  #momentum = 0;

  constructor(
    private value: number,
    private readonly volatility: number,
    private readonly bounds: PriceBounds,
    private readonly random: () => number,
  ) {}

  get ticks(): number {
    return this.value;
  }

  /** Whether it goes up. */
  get isRising(): boolean {
    return this.#momentum > 0;
  }

  step(): void {
    const shock = this.random() + this.random() + this.random() - 1.5;
    this.#momentum = PERSISTENCE * this.#momentum + shock * this.volatility;
    const { lowest, highest } = this.bounds;
    if (this.value < lowest) this.#momentum = Math.abs(this.#momentum);
    if (this.value > highest) this.#momentum = -Math.abs(this.#momentum);
    this.value += this.#momentum;
  }
}
