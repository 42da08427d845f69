import { expect } from 'chai';
import fc from 'fast-check';

import { applyDiff, bookFromSnapshot, type DiffResult } from '../../src/book/bookReducer.js';
import type { BookSide } from '../../src/book/bookSide.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import type { Coverage } from '../../src/domain/index.js';
import { crowdedLevels, levelsOf, roundPair, treacherousPair, walk } from '../support/arbitraries.js';
import { diffOf, snapshotAt, type Pair } from '../support/messages.js';
import { ModelSide, plainSide, wireSide } from '../support/plainBook.js';

const sign = fc.constantFrom<1 | -1>(1, -1);

interface Options {
  readonly coverage?: Coverage;
  readonly keepText?: boolean;
}

/** A book of one side. */
const start = (ofSign: 1 | -1, pairs: readonly Pair[], options: Options = {}): OrderBook =>
  bookFromSnapshot(snapshotAt(1, { [ofSign === 1 ? 'bids' : 'asks']: pairs, ...options }));

const change = (ofSign: 1 | -1, book: OrderBook, pairs: readonly Pair[], keepText = false): DiffResult =>
  applyDiff(book, diffOf(2, 2, { [ofSign === 1 ? 'bids' : 'asks']: pairs, keepText }));

const sideOf = (ofSign: 1 | -1, book: OrderBook): BookSide => (ofSign === 1 ? book.bids : book.asks);
const plain = (ofSign: 1 | -1, book: OrderBook) => plainSide(sideOf(ofSign, book));

const KINDS = [
  ['round numbers', (maxLength: number) => levelsOf(roundPair, maxLength), 1_000],
  ['numbers that doubles confuse', (maxLength: number) => levelsOf(treacherousPair, maxLength), 500],
  ['different numbers that are one double', crowdedLevels, 1_000],
] as const;

describe('the sides of a book and what diffs make of them', () => {
  for (const [kind, levels, numRuns] of KINDS) {
    it(`are of ${kind} what a sorted map makes, and deletions of nothing are counted`, () => {
      const diffs = fc.array(levels(60), { maxLength: 6 });
      fc.assert(
        fc.property(sign, levels(120), diffs, (ofSign, first, changes) => {
          const model = new ModelSide(ofSign);
          model.apply(first);
          let book = start(ofSign, first);
          expect(plain(ofSign, book)).to.deep.equal(model.plain());
          for (const pairs of changes) {
            const result = change(ofSign, book, pairs);
            expect(result.missingDeletes).to.equal(model.apply(pairs));
            book = result.book;
            expect(plain(ofSign, book)).to.deep.equal(model.plain());
            expect(sideOf(ofSign, book).length).to.equal(model.plain().length);
          }
        }),
        { numRuns },
      );
    });

    it(`give the wire text of ${kind} back letter by letter where it is kept`, () => {
      const diffs = fc.array(levels(30), { maxLength: 3 });
      fc.assert(
        fc.property(sign, levels(80), diffs, (ofSign, first, changes) => {
          const model = new ModelSide(ofSign);
          model.apply(first);
          let book = start(ofSign, first, { keepText: true });
          for (const pairs of changes) {
            model.apply(pairs);
            book = change(ofSign, book, pairs, true).book;
          }
          expect(wireSide(sideOf(ofSign, book))).to.deep.equal(model.wire());
          expect(plain(ofSign, book)).to.deep.equal(model.plain());
        }),
        { numRuns },
      );
    });

    it(`keep of ${kind} the depth that the venue maintains, as sorting and cutting does`, () => {
      const diffs = fc.array(levels(30), { maxLength: 5 });
      const depths = fc.integer({ min: 1, max: 100 });
      fc.assert(
        fc.property(sign, levels(150), diffs, depths, (ofSign, first, changes, depth) => {
          const model = new ModelSide(ofSign);
          model.apply(first);
          model.trim(depth);
          let book = start(ofSign, first, { coverage: { levels: depth, maintained: true } });
          expect(plain(ofSign, book)).to.deep.equal(model.plain());
          for (const pairs of changes) {
            const result = change(ofSign, book, pairs);
            expect(result.missingDeletes).to.equal(model.apply(pairs));
            model.trim(depth);
            book = result.book;
            expect(plain(ofSign, book)).to.deep.equal(model.plain());
            expect(sideOf(ofSign, book).length).to.equal(model.plain().length);
          }
        }),
        { numRuns: numRuns / 2 },
      );
    });
  }

  it('are what a sorted map makes, where thousands of levels change in runs', () => {
    const first = Array.from({ length: 2000 }, (_, at): Pair => [String((at + 1) / 8), '1']);
    const message = fc.array(walk, { minLength: 1, maxLength: 8, size: 'max' });
    const messages = fc.array(message, { minLength: 1, maxLength: 4, size: 'max' });
    fc.assert(
      fc.property(sign, messages, fc.constantFrom(undefined, 1500, 800), (ofSign, changes, depth) => {
        const coverage = depth === undefined ? 'full' : ({ levels: depth, maintained: true } as const);
        const model = new ModelSide(ofSign);
        model.apply(first);
        model.trim(depth ?? Infinity);
        let book = start(ofSign, first, { coverage });
        for (const walks of changes) {
          const result = change(ofSign, book, walks.flat());
          expect(result.missingDeletes).to.equal(model.apply(walks.flat()));
          model.trim(depth ?? Infinity);
          book = result.book;
        }
        expect(plain(ofSign, book)).to.deep.equal(model.plain());
      }),
      { numRuns: 60 },
    );
  });

  it('never change once made, whatever is built on them', () => {
    const step = fc.record({ from: fc.nat(), pairs: levelsOf(roundPair, 40) });
    const steps = fc.array(step, { maxLength: 12 });
    const levels = fc.option(fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(sign, levelsOf(roundPair, 120), steps, levels, (ofSign, first, changes, depth) => {
        const coverage = depth === null ? 'full' : ({ levels: depth, maintained: true } as const);
        const versions = [start(ofSign, first, { coverage })];
        const copies = versions.map((book) => plain(ofSign, book));
        for (const { from, pairs } of changes) {
          versions.push(change(ofSign, versions[from % versions.length]!, pairs).book);
          copies.push(plain(ofSign, versions.at(-1)!));
          expect(versions.map((book) => plain(ofSign, book))).to.deep.equal(copies);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are the same value where nothing changed', () => {
    const book = start(1, [
      ['100', '1'],
      ['99.5', '2'],
    ]);
    expect(change(1, book, []).book.bids).to.equal(book.bids);
    expect(change(1, book, [['100.0', '1.00']]).book.bids).to.equal(book.bids);
    const missing = change(1, book, [['98', '0']]);
    expect(missing.book.bids).to.equal(book.bids);
    expect(missing.missingDeletes).to.equal(1);
  });

  it('take a size too small for a double for a level, and zero in any notation for a deletion', () => {
    const book = start(-1, [['100', '1e-400']]);
    expect(plain(-1, book)).to.deep.equal([['100', `0.${'0'.repeat(399)}1`]]);
    for (const zero of ['0', '0e-400', '0.000000000000000000000000', '0.00']) {
      expect(plain(-1, change(-1, book, [['100', zero]]).book), zero).to.deep.equal([]);
    }
  });

  it('keep prices apart that are one double', () => {
    const long = '0.1000000000000000055511151231257827';
    const book = start(1, [
      ['0.1', '1'],
      [long, '2'],
    ]);
    expect(plain(1, book)).to.deep.equal([
      [long, '2'],
      ['0.1', '1'],
    ]);
    expect(plain(1, change(1, book, [['0.10', '0']]).book)).to.deep.equal([[long, '2']]);
    expect(plain(1, change(1, book, [[long, '0']]).book)).to.deep.equal([['0.1', '1']]);
  });

  it('keep such prices apart wherever the side is cut', () => {
    const pairs = Array.from({ length: 60 }, (_, at): Pair => [String(at + 1), '1']);
    for (const ofSign of [1, -1] as const) {
      const book = start(ofSign, pairs);
      for (const [price] of pairs.slice(1, -1)) {
        for (const near of [`${Number(price) - 1}.999999999999999999`, `${price}.000000000000000001`]) {
          const more = change(ofSign, book, [[near, '2']]).book;
          expect(sideOf(ofSign, more).length, near).to.equal(61);
          for (const beside of [Number(price) + 1, Number(price) - 1].map(String)) {
            const less = change(ofSign, more, [
              [beside, '1'],
              [near, '0'],
            ]);
            expect(less.missingDeletes, near).to.equal(0);
            expect(plain(ofSign, less.book), near).to.deep.equal(plain(ofSign, book));
          }
        }
      }
    }
  });

  it('start again from nothing', () => {
    const { book, missingDeletes } = change(1, start(1, [['100', '1']]), [
      ['100', '0'],
      ['99', '0'],
      ['101', '3'],
      ['100', '2'],
    ]);
    expect(missingDeletes).to.equal(1);
    expect(plain(1, book)).to.deep.equal([
      ['101', '3'],
      ['100', '2'],
    ]);
  });

  it('grow and shrink by thousands of levels in one message, from either end and from the middle', () => {
    const pairs = Array.from({ length: 3000 }, (_, at): Pair => [String((at * 1709) % 3000), String(at + 1)]);
    const model = new ModelSide(1);
    model.apply(pairs);
    let book = change(1, start(1, []), pairs).book;
    expect(plain(1, book)).to.deep.equal(model.plain());
    for (const gone of [pairs.slice(0, 1200), model.plain().slice(0, 500), model.plain().slice(-900)]) {
      const deletions = gone.map(([price]): Pair => [price, '0']);
      const result = change(1, book, deletions);
      expect(result.missingDeletes).to.equal(model.apply(deletions));
      book = result.book;
      expect(plain(1, book)).to.deep.equal(model.plain());
    }
  });
});

describe('the side that a snapshot makes', () => {
  it('is the same whatever the order of the levels', () => {
    const unique = fc.uniqueArray(treacherousPair, { maxLength: 40, selector: ([price]) => Number(price) });
    const twice = unique.chain((pairs) =>
      fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
    );
    fc.assert(
      fc.property(sign, twice, (ofSign, [pairs, shuffled]) => {
        expect(plain(ofSign, start(ofSign, shuffled))).to.deep.equal(plain(ofSign, start(ofSign, pairs)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same best first and worst first; of a price that comes twice the last counts', () => {
    const best = Array.from({ length: 70 }, (_, at): Pair => [String(170 - at), String(at + 1)]);
    expect(plain(1, start(1, best))).to.deep.equal(best);
    expect(plain(1, start(1, best.toReversed()))).to.deep.equal(best);
    expect(plain(-1, start(-1, best))).to.deep.equal(best.toReversed());
    expect(plain(1, start(1, [...best, ['150', '9']]))).to.deep.equal(best.with(20, ['150', '9']));
  });

  it('is known to its end if whole, to its worst level if maintained, to its last if cut', () => {
    const pairs: readonly Pair[] = [
      ['100', '1'],
      ['99', '2'],
      ['98', '3'],
    ];
    const known = (levels: number, maintained: boolean) => {
      const { bids } = start(1, pairs, { coverage: { levels, maintained } });
      return { levels: plainSide(bids).length, completeTo: bids.completeTo?.priceText };
    };
    expect(start(1, pairs).bids.completeTo).to.equal(undefined);
    expect(known(3, true)).to.deep.equal({ levels: 3, completeTo: '98' });
    expect(known(2, true)).to.deep.equal({ levels: 2, completeTo: '99' });
    expect(known(4, true)).to.deep.equal({ levels: 3, completeTo: undefined });
    expect(known(3, false)).to.deep.equal({ levels: 3, completeTo: '98' });
    expect(known(4, false)).to.deep.equal({ levels: 3, completeTo: undefined });
  });

  it('is cut if it has as many levels as were asked for, though one comes twice or is empty', () => {
    for (const extra of [
      ['99', '4'],
      ['97', '0'],
    ] as const) {
      const pairs: readonly Pair[] = [['100', '1'], ['99', '2'], ['98', '3'], extra];
      const { bids } = start(1, pairs, { coverage: { levels: 4, maintained: false } });
      expect(bids.length).to.equal(3);
      expect(bids.completeTo?.priceText).to.equal('98');
    }
  });

  it('is empty if there are no levels', () => {
    for (const coverage of [
      'full',
      { levels: 10, maintained: true },
      { levels: 10, maintained: false },
    ] as const) {
      const { asks } = start(-1, [], { coverage });
      expect(plainSide(asks)).to.deep.equal([]);
      expect(asks.completeTo).to.equal(undefined);
    }
  });
});
