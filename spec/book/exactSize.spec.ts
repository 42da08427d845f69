import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import {
  difference,
  differenceOrZero,
  exactSize,
  sameSize,
  sizeText,
  sum,
  type ExactSize,
} from '../../src/book/exactSize.js';
import { plainDecimal } from '../../src/domain/decimalText.js';
import { add, subtract } from '../../src/domain/exact.js';

/** Numbers at or above zero, up to 40 digits on both sides of the point. */
const plain = fc
  .record({
    digits: fc.oneof(
      fc.integer({ min: 0, max: 1000 }).map(String),
      fc.stringMatching(/^[1-9][0-9]{0,14}$/),
      fc.stringMatching(/^[1-9][0-9]{13,39}$/),
    ),
    places: fc.oneof(fc.constantFrom(0, 3, 8), fc.nat(25)),
  })
  .map(({ digits, places }) => new Decimal(`${digits}e-${places}`).toFixed());

const texts = fc.oneof(
  plain,
  fc.constantFrom(
    '0',
    '0.00000000',
    '0.1',
    '0.2',
    '0.3',
    '0.30000000000000004',
    '9999999.99999999',
    '0.00000001',
    '999999999999999',
    '9007199254740993',
    '1e-7',
    '1.5E+21',
    `1e400`,
    `${'9'.repeat(40)}.${'9'.repeat(40)}`,
  ),
);

/** That there is but one form of a number: the double that says it, where there is one. */
function expectExactly(size: ExactSize, expected: Decimal): void {
  expect(sizeText(size)).to.equal(expected.toFixed());
  expect(typeof size === 'number').to.equal(new Decimal(expected.toNumber()).eq(expected));
}

describe('exactSize', () => {
  it('says what the text says', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expectExactly(exactSize(text), new Decimal(text));
        expect(sizeText(exactSize(text))).to.equal(plainDecimal(text));
      }),
    );
  });

  it('refuses what is no number', () => {
    expect(() => exactSize('one')).to.throw('one');
  });
});

describe('sum and difference', () => {
  it('are exact, whatever the digits', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [left, right] = [new Decimal(a), new Decimal(b)];
        const [sizeA, sizeB] = [exactSize(a), exactSize(b)];
        expectExactly(sum(sizeA, sizeB), add(left, right));
        const apart = subtract(left, right);
        // There is no negative zero in plain notation.
        expectExactly(difference(sizeA, sizeB), apart.isZero() ? new Decimal(0) : apart);
        expectExactly(differenceOrZero(sizeA, sizeB), apart.gt(0) ? apart : new Decimal(0));
        expect(sameSize(sizeA, sizeB)).to.equal(left.eq(right));
        expect(sameSize(difference(sum(sizeA, sizeB), sizeB), sizeA)).to.equal(true);
      }),
      { numRuns: 1000 },
    );
  });

  const cases: readonly (readonly [a: string, b: string, sum: string])[] = [
    ['0.1', '0.2', '0.3'],
    ['9999999.99999999', '0.00000001', '10000000'],
    ['12345678.125', '87654321.875', '100000000'],
    ['0.0000000000001', '0.0000000000002', '0.0000000000003'],
    ['999999999999999', '1', '1000000000000000'],
    ['9007199254740992', '1', '9007199254740993'],
    ['12345678.00000001', '0.00000001', '12345678.00000002'],
    ['1', '0.000000000000000000000000000000000000001', '1.000000000000000000000000000000000000001'],
  ];
  for (const [a, b, expected] of cases) {
    it(`${a} + ${b} = ${expected}, and back`, () => {
      const total = sum(exactSize(a), exactSize(b));
      expect(sizeText(total)).to.equal(expected);
      expect(sizeText(difference(total, exactSize(b)))).to.equal(a);
    });
  }
});
