import { NO_LEVELS, type PriceLevels } from '../domain/priceLevels.js';
import { NumberScanner } from './numberScanner.js';
import type { TimeScanner } from './timeScanners.js';

/** A text that is passed over, whatever it is. */
export const ANY_TEXT = { _tag: 'anyText' } as const;

/** Digits that are passed over, however many there are: an integer at or above zero. */
export const ANY_INTEGER = { _tag: 'anyInteger' } as const;

/** What is read of a frame. */
export interface FrameField {
  /** Says that the part with this field was missing. */
  readonly clear: () => void;
}

/** An integer at or above zero of a frame, with up to 15 digits; `value` after a frame was read. */
export class IntegerField implements FrameField {
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

/** A text of a frame, within its quotes and without escapes; `value` after a frame was read. */
export class TextField implements FrameField {
  value = '';

  clear(): void {
    this.value = '';
  }
}

/** The beginning of a text of a frame, one letter at least, up to the first of one letter, as the name in `market.btcusdt.depth`. */
export class NameField extends TextField {
  readonly end: number;

  /** `end`: the letter that it goes up to, which is not read. */
  constructor(end: string) {
    super();
    this.end = end.charCodeAt(0);
  }
}

/** A list of levels of a frame, `[["price","size"],...]`; `value` after a frame was read. */
export class LevelsField implements FrameField {
  value: PriceLevels = NO_LEVELS;

  clear(): void {
    this.value = NO_LEVELS;
  }
}

/**
 * A field that reads itself from the bytes of a frame. They are ASCII, and have a zero at their end, which is none of
 * what a field may hold: no loop need look for the end.
 */
export abstract class ByteField implements FrameField {
  /** Where it ends, if it begins at `at`; below zero where it is not there. */
  abstract read(bytes: Uint8Array, at: number): number;
  abstract clear(): void;
}

/** A decimal number at or above zero, of which the double `value` gives the exact number back; without its quotes. */
export class DecimalField extends ByteField {
  value = 0.5;
  private readonly scanner = new NumberScanner();

  read(bytes: Uint8Array, at: number): number {
    const end = this.scanner.read(bytes, at);
    this.value = this.scanner.value;
    return end;
  }

  clear(): void {
    this.value = NaN;
  }
}

/** A time, in milliseconds since 1970; without its quotes. */
export class TimeField extends ByteField {
  value = 0.5;

  /** `scanner`: of the notation of the venue. */
  constructor(private readonly scanner: TimeScanner) {
    super();
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

/** A signed integer of 32 bits. */
export class Int32Field extends ByteField {
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

/** One of some words; `value` is what it stands for. None of them may begin another one. */
export class WordField<A> extends ByteField {
  value: A;
  private readonly first: A;
  private readonly words: readonly { readonly letters: Uint8Array; readonly value: A }[];

  constructor(first: Word<A>, ...others: readonly Word<A>[]) {
    super();
    const utf8 = new TextEncoder();
    this.words = [first, ...others].map(([letters, value]) => ({ letters: utf8.encode(letters), value }));
    this.first = first[1];
    this.value = this.first;
  }

  read(bytes: Uint8Array, at: number): number {
    for (const { letters, value } of this.words) {
      if (!standsAt(bytes, at, letters)) continue;
      this.value = value;
      return at + letters.length;
    }
    return -1;
  }

  clear(): void {
    this.value = this.first;
  }
}

/** Whether these letters stand at `at`. */
export function standsAt(bytes: Uint8Array, at: number, letters: Uint8Array): boolean {
  for (let index = 0; index < letters.length; index++) if (bytes[at + index] !== letters[index]) return false;
  return true;
}
