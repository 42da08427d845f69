import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';

import { applyDiff } from '../../src/book/bookReducer.js';
import { imbalance, imbalances } from '../../src/book/imbalances.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import { levelsOf, longText, roundPair, roundPrice } from '../support/arbitraries.js';
import { fixedPoint, quotient40 } from '../support/fixedPoint.js';
import { diffOf, type Pair } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookOf, plainBook } from '../support/plainBook.js';

const THREE: readonly Pair[] = [
  ['99', '1'],
  ['98', '2'],
  ['97', '3'],
];
const ONE: readonly Pair[] = [['101', '3']];

/** The imbalance in plain text, or why there is none. */
const textOf = (book: OrderBook, levels: number): string => {
  const answer = imbalance(book, levels);
  if (answer._tag === 'Right') return answer.right.toFixed();
  const error = answer.left;
  if (error._tag === 'emptyBook') return error._tag;
  const { wanted, available, completeTo } = error;
  return `${available.toFixed()} of ${wanted.toFixed()} to ${completeTo.toFixed()}`;
};

/** The same in whole numbers. */
function naive(book: OrderBook, levels: number): string {
  const sumOf = (side: readonly Pair[]) =>
    side.slice(0, levels).reduce((sum, [, size]) => sum + fixedPoint(size), 0n);
  const { bids, asks } = plainBook(book);
  const [bid, ask] = [sumOf(bids), sumOf(asks)];
  if (bid + ask === 0n) return 'emptyBook';
  return bid < ask ? `-${quotient40(ask - bid, bid + ask)}` : quotient40(bid - ask, bid + ask);
}

const longPair: fc.Arbitrary<Pair> = fc.tuple(roundPrice, longText);

describe('imbalance', () => {
  it('is the quotient of sums over the best levels, with 40 digits, and within -1 and 1', () => {
    const pairs = fc.oneof(levelsOf(roundPair), levelsOf(longPair));
    fc.assert(
      fc.property(pairs, pairs, fc.integer({ min: 1, max: 70 }), (bids, asks, levels) => {
        const book = bookOf(bids, asks);
        const text = textOf(book, levels);
        expect(text).to.equal(naive(book, levels));
        if (text !== 'emptyBook') expect(new Decimal(text).abs().lte(1)).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts with the levels that there are, where a side is known to have fewer', () => {
    expect(textOf(bookOf(THREE, ONE), 1)).to.equal('-0.5');
    expect(textOf(bookOf(THREE, ONE), 2)).to.equal('0');
    expect(textOf(bookOf(THREE, ONE), 9)).to.equal(`0.${'3'.repeat(40)}`);
  });

  it('is told of cut books as far as they are known, and of which side they are not', () => {
    const book = bookOf(THREE, THREE, { levels: 3, maintained: false });
    expect(textOf(book, 3)).to.equal('0');
    expect(textOf(book, 4)).to.equal('3 of 4 to 97');
    const gone = applyDiff(
      book,
      diffOf(2, 2, {
        asks: [
          ['98', '0'],
          ['120', '5'],
        ],
      }),
    ).book;
    expect(textOf(gone, 2)).to.equal(`-0.${'142857'.repeat(6)}1429`);
    expect(textOf(gone, 3)).to.equal('2 of 3 to 99');
    expect(textOf(bookOf(THREE, ONE, { levels: 3, maintained: true }), 3)).to.equal(`0.${'3'.repeat(40)}`);
    expect(textOf(bookOf(THREE, THREE, { levels: 3, maintained: true }), 4)).to.equal('3 of 4 to 97');
  });

  it('throws at a number of levels that is no count above zero', () => {
    for (const none of [0, -1, 0.5, NaN, Infinity]) {
      expect(() => imbalance(bookOf(THREE, ONE), none), String(none)).to.throw(
        RangeError,
        `levels is no count above zero: ${none}`,
      );
    }
  });
});

describe('imbalances', () => {
  const cut = { levels: 1, maintained: true };

  it('emits when the imbalance changes, or the reason why there is none', () => {
    const books = [
      bookOf([], []),
      bookOf([], []),
      bookOf(THREE, ONE),
      bookOf([['50', '3']], ONE),
      bookOf(ONE, [], cut),
      bookOf(ONE, ONE, cut),
      bookOf(THREE, ONE, cut),
      bookOf([], []),
    ];
    const beyond = (price: string) =>
      E.left({
        _tag: 'beyondKnownDepth',
        wanted: new Decimal(2),
        available: new Decimal(1),
        completeTo: new Decimal(price),
      });
    expect(outputsOf(imbalances(2), books)).to.deep.equal([
      E.left({ _tag: 'emptyBook' }),
      E.right(new Decimal(0)),
      beyond('101'),
      beyond('99'),
      E.left({ _tag: 'emptyBook' }),
    ]);
  });

  it('tells when more levels are known to the same price', () => {
    const price: readonly Pair[] = [['97', '1']];
    const books = [
      bookOf(price, [], { levels: 1, maintained: true }),
      bookOf(THREE, [], { levels: 3, maintained: true }),
    ];
    expect(
      outputsOf(imbalances(4), books).map((each) => (each as E.Left<{ available: Decimal }>).left.available),
    ).to.deep.equal([new Decimal(1), new Decimal(3)]);
  });

  it('throws at once at a number of levels that is no count above zero', () => {
    for (const none of [0, -1, 0.5, NaN])
      expect(() => imbalances(none), String(none)).to.throw(RangeError, 'no count above zero');
  });

  itKeepsTheChecklist(() => imbalances(1), [bookOf(THREE, ONE), bookOf(ONE, ONE), bookOf(THREE, [])]);
});
