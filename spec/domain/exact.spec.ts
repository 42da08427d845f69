import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add, divide, multiply, subtract } from '../../src/domain/exact.js';
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
});
