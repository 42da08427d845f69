import { expect } from 'chai';

import { mulberry32 } from '../../../src/sim/mulberry32.js';
import { exponential } from '../../../src/sim/traders/exponential.js';

describe('exponential', () => {
  it('has the mean, the spread and the tails of a Poisson process’s waiting times', () => {
    const random = mulberry32(3);
    const count = 200_000;
    const times = Array.from({ length: count }, () => exponential(random));
    const mean = times.reduce((sum, time) => sum + time, 0) / count;
    const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / count;
    expect(mean).to.be.closeTo(1, 0.01);
    expect(variance).to.be.closeTo(1, 0.03);
    for (const limit of [0.1, 0.5, 1, 2, 4]) {
      const share = times.filter((time) => time > limit).length / count;
      expect(share, `above ${limit}`).to.be.closeTo(Math.exp(-limit), 0.004);
    }
  });

  it('gives the same for the same numbers', () => {
    const first = () => {
      const random = mulberry32(9);
      return Array.from({ length: 5 }, () => exponential(random));
    };
    expect(first()).to.deep.equal(first());
  });
});
