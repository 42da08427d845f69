import type { Decimal } from 'decimal.js';

import { PriceLevel } from '../domain/priceLevel.js';
import { BookSide, type Chunk, type Extent, type Group, type Sign } from './bookSide.js';
import { CHUNK_LEVELS, FILL, GROUP_CHUNKS } from './chunks.js';
import { indexOf, type LevelRun } from './levelRun.js';

/**
 * A side that is one version of a run. All its levels are plain: doubles hold them exactly. The newest version is read
 * straight from the run's numbers; an older one takes a walk along the log, and the first of them a copy.
 */
export class RunSide extends BookSide {
  constructor(
    sign: Sign,
    /** @internal */
    readonly run: LevelRun,
    extent: Extent,
  ) {
    super(sign, run.length, extent);
    this.version = run.version;
  }

  /** @internal */
  readonly version: number;

  get groups(): readonly Group[] {
    return groupsOf(this.run.copyAt(this.version), this.length);
  }

  get bestPriceNumber(): number {
    return this.length === 0 ? NaN : this.sign * this.#numbers[2 * this.length - 2]! + 0;
  }

  get bestSizeNumber(): number {
    return this.length === 0 ? NaN : this.#numbers[2 * this.length - 1]!;
  }

  at(index: number): PriceLevel | undefined {
    const fromBest = Math.floor(index);
    return fromBest >= 0 && fromBest < this.length
      ? this.#level(this.#numbers, this.length - 1 - fromBest)
      : undefined;
  }

  atPrice(price: Decimal): PriceLevel | undefined {
    const number = price.toNumber();
    const key = this.sign * number;
    const numbers = this.#numbers;
    const index = indexOf(numbers, this.length, key);
    // All prices here are those of their doubles; the one that is asked for need not be.
    if (index === this.length || numbers[2 * index] !== key || !price.eq(number)) return undefined;
    return this.#level(numbers, index);
  }

  top(count: number): readonly PriceLevel[] {
    const numbers = this.#numbers;
    const levels: PriceLevel[] = [];
    for (let index = this.length - 1; index >= 0 && levels.length < count; index--)
      levels.push(this.#level(numbers, index));
    return levels;
  }

  *[Symbol.iterator](): Iterator<PriceLevel> {
    const { run, version } = this;
    let own: Float64Array | undefined;
    for (let index = this.length - 1; index >= 0; index--) {
      // The book may go on while somebody walks over it.
      if (own === undefined && run.version !== version) own = run.copyAt(version);
      yield this.#level(own ?? run.numbers, index);
    }
  }

  get #numbers(): Float64Array {
    return this.run.numbersAt(this.version);
  }

  // Zero has no sign here: an ask at 0 has the key -0.
  #level(numbers: Float64Array, index: number): PriceLevel {
    return new PriceLevel(this.sign * numbers[2 * index]! + 0, numbers[2 * index + 1]!);
  }
}

/** Numbers in chunks, for what works on these. */
function groupsOf(numbers: Float64Array, length: number): readonly Group[] {
  const groups: Chunk[][] = [];
  const levels = CHUNK_LEVELS * FILL;
  for (let to = length; to > 0; to -= levels) {
    const from = Math.max(0, to - levels);
    const chunk = { numbers: Array.from(numbers.subarray(2 * from, 2 * to)), notations: undefined };
    const best = groups[0];
    if (best === undefined || best.length >= GROUP_CHUNKS * FILL) groups.unshift([chunk]);
    else best.unshift(chunk);
  }
  return groups;
}

/** A side that the next message changes in place. */
export class MovingSide extends RunSide {
  declare length: number;
  declare run: LevelRun;
  declare version: number;

  /** Is the newest version of a run now. */
  moveTo(run: LevelRun): void {
    this.run = run;
    this.length = run.length;
    this.version = run.version;
  }
}
