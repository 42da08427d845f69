import type { RateWindow } from './rateWindow.js';

interface Drawn {
  readonly cost: number;
  /** From when on it is free again. */
  readonly until: number;
}

/** Our clock may be so far from the venue's, and an answer so old, when a window of the venue's ends: in milliseconds. */
const LONGEST_MARGIN_MS = 5_000;

/** What is drawn from one window, by our clock: what went, each for the window's length, and what the venue says is used. */
export class DrawnWindow {
  /** By when they are free again, the earliest first. */
  readonly #drawn: Drawn[] = [];
  #used = 0;
  #pausedUntil: number | undefined;

  constructor(readonly is: RateWindow) {}

  get used(): number {
    return this.#used;
  }

  /** Until when nothing goes that draws from it; undefined where anything may. */
  get pausedUntil(): number | undefined {
    return this.#pausedUntil;
  }

  /** Nothing goes before that; a later time that was said stays. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil ?? -Infinity, until);
  }

  /** What is over by now counts no more. */
  forget(now: number): void {
    if (this.#pausedUntil !== undefined && this.#pausedUntil <= now) this.#pausedUntil = undefined;
    let count = 0;
    for (const { cost, until } of this.#drawn) {
      if (until > now) break;
      this.#used -= cost;
      count++;
    }
    this.#drawn.splice(0, count);
  }

  draw(cost: number, now: number): void {
    this.#add({ cost, until: now + this.is.perMs });
  }

  /** The venue says that so much is used: what is more than is known here counts until the venue counts anew. */
  hear(used: number, now: number): void {
    this.forget(now);
    this.#add({ cost: Math.max(0, used - this.#used), until: this.#endOf(now) });
  }

  /** When there will be room for so much, if nothing more is drawn. What goes first may use what is reserved. */
  roomAt(cost: number, first: boolean): number {
    const { limit, reserved = 0 } = this.is;
    // What is larger than the rest goes all the same, where nothing else is drawn.
    const wanted = first ? cost : Math.min(limit, cost + reserved);
    return Math.max(this.#pausedUntil ?? -Infinity, this.#freeAt(wanted));
  }

  #freeAt(wanted: number): number {
    let free = this.is.limit - this.#used;
    if (free >= wanted) return -Infinity;
    for (const { cost, until } of this.#drawn) {
      free += cost;
      if (free >= wanted) return until;
    }
    return Infinity;
  }

  #add(drawn: Drawn): void {
    if (drawn.cost === 0) return;
    this.#used += drawn.cost;
    let at = this.#drawn.length;
    while (at > 0 && (this.#drawn[at - 1]?.until ?? 0) > drawn.until) at--;
    this.#drawn.splice(at, 0, drawn);
  }

  #endOf(now: number): number {
    const { perMs, resets } = this.is;
    if (resets === undefined) return now + perMs;
    const marginMs = Math.min(LONGEST_MARGIN_MS, perMs / 10);
    return (Math.floor((now - marginMs) / perMs) + 1) * perMs + marginMs;
  }
}
