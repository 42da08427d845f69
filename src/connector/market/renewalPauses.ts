import type { LineStream } from './marketLine.js';

/** A stream that brings nothing for so long is subscribed to anew; each further time after twice as long, up to the longest. In milliseconds. */
const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;
/** One that is quiet by nature is given a few times its longest silence. */
const GAPS = 4;
/** What is left of a long silence with each message after it: of a stream that talks much, soon nothing. */
const FADING = 0.99;
/** How often streams are looked at. */
export const LOOK_MS = 5_000;

interface Past {
  /** The longest time between two messages, renewals between them or not, as far as it still counts. */
  longestMs: number;
  newsAt: number | undefined;
  renewals: number;
}

/**
 * Which streams are to be subscribed to anew, for nothing comes of them: a subscription may be refused, lost on the way, or end at the
 * venue without a word while others on the connection talk. A stream that is quiet by nature looks the same: it is given longer by
 * what it did before, and ever longer while nothing comes.
 */
export class RenewalPauses {
  readonly #past = new Map<string, Past>();

  /** Something came of a stream. */
  heard(key: string, at: number): void {
    const past = this.#past.get(key);
    if (past === undefined) {
      this.#past.set(key, { longestMs: 0, newsAt: at, renewals: 0 });
      return;
    }
    if (past.newsAt !== undefined) past.longestMs = Math.max(past.longestMs * FADING, at - past.newsAt);
    past.newsAt = at;
    past.renewals = 0;
  }

  /** Those of which nothing has come for too long; each is given longer from now on. */
  takeDue(streams: Iterable<LineStream>, now: number): readonly string[] {
    const due: string[] = [];
    for (const { stream, sentAt } of streams) {
      if (!stream.channels.has('book')) continue;
      const past = this.#past.get(stream.key) ?? { longestMs: 0, newsAt: undefined, renewals: 0 };
      const usualMs = Math.max(FIRST_MS, GAPS * past.longestMs);
      const pauseMs = Math.min(LONGEST_MS, usualMs * 2 ** past.renewals);
      if (now - Math.max(sentAt, past.newsAt ?? sentAt) < pauseMs) continue;
      past.renewals++;
      this.#past.set(stream.key, past);
      due.push(stream.key);
    }
    return due;
  }

  /** Keeps nothing of streams that are wanted no more. */
  keep(wanted: ReadonlyMap<string, unknown>): void {
    for (const key of this.#past.keys()) if (!wanted.has(key)) this.#past.delete(key);
  }
}
