import { expect } from 'chai';

import { snapshotOnly, snapshotOnlyRule } from '../../src/sequence/index.js';
import { diffOf, interruption, snapshotAt, SNAPSHOT_REQUESTED, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { briefEvent, briefEvents } from '../support/sequences.js';

const stream = (id: number | undefined, receivedAt = 0) => snapshotAt(id, { via: 'stream', receivedAt });

describe('snapshotOnly', () => {
  const messages = [
    stream(10),
    diffOf(11, 11),
    tradeOf(),
    stream(12),
    stream(12),
    interruption(),
    stream(13),
  ];

  it('starts the book anew from each snapshot, and has no place for diffs', () => {
    expect(outputsOf(snapshotOnly(), messages).map(briefEvent)).to.deep.equal([
      'joined 10 + [], 0 stale',
      'unsynced 11..11',
      'traded',
      'joined 12 + [], 0 stale',
      'joined 12 + [], 0 stale',
      'gap disconnected',
      'joined 13 + [], 0 stale',
    ]);
  });

  it('holds nothing before the first snapshot', () => {
    expect(briefEvents(snapshotOnlyRule, [diffOf(9, 9), stream(10), diffOf(11, 11)])).to.deep.equal([
      'unsynced 9..9',
      'joined 10 + [], 0 stale',
      'unsynced 11..11',
    ]);
  });

  it('goes by the stamp where snapshots have no id', () => {
    expect(briefEvents(snapshotOnlyRule, [stream(undefined, 5), stream(undefined, 6)])).to.deep.equal([
      'joined undefined + [], 0 stale',
      'joined undefined + [], 0 stale',
    ]);
  });

  it('drops a requested snapshot that is older than the book', () => {
    const old = [stream(12), SNAPSHOT_REQUESTED, snapshotAt(11), snapshotAt(12), snapshotAt(13)];
    expect(briefEvents(snapshotOnlyRule, old).slice(2)).to.deep.equal([
      'stale snapshot ..11',
      'healed 12 + []',
      'joined 13 + [], 0 stale',
    ]);
  });

  itKeepsTheChecklist(snapshotOnly, messages);
});
