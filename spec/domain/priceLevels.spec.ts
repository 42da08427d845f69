import { expect } from 'chai';
import fc from 'fast-check';

import { plainDecimal } from '../../src/domain/decimalText.js';
import {
  concatLevels,
  NO_LEVELS,
  priceLevels,
  PriceLevelsBuilder,
  type PriceLevels,
} from '../../src/domain/priceLevels.js';

type Pair = readonly [price: string, size: string];

/** A decimal text at or above zero as a venue might write it: any length, trailing zeros, sometimes an exponent. */
const decimalTexts = fc
  .tuple(
    fc.bigInt({ min: 0n, max: 10n ** 24n }),
    fc.integer({ min: 0, max: 26 }),
    fc.constantFrom('', 'e-3', 'E5'),
  )
  .map(([digits, places, exponent]) => {
    const text = String(digits).padStart(places + 1, '0');
    const point = text.length - places;
    return (places === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`) + exponent;
  });
const pairsOf = fc.array(fc.tuple(decimalTexts, decimalTexts), { maxLength: 12 });

const plainOf = (levels: PriceLevels) =>
  Array.from(levels, ({ priceText, sizeText }) => [priceText, sizeText]);
const wireOf = (levels: PriceLevels) =>
  Array.from(levels, ({ priceWireText, sizeWireText }) => [priceWireText, sizeWireText]);
const plainPairs = (pairs: readonly Pair[]) =>
  pairs.map(([price, size]) => [plainDecimal(price), plainDecimal(size)]);

describe('priceLevels', () => {
  it('holds doubles side by side and nothing else where they are exact', () => {
    const levels = priceLevels([
      ['56218.30000', '0.50000000'],
      ['56218.2', '0'],
    ]);
    expect(levels.numbers).to.deep.equal([56218.3, 0.5, 56218.2, 0]);
    expect(levels.notations).to.equal(undefined);
    expect(levels.length).to.equal(2);
  });

  it('takes any iterable and gives the levels in its order', () => {
    const pairs = new Map([
      ['2', '20'],
      ['1', '10'],
    ]);
    expect(plainOf(priceLevels(pairs))).to.deep.equal([
      ['2', '20'],
      ['1', '10'],
    ]);
  });

  it('is exact for texts of any length, whether the text is kept or not', () => {
    fc.assert(
      fc.property(pairsOf, fc.boolean(), (pairs, keepText) => {
        expect(plainOf(priceLevels(pairs, { keepText }))).to.deep.equal(plainPairs(pairs));
      }),
    );
  });

  it('with keepText regenerates every wire text letter by letter', () => {
    fc.assert(
      fc.property(pairsOf, (pairs) => {
        expect(wireOf(priceLevels(pairs, { keepText: true }))).to.deep.equal(pairs);
      }),
    );
  });

  it('keeps trailing zeros only where asked to', () => {
    const pair: Pair = ['0.000022900', '1242.63590000'];
    expect(wireOf(priceLevels([pair], { keepText: true }))).to.deep.equal([pair]);
    expect(wireOf(priceLevels([pair]))).to.deep.equal([['0.0000229', '1242.6359']]);
  });

  it('keeps texts only at the levels that need them', () => {
    const long = '0.12345678901234567890';
    const levels = priceLevels([
      ['1', '1'],
      [long, '2'],
      ['3', '3'],
    ]);
    expect(levels.notations).to.deep.equal([-1, { price: long, size: '2' }, -1]);
    expect(plainOf(levels)).to.deep.equal([
      ['1', '1'],
      ['0.1234567890123456789', '2'],
      ['3', '3'],
    ]);
  });

  it('of no pairs is NO_LEVELS', () => {
    expect(priceLevels([])).to.equal(NO_LEVELS);
    expect(priceLevels([], { keepText: true })).to.equal(NO_LEVELS);
    expect(NO_LEVELS.length).to.equal(0);
  });

  const wrong: readonly (readonly [pair: Pair, fault: string])[] = [
    [['', '1'], 'level 1: the price is no decimal number at or above zero: ""'],
    [['1.', '1'], 'level 1: the price is no decimal number at or above zero: "1."'],
    [['-1', '1'], 'level 1: the price is no decimal number at or above zero: "-1"'],
    [['NaN', 'x'], 'level 1: the price is no decimal number at or above zero: "NaN"'],
    [['1', 'Infinity'], 'level 1: the size is no decimal number at or above zero: "Infinity"'],
    [['1', '-0.5'], 'level 1: the size is no decimal number at or above zero: "-0.5"'],
    [['1', ' 1'], 'level 1: the size is no decimal number at or above zero: " 1"'],
    [['1', '0x10'], 'level 1: the size is no decimal number at or above zero: "0x10"'],
  ];
  for (const [pair, fault] of wrong) {
    it(`refuses ${JSON.stringify(pair)}, naming level and text`, () => {
      for (const keepText of [true, false]) {
        expect(() => priceLevels([['1', '1'], pair], { keepText }))
          .to.throw(RangeError)
          .with.property('message', fault);
      }
    });
  }
});

describe('PriceLevels', () => {
  const levels = priceLevels([
    ['3', '30'],
    ['2', '20'],
  ]);

  it('finds levels by index, and none outside', () => {
    expect([levels.at(0), levels.at(1)].map((level) => level?.priceText)).to.deep.equal(['3', '2']);
    expect([levels.at(-1), levels.at(2), levels.at(NaN)]).to.deep.equal([undefined, undefined, undefined]);
  });

  it('is a list of [price, size] as JSON', () => {
    expect(JSON.stringify(levels)).to.equal('[["3","30"],["2","20"]]');
  });

  it('can be iterated again and again', () => {
    expect(plainOf(levels)).to.deep.equal(plainOf(levels)).and.to.have.lengthOf(2);
  });
});

describe('PriceLevelsBuilder', () => {
  it('says which text is at fault and adds nothing of that level', () => {
    for (const keepText of [true, false]) {
      const builder = new PriceLevelsBuilder(keepText);
      expect(builder.add('1', '2')).to.equal(undefined);
      expect(builder.add('1,5', '2')).to.equal('price');
      expect(builder.add('0.12345678901234567890', 'two')).to.equal('size');
      expect(builder.add('3', '4')).to.equal(undefined);
      expect(plainOf(builder.build())).to.deep.equal([
        ['1', '2'],
        ['3', '4'],
      ]);
    }
  });
});

describe('concatLevels', () => {
  const long: Pair = ['0.12345678901234567890', '1.0'];

  it('is the run as if sent in one, with and without kept texts', () => {
    fc.assert(
      fc.property(pairsOf, pairsOf, fc.boolean(), (first, second, keepText) => {
        const joined = concatLevels(priceLevels(first, { keepText }), priceLevels(second, { keepText }));
        const whole = priceLevels([...first, ...second], { keepText });
        expect(plainOf(joined)).to.deep.equal(plainOf(whole));
        expect(wireOf(joined)).to.deep.equal(wireOf(whole));
        expect(joined.length).to.equal(whole.length);
      }),
    );
  });

  it('joins a plain run and one with texts, either way round', () => {
    const plain = priceLevels([['1', '2']]);
    const exact = priceLevels([long]);
    const price = '0.1234567890123456789';
    expect(plainOf(concatLevels(plain, exact))).to.deep.equal([
      ['1', '2'],
      [price, '1'],
    ]);
    expect(plainOf(concatLevels(exact, plain))).to.deep.equal([
      [price, '1'],
      ['1', '2'],
    ]);
    expect(concatLevels(plain, plain).notations).to.equal(undefined);
  });

  it('gives the other run itself where one is empty', () => {
    const run = priceLevels([long], { keepText: true });
    expect(concatLevels(NO_LEVELS, run)).to.equal(run);
    expect(concatLevels(run, NO_LEVELS)).to.equal(run);
  });

  it('leaves both runs as they were', () => {
    const first = priceLevels([['1', '1.0']], { keepText: true });
    const second = priceLevels([['2', '2.0']], { keepText: true });
    concatLevels(first, second);
    expect([wireOf(first), wireOf(second)]).to.deep.equal([[['1', '1.0']], [['2', '2.0']]]);
  });
});
