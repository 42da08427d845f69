import { Decimal } from 'decimal.js';

/** The decimal text of a double in plain notation: no exponent, no trailing zeros. Exact up to 15 significant digits. */
export function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? new Decimal(value).toFixed() : text;
}

/** What most texts are: digits, and more of them after a point. */
const DIGITS = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

const ZERO = 48;
const POINT = 46;

/** The same number as `text` in plain notation: no exponent, no trailing zeros, no trailing point. */
export function plainDecimal(text: string): string {
  if (!DIGITS.test(text)) return new Decimal(text).toFixed();
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === ZERO) end--;
  if (text.charCodeAt(end - 1) === POINT) end--;
  return text.slice(0, end);
}
