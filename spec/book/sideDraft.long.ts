import { expect } from 'chai';
import fc from 'fast-check';

import { applyDiff } from '../../src/book/bookReducer.js';
import { levelsOf, roundPair, treacherousPair } from '../support/arbitraries.js';
import { diffOf, type Pair } from '../support/messages.js';
import { bookOf, ModelSide, plainBook } from '../support/plainBook.js';

describe('the sides of a book and what diffs make of them, for long', () => {
  for (const [kind, pair] of [
    ['round numbers', roundPair],
    ['numbers that doubles confuse', treacherousPair],
  ] as const) {
    it(`are of ${kind} what sorted maps make`, () => {
      const side = levelsOf(pair, 80);
      fc.assert(
        fc.property(side, side, fc.array(levelsOf(pair, 40), { maxLength: 3 }), (first, second, diffs) => {
          const [bids, asks] = [new ModelSide(1), new ModelSide(-1)];
          bids.apply(first);
          asks.apply(second);
          let book = bookOf(first, second);
          for (const pairs of diffs) {
            const result = applyDiff(book, diffOf(2, 2, { bids: pairs, asks: pairs }));
            expect(result.missingDeletes).to.equal(bids.apply(pairs) + asks.apply(pairs));
            book = result.book;
          }
          expect(plainBook(book)).to.deep.equal({ bids: bids.plain(), asks: asks.plain() });
        }),
        { numRuns: 100_000 },
      );
    });
  }

  it('stay as they are through 200 versions of 20,000 levels a side', () => {
    const size = fc.constantFrom('0', '0', '1', '2', '3.5');
    const tick = fc.integer({ min: 1, max: 30_000 });
    const change: fc.Arbitrary<Pair> = fc.tuple(tick, size).map(([at, text]) => [String(at / 100), text]);
    const changes = fc.array(change, { minLength: 1, maxLength: 300, size: 'max' });
    const messages = fc.array(changes, { minLength: 200, maxLength: 200 });
    const start = Array.from({ length: 20_000 }, (_, at): Pair => [String((at + 1) / 100), String(at + 1)]);
    const depths = fc.constantFrom(undefined, 20_000, 1_000);
    fc.assert(
      fc.property(messages, depths, (diffs, depth) => {
        const [bids, asks] = [new ModelSide(1), new ModelSide(-1)];
        const cut = () => {
          if (depth !== undefined) [bids, asks].forEach((side) => side.trim(depth));
        };
        [bids, asks].forEach((side) => side.apply(start));
        cut();
        const coverage = depth === undefined ? 'full' : ({ levels: depth, maintained: true } as const);
        const versions = [bookOf(start, start, coverage)];
        const copies = [JSON.stringify(plainBook(versions[0]!))];
        for (const pairs of diffs) {
          [bids, asks].forEach((side) => side.apply(pairs));
          cut();
          versions.push(applyDiff(versions.at(-1)!, diffOf(2, 2, { bids: pairs, asks: pairs })).book);
          // A hundred versions as text would be 60 MB; every twentieth is compared to the last letter.
          if (versions.length % 20 === 0) copies.push(JSON.stringify(plainBook(versions.at(-1)!)));
        }
        expect(plainBook(versions.at(-1)!)).to.deep.equal({ bids: bids.plain(), asks: asks.plain() });
        const kept = versions.filter((_, at) => at === 0 || (at + 1) % 20 === 0);
        expect(
          kept.map((book) => JSON.stringify(plainBook(book)) === copies[kept.indexOf(book)]),
        ).to.deep.equal(kept.map(() => true));
      }),
      { numRuns: 10 },
    );
  });
});
