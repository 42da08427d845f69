import { expect } from 'chai';

import { Recent } from '../../../src/sim/engine/recent.js';

describe('Recent', () => {
  it('keeps the newest, at least as many as it is told, and tells what it drops', () => {
    const dropped: number[] = [];
    const recent = new Recent<number>(3, (item) => dropped.push(item));
    for (let item = 1; item <= 20; item++) {
      recent.push(item);
      expect(recent.items.length).to.be.within(Math.min(item, 3), 5);
      expect([...dropped, ...recent.items]).to.deep.equal(Array.from({ length: item }, (_, at) => at + 1));
    }
    expect(dropped).to.have.length.above(0);
  });
});
