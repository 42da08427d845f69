import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { identity, Subject } from 'rxjs';

import {
  buildBook,
  compareBooks,
  rejectCrossed,
  verifyChecksum,
  type BookSide,
  type BookState,
  type OrderBook,
} from '../../src/book/index.js';
import { bookBuilding, InstrumentBook } from '../../src/book/instrumentBook.js';
import { lastBookOf } from '../../src/book/bookState.js';
import type { BookInput } from '../../src/domain/index.js';
import { bittrexRule } from '../../src/exchanges/bittrex/continuity.js';
import { okxRule } from '../../src/exchanges/okx/continuity.js';
import {
  contiguousRule,
  increasingRule,
  linkedRule,
  sequenceBy,
  snapshotOnlyRule,
  stampedLocallyRule,
  type ContinuityRule,
} from '../../src/sequence/index.js';
import {
  diffOf,
  interruption,
  snapshotAt,
  SNAPSHOT_FAILED,
  SNAPSHOT_REQUESTED,
  tradeOf,
  type Pair,
} from './messages.js';
import { changeTexts, plainBook, plainLevel } from './plainBook.js';

/** Prices around 100: seldom across, seldom one that no double holds, or that is written so. */
const sidePairs = (from: number) =>
  fc.array(
    fc.tuple(
      fc.oneof(
        { weight: 60, arbitrary: fc.integer({ min: from, max: from + 39 }).map(String) },
        { weight: 1, arbitrary: fc.integer({ min: 95, max: 105 }).map(String) },
      ),
      fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 0, max: 4 }).map(String) },
        { weight: 4, arbitrary: fc.constantFrom('0.000', '2.50', '1e1') },
      ),
    ),
    { maxLength: 12, size: 'max' },
  );

const strangePairs = fc.constantFrom<Pair[]>(
  [['60.0000000000000001', '1']],
  [['60.0000000000000001', '0']],
  [['61', '0.00000000000000000000001234567890123']],
  [['1e-400', '1e-400']],
);

const snapshotStep = fc.record({
  kind: fc.constantFrom('snapshot' as const, 'answer' as const),
  bids: sidePairs(60),
  asks: sidePairs(101),
  coverage: fc.constantFrom(
    'full' as const,
    { levels: 10, maintained: false },
    { levels: 10, maintained: true },
  ),
  keepText: fc.constantFrom(false, false, false, true),
});

/** What may come next; ids are put in when it is made a message. */
const step = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.record({ kind: fc.constant('diff' as const), bids: sidePairs(60), asks: sidePairs(101) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('diff' as const), bids: strangePairs, asks: sidePairs(101) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'skip',
        'repeat',
        'noId',
        'otherConnection',
        'trade',
        'request',
        'failed',
        'interrupted',
        'delisted',
      ),
    }),
  },
  { weight: 4, arbitrary: snapshotStep },
);

/** Diffs that rules judge in one way right after a snapshot, and in another one after a diff. */
const joining = fc.array(
  fc.record({ kind: fc.constantFrom('overlap', 'repeat', 'skip', 'otherConnection', 'noId') }),
  { maxLength: 3 },
);

/** A small snapshot, of the connection or an answer that is of none. */
const start = fc.record({
  kind: fc.constantFrom('snapshot', 'answer'),
  bids: fc.constant<Pair[]>([['60', '1']]),
  asks: fc.constant<Pair[]>([['101', '1']]),
  coverage: fc.constant('full' as const),
  keepText: fc.constant(false),
});

/** What happens to a book: more often than by chance its snapshots are followed by diffs of which not all are to join. */
const histories = fc
  .tuple(
    start,
    joining,
    fc.array(
      fc.oneof(
        { weight: 72, arbitrary: step.map((next) => [next]) },
        { weight: 4, arbitrary: fc.tuple(snapshotStep, joining).map(([first, then]) => [first, ...then]) },
      ),
      { maxLength: 100, size: 'max' },
    ),
  )
  .map(([first, joined, then]): readonly Step[] => [first, ...joined, ...then.flat()]);

type StepOf<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Step = StepOf<typeof step> | StepOf<typeof joining>[number] | StepOf<typeof start>;

const checksumOf = ({ bids, asks }: OrderBook): number => (bids.length + asks.length) % 7;

/** The messages of some steps, numbered as the venue does it. */
function messagesOf(steps: readonly Step[], withChecksum: boolean): readonly BookInput[] {
  let last = 10;
  let receivedAt = 1_700_000_000_000.5;
  return steps.map((next): BookInput => {
    receivedAt += 1.25;
    const ids = (first: number): readonly [number, number] => [first, (last = first + 2)];
    switch (next.kind) {
      case 'diff':
      case 'skip':
      case 'noId':
      case 'otherConnection': {
        const previousId = last;
        const [firstId, lastId] = ids(next.kind === 'skip' ? last + 5 : last + 1);
        const { bids, asks } = 'bids' in next ? next : { bids: [], asks: [] };
        return diffOf(next.kind === 'noId' ? undefined : firstId, next.kind === 'noId' ? undefined : lastId, {
          bids,
          asks,
          previousId: next.kind === 'skip' ? previousId + 1 : previousId,
          receivedAt,
          venueTime: receivedAt - 7,
          // Most agree; what a book has is not known here.
          checksum: withChecksum && next.kind === 'diff' && bids.length > 9 ? bids.length % 7 : undefined,
          connection: next.kind === 'otherConnection' ? 'c2' : 'c1',
        });
      }
      case 'overlap': {
        // It spans the id where the book stands, and names another one as the last before it.
        const [firstId, lastId] = [last - 1, (last += 2)];
        return diffOf(firstId, lastId, { bids: [['71', '8']], previousId: firstId - 1, receivedAt });
      }
      case 'repeat':
        return diffOf(last - 2, last, { bids: [['70', '9']], previousId: last - 3, receivedAt });
      case 'snapshot':
      case 'answer':
        return snapshotAt(last, {
          ...next,
          via: next.kind === 'snapshot' ? 'stream' : 'request',
          receivedAt,
        });
      case 'trade':
        return tradeOf({ price: '100', receivedAt });
      case 'request':
        return SNAPSHOT_REQUESTED;
      case 'failed':
        return SNAPSHOT_FAILED;
      case 'interrupted':
        return interruption('c1', receivedAt);
      case 'delisted': {
        const { venue, symbol } = tradeOf();
        return { _tag: 'dropped', venue, symbol, receivedAt };
      }
    }
  });
}

/** All that a side tells, in plain values. */
const plainSideOf = (side: BookSide) => ({
  length: side.length,
  best: side.best && plainLevel(side.best),
  bestPriceNumber: side.bestPriceNumber,
  bestSizeNumber: side.bestSizeNumber,
  bestIsKnown: side.bestIsKnown,
  completeTo: side.completeTo && plainLevel(side.completeTo),
  top: side.top(3).map(plainLevel),
  last: side.length === 0 ? undefined : plainLevel(side.at(side.length - 1)!),
  beyond: [side.at(side.length), side.at(-1), side.at(NaN)],
  atPrice: ['60', '70', '70.5', '60.0000000000000001', '101', '0'].map((price) => {
    const level = side.atPrice(new Decimal(price));
    return level && plainLevel(level);
  }),
});

/** A state in plain values, and its book in two ways: a copy that shares nothing with it. */
function plainState(state: BookState | undefined) {
  if (state === undefined) return undefined;
  const book = lastBookOf(state);
  const { bids, asks, ...rest } = book ?? {};
  const cause =
    state.cause._tag === 'healed' ? { healed: changeTexts(state.cause.differences) } : state.cause;
  return {
    state: { ...state, cause, book: rest, lastBook: undefined },
    levels: bids && asks && plainBook({ bids, asks }),
    sides: bids && asks && [plainSideOf(bids), plainSideOf(asks)],
  };
}

const RULES: readonly ContinuityRule[] = [
  contiguousRule,
  linkedRule,
  increasingRule,
  stampedLocallyRule,
  snapshotOnlyRule,
  okxRule,
  bittrexRule,
  { ...increasingRule, name: 'of one connection', oneConnection: true },
  { ...contiguousRule, name: 'joined across a hole', joins: increasingRule.joins },
  { ...increasingRule, name: 'joined without a hole', joins: contiguousRule.joins },
];

/**
 * Whatever comes, a book that is built in one step is what the operators make of it one after the other, message by
 * message; and every version that was given out stays what it was, in whatever order versions are read again, and
 * differs from the others by what it differs.
 */
export const sameOnEitherPath = () =>
  fc.property(
    fc.constantFrom(...RULES),
    histories,
    fc.boolean(),
    fc.constantFrom(2, 1000),
    fc.infiniteStream(fc.nat()),
    (rule, steps, withChecksum, holdLimit, picks) => {
      const checksum = withChecksum ? checksumOf : undefined;
      const composed$ = new Subject<BookInput>();
      let composed: BookState | undefined;
      composed$
        .pipe(
          sequenceBy(rule, { holdLimit }),
          buildBook(),
          checksum === undefined ? identity : verifyChecksum(checksum),
          rejectCrossed(),
        )
        .subscribe((state) => {
          composed = state;
        });
      const book = new InstrumentBook(bookBuilding(rule, checksum, { holdLimit }));
      const inPlace = new InstrumentBook(bookBuilding(rule, checksum, { holdLimit }, true));
      const remembered: { readonly state: BookState; readonly plain: unknown }[] = [];
      const versions: { readonly state: BookState; readonly other: BookState; readonly plain: unknown }[] =
        [];
      for (const message of messagesOf(steps, withChecksum)) {
        composed = undefined;
        composed$.next(message);
        const state = book.take(message);
        const plain = plainState(state);
        expect(plain).to.deep.equal(plainState(composed));
        // One that is changed in place tells the same, for now.
        const moving = inPlace.take(message);
        expect(plainState(moving)).to.deep.equal(plain);
        // What a state that is not live remembers does not change any more.
        if (moving !== undefined && moving.status !== 'live') remembered.push({ state: moving, plain });
        if (state !== undefined && composed !== undefined) versions.push({ state, other: composed, plain });
      }
      for (const { state, plain } of remembered) expect(plainState(state)).to.deep.equal(plain);
      const pick = () => versions[picks.next().value % versions.length]!;
      for (let left = 2 * versions.length; left > 0; left--) {
        const [one, two] = [pick(), pick()];
        expect(plainState(one.state)).to.deep.equal(one.plain);
        const before = lastBookOf(one.state);
        const after = lastBookOf(two.state);
        if (before === undefined || after === undefined) continue;
        expect(changeTexts(compareBooks(before, after))).to.deep.equal(
          changeTexts(compareBooks(lastBookOf(one.other)!, lastBookOf(two.other)!)),
        );
      }
    },
  );
