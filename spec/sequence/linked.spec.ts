import { expect } from 'chai';

import { linked, linkedRule } from '../../src/sequence/index.js';
import type { SequenceId } from '../../src/domain/index.js';
import { diffOf, snapshotAt } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { eventsOf } from '../support/sequences.js';

type Id = SequenceId | undefined;
type Row = readonly [position: SequenceId, previous: Id, first: Id, last: Id, first_: string, later: string];

const diff = (previousId: Id, first: Id, last: Id) =>
  diffOf(first, last, previousId === undefined ? {} : { previousId });

describe('linkedRule', () => {
  // Position, then the link and the ids of a diff; what it is as the first after a snapshot, and later.
  const rows: readonly Row[] = [
    [10, 10, 11, 15, 'apply', 'apply'],
    [10, 10, undefined, 15, 'apply', 'apply'],
    [10, 10, 300, 305, 'apply', 'apply'],
    [10, 5, 6, 15, 'apply', 'gap'],
    [10, 5, 10, 15, 'apply', 'gap'],
    [10, 5, 6, 10, 'apply', 'stale'],
    [10, 5, 6, 9, 'stale', 'stale'],
    [10, 5, undefined, 9, 'stale', 'stale'],
    [10, 5, undefined, 10, 'stale', 'stale'],
    [10, 5, undefined, 15, 'gap', 'gap'],
    [10, 12, 13, 15, 'gap', 'gap'],
    [10, 11, 11, 15, 'gap', 'gap'],
    [10, 10, 11, undefined, 'incomplete', 'incomplete'],
    [10, undefined, 11, 15, 'incomplete', 'incomplete'],
    [10n, 10, 11, 15, 'apply', 'apply'],
    [10, 10n, 11n, 15n, 'apply', 'apply'],
    [9007199254740993n, 9007199254740993n, undefined, 9007199254740999n, 'apply', 'apply'],
    [9007199254740993n, 9007199254740992n, undefined, 9007199254740999n, 'gap', 'gap'],
  ];

  for (const [position, previous, first, last, joins, continues] of rows) {
    const ids = `${first ?? 'none'}..${last ?? 'none'} after ${previous ?? 'none'}`;
    it(`at ${position}, ${ids}: first ${joins}, later ${continues}`, () => {
      const message = diff(previous, first, last);
      expect(linkedRule.joinsHeld(position, message)).to.equal(joins);
      expect(linkedRule.joins(position, message)).to.equal(joins);
      expect(linkedRule.continues(position, message)).to.equal(continues);
    });
  }

  it('stands at the last id of the snapshot, then of each diff', () => {
    expect(linkedRule.snapshotPosition(snapshotAt(7n))).to.equal(7n);
    expect(linkedRule.snapshotPosition(snapshotAt(undefined))).to.equal(undefined);
    expect(linkedRule.diffPosition(7, diff(7, 8, 12))).to.equal(12);
    expect(linkedRule.takesDiffs).to.equal(true);
  });
});

describe('linked', () => {
  const messages = [snapshotAt(10), diff(8, 9, 12), diff(12, 20, 25), diff(12, 20, 25), diff(26, 27, 30)];

  it('says of each message what it means', () => {
    expect(outputsOf(linked(), messages)).to.deep.equal(eventsOf(linkedRule, messages));
    expect(outputsOf(linked(), messages).map(({ _tag }) => _tag)).to.deep.equal([
      'joined',
      'applied',
      'applied',
      'stale',
      'gap',
    ]);
  });

  it('holds as many diffs as it is told', () => {
    const many = [diff(1, 2, 2), diff(2, 3, 3)];
    expect(outputsOf(linked({ holdLimit: 1 }), many).map(({ _tag }) => _tag)).to.deep.equal(['held', 'gap']);
  });

  itKeepsTheChecklist(linked, messages);

  it('never moves back, whatever an old diff names as the one before it', () => {
    const events = outputsOf(linked(), [
      snapshotAt(10),
      diffOf(5, 6, { previousId: 10 }),
      diffOf(7, 7, { previousId: 6 }),
      diffOf(11, 12, { previousId: 10 }),
    ]);
    expect(events.map(({ _tag }) => _tag)).to.deep.equal(['joined', 'stale', 'stale', 'applied']);
  });
});
