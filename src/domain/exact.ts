import { Decimal } from 'decimal.js';

/** Sums, differences and products of any length without rounding: more digits than any of them has. */
const Exact = Decimal.clone({ precision: 100_000, toExpPos: 100_000, toExpNeg: -100_000 });

/** Quotients, which may have no end, to 40 significant digits, half up. */
const Quotient = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** `a + b`, exactly. */
export const add = (a: Decimal, b: Decimal): Decimal => new Decimal(new Exact(a).plus(b));

/** `a - b`, exactly. */
export const subtract = (a: Decimal, b: Decimal): Decimal => new Decimal(new Exact(a).minus(b));

/** `a * b`, exactly. */
export const multiply = (a: Decimal, b: Decimal): Decimal => new Decimal(new Exact(a).times(b));

/** `a / b`, to 40 significant digits, half up. */
export const divide = (a: Decimal, b: Decimal): Decimal => new Decimal(new Quotient(a).div(b));
