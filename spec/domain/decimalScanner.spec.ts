import { Decimal } from 'decimal.js';
import { expect } from 'chai';
import fc from 'fast-check';

import { DecimalScanner } from '../../src/domain/decimalScanner.js';

const scanner = new DecimalScanner();

/** The double and what the scanner says of it. */
const scanned = (text: string) => {
  const value = scanner.scan(text);
  const { exact, fixed, decimals } = scanner;
  return { value, exact, fixed, decimals };
};

describe('DecimalScanner', () => {
  const exponents: readonly (readonly [text: string, value: number, decimals: number])[] = [
    ['9.121E-7', 9.121e-7, 10],
    ['3.358149508E7', 33581495.08, 2],
    ['4.0E7', 4e7, 0],
    ['6.0E-10', 6e-10, 10],
    ['5.79108367147E9', 5791083671.47, 2],
    ['3.24127967841632E12', 3241279678416.32, 2],
    ['1e+2', 100, 0],
    ['0.0E5', 0, 0],
    ['0E-18', 0, 0],
    ['0.5e0', 0.5, 1],
    ['1E-22', 1e-22, 22],
    ['1E-23', 1e-23, 23],
    ['1E14', 1e14, 0],
    ['1E22', 1e22, 0],
    ['12e-0007', 12e-7, 7],
  ];
  for (const [text, value, decimals] of exponents) {
    it(`reads ${text} exactly, though not letter by letter`, () =>
      expect(scanned(text)).to.deep.equal({ value, exact: true, fixed: false, decimals }));
  }

  for (const text of [
    '1E',
    '1E+',
    '1E-',
    '1E5 ',
    '1Ex',
    '1E1.5',
    '1EE5',
    '1.E5',
    '.5E1',
    '01E5',
    '1F5',
    '1E1001',
  ]) {
    it(`takes ${JSON.stringify(text)} for no number`, () => expect(scanner.scan(text)).to.be.NaN);
  }

  it('reads a negative number with an exponent', () => {
    expect(scanner.scan('-2.5E-3')).to.equal(-0.0025);
  });

  it('gives the nearest double of any number with an exponent, and knows whether it is exact', () => {
    const numbers = fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.nat(20),
      fc.integer({ min: -40, max: 40 }),
      fc.constantFrom('e', 'E'),
    );
    fc.assert(
      fc.property(numbers, ([integer, decimals, exponent, letter]) => {
        const digits = String(integer).padStart(decimals + 1, '0');
        const mantissa = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
        const text = `${mantissa}${letter}${exponent}`;
        const decimal = new Decimal(text);
        const { value, exact, ...rest } = scanned(text);
        expect(value).to.equal(Number(text));
        expect(exact).to.equal(new Decimal(value).eq(decimal));
        expect(rest).to.deep.equal({ fixed: false, decimals: decimal.decimalPlaces() });
      }),
      { numRuns: 2000 },
    );
  });
});
