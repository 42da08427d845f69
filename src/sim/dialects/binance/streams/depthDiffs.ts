import type { Decimal } from 'decimal.js';

import type { LevelChanged } from '../../../engine/exchangeEvent.js';
import { numberText, wireTime } from '../numberText.js';

/**
 * The levels of one instrument that have changed since they were last sent: each once, with the size that it has now, and the
 * first and last update in it.
 *
 * Source: binance-spot-api-docs, `web-socket-streams.md`, "Diff. Depth Stream", as of 2026-01-15.
 */
export class DepthDiffs {
  readonly #bids = new Map<string, Decimal>();
  readonly #asks = new Map<string, Decimal>();
  #first: number | undefined;
  #last = 0;

  add({ side, price, size, updateId }: LevelChanged): void {
    const levels = side === 'buy' ? this.#bids : this.#asks;
    const key = numberText(price);
    levels.delete(key);
    levels.set(key, size);
    this.#first ??= updateId;
    this.#last = updateId;
  }

  /** What is to be sent; undefined where nothing changed. */
  take(symbol: string, time: number): unknown {
    if (this.#first === undefined) return undefined;
    const event = {
      e: 'depthUpdate',
      E: wireTime(time),
      s: symbol,
      U: this.#first,
      u: this.#last,
      b: [...this.#bids].map(levelOf),
      a: [...this.#asks].map(levelOf),
    };
    this.#bids.clear();
    this.#asks.clear();
    this.#first = undefined;
    return event;
  }
}

const levelOf = ([price, size]: readonly [string, Decimal]) => [price, numberText(size)];
