import { expect } from 'chai';

import { applyDiff, bookFromSnapshot, type BookSide } from '../../src/book/index.js';
import { diffOf, snapshotAt, type Pair } from '../support/messages.js';

const LEVELS = 20_000;

const BOOK = bookFromSnapshot(
  snapshotAt(10, {
    bids: Array.from({ length: LEVELS }, (_, at): Pair => [String(50_000 - at), '1']),
    asks: Array.from({ length: LEVELS }, (_, at): Pair => [String(60_000 + at), '1']),
  }),
);

/** The chunks of a side that another version of it does not have. */
const ownChunks = (side: BookSide, other: BookSide): number => {
  const shared = new Set(other.chunks());
  return [...side.chunks()].filter((chunk) => !shared.has(chunk)).length;
};

describe('versions of a book', () => {
  for (const [what, bids] of [
    ['an amended level', [['45000', '2']]],
    ['a new level', [['44999.5', '2']]],
    ['a level gone', [['44000', '0']]],
    ['a new best level', [['50000.5', '2']]],
    [
      'levels side by side',
      [
        ['45000', '2'],
        ['44999', '3'],
        ['44998', '4'],
      ],
    ],
  ] as const) {
    it(`share all of 20,000 levels but those around ${what}`, () => {
      const { book } = applyDiff(BOOK, diffOf(11, 11, { bids }));
      expect([...BOOK.bids.chunks()]).to.have.lengthOf.above(LEVELS / 40);
      expect(ownChunks(book.bids, BOOK.bids)).to.be.within(1, 3);
      const shared = new Set(BOOK.bids.groups);
      expect(book.bids.groups.filter((group) => !shared.has(group))).to.have.lengthOf(1);
      expect(book.asks).to.equal(BOOK.asks);
    });
  }

  it('are the same side where nothing changes', () => {
    const nothing = diffOf(11, 11, {
      bids: [
        ['45000', '1'],
        ['45000.5', '0'],
      ],
    });
    const { book, missingDeletes } = applyDiff(BOOK, nothing);
    expect(book.bids).to.equal(BOOK.bids);
    expect(missingDeletes).to.equal(1);
  });
});
