import { expect } from 'chai';

import { mulberry32 } from '../../../src/sim/mulberry32.js';
import { FairPrice } from '../../../src/sim/traders/fairPrice.js';

describe('FairPrice', () => {
  it('wanders, and turns round at its bounds', () => {
    const price = new FairPrice(1_000, 20, { lowest: 900, highest: 1_100 }, mulberry32(1));
    const seen = { lowest: 1_000, highest: 1_000 };
    for (let step = 0; step < 20_000; step++) {
      const before = price.ticks;
      price.step();
      expect(price.isRising).to.equal(price.ticks > before);
      seen.lowest = Math.min(seen.lowest, price.ticks);
      seen.highest = Math.max(seen.highest, price.ticks);
    }
    // It goes past a bound by less than what its momentum can come to: 1.5 shocks / (1 - 0.8).
    expect(seen.lowest).to.be.within(900 - 150, 900);
    expect(seen.highest).to.be.within(1_100, 1_100 + 150);
  });

  it('stays where it is without volatility', () => {
    const price = new FairPrice(7, 0, { lowest: 1, highest: 9 }, mulberry32(1));
    price.step();
    expect([price.ticks, price.isRising]).to.deep.equal([7, false]);
  });
});
