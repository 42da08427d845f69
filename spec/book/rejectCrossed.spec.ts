import { expect } from 'chai';

import type { BookState } from '../../src/book/bookState.js';
import { rejectCrossed } from '../../src/book/rejectCrossed.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

const good = (generation = 1) => liveState(quotes('99', '101'), { generation });
const CROSSED = quotes('101', '100.50');
const bad = (generation = 1) => liveState(CROSSED, { generation });

const INVALID: BookState = {
  status: 'crossed',
  cause: { _tag: 'crossedBook', bestBid: '101', bestAsk: '100.5' },
  lastBook: CROSSED,
  venueTime: undefined,
  receivedAt: 0,
  ageMs: 0,
};

const judge = (...states: readonly BookState[]) => outputsOf(rejectCrossed(), states);

describe('rejectCrossed', () => {
  it('passes what is not crossed as it is', () => {
    const states = [
      SYNCING,
      good(),
      staleState(CROSSED),
      liveState(quotes('', '101')),
      liveState(quotes('', '')),
    ];
    const passed = judge(...states);
    for (const [at, state] of passed.entries()) expect(state, String(at)).to.equal(states[at]);
    expect(passed).to.have.length(states.length);
  });

  it('makes a book whose best bid is at or above its best ask invalid, with both prices and the book for display', () => {
    expect(judge(good(), bad())).to.deep.equal([good(), INVALID]);
    const locked = liveState(quotes('100', '100.0'));
    expect(judge(locked).map((state) => state.cause)).to.deep.equal([
      { _tag: 'crossedBook', bestBid: '100', bestAsk: '100' },
    ]);
  });

  it('tells the age that the book had', () => {
    expect(judge({ ...bad(), ageMs: 20 })).to.deep.equal([{ ...INVALID, ageMs: 20 }]);
  });

  it('says it once, and lets nothing live pass until a snapshot has started the book anew', () => {
    expect(judge(bad(), good(), bad(), good(2), bad(2), good(2), bad(3))).to.deep.equal([
      INVALID,
      good(2),
      INVALID,
      INVALID,
    ]);
  });

  itKeepsTheChecklist(rejectCrossed, [good(), bad(), good(), good(2), bad(2), SYNCING]);
});
