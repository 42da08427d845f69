import { Decimal } from 'decimal.js';

import { multiply } from '../domain/exact.js';

/** Both numbers as integers: how many there are of the unit that has `places` digits after the point. */
function inUnits(
  a: Decimal,
  b: Decimal,
): { readonly a: bigint; readonly b: bigint; readonly places: number } {
  const places = Math.max(a.decimalPlaces(), b.decimalPlaces());
  const unit = new Decimal(`1e${places}`);
  const count = (value: Decimal) => BigInt(multiply(value, unit).toFixed());
  return { a: count(a), b: count(b), places };
}

const ofUnits = (count: bigint, places: number): Decimal => new Decimal(`${count}e-${places}`);

/** The greatest multiple of `step` that is not above `value`; both at or above zero. */
export function floorTo(value: Decimal, step: Decimal): Decimal {
  const { a, b, places } = inUnits(value, step);
  return ofUnits(a - (a % b), places);
}

/** The least multiple of `step` that is not below `value`; both at or above zero. */
export function ceilTo(value: Decimal, step: Decimal): Decimal {
  const { a, b, places } = inUnits(value, step);
  return ofUnits(((a + b - 1n) / b) * b, places);
}

/** How often `part` goes into `whole`, which is not below zero. */
export function timesIn(whole: Decimal, part: Decimal): bigint {
  const { a, b } = inUnits(whole, part);
  return a / b;
}

/** The least number above zero that is a multiple of both. */
export function commonMultiple(one: Decimal, other: Decimal): Decimal {
  const { a, b, places } = inUnits(one, other);
  let [divisor, rest] = [a, b];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return ofUnits((a / divisor) * b, places);
}
