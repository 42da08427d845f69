import { expect } from 'chai';
import fc from 'fast-check';

import { applyDiff } from '../../src/book/bookReducer.js';
import { compareBooks, type LevelChange } from '../../src/book/compareBooks.js';
import { crowdedLevels, levelsOf, roundPair, treacherousPair } from '../support/arbitraries.js';
import { diffOf, type Pair } from '../support/messages.js';
import { bookOf, changeTexts, plainBook } from '../support/plainBook.js';

/** What a diff would say that makes these changes. */
const asLevels = (changes: readonly LevelChange[]): readonly Pair[] =>
  changes.map(({ before, after }): Pair => [(after ?? before)!.priceText, after?.sizeText ?? '0']);

/** The differences as a naive reader of both lists finds them, best first. */
function naiveChanges(before: readonly Pair[], after: readonly Pair[], sign: 1 | -1) {
  const prices = [...new Set([...before, ...after].map(([price]) => price))];
  const byPrice = (pairs: readonly Pair[]) => new Map(pairs.map((pair) => [pair[0], pair]));
  const old = byPrice(before);
  const now = byPrice(after);
  const order = plainBook(
    bookOf(
      prices.map((price): Pair => [price, '1']),
      [],
    ),
  ).bids.map(([price]) => price);
  return (sign === 1 ? order : order.toReversed())
    .filter((price) => old.get(price)?.[1] !== now.get(price)?.[1])
    .map((price) => `${price}: ${old.get(price)?.[1] ?? '-'} > ${now.get(price)?.[1] ?? '-'}`);
}

describe('compareBooks', () => {
  for (const [kind, levels, numRuns] of [
    ['round numbers', (maxLength: number) => levelsOf(roundPair, maxLength), 1_000],
    ['numbers that doubles confuse', (maxLength: number) => levelsOf(treacherousPair, maxLength), 400],
    ['different numbers that are one double', crowdedLevels, 400],
  ] as const) {
    const side = levels(80);

    it(`finds, of ${kind}, changes that make the one book of the other`, () => {
      fc.assert(
        fc.property(side, side, side, side, (bids, asks, otherBids, otherAsks) => {
          const a = bookOf(bids, asks);
          const b = bookOf(otherBids, otherAsks);
          const changes = compareBooks(a, b);
          const diff = diffOf(2, 2, { bids: asLevels(changes.bids), asks: asLevels(changes.asks) });
          const made = applyDiff(a, diff);
          expect(plainBook(made.book)).to.deep.equal(plainBook(b));
          expect(made.missingDeletes).to.equal(0);
        }),
        { numRuns },
      );
    });

    it(`finds, of ${kind}, each difference once and nothing else, also between versions that share chunks`, () => {
      fc.assert(
        fc.property(side, side, fc.array(levels(6), { maxLength: 4 }), (bids, asks, diffs) => {
          const a = bookOf(bids, asks);
          const b = diffs.reduce(
            (book, pairs, at) => applyDiff(book, diffOf(at, at, { bids: pairs, asks: pairs })).book,
            a,
          );
          const before = plainBook(a);
          const after = plainBook(b);
          expect(changeTexts(compareBooks(a, b))).to.deep.equal({
            bids: naiveChanges(before.bids, after.bids, 1),
            asks: naiveChanges(before.asks, after.asks, -1),
          });
          expect(changeTexts(compareBooks(b, a))).to.deep.equal({
            bids: naiveChanges(after.bids, before.bids, 1),
            asks: naiveChanges(after.asks, before.asks, -1),
          });
        }),
        { numRuns },
      );
    });
  }

  it('tells what came, went and changed, best first', () => {
    const before = bookOf(
      [
        ['99', '1'],
        ['98', '1'],
        ['97', '1'],
      ],
      [['101', '1']],
    );
    const after = bookOf(
      [
        ['99.5', '4'],
        ['99', '1.0'],
        ['98', '2'],
      ],
      [['102', '1']],
    );
    expect(changeTexts(compareBooks(before, after))).to.deep.equal({
      bids: ['99.5: - > 4', '98: 1 > 2', '97: 1 > -'],
      asks: ['101: 1 > -', '102: - > 1'],
    });
  });

  it('sees a size that changed only beyond what a double holds', () => {
    const before = bookOf([['99', '0.1']], []);
    const after = bookOf([['99', '0.1000000000000000055511151231257827']], []);
    expect(changeTexts(compareBooks(before, after)).bids).to.deep.equal([
      '99: 0.1 > 0.1000000000000000055511151231257827',
    ]);
  });

  it('finds nothing between a book and itself, nor between empty ones', () => {
    const book = bookOf([['99', '1']], [['101', '1']]);
    expect(compareBooks(book, book)).to.deep.equal({ bids: [], asks: [] });
    expect(compareBooks(bookOf([], []), bookOf([], []))).to.deep.equal({ bids: [], asks: [] });
  });
});
