import { expect } from 'chai';
import fc from 'fast-check';

import type { BookProgress } from '../../src/book/bookState.js';
import { bookStateReducer, INITIAL_BOOK } from '../../src/book/bookStateReducer.js';
import type { BookInput } from '../../src/domain/index.js';
import {
  contiguousRule,
  INITIAL_SEQUENCE,
  linkedRule,
  sequenceReducer,
  type SequenceOptions,
} from '../../src/sequence/index.js';
import { interruption, SNAPSHOT_FAILED, SNAPSHOT_REQUESTED, tradeOf } from './messages.js';
import { plainBook } from './plainBook.js';
import { venueHistory, type Numbering, type VenueHistory } from './venueModel.js';

export const NUMBERINGS: readonly Numbering[] = ['contiguous', 'linked', 'linkedByLastId'];

/** Sequencer and book in one: feeds a message, tells what is known then. */
function pipeline(numbering: Numbering, options?: SequenceOptions): (message: BookInput) => BookProgress {
  const reduce = sequenceReducer(numbering === 'contiguous' ? contiguousRule : linkedRule, options);
  let sequence = INITIAL_SEQUENCE;
  let progress = INITIAL_BOOK;
  return (message) => {
    sequence = reduce(sequence, message);
    progress = bookStateReducer(progress, sequence.event);
    return progress;
  };
}

/** The nearest count of changes at which the venue can make a snapshot. */
const snapshotPlace = (numbering: Numbering, { bounds }: VenueHistory, count: number): number =>
  numbering === 'linkedByLastId' ? bounds.findLast((bound) => bound <= count)! : count;

/**
 * Wherever the stream begins and a snapshot falls among its diffs, and however much later or earlier than its place
 * it is delivered, the book at the end is the venue's.
 */
export const joinsAnywhere = (numbering: Numbering) =>
  fc.property(venueHistory(numbering), fc.nat(), fc.nat(), fc.nat(), (history, begin, cut, delivery) => {
    const { diffs, bounds } = history;
    const from = begin % diffs.length;
    const count = bounds[from]! + (cut % (history.changes - bounds[from]! + 1));
    const snapshot = history.snapshot(snapshotPlace(numbering, history, count));
    const delivered: BookInput[] = diffs.slice(from);
    delivered.splice(delivery % (delivered.length + 1), 0, snapshot);
    const feed = pipeline(numbering);
    const { state } = delivered.map(feed).at(-1)!;
    if (state.status !== 'live') throw new Error(`${state.status} at the end`);
    expect(plainBook(state.book)).to.deep.equal(history.bookAt(diffs.at(-1)!.lastId));
    expect(state.generation).to.equal(1);
  });

/** What may happen on the way from the venue. */
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('next' as const), at: fc.nat() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('skip', 'repeat', 'request', 'answer', 'stream', 'interrupt', 'trade', 'fail'),
      at: fc.nat(),
    }),
  },
);

/**
 * Whatever is lost, repeated, late or interrupted: a book that says live is the venue's at its id; it never moves
 * back but by a snapshot on the stream; a snapshot asked for beside it finds no difference; and one of the venue's
 * last id brings it to life from wherever it is.
 */
export const neverLies = (numbering: Numbering) =>
  fc.property(
    venueHistory(numbering),
    fc.array(step, { maxLength: 60, size: 'max' }),
    fc.constantFrom(1, 2, 5, 1000),
    (history, steps, holdLimit) => {
      const { diffs, bounds } = history;
      const feed = pipeline(numbering, { holdLimit });
      let place = 0;
      let before: BookProgress['state'] | undefined;
      const check = (message: BookInput) => {
        const { state } = feed(message);
        if (state.status === 'live') {
          expect(plainBook(state.book)).to.deep.equal(history.bookAt(state.book.lastId));
          if (state.cause._tag === 'healed') {
            expect(state.cause.differences).to.deep.equal({ bids: [], asks: [] });
          }
          const onStream = message._tag === 'snapshot' && message.via === 'stream';
          if (before?.status === 'live' && !onStream) {
            expect(state.book.lastId! >= before.book.lastId!).to.equal(true);
          }
        }
        before = state;
        return state;
      };
      for (const { kind, at } of steps) {
        const next = diffs[place];
        const count = at % (history.changes + 1);
        if (kind === 'next' && next !== undefined) check(next);
        if ((kind === 'next' || kind === 'skip') && next !== undefined) place++;
        if (kind === 'repeat' && place > 0) check(diffs[at % place]!);
        if (kind === 'request') check(SNAPSHOT_REQUESTED);
        if (kind === 'answer') check(history.snapshot(snapshotPlace(numbering, history, count)));
        if (kind === 'stream') check(history.snapshot(bounds[place]!, 'stream'));
        if (kind === 'interrupt') check(interruption());
        if (kind === 'trade') check(tradeOf());
        if (kind === 'fail') check(SNAPSHOT_FAILED);
      }
      const last = check(history.snapshot(history.changes));
      expect(last.status).to.equal('live');
      expect(last.status === 'live' && plainBook(last.book)).to.deep.equal(
        history.bookAt(diffs.at(-1)!.lastId),
      );
    },
  );
