import { expect } from 'chai';
import fc from 'fast-check';

import { applyDiff, applyTrade, bookFromSnapshot } from '../../src/book/bookReducer.js';
import type { OrderBook } from '../../src/book/orderBook.js';
import { PriceLevels } from '../../src/domain/index.js';
import { PLAIN } from '../../src/domain/priceLevel.js';
import { levelsOf, roundPair, treacherousPair } from '../support/arbitraries.js';
import { diffOf, snapshotAt, SYMBOL, tradeOf, VENUE, type Pair } from '../support/messages.js';
import { bookOf, ModelSide, plainBook } from '../support/plainBook.js';

interface Message {
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
}

const messageOf = (pair: fc.Arbitrary<Pair>): fc.Arbitrary<Message> =>
  fc.record({ bids: levelsOf(pair, 50), asks: levelsOf(pair, 50) });

describe('applyDiff', () => {
  for (const [kind, pair] of [
    ['round numbers', roundPair],
    ['numbers that doubles confuse', treacherousPair],
  ] as const) {
    it(`makes of a snapshot and diffs of ${kind} what two sorted maps make; no version changes later`, () => {
      fc.assert(
        fc.property(
          messageOf(pair),
          fc.array(messageOf(pair), { maxLength: 8 }),
          fc.option(fc.integer({ min: 1, max: 40 })),
          (start, diffs, depth) => {
            const coverage = depth === null ? 'full' : ({ levels: depth, maintained: true } as const);
            const bids = new ModelSide(1);
            const asks = new ModelSide(-1);
            const take = (message: Message) => {
              const missing = bids.apply(message.bids) + asks.apply(message.asks);
              if (depth !== null) [bids, asks].forEach((side) => side.trim(depth));
              return missing;
            };
            take(start);
            const versions: OrderBook[] = [bookOf(start.bids, start.asks, coverage)];
            const copies = [{ bids: bids.plain(), asks: asks.plain() }];
            for (const [at, diff] of diffs.entries()) {
              const { book, missingDeletes } = applyDiff(versions.at(-1)!, diffOf(at, at, diff));
              expect(missingDeletes).to.equal(take(diff));
              versions.push(book);
              copies.push({ bids: bids.plain(), asks: asks.plain() });
            }
            expect(versions.map(plainBook)).to.deep.equal(copies);
          },
        ),
        { numRuns: pair === roundPair ? 1_000 : 400 },
      );
    });
  }

  it('takes id and times from the diff, and the rest from the book', () => {
    const trade = tradeOf({ id: '7' });
    const book = bookFromSnapshot(snapshotAt(5, { receivedAt: 10.5, venueTime: 9 }), trade);
    expect(applyDiff(book, diffOf(6, 8, { receivedAt: 20.25, venueTime: 19 })).book).to.include({
      venue: VENUE,
      symbol: SYMBOL,
      lastId: 8,
      receivedAt: 20.25,
      venueTime: 19,
      lastTrade: trade,
    });
    expect(applyDiff(book, diffOf(undefined, undefined)).book).to.include({
      lastId: 5,
      venueTime: undefined,
    });
  });

  it('leaves nothing behind of a message that it throws at', () => {
    const book = bookOf([['99', '1']], [['101', '1']]);
    const other = bookOf([['0.5', '7']], [['1.5', '8']]);
    const broken = new PriceLevels([98, 5, 97, 0], [PLAIN, { price: '97', size: 'none' }]);
    expect(() => applyDiff(book, { ...diffOf(2, 2), bids: broken })).to.throw();
    const next = applyDiff(other, diffOf(2, 2, { bids: [['99', '3']], asks: [['98', '4']] }));
    expect(next.missingDeletes).to.equal(0);
    expect(plainBook(next.book)).to.deep.equal({
      bids: [
        ['99', '3'],
        ['0.5', '7'],
      ],
      asks: [
        ['1.5', '8'],
        ['98', '4'],
      ],
    });
    expect(plainBook(book)).to.deep.equal({ bids: [['99', '1']], asks: [['101', '1']] });
  });

  it('shares the side that a diff leaves alone', () => {
    const book = bookOf([['99', '1']], [['101', '1']]);
    const next = applyDiff(book, diffOf(2, 2, { bids: [['98', '1']] })).book;
    expect(next.asks).to.equal(book.asks);
    expect(plainBook(next).bids).to.deep.equal([
      ['99', '1'],
      ['98', '1'],
    ]);
  });

  it('trims what falls out of a depth that the venue maintains, and nothing of any other', () => {
    const bids: readonly Pair[] = [
      ['99', '1'],
      ['98', '1'],
    ];
    const diff = diffOf(2, 2, { bids: [['98.5', '2']] });
    const after = (maintained: boolean) =>
      plainBook(applyDiff(bookOf(bids, [], { levels: 2, maintained }), diff).book).bids;
    expect(after(true)).to.deep.equal([
      ['99', '1'],
      ['98.5', '2'],
    ]);
    expect(after(false)).to.deep.equal([
      ['99', '1'],
      ['98.5', '2'],
      ['98', '1'],
    ]);
  });

  it('keeps knowing how far a cut snapshot went, whatever happens to its last level', () => {
    const bids: readonly Pair[] = [
      ['99', '1'],
      ['98', '1'],
    ];
    const book = bookOf(bids, [], { levels: 2, maintained: false });
    const next = applyDiff(
      book,
      diffOf(2, 2, {
        bids: [
          ['98', '0'],
          ['90', '4'],
        ],
      }),
    ).book;
    expect(next.bids.completeTo?.priceText).to.equal('98');
    expect(plainBook(next).bids).to.deep.equal([
      ['99', '1'],
      ['90', '4'],
    ]);
  });

  it('knows a maintained side to wherever its worst level now is', () => {
    const bids: readonly Pair[] = [
      ['99', '1'],
      ['98', '1'],
    ];
    const book = bookOf(bids, [], { levels: 2, maintained: true });
    const next = applyDiff(
      book,
      diffOf(2, 2, {
        bids: [
          ['98', '0'],
          ['97', '4'],
        ],
      }),
    ).book;
    expect(next.bids.completeTo?.priceText).to.equal('97');
  });

  it('counts the deletions of both sides that named a price that is not there', () => {
    const book = bookOf([['99', '1']], [['101', '1']]);
    const diff = diffOf(2, 2, {
      bids: [
        ['98', '0'],
        ['99', '0'],
        ['99', '0'],
      ],
      asks: [['102', '0']],
    });
    expect(applyDiff(book, diff).missingDeletes).to.equal(3);
  });
});

describe('bookFromSnapshot', () => {
  it('holds what the snapshot says, and the last trade from before it', () => {
    const trade = tradeOf({ id: '7' });
    const snapshot = snapshotAt(9007199254740993n, {
      bids: [['99', '1']],
      asks: [['101', '2']],
      receivedAt: 1.5,
      venueTime: 1,
    });
    const book = bookFromSnapshot(snapshot, trade);
    expect(book).to.include({
      venue: VENUE,
      symbol: SYMBOL,
      lastId: 9007199254740993n,
      venueTime: 1,
      receivedAt: 1.5,
      lastTrade: trade,
    });
    expect(plainBook(book)).to.deep.equal({ bids: [['99', '1']], asks: [['101', '2']] });
    expect(bookFromSnapshot(snapshot).lastTrade).to.equal(undefined);
  });
});

describe('applyTrade', () => {
  it('sets the last trade and leaves levels, ids and times as they are', () => {
    const book = bookFromSnapshot(snapshotAt(5, { bids: [['99', '1']], receivedAt: 10, venueTime: 9 }));
    const trade = tradeOf({ receivedAt: 12 });
    const next = applyTrade(book, trade);
    const { venue, symbol, bids, asks, lastId, venueTime, receivedAt } = book;
    expect(next).to.include({ venue, symbol, bids, asks, lastId, venueTime, receivedAt, lastTrade: trade });
    expect(next).to.include({ lastId: 5, receivedAt: 10, venueTime: 9 });
    expect(book.lastTrade).to.equal(undefined);
  });
});
