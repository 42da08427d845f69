import { expect } from 'chai';

import { bookFromSnapshot } from '../../src/book/bookReducer.js';
import { lastBookOf, needsSnapshot, notLive, type BookState } from '../../src/book/bookState.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { snapshotAt } from '../support/messages.js';

describe('BookState', () => {
  const book = quotes('99', '101');
  const base = notLive(book, 5);
  const states: Record<BookState['status'], BookState> = {
    syncing: SYNCING,
    live: liveState(book),
    gap: {
      status: 'gap',
      cause: { _tag: 'disconnected', reason: 'closed' },
      snapshotFailure: undefined,
      ...base,
    },
    badChecksum: {
      status: 'badChecksum',
      cause: { _tag: 'checksumMismatch', expected: 1, computed: 2 },
      ...base,
    },
    crossed: { status: 'crossed', cause: { _tag: 'crossedBook', bestBid: '2', bestAsk: '1' }, ...base },
    stale: staleState(book),
  };

  it('is mended by a snapshot unless it is live or only quiet', () => {
    const needing = Object.values(states).filter(needsSnapshot);
    expect(needing.map(({ status }) => status)).to.deep.equal(['syncing', 'gap', 'badChecksum', 'crossed']);
  });

  it('has a field `book` only where it is live', () => {
    const having = Object.values(states).filter((state) => 'book' in state);
    expect(having.map(({ status }) => status)).to.deep.equal(['live']);
  });

  it('shows the last book of every state that had one', () => {
    const shown = Object.values(states).map((state) => lastBookOf(state) === book);
    expect(shown).to.deep.equal([false, true, true, true, true, true]);
    expect(lastBookOf(SYNCING)).to.equal(undefined);
  });

  it('counts the age from the arrival of the last message to now', () => {
    const aged = bookFromSnapshot(snapshotAt(1, { receivedAt: 100.5, venueTime: 90 }));
    expect(notLive(aged, 300)).to.deep.equal({
      lastBook: aged,
      venueTime: 90,
      receivedAt: 100.5,
      ageMs: 199.5,
    });
    expect(notLive(aged, undefined).ageMs).to.equal(undefined);
    const nothing = { lastBook: undefined, venueTime: undefined, receivedAt: undefined, ageMs: undefined };
    expect(notLive(undefined, 300)).to.deep.equal(nothing);
  });
});
