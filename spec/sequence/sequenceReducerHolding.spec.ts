import { expect } from 'chai';
import fc from 'fast-check';

import type { BookInput } from '../../src/domain/index.js';
import {
  contiguousRule,
  INITIAL_SEQUENCE,
  linkedRule,
  sequenceReducer,
  type SequenceOptions,
} from '../../src/sequence/index.js';
import {
  diffOf,
  interruption,
  SNAPSHOT_FAILED,
  SNAPSHOT_REQUESTED,
  snapshotAt,
  tradeOf,
} from '../support/messages.js';
import { afterMessages, briefEvents } from '../support/sequences.js';

const brief = (messages: readonly BookInput[], options?: SequenceOptions) =>
  briefEvents(contiguousRule, messages, options);

describe('sequenceReducer, diffs held', () => {
  const limit = { holdLimit: 2 };

  it('as many as the limit are held; one more is a gap, and all of them are gone', () => {
    const [a, b, c] = [diffOf(11, 11), diffOf(12, 12), diffOf(13, 13, { receivedAt: 4 })];
    expect(afterMessages(contiguousRule, [a, b, c], limit)).to.deep.equal({
      status: 'waiting',
      event: { _tag: 'gap', cause: { _tag: 'holdOverflow', limit: 2 }, receivedAt: 4 },
      held: [],
      holding: true,
      lost: c,
    });
  });

  it('after an overflow, no snapshot joins that is older than the last diff lost', () => {
    const lost = [diffOf(11, 11), diffOf(12, 12), diffOf(13, 15)];
    for (const id of [10, 12, 14]) {
      expect(brief([...lost, snapshotAt(id)], limit).at(-1), String(id)).to.equal('gap snapshotTooOld');
      const later = [...lost, diffOf(16, 16), snapshotAt(id), snapshotAt(15)];
      expect(brief(later, limit).slice(3), String(id)).to.deep.equal([
        'held 16..16, 1 wait',
        'gap snapshotTooOld',
        'joined 15 + [16..16], 0 stale',
      ]);
    }
    expect(
      afterMessages(contiguousRule, [...lost, snapshotAt(10, { receivedAt: 8 })], limit).event,
    ).to.deep.equal({
      _tag: 'gap',
      cause: { _tag: 'snapshotTooOld', snapshotId: 10, firstHeldId: 13 },
      receivedAt: 8,
    });
    expect(brief([...lost, snapshotAt(15), diffOf(16, 16)], limit).slice(3)).to.deep.equal([
      'joined 15 + [], 0 stale',
      'applied 16..16',
    ]);
  });

  it('after an overflow, what comes between changes nothing of that', () => {
    const lost = [diffOf(11, 11), diffOf(12, 12), diffOf(13, 13)];
    for (const between of [
      SNAPSHOT_REQUESTED,
      SNAPSHOT_FAILED,
      tradeOf(),
      snapshotAt(10),
      snapshotAt(undefined),
      diffOf(14, 14),
    ]) {
      expect(brief([...lost, between, snapshotAt(11)], limit).at(-1), between._tag).to.equal(
        'gap snapshotTooOld',
      );
    }
  });

  it('after an overflow, a snapshot that ends with the last diff lost joins, also where diffs are linked', () => {
    const linked = (previousId: number, first: number, last: number) => diffOf(first, last, { previousId });
    const lost = [linked(9, 10, 11), linked(11, 12, 13), linked(13, 14, 16)];
    expect(briefEvents(linkedRule, [...lost, snapshotAt(16)], limit).at(-1)).to.equal(
      'joined 16 + [], 0 stale',
    );
    expect(briefEvents(linkedRule, [...lost, snapshotAt(15)], limit).at(-1)).to.equal('gap snapshotTooOld');
  });

  it('a second overflow counts from its own last diff', () => {
    const many = [11, 12, 13, 14, 15, 16].map((id) => diffOf(id, id));
    expect(brief([...many, snapshotAt(13)], limit).at(-1)).to.equal('gap snapshotTooOld');
    expect(brief([...many, snapshotAt(16)], limit).at(-1)).to.equal('joined 16 + [], 0 stale');
  });

  it('a thousand are held unless told otherwise', () => {
    const thousand = Array.from({ length: 1000 }, (_, at) => diffOf(at + 1, at + 1));
    expect(brief(thousand).at(-1)).to.equal('held 1000..1000, 1000 wait');
    expect(brief([...thousand, diffOf(1001, 1001)]).at(-1)).to.equal('gap holdOverflow');
    const { event } = afterMessages(contiguousRule, [...thousand, snapshotAt(500)]);
    expect(event).to.deep.include({ _tag: 'joined', stale: 500, diffs: thousand.slice(500) });
  });

  it('with a limit of none, every diff before a snapshot is lost', () => {
    expect(
      brief([diffOf(11, 11), snapshotAt(10), snapshotAt(11), diffOf(12, 12)], { holdLimit: 0 }),
    ).to.deep.equal(['gap holdOverflow', 'gap snapshotTooOld', 'joined 11 + [], 0 stale', 'applied 12..12']);
  });

  const id = fc.integer({ min: 1, max: 12 });
  const anyMessage: fc.Arbitrary<BookInput> = fc.oneof(
    fc.tuple(id, fc.nat(2)).map(([first, more]) => diffOf(first, first + more)),
    id.map((lastId) => snapshotAt(lastId)),
    fc.constantFrom<BookInput>(SNAPSHOT_REQUESTED, SNAPSHOT_FAILED, interruption(), tradeOf()),
  );
  const anyMessages = fc.array(anyMessage, { maxLength: 30 });

  it('are never more than the limit, whatever comes', () => {
    fc.assert(
      fc.property(anyMessages, fc.nat(4), (messages, holdLimit) => {
        const step = sequenceReducer(contiguousRule, { holdLimit });
        messages.reduce((state, message) => {
          const next = step(state, message);
          expect(next.held.length).to.be.at.most(holdLimit);
          return next;
        }, INITIAL_SEQUENCE);
      }),
      { numRuns: 1_000 },
    );
  });

  it('belong to their state: no later message changes it', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const step = sequenceReducer(contiguousRule, { holdLimit: 3 });
        messages.reduce((state, message) => {
          Object.freeze(Object.freeze(state).held);
          return step(state, message);
        }, INITIAL_SEQUENCE);
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws at a limit that is no count', () => {
    for (const holdLimit of [-1, NaN]) {
      expect(() => sequenceReducer(contiguousRule, { holdLimit })).to.throw(RangeError, String(holdLimit));
    }
  });

  describe('not after a gap (holdAfterGap: false)', () => {
    const recorded = { holdAfterGap: false };

    it('diffs before the first snapshot are held all the same', () => {
      expect(brief([diffOf(11, 11), snapshotAt(10)], recorded)).to.deep.equal([
        'held 11..11, 1 wait',
        'joined 10 + [11..11], 0 stale',
      ]);
    });

    it('diffs after a hole are unsynced until the next snapshot', () => {
      const hole = [snapshotAt(10), diffOf(12, 12), diffOf(13, 13), snapshotAt(20), diffOf(21, 21)];
      expect(brief(hole, recorded)).to.deep.equal([
        'joined 10 + [], 0 stale',
        'gap diffGap',
        'unsynced 13..13',
        'joined 20 + [], 0 stale',
        'applied 21..21',
      ]);
    });

    it('so are those after an interruption, after an overflow, and after a snapshot that is too old', () => {
      const next = diffOf(14, 14);
      expect(brief([snapshotAt(10), interruption(), next], recorded).at(-1)).to.equal('unsynced 14..14');
      const overflow = [diffOf(11, 11), diffOf(12, 12), next];
      expect(brief(overflow, { holdLimit: 1, holdAfterGap: false }).at(-1)).to.equal('unsynced 14..14');
      expect(brief([diffOf(13, 13), snapshotAt(10), next], recorded)).to.deep.equal([
        'held 13..13, 1 wait',
        'gap snapshotTooOld',
        'unsynced 14..14',
      ]);
    });

    it('diffs that waited for a snapshot that is too old wait for no other', () => {
      const old = afterMessages(contiguousRule, [diffOf(13, 13), snapshotAt(10)], recorded);
      expect(old).to.deep.include({ status: 'waiting', held: [], holding: false });
      expect(brief([diffOf(13, 13), snapshotAt(10), snapshotAt(12)], recorded).at(-1)).to.equal(
        'joined 12 + [], 0 stale',
      );
    });

    it('after an overflow, an older snapshot does not join', () => {
      const lost = [diffOf(11, 11), diffOf(12, 12), snapshotAt(10)];
      expect(brief(lost, { holdLimit: 1, holdAfterGap: false }).at(-1)).to.equal('gap snapshotTooOld');
    });
  });
});
