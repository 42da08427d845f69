import { expect } from 'chai';
import fc from 'fast-check';

import { backoffMs } from '../../src/sequence/index.js';

describe('backoffMs', () => {
  const pauses = (count: number, options?: Parameters<typeof backoffMs>[1]) =>
    Array.from({ length: count }, (_, at) => backoffMs(at + 1, options));

  it('doubles from half a second to half a minute', () => {
    expect(pauses(8)).to.deep.equal([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('doubles between the bounds that it is given', () => {
    expect(pauses(5, { firstDelayMs: 10, maxDelayMs: 50 })).to.deep.equal([10, 20, 40, 50, 50]);
    expect(pauses(2, { firstDelayMs: 100, maxDelayMs: 50 })).to.deep.equal([50, 50]);
  });

  it('stays at the longest pause for ever', () => {
    expect(backoffMs(5_000)).to.equal(30_000);
    expect(backoffMs(Number.MAX_SAFE_INTEGER)).to.equal(30_000);
  });

  it('is spread over its upper half by a source of random numbers', () => {
    expect(pauses(3, { random: () => 0 })).to.deep.equal([250, 500, 1000]);
    expect(pauses(3, { random: () => 0.5 })).to.deep.equal([375, 750, 1500]);
    const attempt = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(attempt, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (at, random) => {
        const pause = backoffMs(at, { random: () => random });
        expect(pause).to.be.at.least(backoffMs(at) / 2);
        expect(pause).to.be.at.most(backoffMs(at));
      }),
      { numRuns: 1_000 },
    );
  });
});
