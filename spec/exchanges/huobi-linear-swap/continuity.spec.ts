import { expect } from 'chai';
import fc from 'fast-check';

import { highFreqRule } from '../../../src/exchanges/huobi-linear-swap/continuity.js';
import { sequenceReducer, INITIAL_SEQUENCE, type SequenceState } from '../../../src/sequence/index.js';
import type { BookInput } from '../../../src/domain/index.js';
import { diffOf, snapshotAt } from '../../support/messages.js';

const reduce = sequenceReducer(highFreqRule);

/** What each message meant. */
function eventsOf(...messages: readonly BookInput[]): readonly string[] {
  let state: SequenceState = INITIAL_SEQUENCE;
  return messages.map((message) => {
    state = reduce(state, message);
    return state.event._tag;
  });
}

const update = (version: number) => diffOf(version, version);

describe('highFreqRule', () => {
  it('takes the next version and no other', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: -1000, max: 1000 }), (version, step) => {
        fc.pre(version + step >= 0);
        const expected = step === 1 ? 'apply' : 'gap';
        expect(highFreqRule.joins(version, update(version + step))).to.equal(expected);
        expect(highFreqRule.continues(version, update(version + step))).to.equal(expected);
      }),
    );
  });

  it('follows from the snapshot on, across 2^53', () => {
    expect(eventsOf(snapshotAt(7), update(8), update(9))).to.deep.equal(['joined', 'applied', 'applied']);
    expect(highFreqRule.continues(Number.MAX_SAFE_INTEGER, diffOf(2n ** 53n, 2n ** 53n))).to.equal('apply');
  });

  it('takes a repeated version for a gap, as the documents ask, and a lower one', () => {
    expect(eventsOf(snapshotAt(7), update(8), update(8))).to.deep.equal(['joined', 'applied', 'gap']);
    expect(eventsOf(snapshotAt(7), update(8), update(3))).to.deep.equal(['joined', 'applied', 'gap']);
  });

  it('starts again with the next snapshot, though it may count from below', () => {
    expect(eventsOf(snapshotAt(70), update(72), update(73), snapshotAt(5), update(6))).to.deep.equal([
      'joined',
      'gap',
      'held',
      'joined',
      'applied',
    ]);
  });

  it('says that a version is missing', () => {
    expect(highFreqRule.continues(7, { ...update(8), lastId: undefined })).to.equal('incomplete');
    expect(highFreqRule).to.deep.include({
      name: 'huobi-high-freq',
      needs: ['lastId'],
      ordersSnapshots: false,
    });
  });
});
