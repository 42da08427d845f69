import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import {
  crowdedLevels,
  levelsOf,
  roundPair,
  treacherousPair,
  treacherousText,
} from '../support/arbitraries.js';
import type { Pair } from '../support/messages.js';
import { bookOf, canonical, ModelSide, plainLevel, plainSide } from '../support/plainBook.js';

const sign = fc.constantFrom<1 | -1>(1, -1);
const sideOf = (ofSign: 1 | -1, pairs: readonly Pair[]) =>
  ofSign === 1 ? bookOf(pairs, []).bids : bookOf([], pairs).asks;

function modelOf(ofSign: 1 | -1, pairs: readonly Pair[]): readonly Pair[] {
  const model = new ModelSide(ofSign);
  model.apply(pairs);
  return model.plain();
}

describe('BookSide', () => {
  it('finds by place, from the best, what the sorted list has there', () => {
    fc.assert(
      fc.property(sign, levelsOf(roundPair, 150), fc.nat(160), (ofSign, pairs, count) => {
        const side = sideOf(ofSign, pairs);
        const sorted = modelOf(ofSign, pairs);
        expect(side.top(count).map(plainLevel)).to.deep.equal(sorted.slice(0, count));
        const level = side.at(count);
        expect(level && plainLevel(level)).to.deep.equal(sorted[count]);
        expect(side.best && plainLevel(side.best)).to.deep.equal(sorted[0]);
        expect(side.bestPriceNumber).to.deep.equal(Number(sorted[0]?.[0] ?? NaN));
        expect(side.bestSizeNumber).to.deep.equal(Number(sorted[0]?.[1] ?? NaN));
        expect(side.length).to.equal(sorted.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds by price, exactly, what rests there', () => {
    const anyLevels = fc.oneof(levelsOf(fc.oneof(roundPair, treacherousPair), 80), crowdedLevels(80));
    fc.assert(
      fc.property(sign, anyLevels, fc.array(treacherousText), (ofSign, pairs, others) => {
        const side = sideOf(ofSign, pairs);
        const sorted = modelOf(ofSign, pairs);
        for (const price of [...pairs.map(([text]) => text), ...others]) {
          const level = side.atPrice(new Decimal(price));
          const found = sorted.find(([text]) => text === canonical(price));
          expect(level && plainLevel(level), price).to.deep.equal(found);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives prices and sizes as exact decimals', () => {
    const [level] = [...sideOf(-1, [['0.1000000000000000055511151231257827', '1e-400']])];
    expect(level!.price.toFixed()).to.equal('0.1000000000000000055511151231257827');
    expect(level!.priceNumber).to.equal(0.1);
    expect(level!.size.eq('1e-400')).to.equal(true);
    expect(level!.sizeNumber).to.equal(0);
  });

  it('has nothing at all where it is empty', () => {
    const side = sideOf(1, []);
    expect(plainSide(side)).to.deep.equal([]);
    expect(side.best).to.equal(undefined);
    expect(side.at(0)).to.equal(undefined);
    expect(side.atPrice(new Decimal(1))).to.equal(undefined);
    expect(side.bestPriceNumber).to.be.NaN;
    expect(side.bestSizeNumber).to.be.NaN;
  });

  it('has nothing at places that are none, and nothing of a depth that is none', () => {
    const side = sideOf(1, [['100', '1']]);
    for (const place of [-1, 1, NaN]) expect(side.at(place), String(place)).to.equal(undefined);
    for (const count of [-1, 0, NaN]) expect(side.top(count), String(count)).to.deep.equal([]);
  });

  it('knows the price zero, without a sign', () => {
    const side = sideOf(-1, [
      ['0', '5'],
      ['0.5', '6'],
    ]);
    expect(Object.is(side.best!.priceNumber, 0)).to.equal(true);
    expect(Object.is(side.bestPriceNumber, 0)).to.equal(true);
    expect(side.best!.price.toFixed()).to.equal('0');
    expect(plainLevel(side.atPrice(new Decimal(0))!)).to.deep.equal(['0', '5']);
  });

  it('is written as pairs of texts', () => {
    const side = sideOf(1, [
      ['99.50', '2'],
      ['100', '1e2'],
    ]);
    expect(JSON.stringify(side)).to.equal('[["100","100"],["99.5","2"]]');
  });
});
