const SLOTS = 4096;

/** From so many letters on V8 cuts a text out of another one without a copy, and keeps all of that as long as the cut. */
const LONG = 13;

const ASCII = new TextDecoder();

/**
 * Texts that came before, one in each slot of their hash: what a feed repeats, as its symbols, is found without making it
 * anew; what it does not is made, and takes the place of another. Bounded, whatever comes.
 */
export class TextCache {
  private readonly texts = new Array<string>(SLOTS).fill('');

  /** What stands in `text`, whose letters are `bytes`, from `from` to `to`, and whose hash is `hash`. */
  of(text: string, bytes: Uint8Array, from: number, to: number, hash: number): string {
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.texts[slot]!;
    if (known.length === to - from && text.startsWith(known, from)) return known;
    const found = to - from < LONG ? text.slice(from, to) : ASCII.decode(bytes.subarray(from, to));
    this.texts[slot] = found;
    return found;
  }
}
