import { expect } from 'chai';

import { RateMeter } from '../../src/cli/rateMeter.js';

describe('RateMeter', () => {
  it('says what a second has so far, until the first one is over', () => {
    const rate = new RateMeter();
    expect(rate.perSecond(1000)).to.equal(0);
    rate.add(1100);
    rate.add(1900, 3);
    expect(rate.perSecond(1900)).to.equal(4);
  });

  it('averages over the whole seconds before, at most five', () => {
    const rate = new RateMeter();
    for (let second = 1; second <= 8; second++) rate.add(second * 1000 + 500, second);
    expect(rate.perSecond(8999)).to.equal((3 + 4 + 5 + 6 + 7) / 5);
    expect(rate.perSecond(9000)).to.equal((4 + 5 + 6 + 7 + 8) / 5);
  });

  it('counts seconds without events, and forgets after five of them', () => {
    const rate = new RateMeter();
    rate.add(1000, 10);
    expect(rate.perSecond(3000)).to.equal(5);
    expect(rate.perSecond(6999)).to.equal(2);
    expect(rate.perSecond(7000)).to.equal(0);
    rate.add(100_000, 5);
    expect(rate.perSecond(101_000)).to.equal(1);
  });

  it('counts what comes with an earlier time where the clock stands', () => {
    const rate = new RateMeter();
    rate.add(5000);
    rate.add(4000);
    expect(rate.perSecond(6000)).to.equal(2);
  });
});
