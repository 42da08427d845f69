import { expect } from 'chai';
import { of, Subject } from 'rxjs';

import type { BookInput } from '../../src/domain/index.js';
import { contiguousRule, sequenceBy, type ContinuityRule } from '../../src/sequence/index.js';
import { diffOf, snapshotAt, tradeOf } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { briefEvent } from '../support/sequences.js';

/** A venue whose diffs are numbered without holes by their checksum: a rule that is not ours. */
const oddRule: ContinuityRule = {
  ...contiguousRule,
  name: 'odd',
  continues: (position, diff) => (diff.lastId === Number(position) + 2 ? 'apply' : 'gap'),
};

describe('sequenceBy', () => {
  const messages = [diffOf(11, 11), snapshotAt(10), diffOf(13, 13), tradeOf(), diffOf(14, 14)];

  it("sequences by a rule of the caller's own, one event a message", () => {
    expect(outputsOf(sequenceBy(oddRule), messages).map(briefEvent)).to.deep.equal([
      'held 11..11, 1 wait',
      'joined 10 + [11..11], 0 stale',
      'applied 13..13',
      'traded',
      'gap diffGap',
    ]);
  });

  it('takes the options of the reducer', () => {
    const told = outputsOf(sequenceBy(contiguousRule, { holdLimit: 1 }), [diffOf(11, 11), diffOf(12, 12)]);
    expect(told.map(briefEvent)).to.deep.equal(['held 11..11, 1 wait', 'gap holdOverflow']);
  });

  it('stands where an event says before it says so: what the event brings at once is judged from there', () => {
    const source$ = new Subject<BookInput>();
    const told: string[] = [];
    source$.pipe(sequenceBy(contiguousRule)).subscribe((event) => {
      told.push(briefEvent(event));
      if (event._tag === 'held') source$.next(snapshotAt(10));
      if (event._tag === 'joined') source$.next(diffOf(12, 12));
      if (event._tag === 'applied') source$.next(diffOf(14, 14));
    });
    source$.next(diffOf(11, 11));
    expect(told).to.deep.equal([
      'held 11..11, 1 wait',
      'joined 10 + [11..11], 0 stale',
      'applied 12..12',
      'gap diffGap',
    ]);
  });

  it('fails where the rule throws', () => {
    const broken: ContinuityRule = {
      ...contiguousRule,
      joins: () => {
        throw new RangeError('no rule');
      },
    };
    let failure: unknown;
    of(snapshotAt(10), diffOf(11, 11))
      .pipe(sequenceBy(broken))
      .subscribe({ error: (error: unknown) => (failure = error) });
    expect(failure).to.be.instanceOf(RangeError);
  });

  it('throws at once at a limit that is no count', () => {
    expect(() => sequenceBy(contiguousRule, { holdLimit: -1 })).to.throw(RangeError, 'holdLimit');
  });

  itKeepsTheChecklist(() => sequenceBy(oddRule), messages);
});
