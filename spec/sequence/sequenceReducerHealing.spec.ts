import { expect } from 'chai';

import type { BookInput } from '../../src/domain/index.js';
import { contiguousRule, linkedRule, type SequenceOptions } from '../../src/sequence/index.js';
import {
  diffOf,
  interruption,
  SNAPSHOT_FAILED,
  SNAPSHOT_REQUESTED,
  snapshotAt,
  tradeOf,
} from '../support/messages.js';
import { afterMessages, briefEvents } from '../support/sequences.js';

/** A book that stands at 12 when a snapshot is asked for, and what comes after. */
const asked = (messages: readonly BookInput[], options?: SequenceOptions) =>
  briefEvents(
    contiguousRule,
    [snapshotAt(10), diffOf(11, 12), SNAPSHOT_REQUESTED, ...messages],
    options,
  ).slice(3);

const after = (...messages: readonly BookInput[]) =>
  afterMessages(contiguousRule, [snapshotAt(10), diffOf(11, 12), SNAPSHOT_REQUESTED, ...messages]);

describe('sequenceReducer, a snapshot asked for beside a running book', () => {
  it('keeps the diffs that it applies from then on', () => {
    const [a, b] = [diffOf(13, 13), diffOf(14, 15)];
    expect(after()).to.deep.include({ status: 'synced', retaining: true, held: [], position: 12 });
    expect(after(a, diffOf(9, 12), b)).to.deep.include({ retaining: true, held: [a, b], position: 15 });
  });

  it('heals the book: rebuilt from the snapshot with those diffs to where it stands', () => {
    const [a, b, c] = [diffOf(13, 13), diffOf(14, 15), diffOf(16, 17)];
    const snapshot = snapshotAt(14);
    expect(after(a, b, c, snapshot)).to.deep.equal({
      status: 'synced',
      event: { _tag: 'healed', snapshot, diffs: [b, c] },
      held: [],
      position: 17,
      continued: true,
      retaining: false,
      connection: undefined,
    });
  });

  it('heals a book that has not moved', () => {
    const snapshot = snapshotAt(12);
    expect(after(snapshot)).to.deep.equal({
      status: 'synced',
      event: { _tag: 'healed', snapshot, diffs: [] },
      held: [],
      position: 12,
      continued: false,
      retaining: false,
      connection: undefined,
    });
    expect(asked([diffOf(13, 13), snapshotAt(13)]).at(-1)).to.equal('healed 13 + []');
    expect(asked([diffOf(13, 13), snapshotAt(12)]).at(-1)).to.equal('healed 12 + [13..13]');
  });

  it('goes on from where the book stands', () => {
    expect(
      asked([diffOf(13, 13), snapshotAt(12), diffOf(13, 13), diffOf(14, 14), diffOf(16, 16)]).slice(1),
    ).to.deep.equal(['healed 12 + [13..13]', 'stale diff 13..13', 'applied 14..14', 'gap diffGap']);
  });

  it('does not move the book back: a snapshot that the diffs do not lead to it from is dropped', () => {
    expect(asked([diffOf(13, 13), snapshotAt(11)]).at(-1)).to.equal('stale snapshot ..11');
    expect(asked([snapshotAt(11)])).to.deep.equal(['stale snapshot ..11']);
    const kept = after(diffOf(13, 13));
    expect(after(diffOf(13, 13), snapshotAt(11))).to.deep.include({
      held: kept.held,
      retaining: true,
      connection: undefined,
      position: 13,
    });
    expect(asked([diffOf(13, 13), snapshotAt(11), snapshotAt(12)]).at(-1)).to.equal('healed 12 + [13..13]');
  });

  it('starts the book anew from a snapshot ahead of it', () => {
    expect(asked([diffOf(13, 13), snapshotAt(20), diffOf(14, 20), diffOf(21, 21)]).slice(1)).to.deep.equal([
      'joined 20 + [], 0 stale',
      'stale diff 14..20',
      'applied 21..21',
    ]);
    expect(after(diffOf(13, 13), snapshotAt(20))).to.deep.include({ retaining: false, held: [] });
  });

  it('once more: keeps the diffs since the first request, for its answer may be the one that comes', () => {
    expect(asked([diffOf(13, 13), SNAPSHOT_REQUESTED, diffOf(14, 14), snapshotAt(13)]).at(-1)).to.equal(
      'healed 13 + [14..14]',
    );
    expect(asked([diffOf(13, 13), SNAPSHOT_REQUESTED, diffOf(14, 14), snapshotAt(12)]).at(-1)).to.equal(
      'healed 12 + [13..13, 14..14]',
    );
  });

  it('gives up keeping diffs above the limit, and the book stays as it is', () => {
    const [a, b, c] = [diffOf(13, 13), diffOf(14, 14), diffOf(15, 15)];
    expect(asked([a, b, snapshotAt(12)], { holdLimit: 2 }).at(-1)).to.equal('healed 12 + [13..13, 14..14]');
    expect(asked([a, b, c, snapshotAt(12), diffOf(16, 16)], { holdLimit: 2 }).slice(2)).to.deep.equal([
      'applied 15..15',
      'stale snapshot ..12',
      'applied 16..16',
    ]);
    const full = afterMessages(contiguousRule, [snapshotAt(12), SNAPSHOT_REQUESTED, a, b, c], {
      holdLimit: 2,
    });
    expect(full).to.deep.include({ status: 'synced', held: [], retaining: false, position: 15 });
  });

  it('keeps nothing of it over a gap: the answer then starts the book', () => {
    expect(asked([diffOf(13, 13), diffOf(15, 15), snapshotAt(14)]).slice(1)).to.deep.equal([
      'gap diffGap',
      'joined 14 + [15..15], 0 stale',
    ]);
    expect(asked([diffOf(13, 13), interruption(), snapshotAt(14)]).slice(1)).to.deep.equal([
      'gap disconnected',
      'joined 14 + [], 0 stale',
    ]);
  });

  it('is not disturbed by trades, nor by a request that failed', () => {
    const between = [diffOf(13, 13), tradeOf(), SNAPSHOT_FAILED, diffOf(14, 14)];
    expect(asked([...between, snapshotAt(12)]).at(-1)).to.equal('healed 12 + [13..13, 14..14]');
  });

  it('is told apart from a snapshot on the stream, which starts the book anew', () => {
    expect(asked([diffOf(13, 13), snapshotAt(12, { via: 'stream' })]).at(-1)).to.equal(
      'joined 12 + [], 0 stale',
    );
  });

  it('works with linked diffs, also where the snapshot falls within one', () => {
    const linked = (previousId: number, first: number, last: number) => diffOf(first, last, { previousId });
    const told = briefEvents(linkedRule, [
      snapshotAt(10),
      linked(8, 9, 12),
      SNAPSHOT_REQUESTED,
      linked(12, 20, 25),
      linked(25, 30, 31),
      snapshotAt(22),
      linked(31, 40, 41),
    ]);
    expect(told.slice(3)).to.deep.equal([
      'applied 20..25',
      'applied 30..31',
      'healed 22 + [20..25, 30..31]',
      'applied 40..41',
    ]);
  });
});
