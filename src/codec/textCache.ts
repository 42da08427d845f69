const SLOTS = 4096;

/**
 * Texts that came before, one in each slot of their hash: what a feed repeats, as its symbols, is found without making it
 * anew; what it does not is made, and takes the place of another. Bounded, whatever comes.
 */
export class TextCache {
  private readonly texts = new Array<string>(SLOTS).fill('');

  /** What stands in `text` from `from` to `to`, whose hash is `hash`. */
  of(text: string, from: number, to: number, hash: number): string {
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.texts[slot]!;
    if (known.length === to - from && text.startsWith(known, from)) return known;
    const found = text.slice(from, to);
    // One that is cut out of a longer text keeps all of it.
    this.texts[slot] = found;
    return found;
  }
}
