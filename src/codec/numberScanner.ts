import { DecimalScanner } from '../domain/decimalScanner.js';

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const LOWER_E = 101;
/** The bit that makes a letter lower case. */
const LOWER_CASE = 32;

/** The largest power of ten that a double holds exactly is 10^22, so dividing by these rounds once, correctly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Any decimal of at most 15 significant digits comes back from the nearest double; longer ones may, or may not. */
const EXACT_BELOW = 1e15;

/** Longer exponents are for the codecs. */
const MOST_EXPONENT_DIGITS = 2;

const ASCII = new TextDecoder();

/**
 * Reads a decimal number at or above zero from bytes, as `DecimalScanner` does from a text, by the grammar of JSON: the
 * number as such, or what stands within the quotes. Reads those only of which the double gives the number back.
 */
export class NumberScanner {
  /** The nearest double to the number read last. */
  value = 0.5;

  /** Its digits after the point. */
  decimals = 0;

  /** Whether `toFixed(decimals)` of the double gives the text itself back, letter by letter. */
  fixed = true;

  private readonly long = new DecimalScanner();

  /** Where the number ends that begins at `at`; below zero where there is none, or its double would lose something. */
  read(bytes: Uint8Array, at: number): number {
    let end = at;
    let digits = 0;
    let decimals = 0;
    let digit = bytes[end]! - ZERO;
    while (digit >>> 0 <= 9) {
      digits = digits * 10 + digit;
      digit = bytes[++end]! - ZERO;
    }
    // No digit before the point, or a zero before another digit.
    if (end === at || (end > at + 1 && bytes[at] === ZERO)) return -1;
    if (digit === POINT - ZERO) {
      const point = end;
      digit = bytes[++end]! - ZERO;
      while (digit >>> 0 <= 9) {
        digits = digits * 10 + digit;
        digit = bytes[++end]! - ZERO;
      }
      decimals = end - point - 1;
      if (decimals === 0) return -1;
    }
    const hasExponent = ((digit + ZERO) | LOWER_CASE) === LOWER_E;
    if (digits >= EXACT_BELOW || decimals >= POWERS_OF_TEN.length) {
      if (hasExponent) return this.readLong(bytes, at, endOfExponent(bytes, end));
      // A long integer is another kind of number in JSON.
      return decimals === 0 ? -1 : this.readLong(bytes, at, end);
    }
    if (hasExponent) return this.readExponent(bytes, end, digits, decimals);
    this.fixed = true;
    this.decimals = decimals;
    this.value = decimals === 0 ? digits : digits / POWERS_OF_TEN[decimals]!;
    return end;
  }

  /** The number of which the digits were read, and the exponent begins at `at`: moves the point. */
  private readExponent(bytes: Uint8Array, at: number, digits: number, decimals: number): number {
    const end = endOfExponent(bytes, at);
    if (end < 0) return -1;
    let exponent = 0;
    for (let index = at + 1; index < end; index++) {
      const digit = bytes[index]! - ZERO;
      if (digit >= 0) exponent = exponent * 10 + digit;
    }
    if (bytes[at + 1] === MINUS) exponent = -exponent;
    let whole = digits;
    let places = decimals - exponent;
    for (; places > 0 && whole % 10 === 0; places--) whole /= 10;
    const power = POWERS_OF_TEN[Math.abs(places)];
    if (power === undefined || (places < 0 && whole * power >= EXACT_BELOW)) return -1;
    this.fixed = false;
    this.decimals = Math.max(0, places);
    this.value = places >= 0 ? whole / power : whole * power;
    return end;
  }

  /** One with more than 15 digits: some venues write doubles out, which need 17. */
  private readLong(bytes: Uint8Array, at: number, end: number): number {
    const { long } = this;
    const value = end < 0 ? NaN : long.scan(ASCII.decode(bytes.subarray(at, end)));
    if (!(value >= 0) || !long.exact) return -1;
    this.value = value;
    this.decimals = long.decimals;
    this.fixed = long.fixed;
    return end;
  }
}

/** Where the exponent ends of which the letter is at `at`; below zero where it is none, or too long. */
function endOfExponent(bytes: Uint8Array, at: number): number {
  const sign = bytes[at + 1];
  const from = sign === MINUS || sign === PLUS ? at + 2 : at + 1;
  let end = from;
  while ((bytes[end]! - ZERO) >>> 0 <= 9) end++;
  return end === from || end - from > MOST_EXPONENT_DIGITS ? -1 : end;
}
