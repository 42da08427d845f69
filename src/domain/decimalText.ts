import { Decimal } from 'decimal.js';

/** The decimal text of a double in plain notation: no exponent, no trailing zeros. Exact up to 15 significant digits. */
export function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? new Decimal(value).toFixed() : text;
}

/** The same number as `text` in plain notation: no exponent, no trailing zeros, no trailing point. */
export const plainDecimal = (text: string): string => new Decimal(text).toFixed();
