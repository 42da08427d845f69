import { expect } from 'chai';

import { surviveKills } from './killedJournals.js';
import { temporaryFolder } from './temporaryJournal.js';

describe('a journal whose writer is killed, at length', () => {
  const path = temporaryFolder();

  it('has all that was acknowledged, once, and goes on: 200 kills', async function () {
    this.timeout(1_800_000);
    const { inputs } = await surviveKills(path('orders.db'), 200);
    expect(inputs).to.be.above(1_000);
  });
});
