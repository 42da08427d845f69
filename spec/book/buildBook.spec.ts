import { expect } from 'chai';

import type { LiveState } from '../../src/book/bookState.js';
import { bookStateReducer } from '../../src/book/bookStateReducer.js';
import { buildBook } from '../../src/book/buildBook.js';
import type { SequenceEvent } from '../../src/sequence/index.js';
import { afterEvents, brief, joined, SYNCING } from '../support/bookStates.js';
import { diffOf, snapshotAt, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';

const START = joined(snapshotAt(10, { bids: [['99', '1']] }), [diffOf(11, 11, { asks: [['101', '1']] })]);
const APPLIED: SequenceEvent = { _tag: 'applied', diff: diffOf(12, 12, { bids: [['99', '2']] }) };
const GAP: SequenceEvent = { _tag: 'gap', cause: { _tag: 'disconnected', reason: 'closed' }, receivedAt: 5 };
const HELD: SequenceEvent = { _tag: 'held', diff: diffOf(9, 9), waiting: 1 };
const STALE: SequenceEvent = { _tag: 'stale', message: diffOf(9, 9) };
const UNSYNCED: SequenceEvent = { _tag: 'unsynced', diff: diffOf(9, 9) };
const TRADED: SequenceEvent = { _tag: 'traded', trade: tradeOf({ id: '1' }) };

describe('buildBook', () => {
  it('emits the state after each event', () => {
    const events = [START, APPLIED, GAP, START];
    const states = events.map((_, at) => afterEvents(...events.slice(0, at + 1)).state);
    expect(outputsOf(buildBook(), events)).to.deep.equal(states);
    expect(states.map(brief)).to.deep.equal([
      'live {"bids":[["99","1"]],"asks":[["101","1"]]}',
      'live {"bids":[["99","2"]],"asks":[["101","1"]]}',
      'gap',
      'live {"bids":[["99","1"]],"asks":[["101","1"]]}',
    ]);
  });

  it('shows nothing of a book before it is joined, and then the whole at once', () => {
    const events = [HELD, HELD, TRADED, UNSYNCED, START];
    expect(outputsOf(buildBook(), events).map(brief)).to.deep.equal([
      'syncing',
      'live {"bids":[["99","1"]],"asks":[["101","1"]]}',
    ]);
  });

  it('says syncing at the first event, whatever that is, and nothing where there is none', () => {
    for (const event of [HELD, STALE, UNSYNCED, TRADED, { _tag: 'snapshotRequested' } as const]) {
      expect(outputsOf(buildBook(), [event]), event._tag).to.deep.equal([SYNCING]);
    }
    expect(outputsOf(buildBook(), [])).to.deep.equal([]);
  });

  it('emits nothing for events that change nothing', () => {
    const quiet = [STALE, HELD, UNSYNCED, { _tag: 'snapshotRequested' } as const];
    expect(outputsOf(buildBook(), [START, ...quiet]).map(brief)).to.have.length(1);
    expect(outputsOf(buildBook(), [START, GAP, ...quiet, TRADED]).map(({ status }) => status)).to.deep.equal([
      'live',
      'gap',
    ]);
  });

  it('emits each trade of a live book', () => {
    const states = outputsOf(buildBook(), [START, TRADED, TRADED]);
    const lastTrades = states.map((state) => (state as LiveState).book.lastTrade?.id);
    expect(lastTrades).to.deep.equal([undefined, '1', '1']);
  });

  it('is the reducer over time', () => {
    const first = bookStateReducer(afterEvents(), START);
    expect(outputsOf(buildBook(), [START])).to.deep.equal([first.state]);
  });

  itKeepsTheChecklist(buildBook, [START, APPLIED, GAP, START, TRADED]);
});
