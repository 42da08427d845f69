import { createHash } from 'node:crypto';

import type { BookSide, OrderBook } from '../book/index.js';
import type { PriceLevel } from '../domain/priceLevel.js';

/** The SHA-256, in hex, of all levels of a book: `B`, a line `price size` for each bid, `A`, the same for each ask. */
export const bookSha256 = (book: OrderBook): string =>
  createHash('sha256')
    .update(`B\n${linesOf(book.bids)}A\n${linesOf(book.asks)}`)
    .digest('hex');

function linesOf(side: BookSide): string {
  let lines = '';
  for (const level of side) lines += `${levelText(level)}\n`;
  return lines;
}

const levelText = (level: PriceLevel | undefined): string =>
  level === undefined ? '- -' : `${level.priceText} ${level.sizeText}`;

/** Text that waits for the hash: one call of it costs more than a line. */
const BUFFERED_CHARACTERS = 4096;

/** The SHA-256 over the best level of each side after each accepted message. */
export class ChainDigest {
  readonly #hash = createHash('sha256');
  #text = '';

  /** Adds the line `bidPrice bidSize askPrice askSize`, `-` where a side is empty. */
  add({ bids, asks }: OrderBook): void {
    this.#text += `${levelText(bids.best)} ${levelText(asks.best)}\n`;
    if (this.#text.length < BUFFERED_CHARACTERS) return;
    this.#hash.update(this.#text);
    this.#text = '';
  }

  /** The sum so far, in hex; more can be added after it. */
  digest(): string {
    return this.#hash.copy().update(this.#text).digest('hex');
  }
}
