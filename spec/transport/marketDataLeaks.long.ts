import { expect } from 'chai';

import { bookRounds } from '../support/bookRounds.js';

describe('books subscribed and unsubscribed over real sockets, for long', () => {
  it('leave no socket and no timer behind after 10,000 rounds, and take no more memory', async () => {
    const report = await bookRounds(10_000);
    console.log(JSON.stringify(report));
    expect(report.lived).to.equal(500);
    expect(report.connections).to.be.above(2500);
    expect(report.clientsAfter).to.equal(0);
    expect(report.resourcesAfter).to.deep.equal(report.resourcesBefore);
    const [, , , , middle = 0] = report.heap;
    expect((report.heap.at(-1) ?? Infinity) - middle).to.be.below(1_000_000);
  });
});
