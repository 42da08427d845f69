import { Decimal } from 'decimal.js';

import { productOfWords, sumOfWords } from './words.js';

/** Sums, differences and products of any length without rounding: more digits than any of them has. */
const Exact = Decimal.clone({ precision: 100_000, toExpPos: 100_000, toExpNeg: -100_000 });

/** Quotients, which may have no end, to 40 significant digits, half up. */
const Quotient = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** As it is, unless it is of another kind of Decimal, with a precision of its own. */
const ours = (value: Decimal): Decimal => (value.constructor === Decimal ? value : new Decimal(value));

/** `a + b`, exactly. */
export function add(a: Decimal, b: Decimal): Decimal {
  if (b.isZero() && !a.isZero()) return ours(a);
  if (a.isZero() && !b.isZero()) return ours(b);
  return sumOfWords(a, b, 1) ?? new Decimal(new Exact(a).plus(b));
}

/** `a - b`, exactly. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  if (b.isZero() && !a.isZero()) return ours(a);
  return sumOfWords(a, b, -1) ?? new Decimal(new Exact(a).minus(b));
}

/** `a * b`, exactly. */
export const multiply = (a: Decimal, b: Decimal): Decimal =>
  productOfWords(a, b) ?? new Decimal(new Exact(a).times(b));

/** `a / b`, to 40 significant digits, half up. */
export const divide = (a: Decimal, b: Decimal): Decimal => new Decimal(new Quotient(a).div(b));

export { compare, plainText } from './words.js';
