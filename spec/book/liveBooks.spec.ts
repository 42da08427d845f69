import { expect } from 'chai';

import { liveBooks } from '../../src/book/liveBooks.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

describe('liveBooks', () => {
  const [a, b] = [quotes('99', '101'), quotes('98', '101')];

  it('lets the books of live states through and nothing else', () => {
    const states = [SYNCING, liveState(a), staleState(a), liveState(b)];
    expect(outputsOf(liveBooks(), states)).to.deep.equal([a, b]);
    expect(outputsOf(liveBooks(), [SYNCING, staleState(a)])).to.deep.equal([]);
  });

  itKeepsTheChecklist(liveBooks, [liveState(a), liveState(b), SYNCING, liveState(a)]);
});
