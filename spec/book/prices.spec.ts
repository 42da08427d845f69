import { expect } from 'chai';
import fc from 'fast-check';

import { applyDiff, bestQuote, bookFromSnapshot } from '../../src/book/index.js';
import { midPrice, spread } from '../../src/book/prices.js';
import { longText } from '../support/arbitraries.js';
import { fixedPoint, fixedText, times } from '../support/fixedPoint.js';
import { diffOf, snapshotAt } from '../support/messages.js';
import { bookOf } from '../support/plainBook.js';

describe('midPrice and spread', () => {
  it('are exact, however long the prices are', () => {
    fc.assert(
      fc.property(longText, longText, (a, b) => {
        const book = bookOf([[a, '1']], [[b, '1']]);
        const [bid, ask] = [fixedPoint(a), fixedPoint(b)];
        expect(midPrice(book)!.toFixed()).to.equal(fixedText(times(bid + ask, fixedPoint('0.5'))));
        const width = ask < bid ? `-${fixedText(bid - ask)}` : fixedText(ask - bid);
        expect(spread(book)!.toFixed()).to.equal(width);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are those of the best levels', () => {
    const book = bookOf(
      [
        ['99', '1'],
        ['99.5', '1'],
      ],
      [
        ['100.25', '1'],
        ['101', '1'],
      ],
    );
    expect(midPrice(book)!.toFixed()).to.equal('99.875');
    expect(spread(book)!.toFixed()).to.equal('0.75');
  });

  it('see a spread that doubles do not', () => {
    const book = bookOf([['0.1', '1']], [['0.1000000000000000055511151231257827', '1']]);
    expect(spread(book)!.toFixed()).to.equal('0.0000000000000000055511151231257827');
    expect(midPrice(book)!.toFixed()).to.equal('0.10000000000000000277555756156289135');
  });

  it('do not exist where a side is empty', () => {
    for (const book of [bookOf([], [['101', '1']]), bookOf([['99', '1']], []), bookOf([], [])]) {
      expect(midPrice(book)).to.equal(undefined);
      expect(spread(book)).to.equal(undefined);
    }
  });

  it('are not known where all levels of a cut snapshot are gone, and better ones may be missing', () => {
    const cut = bookFromSnapshot(
      snapshotAt(10, {
        coverage: { levels: 2, maintained: false },
        bids: [
          ['100', '1'],
          ['99', '1'],
        ],
        asks: [
          ['101', '1'],
          ['102', '1'],
        ],
      }),
    );
    const diff = diffOf(11, 11, {
      asks: [
        ['101', '0'],
        ['200', '1'],
      ],
    });
    const known = applyDiff(cut, diff).book;
    expect(midPrice(known)?.toFixed()).to.equal('101');
    expect(bestQuote(known).complete).to.equal(true);
    const beyond = applyDiff(known, diffOf(12, 12, { asks: [['102', '0']] })).book;
    expect(midPrice(beyond)).to.equal(undefined);
    expect(spread(beyond)).to.equal(undefined);
    expect(bestQuote(beyond)).to.deep.include({ complete: false });
    expect(bestQuote(beyond).ask?.priceText).to.equal('200');
    const back = applyDiff(beyond, diffOf(13, 13, { asks: [['101.5', '1']] })).book;
    expect(midPrice(back)?.toFixed()).to.equal('100.75');
    expect(bestQuote(back).complete).to.equal(true);
  });
});
