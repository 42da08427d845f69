import { expect } from 'chai';

import { bookRounds } from '../support/bookRounds.js';

describe('books subscribed and unsubscribed over real sockets', () => {
  it('leave no socket and no timer behind after 200 rounds', async function () {
    this.timeout(60_000);
    const report = await bookRounds(200);
    expect(report.lived).to.equal(10);
    expect(report.connections).to.be.above(50);
    expect(report.clientsAfter).to.equal(0);
    expect(report.resourcesAfter).to.deep.equal(report.resourcesBefore);
  });
});
