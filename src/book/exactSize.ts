import { Decimal } from 'decimal.js';

import { DecimalScanner } from '../domain/decimalScanner.js';
import { plainNumber } from '../domain/decimalText.js';
import { add } from '../domain/exact.js';

/**
 * An exact decimal number that is cheap to add up: the double whose shortest text is the number, where there is one,
 * else a `Decimal`. Every number of 15 significant digits or fewer has one, and most venues send no others.
 */
export type ExactSize = number | Decimal;

const scanner = new DecimalScanner();

/** The number that a decimal text says. */
export function exactSize(text: string): ExactSize {
  const value = scanner.scan(text);
  if (Number.isNaN(value)) return shortest(new Decimal(text));
  return scanner.exact ? value : new Decimal(text);
}

/** Lots to a unit: the finest of most venues first, then those for sizes above ten million and for finer ones. */
const SCALES = [1e8, 1e3, 1e13];

/** Whole numbers below it have 15 digits or fewer. */
const MOST_LOTS = 1e15;

/** `a + b`, exactly. */
export function sum(a: ExactSize, b: ExactSize): ExactSize {
  if (typeof a === 'number' && typeof b === 'number') {
    for (const scale of SCALES) {
      const lots = lotsOf(a, scale) + lotsOf(b, scale);
      if (Math.abs(lots) < MOST_LOTS) return lots / scale;
    }
  }
  return shortest(add(new Decimal(a), new Decimal(b)));
}

/** `a - b`, exactly. */
export const difference = (a: ExactSize, b: ExactSize): ExactSize =>
  sum(a, typeof b === 'number' ? -b : b.negated());

/** `a - b`, or zero where that is less. */
export const differenceOrZero = (a: ExactSize, b: ExactSize): ExactSize => {
  const left = difference(a, b);
  return isNegative(left) ? 0 : left;
};

/** Whether `a` is less than `b`. */
export const isBelow = (a: ExactSize, b: ExactSize): boolean => isNegative(difference(a, b));

const isNegative = (size: ExactSize): boolean => (typeof size === 'number' ? size < 0 : size.isNegative());

/** Whether two are the same number. */
export const sameSize = (a: ExactSize, b: ExactSize): boolean =>
  a === b || (typeof a !== 'number' && typeof b !== 'number' && a.eq(b));

/** In plain notation. */
export const sizeText = (size: ExactSize): string =>
  typeof size === 'number' ? plainNumber(size) : size.toFixed();

/**
 * How many lots a size is; NaN where it is not so many exactly, or too many. No two numbers of up to 15 digits have the
 * same nearest double: where the quotient of such a count, rounded once, is the size, the count is right.
 */
function lotsOf(size: number, scale: number): number {
  const lots = Math.round(size * scale);
  return lots / scale === size && Math.abs(lots) < MOST_LOTS ? lots : NaN;
}

/** The shortest text of a double has no more digits than that. */
const MOST_DIGITS = 17;

/** As a double where there is one for it, so that zero is 0, and a number and a `Decimal` are never equal. */
function shortest(size: Decimal): ExactSize {
  if (size.precision() > MOST_DIGITS) return size;
  const value = size.toNumber();
  return size.eq(value) ? value : size;
}
