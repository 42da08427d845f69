import { Decimal } from 'decimal.js';

/** JSON's number grammar: no sign but minus, no leading zeros, digits on both sides of a point. */
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The largest power of ten that a double holds exactly is 10^22, so dividing by these rounds once, correctly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Any decimal of at most 15 significant digits comes back from the nearest double; longer ones may, or may not. */
const EXACT_BELOW = 1e15;

/**
 * Longer texts, and larger exponents either way, are taken for no number: nobody quotes such a price, and writing one
 * out could take all the memory there is.
 */
const LONGEST = 1000;

const ZERO = 48;
const POINT = 46;
const PLUS = 43;
const MINUS = 45;
const LOWER_E = 101;
/** The bit that makes a letter lower case. */
const LOWER_CASE = 32;

/** Longer exponents are for the slow way, which knows how large they may be. */
const MOST_EXPONENT_DIGITS = 3;

/**
 * Reads the text of a decimal number into a double and says whether that double gives the number back.
 *
 * One instance is reused for many texts: the methods return the double and leave the rest in the fields, so that reading
 * a level allocates nothing. Plain numbers of up to 15 digits are read by hand: their digits are an exact integer, and
 * one division by an exact power of ten rounds correctly.
 */
export class DecimalScanner {
  /** Where {@link scanPlain} stopped. */
  end = 0;

  /** Digits after the point in the number scanned last. */
  decimals = 0;

  /** Whether the double returned last gives the decimal value of its text back (shortest form, no digits lost). */
  exact = true;

  /** Whether `toFixed(decimals)` of the double gives the text itself back, letter by letter. */
  fixed = true;

  /**
   * The nearest double to `text`, or NaN where `text` is not a decimal number in plain or exponent
   * notation, is longer than 1,000 letters, or has an exponent beyond 1,000 either way.
   */
  scan(text: string): number {
    const value = this.scanPlain(text, 0);
    if (!(value >= 0)) return this.scanSlowly(text);
    this.exact = true;
    this.fixed = this.end === text.length;
    if (this.fixed) return value;
    const scaled = this.scaled(text, value);
    return scaled >= 0 ? scaled : this.scanSlowly(text);
  }

  /**
   * Reads a plain number of up to 15 digits, without sign and exponent, from the middle of a text, up to the first
   * letter that is none of its own ({@link end}). NaN where there is no such number, which need not mean that there is
   * no number. `exact` and `fixed` are not set: both would be true.
   */
  scanPlain(text: string, from: number): number {
    const { length } = text;
    // Whole digits, then digits after the point, in two loops of their own: that is a fifth faster than one.
    let at = from;
    let digits = 0;
    let digit = -1;
    for (; at < length; at++) {
      digit = text.charCodeAt(at) - ZERO;
      if (digit >>> 0 > 9) break;
      digits = digits * 10 + digit;
    }
    // No digit before the point, or a zero before another digit.
    if (at === from || (at > from + 1 && text.charCodeAt(from) === ZERO)) return NaN;
    let decimals = 0;
    if (digit === POINT - ZERO) {
      const point = at;
      for (at++; at < length; at++) {
        digit = text.charCodeAt(at) - ZERO;
        if (digit >>> 0 > 9) break;
        digits = digits * 10 + digit;
      }
      decimals = at - point - 1;
      if (decimals === 0 || decimals >= POWERS_OF_TEN.length) return NaN;
    }
    if (digits >= EXACT_BELOW) return NaN;
    this.end = at;
    this.decimals = decimals;
    return decimals === 0 ? digits : digits / POWERS_OF_TEN[decimals]!;
  }

  /**
   * The number of which the plain one that was just scanned is the mantissa: some venues write every small price and
   * large size with an exponent. NaN where what follows is no exponent, or the number needs more than one rounding.
   */
  private scaled(text: string, mantissa: number): number {
    const { length } = text;
    let at = this.end;
    if ((text.charCodeAt(at) | LOWER_CASE) !== LOWER_E) return NaN;
    at++;
    const sign = text.charCodeAt(at);
    if (sign === MINUS || sign === PLUS) at++;
    if (at === length || length - at > MOST_EXPONENT_DIGITS) return NaN;
    let exponent = 0;
    for (; at < length; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit >>> 0 > 9) return NaN;
      exponent = exponent * 10 + digit;
    }
    if (sign === MINUS) exponent = -exponent;
    // With 15 digits at most the product is off by less than half: the nearest integer is the right one.
    let digits = Math.round(mantissa * POWERS_OF_TEN[this.decimals]!);
    let decimals = this.decimals - exponent;
    for (; decimals > 0 && digits % 10 === 0; decimals--) digits /= 10;
    const power = POWERS_OF_TEN[Math.abs(decimals)];
    if (power === undefined) return NaN;
    this.decimals = Math.max(0, decimals);
    if (decimals >= 0) return digits / power;
    return digits * power < EXACT_BELOW ? digits * power : NaN;
  }

  private scanSlowly(text: string): number {
    if (text.length > LONGEST || !DECIMAL.test(text)) return NaN;
    const exponent = /[eE]/.test(text);
    if (exponent && Math.abs(Number(text.slice(text.search(/[eE]/) + 1))) > LONGEST) return NaN;
    const exactValue = new Decimal(text);
    const value = exactValue.toNumber();
    this.decimals = exponent ? exactValue.decimalPlaces() : (text.split('.')[1]?.length ?? 0);
    this.exact = Number.isFinite(value) && new Decimal(value).eq(exactValue);
    this.fixed = this.exact && !exponent && this.decimals <= 100 && value.toFixed(this.decimals) === text;
    return value === 0 ? 0 : value;
  }
}
