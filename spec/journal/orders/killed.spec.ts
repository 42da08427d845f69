import { expect } from 'chai';

import { surviveKills } from './killedJournals.js';
import { temporaryFolder } from './temporaryJournal.js';

describe('a journal whose writer is killed', () => {
  const path = temporaryFolder();

  it('has all that was acknowledged, once, and goes on: 10 kills', async function () {
    this.timeout(120_000);
    const { inputs } = await surviveKills(path('orders.db'), 10);
    expect(inputs).to.be.above(0);
  });
});
