import { expect } from 'chai';

import { increasing, increasingRule } from '../../src/sequence/index.js';
import type { SequenceId } from '../../src/domain/index.js';
import { diffOf, SNAPSHOT_REQUESTED, snapshotAt } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { briefEvents, eventsOf } from '../support/sequences.js';

const diff = (id: SequenceId | undefined) => diffOf(undefined, id);

describe('increasingRule', () => {
  const rows: readonly [position: SequenceId, last: SequenceId | undefined, verdict: string][] = [
    [10, 11, 'apply'],
    [10, 500, 'apply'],
    [10, 10, 'stale'],
    [10, 9, 'stale'],
    [10, undefined, 'incomplete'],
    [10, 11n, 'apply'],
    [10n, 10, 'stale'],
    [9007199254740992n, 9007199254740993n, 'apply'],
    [9007199254740993n, 9007199254740992n, 'stale'],
  ];

  for (const [position, last, verdict] of rows) {
    it(`at ${position}, ${last ?? 'none'}: ${verdict}`, () => {
      expect(increasingRule.joinsHeld(position, diff(last))).to.equal(verdict);
      expect(increasingRule.joins(position, diff(last))).to.equal(verdict);
      expect(increasingRule.continues(position, diff(last))).to.equal(verdict);
    });
  }
});

describe('increasing', () => {
  const messages = [snapshotAt(10), diff(15), diff(15), diff(12), diff(16)];

  it('applies what is above, drops the rest, and sees no holes', () => {
    expect(outputsOf(increasing(), messages)).to.deep.equal(eventsOf(increasingRule, messages));
    expect(briefEvents(increasingRule, messages)).to.deep.equal([
      'joined 10 + [], 0 stale',
      'applied ..15',
      'stale diff ..15',
      'stale diff ..12',
      'applied ..16',
    ]);
  });

  it('joins to a snapshot what is above it of the diffs that were held', () => {
    expect(briefEvents(increasingRule, [diff(9), diff(10), diff(12), snapshotAt(10)]).at(-1)).to.equal(
      'joined 10 + [..12], 2 stale',
    );
  });

  it('joins a snapshot without an id by what comes after it, not by what came before', () => {
    const stream = snapshotAt(undefined, { via: 'stream' });
    expect(briefEvents(increasingRule, [stream, diff(5), diff(4)])).to.deep.equal([
      'joined undefined + [], 0 stale',
      'applied ..5',
      'stale diff ..4',
    ]);
    expect(briefEvents(increasingRule, [diff(4), diff(5), stream, diff(6)])).to.deep.equal([
      'held ..4, 1 wait',
      'held ..5, 2 wait',
      'joined undefined + [], 2 stale',
      'applied ..6',
    ]);
  });

  it('joins a snapshot without an id also after diffs were lost', () => {
    const messages_ = [diff(4), diff(5), snapshotAt(undefined, { via: 'stream' })];
    expect(briefEvents(increasingRule, messages_, { holdLimit: 1 })).to.deep.equal([
      'held ..4, 1 wait',
      'gap holdOverflow',
      'joined undefined + [], 0 stale',
    ]);
  });

  it('does not move a book back for a requested snapshot that says nothing of its place', () => {
    const after = [snapshotAt(10), diff(15), SNAPSHOT_REQUESTED, snapshotAt(undefined)];
    expect(briefEvents(increasingRule, after).at(-1)).to.equal('stale snapshot ..undefined');
  });

  it('starts the book anew from a requested snapshot ahead of it, and heals it with one that is not', () => {
    const asked = [snapshotAt(10), diff(15), SNAPSHOT_REQUESTED, diff(17)];
    expect(briefEvents(increasingRule, [...asked, snapshotAt(20)]).at(-1)).to.equal(
      'joined 20 + [], 0 stale',
    );
    expect(briefEvents(increasingRule, [...asked, snapshotAt(16)]).at(-1)).to.equal('healed 16 + [..17]');
  });

  itKeepsTheChecklist(increasing, messages);
});
