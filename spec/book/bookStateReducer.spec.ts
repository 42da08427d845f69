import { expect } from 'chai';

import type { BookProgress, BookState } from '../../src/book/bookState.js';
import { bookStateReducer, INITIAL_BOOK } from '../../src/book/bookStateReducer.js';
import type { SnapshotUnavailable } from '../../src/domain/index.js';
import type { Gap, Healed, SequenceEvent } from '../../src/sequence/index.js';
import { afterEvents, joined } from '../support/bookStates.js';
import { diffOf, snapshotAt, tradeOf, type Pair } from '../support/messages.js';
import { plainBook } from '../support/plainBook.js';

const BIDS: readonly Pair[] = [['99', '1']];
const ASKS: readonly Pair[] = [['101', '1']];
const SNAPSHOT = snapshotAt(10, { bids: BIDS, asks: ASKS, receivedAt: 1000, venueTime: 900, checksum: 1 });
const START = joined(SNAPSHOT);
const DIFF = diffOf(11, 12, { bids: [['98', '2']], receivedAt: 1500, venueTime: 1400, checksum: 2 });
const APPLIED: SequenceEvent = { _tag: 'applied', diff: DIFF };
const FAILURE: SnapshotUnavailable = { _tag: 'snapshotUnavailable', attempts: 3, error: 'no answer' };
const FAILED: SequenceEvent = { _tag: 'snapshotFailed', cause: FAILURE };
const GAP: Gap = { _tag: 'gap', cause: { _tag: 'disconnected', reason: 'closed' }, receivedAt: 2000.5 };
const TRADE = tradeOf({ id: '7', receivedAt: 1700 });
const TRADED: SequenceEvent = { _tag: 'traded', trade: TRADE };

/** The fields of a state beside its book. */
function fieldsOf(state: BookState): object {
  if (state.status !== 'live') return state;
  const { book, ...fields } = state;
  return { ...fields, levels: plainBook(book), lastId: book.lastId, lastTrade: book.lastTrade?.id };
}

const live = {
  status: 'live',
  venueTime: 900,
  receivedAt: 1000,
  ageMs: 0,
  generation: 1,
  missingDeletes: 0,
  mismatch: undefined,
  lastTrade: undefined,
};

const unchanged = (progress: BookProgress, ...events: readonly SequenceEvent[]) => {
  for (const event of events) expect(bookStateReducer(progress, event), event._tag).to.equal(progress);
};

describe('bookStateReducer', () => {
  it('starts without a snapshot, a book, a time', () => {
    expect(INITIAL_BOOK).to.deep.equal({
      state: {
        status: 'syncing',
        cause: { _tag: 'noSnapshot' },
        lastBook: undefined,
        venueTime: undefined,
        receivedAt: undefined,
        ageMs: undefined,
      },
      lastTrade: undefined,
      generation: 0,
      orders: undefined,
    });
  });

  it('any state: stale, held, unsynced, a request: nothing changes', () => {
    for (const progress of [INITIAL_BOOK, afterEvents(START), afterEvents(START, GAP)]) {
      unchanged(
        progress,
        { _tag: 'stale', message: DIFF },
        { _tag: 'held', diff: DIFF, waiting: 1 },
        { _tag: 'unsynced', diff: DIFF },
        { _tag: 'snapshotRequested' },
      );
    }
  });

  it('syncing or gap, a diff: nothing changes, for there is no book to apply it to', () => {
    unchanged(INITIAL_BOOK, APPLIED);
    unchanged(afterEvents(START, GAP), APPLIED);
  });

  it('syncing, joined: live, from the snapshot', () => {
    const { state, generation } = afterEvents(START);
    expect(fieldsOf(state)).to.deep.equal({
      ...live,
      cause: { _tag: 'snapshot' },
      expectedChecksum: 1,
      levels: { bids: BIDS, asks: ASKS },
      lastId: 10,
    });
    expect(generation).to.equal(1);
  });

  it("syncing, joined with diffs: live in one step, with the last diff's id, times and checksum", () => {
    const held = [
      diffOf(11, 11, {
        bids: [
          ['99', '0'],
          ['50', '0'],
        ],
        receivedAt: 600,
        checksum: 8,
      }),
      diffOf(12, 13, {
        bids: [
          ['97', '4'],
          ['51', '0'],
        ],
        receivedAt: 1000,
        venueTime: 650,
        checksum: 9,
      }),
    ];
    expect(fieldsOf(afterEvents(joined(SNAPSHOT, held)).state)).to.deep.equal({
      ...live,
      cause: { _tag: 'snapshot' },
      venueTime: 650,
      missingDeletes: 2,
      expectedChecksum: 9,
      levels: { bids: [['97', '4']], asks: ASKS },
      lastId: 13,
    });
  });

  it('joined, with a diff stamped after a snapshot that was delivered late: of no age', () => {
    const late = diffOf(11, 11, { receivedAt: 2000 });
    const early = snapshotAt(10, { receivedAt: 1000 });
    expect(afterEvents(joined(early, [late])).state).to.include({ receivedAt: 2000, ageMs: 0 });
  });

  it('joined and healed, with diffs that came before the snapshot: as old as the last message in the book', () => {
    const diffs = [diffOf(11, 11, { receivedAt: 700.5 })];
    const told = { receivedAt: 700.5, ageMs: 299.5 };
    expect(afterEvents(joined(SNAPSHOT, diffs)).state).to.include(told);
    expect(afterEvents(START, { _tag: 'healed', snapshot: SNAPSHOT, diffs }).state).to.include(told);
  });

  it("a checksum is the last message's: none where that has none", () => {
    const held = [diffOf(11, 11, { checksum: 8 }), diffOf(12, 12)];
    expect(afterEvents(joined(SNAPSHOT, held)).state).to.include({ expectedChecksum: undefined });
    expect(afterEvents(joined(SNAPSHOT, held.slice(0, 1))).state).to.include({ expectedChecksum: 8 });
    const healed: Healed = { _tag: 'healed', snapshot: SNAPSHOT, diffs: held };
    expect(afterEvents(START, healed).state).to.include({ expectedChecksum: undefined });
    expect(afterEvents(START, { ...healed, diffs: [] }).state).to.include({ expectedChecksum: 1 });
  });

  it('live, a diff: the next version, with its times, checksum and missing deletions', () => {
    expect(fieldsOf(afterEvents(START, APPLIED).state)).to.deep.equal({
      ...live,
      cause: { _tag: 'diff' },
      venueTime: 1400,
      receivedAt: 1500,
      expectedChecksum: 2,
      levels: { bids: [...BIDS, ['98', '2']], asks: ASKS },
      lastId: 12,
    });
    const missing = diffOf(13, 13, { asks: [['200', '0']] });
    expect(afterEvents(START, { _tag: 'applied', diff: missing }).state).to.include({ missingDeletes: 1 });
    const next = diffOf(14, 14);
    const after = afterEvents(START, { _tag: 'applied', diff: missing }, { _tag: 'applied', diff: next });
    expect(after.state).to.include({ missingDeletes: 0, expectedChecksum: undefined });
  });

  it('live, joined again: replaced as a whole, one generation on', () => {
    const other = snapshotAt(50, {
      bids: [['90', '5']],
      receivedAt: 3000,
      coverage: { levels: 1, maintained: true },
    });
    const { state, generation } = afterEvents(START, APPLIED, joined(other));
    expect(fieldsOf(state)).to.deep.include({
      status: 'live',
      generation: 2,
      levels: { bids: [['90', '5']], asks: [] },
      lastId: 50,
      venueTime: undefined,
      receivedAt: 3000,
    });
    expect(generation).to.equal(2);
  });

  it('live, a gap: invalid at once, with the cause, the age, and the last book for display', () => {
    const before = afterEvents(START, APPLIED);
    const { state, generation } = bookStateReducer(before, GAP);
    const lastBook = before.state.status === 'live' ? before.state.book : undefined;
    expect(state).to.deep.equal({
      status: 'gap',
      cause: GAP.cause,
      snapshotFailure: undefined,
      lastBook,
      venueTime: 1400,
      receivedAt: 1500,
      ageMs: 500.5,
    });
    expect(state).not.to.have.property('book');
    expect(generation).to.equal(1);
  });

  it('syncing, a gap: a gap without a book', () => {
    expect(afterEvents(GAP).state).to.include({ status: 'gap', lastBook: undefined, ageMs: undefined });
  });

  it('gap, a gap: the newer cause, the age now, the same last book', () => {
    const overflow: Gap = { _tag: 'gap', cause: { _tag: 'holdOverflow', limit: 5 }, receivedAt: 4000 };
    const first = afterEvents(START, GAP, FAILED);
    const second = bookStateReducer(first, overflow);
    expect(second.state).to.include({ status: 'gap', ageMs: 3000, snapshotFailure: undefined });
    expect(second.state).to.have.property('cause', overflow.cause);
    const bookOf = ({ state }: BookProgress) => state.status === 'gap' && state.lastBook;
    expect(bookOf(second)).to.equal(bookOf(first));
  });

  it('gap, joined: live, one generation on', () => {
    expect(afterEvents(START, GAP, START).state).to.include({ status: 'live', generation: 2 });
  });

  it('a failed request is told while syncing and in a gap, and changes nothing of a live book', () => {
    const noSnapshot = afterEvents(FAILED).state;
    expect(noSnapshot).to.deep.equal({ ...INITIAL_BOOK.state, cause: FAILURE });
    const inGap = afterEvents(START, GAP);
    const failed = bookStateReducer(inGap, FAILED);
    // No clock is read for a failure, so the age is not known then.
    expect(failed.state).to.deep.equal({ ...inGap.state, snapshotFailure: FAILURE, ageMs: undefined });
    unchanged(afterEvents(START), FAILED);
  });

  describe('trades', () => {
    it('live, a trade: the same levels with the last trade, its age by our clock, no checksum to compare', () => {
      expect(fieldsOf(afterEvents(START, APPLIED, TRADED).state)).to.deep.equal({
        ...live,
        cause: { _tag: 'trade' },
        venueTime: 1400,
        receivedAt: 1500,
        ageMs: 200,
        expectedChecksum: undefined,
        levels: { bids: [...BIDS, ['98', '2']], asks: ASKS },
        lastId: 12,
        lastTrade: '7',
      });
    });

    it('while syncing and in a gap: kept, without a new state, for the book that comes', () => {
      const syncing = bookStateReducer(INITIAL_BOOK, TRADED);
      expect(syncing.state).to.equal(INITIAL_BOOK.state);
      expect(fieldsOf(bookStateReducer(syncing, START).state)).to.include({ lastTrade: '7' });
      const gap = afterEvents(START, GAP);
      const traded = bookStateReducer(gap, TRADED);
      expect(traded.state).to.equal(gap.state);
      expect(fieldsOf(bookStateReducer(traded, START).state)).to.include({ lastTrade: '7' });
    });

    it('are kept over diffs, joins and healing; the last one counts', () => {
      const healed: Healed = { _tag: 'healed', snapshot: SNAPSHOT, diffs: [] };
      const later: SequenceEvent = { _tag: 'traded', trade: tradeOf({ id: '8' }) };
      expect(fieldsOf(afterEvents(START, TRADED, APPLIED).state)).to.include({ lastTrade: '7' });
      expect(fieldsOf(afterEvents(START, TRADED, START).state)).to.include({ lastTrade: '7' });
      expect(fieldsOf(afterEvents(START, TRADED, healed).state)).to.include({ lastTrade: '7' });
      expect(fieldsOf(afterEvents(START, TRADED, later, healed).state)).to.include({ lastTrade: '8' });
    });
  });
});
