import { expect } from 'chai';

import { mulberry32 } from '../../src/sim/mulberry32.js';

const first = (seed: number, count: number) => {
  const random = mulberry32(seed);
  return Array.from({ length: count }, random);
};

describe('mulberry32', () => {
  it('gives the numbers of the published algorithm', () => {
    // Computed with the C code by its author, divided by 2^32.
    expect(first(0, 3)).to.deep.equal([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
    expect(first(1, 3)).to.deep.equal([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('spreads over the whole of [0, 1)', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of first(7, 100_000)) tenths[Math.floor(value * 10)]!++;
    for (const count of tenths) expect(count).to.be.within(9500, 10_500);
  });

  it('takes any seed as 32 bits', () => {
    expect(first(2 ** 32 + 5, 4)).to.deep.equal(first(5, 4));
  });
});
