import { expect } from 'chai';

import type { BookSide } from '../../src/book/bookSide.js';
import type { Coverage } from '../../src/domain/index.js';
import type { Gap, SequenceEvent } from '../../src/sequence/index.js';
import { afterEvents, joined } from '../support/bookStates.js';
import { diffOf, snapshotAt, type Pair } from '../support/messages.js';
import { changeTexts, plainSide } from '../support/plainBook.js';

const bidsOf = (...levels: readonly string[]): readonly Pair[] =>
  levels.map((level) => level.split(' ') as [string, string]);

const wordsOf = (side: BookSide) => plainSide(side).map((pair) => pair.join(' '));

describe('bookStateReducer, healing', () => {
  const healedBy = (
    before: readonly Pair[],
    after: readonly Pair[],
    coverage: { readonly before?: Coverage; readonly after?: Coverage } = {},
  ) => {
    const start = joined(snapshotAt(10, { bids: before, asks: before, coverage: coverage.before ?? 'full' }));
    const snapshot = snapshotAt(10, { bids: after, asks: after, coverage: coverage.after ?? 'full' });
    const { state } = afterEvents(start, { _tag: 'healed', snapshot, diffs: [] });
    return state.status === 'live' && state.cause._tag === 'healed'
      ? changeTexts(state.cause.differences)
      : state;
  };
  const THREE = bidsOf('98 1', '99 1', '100 1');

  it('live, healed: rebuilt to where the book stands, and the differences told', () => {
    const start = snapshotAt(10, { bids: THREE, asks: [['101', '1']], receivedAt: 1000 });
    const diff = diffOf(11, 12, { bids: [['97', '2']], receivedAt: 1600, checksum: 2 });
    const snapshot = snapshotAt(11, { bids: [['99', '3']], asks: [['101', '1']], receivedAt: 1600 });
    const applied: SequenceEvent = { _tag: 'applied', diff };
    const { state, generation } = afterEvents(joined(start), applied, {
      _tag: 'healed',
      snapshot,
      diffs: [diff],
    });
    if (state.status !== 'live' || state.cause._tag !== 'healed') throw new Error(state.status);
    const { book, cause, ...fields } = state;
    expect(fields).to.deep.equal({
      status: 'live',
      generation: 2,
      venueTime: undefined,
      receivedAt: 1600,
      ageMs: 0,
      missingDeletes: 0,
      expectedChecksum: 2,
      mismatch: undefined,
    });
    expect(book.lastId).to.equal(12);
    expect(wordsOf(book.bids)).to.deep.equal(['99 3', '97 2']);
    expect(changeTexts(cause.differences)).to.deep.equal({
      bids: ['100: 1 > -', '99: 1 > 3', '98: 1 > -'],
      asks: [],
    });
    expect(generation).to.equal(2);
  });

  it('gap, healed: live from the snapshot, with nothing to compare', () => {
    const snapshot = snapshotAt(10, { bids: THREE });
    const gap: Gap = { _tag: 'gap', cause: { _tag: 'disconnected', reason: 'closed' }, receivedAt: 0 };
    const { state } = afterEvents(joined(snapshot), gap, { _tag: 'healed', snapshot, diffs: [] });
    expect(state).to.deep.include({ status: 'live', cause: { _tag: 'snapshot' }, generation: 2 });
  });

  it('tells every difference of whole books', () => {
    expect(healedBy(THREE, bidsOf('99 1', '97 1'))).to.deep.equal({
      bids: ['100: 1 > -', '98: 1 > -', '97: - > 1'],
      asks: ['97: - > 1', '98: 1 > -', '100: 1 > -'],
    });
    expect(healedBy(THREE, THREE)).to.deep.equal({ bids: [], asks: [] });
  });

  it('tells no difference beyond the end of a cut snapshot, be it the old or the new one', () => {
    const cut = { levels: 2, maintained: false };
    const best = bidsOf('99 1', '100 2');
    expect(healedBy(THREE, best, { after: cut })).to.deep.equal({
      bids: ['100: 1 > 2'],
      asks: ['98: 1 > -', '100: 1 > 2'],
    });
    expect(healedBy(best, THREE, { before: cut })).to.deep.equal({
      bids: ['100: 2 > 1'],
      asks: ['98: - > 1', '100: 2 > 1'],
    });
  });

  it('tells no difference beyond the depth that the venue maintains', () => {
    const maintained = { levels: 3, maintained: true };
    const more = [...THREE, ...bidsOf('97 1', '99.5 1', '101 1')];
    expect(healedBy(THREE, more, { before: maintained })).to.deep.equal({
      bids: ['101: - > 1', '99.5: - > 1'],
      asks: ['97: - > 1', '99.5: - > 1'],
    });
  });

  it('tells differences at the very end of what is known', () => {
    const maintained = { levels: 3, maintained: true };
    const end = bidsOf('98 5', '99 1', '100 5');
    const both = { bids: ['100: 1 > 5', '98: 1 > 5'], asks: ['98: 1 > 5', '100: 1 > 5'] };
    expect(healedBy(THREE, end, { before: maintained, after: maintained })).to.deep.equal(both);
  });
});
