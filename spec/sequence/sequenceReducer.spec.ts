import { expect } from 'chai';

import type { BookInput } from '../../src/domain/index.js';
import {
  contiguousRule,
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

const reduce = sequenceReducer(contiguousRule);
const after = (...messages: readonly BookInput[]) => afterMessages(contiguousRule, messages);
const brief = (messages: readonly BookInput[], options?: SequenceOptions) =>
  briefEvents(contiguousRule, messages, options);
const stream = (id: number) => snapshotAt(id, { via: 'stream' });

describe('sequenceReducer', () => {
  describe('waiting for a snapshot', () => {
    it('a diff: held', () => {
      const [a, b] = [diffOf(11, 11), diffOf(12, 12)];
      expect(after(a)).to.deep.equal({
        status: 'waiting',
        event: { _tag: 'held', diff: a, waiting: 1 },
        held: [a],
        holding: true,
        lost: undefined,
      });
      expect(after(a, b)).to.deep.include({ event: { _tag: 'held', diff: b, waiting: 2 }, held: [a, b] });
    });

    it('a snapshot: the book starts from it', () => {
      const snapshot = snapshotAt(10);
      expect(after(snapshot)).to.deep.equal({
        status: 'synced',
        event: { _tag: 'joined', snapshot, diffs: [], stale: 0 },
        held: [],
        position: 10,
        continued: false,
        retaining: false,
        connection: undefined,
      });
    });

    it('a snapshot, diffs held: it is joined by those that continue it', () => {
      const held = [diffOf(8, 9), diffOf(9, 10), diffOf(10, 11), diffOf(12, 14)];
      const snapshot = snapshotAt(10);
      expect(after(...held, snapshot)).to.deep.equal({
        status: 'synced',
        event: { _tag: 'joined', snapshot, diffs: held.slice(2), stale: 2 },
        held: [],
        position: 14,
        continued: true,
        retaining: false,
        connection: undefined,
      });
    });

    it('a snapshot older than the first diff held: a gap; the diffs wait for a newer one', () => {
      const held = [diffOf(12, 12), diffOf(13, 13)];
      const waiting = after(...held, snapshotAt(10, { receivedAt: 5 }));
      expect(waiting).to.deep.equal({
        status: 'waiting',
        event: {
          _tag: 'gap',
          cause: { _tag: 'snapshotTooOld', snapshotId: 10, firstHeldId: 12 },
          receivedAt: 5,
        },
        held,
        holding: true,
        lost: undefined,
      });
      expect(reduce(waiting, snapshotAt(12))).to.deep.include({ status: 'synced', position: 13 });
    });

    it('a snapshot, a hole among the diffs held: a gap; those from the hole on wait', () => {
      const held = [diffOf(11, 11), diffOf(13, 13), diffOf(14, 14)];
      const waiting = after(...held, snapshotAt(10));
      expect(waiting).to.deep.include({ status: 'waiting', held: held.slice(1), holding: true });
      expect(reduce(waiting, snapshotAt(12))).to.deep.include({ status: 'synced', position: 14 });
    });

    it('a snapshot newer than every diff held: the book starts from it alone', () => {
      expect(brief([diffOf(8, 9), diffOf(10, 12), snapshotAt(12)]).at(-1)).to.equal(
        'joined 12 + [], 2 stale',
      );
    });

    it('a snapshot without an id: a gap that no snapshot mends', () => {
      expect(after(snapshotAt(undefined, { receivedAt: 5 })).event).to.deep.equal({
        _tag: 'gap',
        cause: { _tag: 'missingId', message: 'snapshot', id: 'lastId' },
        receivedAt: 5,
      });
    });

    it('a snapshot, a diff held lacks its id: a gap; those after it wait', () => {
      const held = [diffOf(11, 11), diffOf(undefined, 12), diffOf(13, 13)];
      expect(after(...held, snapshotAt(10))).to.deep.include({
        status: 'waiting',
        event: {
          _tag: 'gap',
          cause: { _tag: 'missingId', message: 'diff', id: 'firstId' },
          receivedAt: 0,
        },
        held: held.slice(2),
      });
    });

    it('a trade, a request, a failed request: told, and nothing else changes', () => {
      const waiting = after(diffOf(11, 11));
      const trade = tradeOf();
      expect(reduce(waiting, trade)).to.deep.equal({ ...waiting, event: { _tag: 'traded', trade } });
      expect(reduce(waiting, SNAPSHOT_REQUESTED)).to.deep.equal({ ...waiting, event: SNAPSHOT_REQUESTED });
      expect(reduce(waiting, SNAPSHOT_FAILED)).to.deep.equal({ ...waiting, event: SNAPSHOT_FAILED });
    });

    it('an interruption: a gap, and what was held before it is not trusted', () => {
      const { cause } = interruption();
      const event = { _tag: 'gap', cause, receivedAt: 7 };
      expect(after(diffOf(11, 11), interruption('c1', 7))).to.deep.include({
        status: 'waiting',
        event,
        held: [],
      });
    });
  });

  describe('a book stands', () => {
    const synced = after(snapshotAt(10), diffOf(11, 12));

    it('the next diff: applied', () => {
      const diff = diffOf(13, 15);
      expect(reduce(synced, diff)).to.deep.equal({
        status: 'synced',
        event: { _tag: 'applied', diff },
        held: [],
        position: 15,
        continued: true,
        retaining: false,
        connection: undefined,
      });
    });

    it('an old diff: dropped and told; the book stays where it is', () => {
      const diff = diffOf(11, 12);
      expect(reduce(synced, diff)).to.deep.equal({ ...synced, event: { _tag: 'stale', message: diff } });
    });

    it('a diff after a hole: the book is invalid before anything else; the diff waits', () => {
      const diff = diffOf(14, 15, { receivedAt: 9.5 });
      expect(reduce(synced, diff)).to.deep.equal({
        status: 'waiting',
        event: {
          _tag: 'gap',
          cause: { _tag: 'diffGap', last: 12, firstId: 14, previousId: undefined },
          receivedAt: 9.5,
        },
        held: [diff],
        holding: true,
        lost: undefined,
      });
    });

    it('a gap is told with the ids that the diff has', () => {
      const linked = (messages: readonly BookInput[]) => afterMessages(linkedRule, messages).event;
      const diff = diffOf(undefined, 15, { previousId: 13 });
      expect(linked([snapshotAt(10), diff])).to.deep.include({
        cause: { _tag: 'diffGap', last: 10, firstId: 15, previousId: 13 },
      });
    });

    it('the diff that showed the hole, and those after it, join the next snapshot', () => {
      const told = brief([snapshotAt(10), diffOf(12, 13), diffOf(14, 14), snapshotAt(12), diffOf(15, 15)]);
      expect(told.slice(1)).to.deep.equal([
        'gap diffGap',
        'held 14..14, 2 wait',
        'joined 12 + [12..13, 14..14], 0 stale',
        'applied 15..15',
      ]);
    });

    it('a diff that lacks an id that the rule goes by: a gap that names it; the diff is not kept', () => {
      expect(reduce(synced, diffOf(undefined, 13))).to.deep.include({
        status: 'waiting',
        held: [],
        event: { _tag: 'gap', cause: { _tag: 'missingId', message: 'diff', id: 'firstId' }, receivedAt: 0 },
      });
      const lacking = (previousId: number | undefined, lastId: number | undefined) => {
        const diff = diffOf(1, lastId, previousId === undefined ? {} : { previousId });
        const { event } = afterMessages(linkedRule, [snapshotAt(10), diff]);
        return event._tag === 'gap' && event.cause._tag === 'missingId' && event.cause.id;
      };
      expect(lacking(undefined, 13)).to.equal('previousId');
      expect(lacking(10, undefined)).to.equal('lastId');
    });

    it('a snapshot on the stream: the book starts anew from it, be it newer or older', () => {
      for (const id of [9, 12, 20]) {
        const snapshot = stream(id);
        expect(reduce(synced, snapshot), String(id)).to.deep.equal({
          status: 'synced',
          event: { _tag: 'joined', snapshot, diffs: [], stale: 0 },
          held: [],
          position: id,
          continued: false,
          retaining: false,
          connection: undefined,
        });
      }
    });

    it('a snapshot that nobody was told of, older than the book: dropped', () => {
      const snapshot = snapshotAt(11);
      expect(reduce(synced, snapshot)).to.deep.equal({
        ...synced,
        event: { _tag: 'stale', message: snapshot },
      });
    });

    it('a snapshot ahead of the book: the book starts anew from it, and diffs up to it are old', () => {
      const told = brief([snapshotAt(10), diffOf(11, 12), snapshotAt(20), diffOf(13, 19), diffOf(20, 21)]);
      expect(told.slice(2)).to.deep.equal(['joined 20 + [], 0 stale', 'stale diff 13..19', 'applied 20..21']);
    });

    it('a snapshot without an id: a gap on the stream; of no use where it was asked for', () => {
      const onStream = snapshotAt(undefined, { via: 'stream' });
      expect(reduce(synced, onStream).event).to.deep.include({ _tag: 'gap' });
      const answer = snapshotAt(undefined);
      expect(reduce(synced, answer)).to.deep.equal({ ...synced, event: { _tag: 'stale', message: answer } });
    });

    it('a trade, a failed request: told, and nothing else changes', () => {
      const trade = tradeOf();
      expect(reduce(synced, trade)).to.deep.equal({ ...synced, event: { _tag: 'traded', trade } });
      expect(reduce(synced, SNAPSHOT_FAILED)).to.deep.equal({ ...synced, event: SNAPSHOT_FAILED });
    });

    it('an interruption: the book is invalid, though no id is missing yet', () => {
      const { cause } = interruption();
      expect(reduce(synced, interruption('c1', 7))).to.deep.equal({
        status: 'waiting',
        event: { _tag: 'gap', cause, receivedAt: 7 },
        held: [],
        holding: true,
        lost: undefined,
      });
    });
  });

  it('knows ids above 2^53 and ids of both kinds', () => {
    const told = brief([
      diffOf(9007199254740991, 9007199254740992n),
      diffOf(9007199254740993n, 9007199254740993n),
      snapshotAt(9007199254740991),
      diffOf(9007199254740993n, 9007199254740993n),
      diffOf(9007199254740994n, 9007199254740996n),
      diffOf(9007199254740998n, 9007199254740998n),
    ]);
    expect(told.slice(2)).to.deep.equal([
      'joined 9007199254740991 + [9007199254740991..9007199254740992, 9007199254740993..9007199254740993], 0 stale',
      'stale diff 9007199254740993..9007199254740993',
      'applied 9007199254740994..9007199254740996',
      'gap diffGap',
    ]);
    expect(
      brief([snapshotAt(10n), diffOf(11, 11), diffOf(12n, 12n), snapshotAt(12), diffOf(13n, 13)]),
    ).to.deep.equal([
      'joined 10 + [], 0 stale',
      'applied 11..11',
      'applied 12..12',
      'joined 12 + [], 0 stale',
      'applied 13..13',
    ]);
  });
});
