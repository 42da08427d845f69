import { NO_LEVELS, PriceLevels } from '../domain/priceLevels.js';
import type { ByteField } from './frameFields.js';
import { TextCache } from './textCache.js';

const QUOTE = 34;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const SPACE = 32;

/** The largest power of ten that a double holds exactly is 10^22, so dividing by these rounds once, correctly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Any decimal of at most 15 significant digits comes back from the nearest double. */
const EXACT_BELOW = 1e15;

const UTF8 = new TextEncoder();

/** Bytes that are compared at once. */
const WORD = 4;

// Four digits in the bytes of a word: what makes numbers of their letters, tells other letters, and adds them up by pairs.
const ZEROS = 0x30303030;
const ABOVE_NINE = 0x76767676;
const TOP_BITS = 0x80808080 | 0;
const PAIRS = 0x00ff00ff;

/** Letters that a frame is to have, made ready to be compared with its own. */
export class Letters {
  readonly length: number;
  /** Four of them each, as a little-endian integer, the last four in the last; fewer than four are in none. */
  readonly words: Int32Array;
  readonly few: Uint8Array;

  constructor(letters: string) {
    const bytes = UTF8.encode(letters);
    const view = new DataView(bytes.buffer);
    const { length } = bytes;
    this.length = length;
    this.words = Int32Array.from({ length: length < WORD ? 0 : Math.ceil(length / WORD) }, (_, at) =>
      view.getInt32(Math.min(at * WORD, length - WORD), true),
    );
    this.few = length < WORD ? bytes : new Uint8Array();
  }
}

/**
 * Reads frames of one fixed shape from their text, without making a tree of them: a venue says piece by piece what it
 * expects, or describes all of it to a `FrameReader`. Strict: once a piece is not just as expected {@link ok} is false,
 * every further call does nothing, and the frame is for the JSON parser and the codecs, which define what is right. A
 * frame that is read to its {@link end} is valid JSON, and means what they make of it. One with letters beyond ASCII is
 * not read.
 */
export class FrameScanner {
  /** Whether everything so far was as expected. */
  ok = true;

  private text = '';
  /** The text's letters, then a zero, which is none of a frame: no loop here need look for the end. */
  private bytes = new Uint8Array(4096);
  private view = new DataView(this.bytes.buffer);
  private length = 0;
  private at = 0;
  private readonly strings = new TextCache();
  /** Kept from list to list; doubles from the start, so that each copy of its front is an array of doubles. */
  private readonly numbers: number[] = [0.5];

  /** Starts with another frame. */
  start(text: string): void {
    if (text.length + WORD > this.bytes.length) {
      this.bytes = new Uint8Array(2 * text.length + WORD);
      this.view = new DataView(this.bytes.buffer);
    }
    const { bytes } = this;
    // Bytes are read twice as fast as letters, which is more than copying them takes.
    const { written } = UTF8.encodeInto(text, bytes);
    this.text = text;
    this.length = written;
    bytes[written] = 0;
    this.rewind();
  }

  /** Starts again with the same frame, for another shape that it may have. */
  rewind(): void {
    this.at = 0;
    // One with letters beyond ASCII has more bytes, also where they fill the buffer before its end.
    this.ok = this.length === this.text.length;
  }

  /** These letters. */
  expect(letters: string | Letters): void {
    if (!this.skip(letters)) this.ok = false;
  }

  /** Whether these letters come next; they are read if so. */
  skip(letters: string | Letters): boolean {
    if (!this.ok) return false;
    const there = typeof letters === 'string' ? this.text.startsWith(letters, this.at) : this.next(letters);
    if (there) this.at += letters.length;
    return there;
  }

  /** An integer at or above zero with up to 15 digits; 0 where there is none. */
  integer(): number {
    if (!this.ok) return 0;
    const { bytes, at: from } = this;
    let at = from;
    let value = 0;
    let digit = bytes[at]! - ZERO;
    while (digit >>> 0 <= 9) {
      value = value * 10 + digit;
      digit = bytes[++at]! - ZERO;
    }
    // What begins with a zero, or goes on as `1.5` and `1e3`, is for the JSON parser: what is expected next is not there.
    if (at === from || (at > from + 1 && bytes[from] === ZERO) || value >= EXACT_BELOW) {
      this.ok = false;
      return 0;
    }
    this.at = at;
    return value;
  }

  /**
   * The letters up to the next quote, which is not read; without escapes. Empty where that is not so. One that came
   * before is given out again as it is, so that it need not be made, and looks itself up fast.
   */
  string(): string {
    const { bytes, at } = this;
    if (!this.ok) return '';
    let end = at;
    let hash = 0;
    let code = bytes[end]!;
    while (code !== QUOTE) {
      if (code === BACKSLASH || code < SPACE) {
        this.ok = false;
        return '';
      }
      hash = (Math.imul(hash, 31) + code) | 0;
      code = bytes[++end]!;
    }
    this.at = end;
    return this.strings.of(this.text, bytes, at, end, hash);
  }

  /** Passes over what {@link string} reads. */
  skipString(): void {
    const { bytes } = this;
    if (!this.ok) return;
    let end = this.at;
    let code = bytes[end]!;
    while (code !== QUOTE) {
      if (code === BACKSLASH || code < SPACE) {
        this.ok = false;
        return;
      }
      code = bytes[++end]!;
    }
    this.at = end;
  }

  /** The letters, one at least, up to the first of one code, as {@link string} reads those up to a quote. */
  stringTo(endCode: number): string {
    const { bytes, at } = this;
    if (!this.ok) return '';
    let end = at;
    let hash = 0;
    let code = bytes[end]!;
    while (code !== endCode) {
      if (code === BACKSLASH || code < SPACE || code === QUOTE) {
        this.ok = false;
        return '';
      }
      hash = (Math.imul(hash, 31) + code) | 0;
      code = bytes[++end]!;
    }
    if (end === at) this.ok = false;
    this.at = end;
    return this.strings.of(this.text, bytes, at, end, hash);
  }

  /** Passes over an integer at or above zero, however long it is. */
  skipInteger(): void {
    if (!this.ok) return;
    const { bytes, at: from } = this;
    let end = from;
    while ((bytes[end]! - ZERO) >>> 0 <= 9) end++;
    if (end === from || (end > from + 1 && bytes[from] === ZERO)) this.ok = false;
    else this.at = end;
  }

  /** A field that reads itself from the bytes. */
  take(field: ByteField): void {
    if (!this.ok) return;
    const end = field.read(this.bytes, this.at);
    if (end < 0) this.ok = false;
    else this.at = end;
  }

  /** A list of levels, `[["price","size"],...]`, of plain numbers with up to 15 digits; undefined where it is none. */
  levels(): PriceLevels | undefined {
    if (!this.ok) return undefined;
    const used = this.scanLevels();
    if (used > 0) return new PriceLevels(this.numbers.slice(0, used), undefined);
    if (used === 0) return NO_LEVELS;
    this.ok = false;
    return undefined;
  }

  /** Whether the frame ends here, and everything was as expected. */
  end(): boolean {
    return this.ok && this.at === this.length;
  }

  /** How many numbers of levels were read; below zero where the list is not as expected. */
  private scanLevels(): number {
    const { bytes, view, numbers } = this;
    let at = this.at;
    if (bytes[at] !== OPEN_LIST) return -1;
    if (bytes[at + 1] === CLOSE_LIST) {
      this.at = at + 2;
      return 0;
    }
    for (let used = 0; ; used++) {
      const isSize = (used & 1) === 1;
      if (isSize) {
        // `","`, of which the first quote was the price's end.
        if (bytes[at] !== COMMA || bytes[at + 1] !== QUOTE) return -1;
        at += 2;
      } else {
        // `["`, after the bracket or the comma before it.
        if (bytes[at + 1] !== OPEN_LIST || bytes[at + 2] !== QUOTE) return -1;
        at += 3;
      }
      // A plain number of up to 15 digits, as `DecimalScanner.scanPlain` reads it; here, for a call would box it.
      const from = at;
      let digits = 0;
      let digit = bytes[at]! - ZERO;
      while (digit >>> 0 <= 9) {
        digits = digits * 10 + digit;
        digit = bytes[++at]! - ZERO;
      }
      // No digit before the point, or a zero before another digit.
      if (at === from || (at > from + 1 && bytes[from] === ZERO)) return -1;
      if (digit === POINT - ZERO) {
        const point = at++;
        // Four decimals at once, each in a byte of a word, as long as all of them are digits.
        let word = (view.getInt32(at, true) - ZEROS) | 0;
        while (((word | (word + ABOVE_NINE)) & TOP_BITS) === 0) {
          word = (Math.imul(word, 10) + (word >>> 8)) & PAIRS;
          digits = digits * 1e4 + (Math.imul(word & 0xff, 100) + (word >>> 16));
          at += WORD;
          word = (view.getInt32(at, true) - ZEROS) | 0;
        }
        digit = bytes[at]! - ZERO;
        while (digit >>> 0 <= 9) {
          digits = digits * 10 + digit;
          digit = bytes[++at]! - ZERO;
        }
        const decimals = at - point - 1;
        if (digits >= EXACT_BELOW || decimals === 0 || decimals >= POWERS_OF_TEN.length) return -1;
        digits /= POWERS_OF_TEN[decimals]!;
      } else if (digits >= EXACT_BELOW) {
        return -1;
      }
      if (digit !== QUOTE - ZERO) return -1;
      at++;
      numbers[used] = digits;
      if (!isSize) continue;
      if (bytes[at] !== CLOSE_LIST) return -1;
      at++;
      const next = bytes[at];
      if (next === COMMA) continue;
      if (next !== CLOSE_LIST) return -1;
      this.at = at + 1;
      return used + 1;
    }
  }

  private next({ length, words, few }: Letters): boolean {
    const { bytes, view, at } = this;
    const last = words.length - 1;
    if (last < 0) {
      for (let index = 0; index < length; index++) if (bytes[at + index] !== few[index]) return false;
      return true;
    }
    // Where the text ends a zero differs from all of them; behind it there is room for a word.
    for (let index = 0; index < last; index++)
      if (view.getInt32(at + index * WORD, true) !== words[index]) return false;
    return view.getInt32(at + length - WORD, true) === words[last];
  }
}
