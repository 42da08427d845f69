import { NO_LEVELS, type PriceLevels } from '../domain/priceLevels.js';
import { checkWords } from './checkWords.js';
import { NumberScanner } from './numberScanner.js';
import type { TimeScanner } from './timeScanners.js';

// Texts that fields read, by which shapes are checked. None reads what another kind does where that would be wrong JSON.
const TEXTS = ['x'] as const;
const OTHER_TEXTS = ['y'] as const;
const INTEGERS = ['1'] as const;
const INTEGERS_OF_32_BITS = ['-1'] as const;
const DECIMALS = ['1.5'] as const;
const LEVELS = ['[["1.5","1.5"]]'] as const;

/** A text that is passed over, whatever it is. */
export const ANY_TEXT = { _tag: 'anyText', samples: TEXTS } as const;

/** Digits that are passed over, however many there are: an integer at or above zero. */
export const ANY_INTEGER = { _tag: 'anyInteger', samples: INTEGERS } as const;

/** What is read of a frame. After a frame that was not read it holds nothing that counts. */
export interface FrameField {
  /** What was read; undefined where the part with this field was missing. */
  readonly given: unknown;
  /** Texts that it reads, one for each form that it may have, by which shapes are checked when they are made. */
  readonly samples: readonly string[];
  /** Says that the part with this field was missing. */
  readonly clear: () => void;
}

/** An integer at or above zero of a frame, with up to 15 digits; `value` after a frame was read, NaN of a missing part. */
export class IntegerField implements FrameField {
  readonly samples = INTEGERS;
  // A double from the start: another kind of number would make the field change its form.
  value = 0.5;

  /** The value; undefined where the part with it was missing. */
  get given(): number | undefined {
    return Number.isNaN(this.value) ? undefined : this.value;
  }

  clear(): void {
    this.value = NaN;
  }
}

/** A text of a frame, within its quotes and without escapes. */
export class TextField implements FrameField {
  /** The text; undefined where the part with it was missing. */
  given: string | undefined;

  /** The text after a frame was read; empty where the part with it was missing. */
  get value(): string {
    return this.given ?? '';
  }

  get samples(): readonly string[] {
    return TEXTS;
  }

  clear(): void {
    this.given = undefined;
  }
}

/** The beginning of a text of a frame, one letter at least, up to the first of one letter, as the name in `market.btcusdt.depth`. */
export class NameField extends TextField {
  readonly end: number;

  /**
   * `end`: the letter that it goes up to, which is not read.
   *
   * @throws {RangeError} where it is not one letter of ASCII, or one that a text has as an escape only.
   */
  constructor(end: string) {
    super();
    if (!/^[ -[\]-~]$/.test(end))
      throw new RangeError(
        `a name ends before one letter of ASCII, which this is not: ${JSON.stringify(end)}`,
      );
    this.end = end.charCodeAt(0);
  }

  override get samples(): readonly string[] {
    return this.end === TEXTS[0].charCodeAt(0) ? OTHER_TEXTS : TEXTS;
  }
}

/** A list of levels of a frame, `[["price","size"],...]`. */
export class LevelsField implements FrameField {
  readonly samples = LEVELS;
  /** The levels; undefined where the part with them was missing. */
  given: PriceLevels | undefined;

  /** The levels after a frame was read; none where the part with them was missing. */
  get value(): PriceLevels {
    return this.given ?? NO_LEVELS;
  }

  clear(): void {
    this.given = undefined;
  }
}

/**
 * A field that reads itself from the bytes of a frame. They are ASCII, and have a zero at their end, which is none of
 * what a field may hold: no loop need look for the end.
 */
export abstract class ByteField implements FrameField {
  /** Where it ends, if it begins at `at`; below zero where it is not there. */
  abstract read(bytes: Uint8Array, at: number): number;
  abstract readonly given: unknown;
  abstract readonly samples: readonly string[];
  abstract clear(): void;
}

/**
 * A decimal number at or above zero, of which the double `value` gives the exact number back; without its quotes. NaN
 * where the part with it was missing.
 */
export class DecimalField extends ByteField {
  readonly samples = DECIMALS;
  value = 0.5;
  private readonly scanner = new NumberScanner();

  /** The value; undefined where the part with it was missing. */
  get given(): number | undefined {
    return Number.isNaN(this.value) ? undefined : this.value;
  }

  read(bytes: Uint8Array, at: number): number {
    const end = this.scanner.read(bytes, at);
    this.value = this.scanner.value;
    return end;
  }

  clear(): void {
    this.value = NaN;
  }
}

/** A time, in milliseconds since 1970; without its quotes. NaN where the part with it was missing. */
export class TimeField extends ByteField {
  value = 0.5;

  /** `scanner`: of the notation of the venue. */
  constructor(private readonly scanner: TimeScanner) {
    super();
  }

  /** The value; undefined where the part with it was missing. */
  get given(): number | undefined {
    return Number.isNaN(this.value) ? undefined : this.value;
  }

  get samples(): readonly string[] {
    return this.scanner.samples;
  }

  read(bytes: Uint8Array, at: number): number {
    const end = this.scanner.read(bytes, at);
    this.value = this.scanner.value;
    return end;
  }

  clear(): void {
    this.value = NaN;
  }
}

const MINUS = 45;
const ZERO = 48;
const INT32 = 2 ** 31;

/** A signed integer of 32 bits; NaN where the part with it was missing. */
export class Int32Field extends ByteField {
  readonly samples = INTEGERS_OF_32_BITS;
  value = 0.5;

  /** The value; undefined where the part with it was missing. */
  get given(): number | undefined {
    return Number.isNaN(this.value) ? undefined : this.value;
  }

  read(bytes: Uint8Array, at: number): number {
    const negative = bytes[at] === MINUS;
    const from = negative ? at + 1 : at;
    let end = from;
    let value = 0;
    let digit = bytes[end]! - ZERO;
    while (digit >>> 0 <= 9) {
      value = value * 10 + digit;
      digit = bytes[++end]! - ZERO;
    }
    if (end === from || (end > from + 1 && bytes[from] === ZERO)) return -1;
    // A negative zero is for the JSON parser.
    if (negative ? value > INT32 || value === 0 : value >= INT32) return -1;
    this.value = negative ? -value : value;
    return end;
  }

  clear(): void {
    this.value = NaN;
  }
}

/** A word, letters as they stand, and what it stands for. */
export type Word<A> = readonly [letters: string, value: A];

/** A {@link Word} made ready. */
interface ReadyWord<A> {
  readonly letters: Uint8Array;
  readonly value: A;
}

/** One of some words. None of them may begin another one. */
export class WordField<A> extends ByteField {
  readonly samples: readonly string[];
  private readonly words: readonly ReadyWord<A>[];
  private readonly first: ReadyWord<A>;
  private word: ReadyWord<A> | undefined;

  /** @throws {RangeError} that names the word, where one is empty, has letters beyond ASCII, or begins another. */
  constructor(first: Word<A>, ...others: readonly Word<A>[]) {
    super();
    this.samples = [first, ...others].map(([letters]) => letters);
    checkWords(this.samples);
    this.first = readyWord(first);
    this.words = [this.first, ...others.map(readyWord)];
  }

  /** What the word stands for; of a missing part what the first word does. */
  get value(): A {
    return (this.word ?? this.first).value;
  }

  /** What the word stands for; undefined where the part with it was missing. */
  get given(): A | undefined {
    return this.word?.value;
  }

  read(bytes: Uint8Array, at: number): number {
    for (const word of this.words) {
      if (!standsAt(bytes, at, word.letters)) continue;
      this.word = word;
      return at + word.letters.length;
    }
    return -1;
  }

  clear(): void {
    this.word = undefined;
  }
}

const UTF8 = new TextEncoder();

const readyWord = <A>([letters, value]: Word<A>): ReadyWord<A> => ({ letters: UTF8.encode(letters), value });

/** Whether these letters stand at `at`. */
export function standsAt(bytes: Uint8Array, at: number, letters: Uint8Array): boolean {
  for (let index = 0; index < letters.length; index++) if (bytes[at + index] !== letters[index]) return false;
  return true;
}
