import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { plainDecimal, plainNumber } from '../../src/domain/decimalText.js';

describe('plainNumber', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0'],
    [-0, '0'],
    [1.5, '1.5'],
    [56218.3, '56218.3'],
    [9.121e-7, '0.0000009121'],
    [1e-8, '0.00000001'],
    [-2.5e-10, '-0.00000000025'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [123456789012345, '123456789012345'],
  ];
  for (const [value, text] of cases) {
    it(`writes ${value} as ${text}`, () => expect(plainNumber(value)).to.equal(text));
  }

  it('gives any decimal of up to 15 significant digits back, without exponent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 22 }),
        (digits, places) => {
          const text = plainDecimal(`${digits}e-${places}`);
          expect(plainNumber(Number(text))).to.equal(text);
          expect(text).to.match(/^\d+(?:\.\d*[1-9])?$/);
        },
      ),
    );
  });
});

describe('plainDecimal', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0.00000000', '0'],
    ['5.00', '5'],
    ['0.000022900', '0.0000229'],
    ['9.121E-7', '0.0000009121'],
    ['1e3', '1000'],
    ['123456789012345678901234567890.0100', '123456789012345678901234567890.01'],
    ['0.123456789012345678901234567890', '0.12345678901234567890123456789'],
    ['0', '0'],
    ['100', '100'],
    ['1000.0', '1000'],
    ['007.50', '7.5'],
    ['5.', '5'],
    ['.50', '0.5'],
    ['-2.50', '-2.5'],
  ];
  for (const [wire, plain] of cases) {
    it(`writes ${wire} as ${plain}`, () => expect(plainDecimal(wire)).to.equal(plain));
  }

  it('writes any plain decimal as the number that it is', () => {
    const digits = fc.stringMatching(/^[0-9]{1,25}$/);
    fc.assert(
      fc.property(digits, fc.option(digits, { nil: undefined }), (whole, fraction) => {
        const text = fraction === undefined ? whole : `${whole}.${fraction}`;
        expect(plainDecimal(text)).to.equal(new Decimal(text).toFixed());
      }),
    );
  });
});
