/** How many of the last whole seconds a rate is taken over. */
const SECONDS = 5;

/** Counts what happens in each second of recorded time, and says how much that is a second. */
export class RateMeter {
  /** The counts of the last seconds, at `second % length`; one more than are averaged, for the one that runs. */
  readonly #counts = new Array<number>(SECONDS + 1).fill(0);
  #first: number | undefined;
  #second = 0;

  /** Counts `count` events at `at`, in milliseconds. Times that go backwards count where the clock stands. */
  add(at: number, count = 1): void {
    this.#advance(at);
    this.#counts[this.#second % this.#counts.length]! += count;
  }

  /** Events a second over the last five whole seconds before `at`; over what there is in the first ones. */
  perSecond(at: number): number {
    this.#advance(at);
    const whole = Math.min(SECONDS, this.#second - (this.#first ?? 0));
    const running = this.#counts[this.#second % this.#counts.length]!;
    if (whole === 0) return running;
    let sum = 0;
    for (let ago = 1; ago <= whole; ago++) sum += this.#counts[(this.#second - ago) % this.#counts.length]!;
    return sum / whole;
  }

  #advance(at: number): void {
    const second = Math.floor(at / 1000);
    if (this.#first === undefined) {
      this.#first = second;
      this.#second = second;
    }
    const steps = Math.min(second - this.#second, this.#counts.length);
    if (steps <= 0) return;
    this.#second = second;
    for (let ago = 0; ago < steps; ago++) this.#counts[(second - ago) % this.#counts.length] = 0;
  }
}
