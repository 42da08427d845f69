import { expect } from 'chai';

import { contiguous, contiguousRule } from '../../src/sequence/index.js';
import type { SequenceId } from '../../src/domain/index.js';
import { diffOf, snapshotAt } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { eventsOf } from '../support/sequences.js';

const MAX = Number.MAX_SAFE_INTEGER;

describe('contiguousRule', () => {
  const rows: readonly [
    position: SequenceId,
    first: SequenceId | undefined,
    last: SequenceId | undefined,
    verdict: string,
  ][] = [
    [10, 11, 11, 'apply'],
    [10, 11, 15, 'apply'],
    [10, 8, 11, 'apply'],
    [10, 10, 11, 'apply'],
    [10, 8, 10, 'stale'],
    [10, 1, 2, 'stale'],
    [10, 12, 15, 'gap'],
    [10, 200, 200, 'gap'],
    [10, undefined, 11, 'incomplete'],
    [10, 11, undefined, 'incomplete'],
    [10, undefined, undefined, 'incomplete'],
    [MAX, 9007199254740992n, 9007199254740992n, 'apply'],
    [MAX, 9007199254740993n, 9007199254740993n, 'gap'],
    [9007199254740992n, 9007199254740993n, 9007199254740994n, 'apply'],
    [9007199254740992n, 9007199254740994n, 9007199254740994n, 'gap'],
    [9007199254740993n, 9007199254740993n, 9007199254740993n, 'stale'],
    [10n, 11, 11, 'apply'],
    [10, 11n, 12, 'apply'],
    [10n, 12, 12, 'gap'],
    [10, 10n, 10n, 'stale'],
    [18446744073709551614n, 18446744073709551615n, 18446744073709551615n, 'apply'],
  ];

  for (const [position, first, last, verdict] of rows) {
    it(`at ${position}, ${first ?? 'none'}..${last ?? 'none'}: ${verdict}`, () => {
      const diff = diffOf(first, last);
      expect(contiguousRule.joinsHeld(position, diff)).to.equal(verdict);
      expect(contiguousRule.joins(position, diff)).to.equal(verdict);
      expect(contiguousRule.continues(position, diff)).to.equal(verdict);
    });
  }

  it('stands at the last id of the snapshot, then of each diff', () => {
    expect(contiguousRule.snapshotPosition(snapshotAt(7n))).to.equal(7n);
    expect(contiguousRule.snapshotPosition(snapshotAt(undefined))).to.equal(undefined);
    expect(contiguousRule.diffPosition(7, diffOf(8, 12))).to.equal(12);
    expect(contiguousRule.takesDiffs).to.equal(true);
  });
});

describe('contiguous', () => {
  const messages = [snapshotAt(10), diffOf(11, 12), diffOf(9, 12), diffOf(14, 14), diffOf(15, 15)];

  it('says of each message what it means', () => {
    expect(outputsOf(contiguous(), messages)).to.deep.equal(eventsOf(contiguousRule, messages));
    const options = { holdLimit: 1, holdAfterGap: false };
    const many = [diffOf(1, 1), diffOf(2, 2), diffOf(3, 3), ...messages];
    expect(outputsOf(contiguous(options), many)).to.deep.equal(eventsOf(contiguousRule, many, options));
    expect(outputsOf(contiguous(), many)).not.to.deep.equal(eventsOf(contiguousRule, many, options));
  });

  it('throws at once at a limit that is no count', () => {
    for (const holdLimit of [-1, NaN])
      expect(() => contiguous({ holdLimit })).to.throw(RangeError, 'holdLimit');
  });

  itKeepsTheChecklist(contiguous, messages);
});
