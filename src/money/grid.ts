import { Decimal } from 'decimal.js';

import { multiply } from '../domain/exact.js';
import { ceilTo, commonMultiple, floorTo } from './multiples.js';

/** Which numbers a rule allows: multiples of a step, of so many significant digits. */
export interface Grid {
  readonly step: Decimal | undefined;
  readonly digits: number | undefined;
}

const powerOfTen = (exponent: number): Decimal => new Decimal(`1e${exponent}`);

/** How far apart the numbers of a grid are between 10^exponent and the next power of ten. */
export function spacingAt({ step, digits }: Grid, exponent: number): Decimal | undefined {
  if (digits === undefined) return step;
  const place = powerOfTen(exponent - digits + 1);
  return step === undefined ? place : commonMultiple(step, place);
}

/** The greatest number of the grid that is not above `value`, which is not below zero. */
export function roundDown(grid: Grid, value: Decimal): Decimal {
  const { step, digits } = grid;
  if (value.isZero()) return value;
  if (digits === undefined) return step === undefined ? value : floorTo(value, step);
  checkGrid(grid);
  for (let { e } = value; ; e--) {
    const found = floorTo(Decimal.min(value, powerOfTen(e + 1)), spacingAt(grid, e)!);
    if (found.gte(powerOfTen(e))) return found;
    // The numbers of lower powers of ten are below the step.
    if (step?.gte(powerOfTen(e)) === true) return new Decimal(0);
  }
}

/** The least number of the grid that is not below `value`, which is not below zero. */
export function roundUp(grid: Grid, value: Decimal): Decimal {
  const { step, digits } = grid;
  if (value.isZero()) return value;
  if (digits === undefined) return step === undefined ? value : ceilTo(value, step);
  checkGrid(grid);
  for (let { e } = value; ; e++) {
    const found = ceilTo(Decimal.max(value, powerOfTen(e)), spacingAt(grid, e)!);
    // Above the next power of ten the numbers are farther apart.
    if (found.lte(powerOfTen(e + 1))) return found;
  }
}

/** Multiples of 13 have two digits or more, however large they are: such a grid has no numbers. */
function checkGrid({ step, digits }: Grid): void {
  if (step === undefined || digits === undefined) return;
  let odd = BigInt(multiply(step, powerOfTen(step.decimalPlaces())).toFixed());
  while (odd % 2n === 0n) odd /= 2n;
  while (odd % 5n === 0n) odd /= 5n;
  if (odd >= 10n ** BigInt(digits))
    throw new RangeError(`no multiple of ${step.toFixed()} has ${digits} significant digits`);
}
