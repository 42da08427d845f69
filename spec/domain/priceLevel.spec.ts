import { expect } from 'chai';
import fc from 'fast-check';

import { fixedNotation, isLevelText, PLAIN, PriceLevel } from '../../src/domain/priceLevel.js';

const textsOf = (level: PriceLevel) => ({
  price: level.price.toFixed(),
  size: level.size.toFixed(),
  priceText: level.priceText,
  sizeText: level.sizeText,
  priceWireText: level.priceWireText,
  sizeWireText: level.sizeWireText,
});

describe('PriceLevel', () => {
  it('without a notation writes its doubles plainly, in wire texts too', () => {
    const plain = { price: '0.0000009121', size: '1000000000000000000000' };
    for (const notation of [undefined, PLAIN]) {
      expect(textsOf(new PriceLevel(9.121e-7, 1e21, notation))).to.deep.equal({
        ...plain,
        priceText: plain.price,
        sizeText: plain.size,
        priceWireText: plain.price,
        sizeWireText: plain.size,
      });
    }
  });

  it('with fixed digits regenerates trailing zeros in wire texts only', () => {
    expect(textsOf(new PriceLevel(354.8, 5, fixedNotation(8, 3)))).to.deep.equal({
      price: '354.8',
      size: '5',
      priceText: '354.8',
      sizeText: '5',
      priceWireText: '354.80000000',
      sizeWireText: '5.000',
    });
  });

  it('with texts is exact beyond the doubles, and gives the texts as wire texts', () => {
    const text = { price: '0.1234567890123456789000', size: '98765432109876543210.5' };
    expect(textsOf(new PriceLevel(Number(text.price), Number(text.size), text))).to.deep.equal({
      price: '0.1234567890123456789',
      size: '98765432109876543210.5',
      priceText: '0.1234567890123456789',
      sizeText: '98765432109876543210.5',
      priceWireText: text.price,
      sizeWireText: text.size,
    });
  });

  it('is [price, size] in plain notation as JSON', () => {
    expect(JSON.stringify(new PriceLevel(0.5, 2, fixedNotation(4, 2)))).to.equal('["0.5","2"]');
  });

  it('keeps the two doubles as they are', () => {
    const level = new PriceLevel(0.1, 0.2, { price: '0.10', size: '0.20' });
    expect([level.priceNumber, level.sizeNumber]).to.deep.equal([0.1, 0.2]);
  });
});

describe('fixedNotation', () => {
  it('keeps the digits of price and size apart, 0 to 100 each', () => {
    const decimals = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(decimals, decimals, (ofPrice, ofSize) => {
        const notation = fixedNotation(ofPrice, ofSize);
        expect(isLevelText(notation)).to.equal(false);
        expect(notation).to.not.equal(PLAIN);
        const level = new PriceLevel(1, 1, notation);
        expect(level.priceWireText).to.equal((1).toFixed(ofPrice));
        expect(level.sizeWireText).to.equal((1).toFixed(ofSize));
      }),
    );
  });
});

describe('isLevelText', () => {
  it('is true of texts only', () => {
    expect(isLevelText({ price: '1', size: '1' })).to.equal(true);
    expect([undefined, PLAIN, fixedNotation(2, 2)].map(isLevelText)).to.deep.equal([false, false, false]);
  });
});
