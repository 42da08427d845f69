import { expect } from 'chai';
import fc from 'fast-check';

import { depth, depths } from '../../src/book/depths.js';
import { applyDiff } from '../../src/book/bookReducer.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import { levelsOf, roundPair } from '../support/arbitraries.js';
import { diffOf, type Pair } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookOf, ModelSide, plainLevel } from '../support/plainBook.js';

const THREE: readonly Pair[] = [
  ['99', '1'],
  ['98', '2'],
  ['97', '3'],
];
const ONE: readonly Pair[] = [['101', '1']];

const plainDepth = (book: OrderBook, levels: number) => {
  const { bids, asks, complete } = depth(book, levels);
  return { bids: bids.map(plainLevel), asks: asks.map(plainLevel), complete };
};

describe('depth', () => {
  it('is what sorting and cutting each side gives', () => {
    fc.assert(
      fc.property(levelsOf(roundPair), levelsOf(roundPair), fc.nat(70), (bids, asks, count) => {
        const [bidSide, askSide] = [new ModelSide(1), new ModelSide(-1)];
        bidSide.apply(bids);
        askSide.apply(asks);
        expect(plainDepth(bookOf(bids, asks), count)).to.deep.equal({
          bids: bidSide.plain().slice(0, count),
          asks: askSide.plain().slice(0, count),
          complete: true,
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is complete of a whole book, though there are fewer levels than asked for', () => {
    expect(plainDepth(bookOf(THREE, ONE), 5)).to.deep.equal({ bids: THREE, asks: ONE, complete: true });
  });

  it('is complete of a cut book as far as the snapshot went', () => {
    const book = bookOf(THREE, [], { levels: 3, maintained: false });
    expect(plainDepth(book, 3)).to.deep.equal({ bids: THREE, asks: [], complete: true });
    expect(plainDepth(book, 4).complete).to.equal(false);
    const gone = applyDiff(
      book,
      diffOf(2, 2, {
        bids: [
          ['98', '0'],
          ['96', '4'],
        ],
      }),
    ).book;
    expect(plainDepth(gone, 2).complete).to.equal(true);
    expect(plainDepth(gone, 3)).to.deep.equal({
      bids: [
        ['99', '1'],
        ['97', '3'],
        ['96', '4'],
      ],
      asks: [],
      complete: false,
    });
    const empty = applyDiff(
      gone,
      diffOf(3, 3, {
        bids: [
          ['99', '0'],
          ['97', '0'],
          ['96', '0'],
        ],
      }),
    ).book;
    expect(plainDepth(empty, 1)).to.deep.equal({ bids: [], asks: [], complete: false });
    expect(plainDepth(empty, 0).complete).to.equal(true);
  });

  it('is complete of a maintained book to its depth', () => {
    const book = bookOf(THREE, ONE, { levels: 3, maintained: true });
    expect(plainDepth(book, 3)).to.deep.equal({ bids: THREE, asks: ONE, complete: true });
    expect(plainDepth(book, 4).complete).to.equal(false);
  });

  it('is incomplete where one side is', () => {
    expect(depth(bookOf([], THREE, { levels: 3, maintained: false }), 4).complete).to.equal(false);
    expect(depth(bookOf(THREE, [], { levels: 3, maintained: false }), 4).complete).to.equal(false);
  });

  it('throws at a number of levels that is no count', () => {
    for (const none of [-1, 0.5, NaN, Infinity]) {
      expect(() => depth(bookOf(THREE, ONE), none), String(none)).to.throw(RangeError, 'no count');
    }
  });
});

describe('depths', () => {
  const books = [bookOf(THREE, ONE), bookOf(ONE, []), bookOf([], [])];

  it('gives the depth of each version', () => {
    expect(outputsOf(depths(2), books)).to.deep.equal(books.map((book) => depth(book, 2)));
  });

  it('throws at once at a number of levels that is no count', () => {
    for (const none of [-1, 0.5, NaN])
      expect(() => depths(none), String(none)).to.throw(RangeError, 'no count');
  });

  itKeepsTheChecklist(() => depths(2), books);
});
