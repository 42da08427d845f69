import { crc32 } from 'node:zlib';

export type Side = 'asks' | 'bids';

/** What happens at the venue: a size comes to rest at a price; of zero, the level is gone. */
export interface Change {
  readonly side: Side;
  readonly price: string;
  readonly size: string;
}

/** A size in wire text that deletes. */
export const GONE = '0.00000000';

/**
 * The venue's own book in plain text maps, and what the venue sends of it to a subscriber of `depth` levels: levels of
 * the best `depth` that changed, those that come back into it marked `r`, no word of those that fall out of it.
 */
export class VenueBook {
  readonly #sides = { asks: new Map<string, string>(), bids: new Map<string, string>() };
  readonly #depth: number;
  #clock = 1_618_678_123;

  constructor(depth: number, levels: readonly Change[]) {
    this.#depth = depth;
    for (const { side, price, size } of levels) this.#sides[side].set(price, size);
  }

  /** The best `count` levels of a side, best first, to the letter. */
  best(side: Side, count: number = this.#depth): readonly (readonly [price: string, size: string])[] {
    const sign = side === 'asks' ? 1 : -1;
    return [...this.#sides[side]].sort(([a], [b]) => sign * (Number(a) - Number(b))).slice(0, count);
  }

  /** The CRC-32 of the best ten levels a side by the documented steps. */
  checksum(): string {
    const digits = (text: string) => text.replace('.', '').replace(/^0*/, '');
    const text = [...this.best('asks', 10), ...this.best('bids', 10)].flat().map(digits).join('');
    return String(crc32(text));
  }

  snapshotFrame(): string {
    const timed = (side: Side) => this.best(side).map((level) => [...level, this.#time()]);
    return this.#frame([{ as: timed('asks'), bs: timed('bids') }]);
  }

  /** Makes the changes at once; the frame that the venue sends of them, if it sends any. */
  change(...changes: readonly Change[]): string | undefined {
    const before = { asks: this.best('asks'), bids: this.best('bids') };
    const rested = { asks: new Set(this.#sides.asks.keys()), bids: new Set(this.#sides.bids.keys()) };
    for (const { side, price, size } of changes) {
      if (size === GONE) this.#sides[side].delete(price);
      else this.#sides[side].set(price, size);
    }
    const payloads: Record<string, unknown>[] = [];
    for (const [side, key] of [
      ['asks', 'a'],
      ['bids', 'b'],
    ] as const) {
      const levels = this.#news(side, before[side], rested[side]);
      if (levels.length > 0) payloads.push({ [key]: levels });
    }
    const last = payloads[payloads.length - 1];
    if (last === undefined) return undefined;
    last['c'] = this.checksum();
    return this.#frame(payloads);
  }

  #news(side: Side, before: readonly (readonly [string, string])[], rested: ReadonlySet<string>): unknown[] {
    const sizeBefore = new Map(before);
    const after = new Map(this.best(side));
    const news: unknown[] = [];
    for (const [price] of before) {
      if (!this.#sides[side].has(price)) news.push([price, GONE, this.#time()]);
    }
    for (const [price, size] of after) {
      if (sizeBefore.get(price) === size) continue;
      const again = !sizeBefore.has(price) && rested.has(price);
      news.push([price, size, this.#time(), ...(again ? ['r'] : [])]);
    }
    return news;
  }

  #time(): string {
    return `${++this.#clock}.000001`;
  }

  #frame(payloads: readonly unknown[]): string {
    return JSON.stringify([352, ...payloads, `book-${this.#depth}`, 'XBT/USD']);
  }
}
