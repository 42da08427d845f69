import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add, compare, divide, multiply, plainText, subtract } from '../../src/domain/exact.js';
import { longText, roundPrice } from '../support/arbitraries.js';
import { fixedPoint, fixedText, quotient40, times } from '../support/fixedPoint.js';

describe('exact', () => {
  const number = fc.oneof(longText, roundPrice);

  it('adds, subtracts and multiplies without rounding, and divides to 40 digits', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [new Decimal(a), new Decimal(b)];
        const [i, j] = [fixedPoint(a), fixedPoint(b)];
        expect(add(x, y).toFixed()).to.equal(fixedText(i + j));
        expect(subtract(add(x, y), y).toFixed()).to.equal(fixedText(i));
        expect(multiply(x, y).toFixed()).to.equal(fixedText(times(i, j)));
        expect(divide(x, y).toFixed()).to.equal(quotient40(i, j));
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses nothing between the smallest and the largest', () => {
    const [small, large] = [new Decimal('1e-400'), new Decimal('1e400')];
    expect(subtract(add(large, small), large).eq(small)).to.equal(true);
    expect(multiply(large, small).toFixed()).to.equal('1');
  });

  it('rounds a quotient half up at its 40th digit', () => {
    const half = `1.${'0'.repeat(39)}5`;
    expect(divide(new Decimal(half), new Decimal(1)).toFixed()).to.equal(`1.${'0'.repeat(38)}1`);
    expect(divide(new Decimal(2), new Decimal(3)).toFixed()).to.equal(`0.${'6'.repeat(39)}7`);
  });

  describe('in words', () => {
    /** decimal.js alone, with more digits than any result has. */
    const Slow = Decimal.clone({ precision: 5_000, toExpPos: 5_000, toExpNeg: -5_000 });
    const digits = fc.oneof(
      // Words that are full, or nothing, so that what is carried goes far.
      fc
        .array(fc.constantFrom('0000000', '9999999', '0000001', '5', '10', '99'), {
          minLength: 1,
          maxLength: 9,
        })
        .map((parts) => parts.join('')),
      fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String),
      fc.integer({ min: 0, max: 20_000_000 }).map(String),
    );
    const exponent = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -45, max: 45 }) },
      { weight: 1, arbitrary: fc.integer({ min: -400, max: 400 }) },
    );
    const any = fc
      .tuple(fc.boolean(), digits, exponent)
      .map(([isNegative, whole, e]) => `${isNegative ? '-' : ''}${whole}e${e}`);

    /** All that a Decimal is: of its value there is one form only. */
    const parts = ({ s, e, d }: Decimal) => ({ s, e, d: [...d] });

    it('gives the very number that decimal.js gives, whatever the signs, lengths and exponents', () => {
      fc.assert(
        fc.property(any, any, (a, b) => {
          const [x, y] = [new Decimal(a), new Decimal(b)];
          const [i, j] = [new Slow(a), new Slow(b)];
          expect(parts(add(x, y))).to.deep.equal(parts(i.plus(j)));
          expect(parts(subtract(x, y))).to.deep.equal(parts(i.minus(j)));
          expect(parts(multiply(x, y))).to.deep.equal(parts(i.times(j)));
          expect(plainText(x)).to.equal(i.toFixed());
          expect(Math.sign(compare(x, y))).to.equal(Math.sign(i.cmp(j)));
          expect(parts(subtract(add(x, y), x))).to.deep.equal(parts(i.plus(j).minus(i)));
          expect([x.toString(), y.toString()]).to.deep.equal([
            new Decimal(a).toString(),
            new Decimal(b).toString(),
          ]);
        }),
        { numRuns: 5_000 },
      );
    });

    it('gives Decimals of the usual kind, that calculate on', () => {
      const sum = add(new Slow('1.5'), new Slow(0));
      expect(sum.constructor).to.equal(Decimal);
      expect(add(new Slow('1.5'), new Slow('2.5')).plus(3).toString()).to.equal('7');
      expect(multiply(new Decimal('1.5'), new Decimal('-0.5')).times(4).toString()).to.equal('-3');
      expect(subtract(new Decimal('1.5'), new Decimal('1.5')).isZero()).to.equal(true);
    });

    it('leaves what is no usual number to decimal.js', () => {
      const [endless, nothing, none] = [new Decimal(Infinity), new Decimal(0), new Decimal(NaN)];
      expect(add(endless, nothing).toString()).to.equal('Infinity');
      expect(add(nothing, endless).toString()).to.equal('Infinity');
      expect(subtract(endless, endless).isNaN()).to.equal(true);
      expect(subtract(nothing, new Decimal(2)).toString()).to.equal('-2');
      expect(multiply(nothing, endless).isNaN()).to.equal(true);
      expect([endless, none, new Decimal('-0'), nothing].map(plainText)).to.deep.equal([
        'Infinity',
        'NaN',
        '0',
        '0',
      ]);
      expect(compare(none, none)).to.satisfy(Number.isNaN);
      expect(compare(none, nothing)).to.satisfy(Number.isNaN);
      expect(compare(endless, new Decimal(2))).to.equal(1);
      expect(compare(new Decimal('-0'), nothing)).to.equal(0);
      const largest = new Decimal('1e9000000000000000');
      expect(multiply(largest, new Decimal(10)).isFinite()).to.equal(false);
    });
  });
});
