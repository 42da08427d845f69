import type { FrameContent } from '../../domain/contents.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { Trade } from '../../domain/messages.js';

/** By what a trade is known again over another connection: its id, else all that it says. */
const nameOf = ({ id, venueTime, side, price, size }: Trade): string =>
  id ?? `${venueTime} ${side} ${price.toFixed()} ${size.toFixed()}`;

/**
 * A new connection beside the one that carries the messages, until it takes over. What comes over the new one is held:
 * let through at once, it might run ahead of the old one and leave a hole. When it takes over, what it has sent since
 * it was subscribed follows what the old one has sent; the sequence of the books drops what they had already, and trades that were
 * heard are dropped here.
 */
export class Takeover {
  #held: FrameContent[] = [];
  /** Trades that came over the old connection, each as often as it came, and that the new one is to repeat. */
  readonly #heard = new Map<VenueSymbol, Map<string, number>>();
  #size = 0;

  /** How much is held and remembered. */
  get size(): number {
    return this.#size;
  }

  /** What came over the new connection. */
  hold(content: FrameContent): void {
    this.#held.push(content);
    this.#size++;
  }

  /** What came over the old connection, and was let through. */
  hear(content: FrameContent): void {
    if (content._tag !== 'trade') return;
    let heard = this.#heard.get(content.symbol);
    if (heard === undefined) this.#heard.set(content.symbol, (heard = new Map<string, number>()));
    const name = nameOf(content);
    heard.set(name, (heard.get(name) ?? 0) + 1);
    this.#size++;
  }

  /** All that was held, which is held no more. */
  release(): readonly FrameContent[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  /**
   * Whether a trade of the new connection was heard over the old one. The first of an instrument that was not shows
   * that the new one has caught up: what was heard of it is forgotten.
   */
  isRepeated(trade: Trade): boolean {
    const heard = this.#heard.get(trade.symbol);
    if (heard === undefined) return false;
    const name = nameOf(trade);
    const times = heard.get(name) ?? 0;
    if (times > 1) heard.set(name, times - 1);
    else if (times === 1) heard.delete(name);
    if (times === 0 || heard.size === 0) this.#heard.delete(trade.symbol);
    return times > 0;
  }

  /** Whether all trades that were heard have come again, or will not any more. */
  get isOver(): boolean {
    return this.#heard.size === 0;
  }
}
