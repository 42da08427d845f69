import { Decimal } from 'decimal.js';

/** JSON's number grammar: no sign but minus, no leading zeros, digits on both sides of a point. */
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The largest power of ten that a double holds exactly is 10^22, so dividing by these rounds once, correctly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Any decimal of at most this many significant digits comes back from the nearest double. */
const EXACT_DIGITS = 15;

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MINUS = 45;

/**
 * Reads the text of a decimal number into a double and says whether that double gives the number back.
 *
 * One instance is reused for many texts: {@link scan} returns the double and leaves the rest in the fields, so that
 * reading a level allocates nothing. Texts of up to 15 significant digits take the fast path: their digits are an
 * exact integer, and one division by an exact power of ten rounds correctly.
 */
export class DecimalScanner {
  /** Digits after the point in the text scanned last. */
  decimals = 0;

  /** Whether the double returned last gives the decimal value of its text back (shortest form, no digits lost). */
  exact = true;

  /** Whether `toFixed(decimals)` of the double gives the text itself back, letter by letter. */
  fixed = true;

  /** The nearest double to `text`, or NaN where `text` is not a decimal number in plain or exponent notation. */
  scan(text: string): number {
    const length = text.length;
    const negative = length > 0 && text.charCodeAt(0) === MINUS;
    let at = negative ? 1 : 0;
    const first = at;
    let mantissa = 0;
    let point = -1;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code >= ZERO && code <= NINE) mantissa = mantissa * 10 + (code - ZERO);
      else if (code === POINT && point < 0) point = at;
      else return this.#scanSlowly(text);
    }
    const decimals = point < 0 ? 0 : length - point - 1;
    // 10^15 bounds the digits that count; a leading zero is only legal alone before the point.
    if (
      mantissa >= 1e15 ||
      decimals > 22 ||
      length === first ||
      point === first ||
      point === length - 1 ||
      (text.charCodeAt(first) === ZERO && length > first + 1 && point !== first + 1)
    ) {
      return this.#scanSlowly(text);
    }
    this.decimals = decimals;
    this.exact = true;
    this.fixed = !(negative && mantissa === 0);
    const value = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!;
    return negative && mantissa !== 0 ? -value : value;
  }

  #scanSlowly(text: string): number {
    if (!DECIMAL.test(text)) return NaN;
    const exponent = /[eE]/.test(text);
    const exactValue = new Decimal(text);
    const value = exactValue.toNumber();
    this.decimals = exponent ? exactValue.decimalPlaces() : (text.split('.')[1]?.length ?? 0);
    this.exact =
      exactValue.precision() <= EXACT_DIGITS && Number.isFinite(value) && new Decimal(value).eq(exactValue);
    this.fixed = this.exact && !exponent && this.decimals <= 100 && value.toFixed(this.decimals) === text;
    return value === 0 ? 0 : value;
  }
}
