import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { asFraction, fromUnits, powerOfTen, toUnits } from '../../../src/sim/engine/units.js';

const units = fc.bigInt({ min: 0n, max: 10n ** 60n });
const places = fc.integer({ min: 0, max: 30 });

describe('units', () => {
  it('go to a decimal and back', () => {
    fc.assert(
      fc.property(units, places, (count, digits) => {
        expect(toUnits(fromUnits(count, digits), digits)).to.equal(count);
      }),
    );
  });

  it('are what the text says', () => {
    fc.assert(
      fc.property(units, places, places, (count, digits, more) => {
        const value = new Decimal(`${count}e-${digits}`);
        const exact = BigInt(value.toFixed(digits).replace('.', ''));
        expect(toUnits(value, digits + more)).to.equal(exact * powerOfTen(more));
        expect(toUnits(value.neg(), digits)).to.equal(-exact);
        expect(fromUnits(count, digits).toFixed()).to.equal(value.toFixed());
      }),
    );
  });

  it('are none where something would be left over', () => {
    expect(toUnits(new Decimal('1.005'), 2)).to.equal(undefined);
    expect(toUnits(new Decimal('1.005'), 3)).to.equal(1005n);
    expect(toUnits(new Decimal('1e-30'), 29)).to.equal(undefined);
    expect(toUnits(new Decimal('12345678901234567890'), 0)).to.equal(12345678901234567890n);
  });

  it('are as few as a number needs', () => {
    expect(asFraction(new Decimal('0.00075'))).to.deep.equal({ units: 75n, places: 5 });
    expect(asFraction(new Decimal(0))).to.deep.equal({ units: 0n, places: 0 });
  });
});
