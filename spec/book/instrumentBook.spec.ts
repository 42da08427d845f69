import { expect } from 'chai';
import fc from 'fast-check';

import { bookBuilding, InstrumentBook } from '../../src/book/instrumentBook.js';
import { RunSide } from '../../src/book/runSide.js';
import type { BookInput } from '../../src/domain/index.js';
import { contiguousRule, linkedRule, stampedLocallyRule } from '../../src/sequence/index.js';
import { diffOf, snapshotAt, tradeOf, type Pair } from '../support/messages.js';
import { sameOnEitherPath } from '../support/onePathLaws.js';

const runs = process.env['LONG'] === undefined ? 150 : 20_000;

describe('a book that is built in one step', () => {
  it('is what the operators make of the same messages, and its versions never change', () => {
    fc.assert(sameOnEitherPath(), { numRuns: runs });
  }).timeout(3_600_000);

  it('lets one diff join each snapshot, and those after it continue what came before them', () => {
    const sides = { bids: [['99', '1']], asks: [['101', '1']] } as const;
    // Each spans the id where the book stands; none names it as the last before it.
    const overlap = (id: number) =>
      diffOf(id - 1, id + 1, { previousId: id - 3, bids: [['99', String(id)]] });
    const book = new InstrumentBook(bookBuilding(linkedRule, undefined));
    const told = (message: BookInput) => {
      const state = book.take(message);
      return state?.status === 'live' ? `${state.cause._tag} ${state.book.lastId}` : state?.cause._tag;
    };
    expect(
      [
        snapshotAt(10, sides),
        overlap(10),
        overlap(10),
        overlap(11),
        snapshotAt(20, { ...sides, via: 'stream' }),
        overlap(20),
        tradeOf(),
        diffOf(20, 21, { previousId: 19 }),
        diffOf(22, 23, { previousId: 21 }),
        snapshotAt(30, { ...sides, via: 'stream' }),
        diffOf(29, 30, { previousId: 28 }),
        diffOf(29, 30, { previousId: 28 }),
        overlap(30),
      ].map(told),
    ).to.deep.equal([
      'snapshot 10',
      'diff 11',
      undefined,
      'diffGap',
      'snapshot 20',
      'diff 21',
      'trade 21',
      undefined,
      'diff 23',
      'snapshot 30',
      'diff 30',
      undefined,
      'diffGap',
    ]);
  });

  it('is bound to the connection of its first diff, where its snapshot came over none', () => {
    const book = new InstrumentBook(bookBuilding(stampedLocallyRule, undefined));
    book.take(snapshotAt(7, { bids: [['99', '1']], asks: [['101', '1']], via: 'request' }));
    const told = (connection: string, size: string) =>
      book.take(diffOf(undefined, undefined, { bids: [['99', size]], connection }))?.cause._tag;
    expect([told('c2', '2'), told('c1', '3'), told('c2', '4'), told('c1', '5')]).to.deep.equal([
      'diff',
      undefined,
      'diff',
      undefined,
    ]);
  });

  for (const inPlace of [false, true]) {
    it(`keeps the last id over diffs without one, ${inPlace ? 'in place' : 'version by version'}`, () => {
      const book = new InstrumentBook(bookBuilding(stampedLocallyRule, undefined, {}, inPlace));
      book.take(snapshotAt(7, { bids: [['99', '1']], asks: [['101', '1']], via: 'stream' }));
      const idAfter = (lastId: number | undefined) => {
        const state = book.take(diffOf(undefined, lastId, { bids: [['99', '2']] }));
        return state?.status === 'live' ? state.book.lastId : 'none';
      };
      expect([undefined, 8, undefined].map(idAfter)).to.deep.equal([7, 8, 8]);
    });
  }

  const LEVELS = 1000;
  const started = (inPlace = false) => {
    const book = new InstrumentBook(bookBuilding(contiguousRule, undefined, {}, inPlace));
    const bids = Array.from({ length: LEVELS }, (_, at): Pair => [String(50_000 - at), '1']);
    const asks = Array.from({ length: LEVELS }, (_, at): Pair => [String(60_000 + at), '1']);
    book.take(snapshotAt(0, { bids, asks }));
    return book;
  };

  it('is of versions of runs, trades and a successor included; a side that does not change is the same', () => {
    const book = started();
    let id = 0;
    const runs = new Set<unknown>();
    for (let round = 0; round < 1200; round++) {
      if (round % 7 === 0) book.take(tradeOf());
      // One that is known already changes nothing, this neither.
      if (round % 9 === 0) expect(book.take(diffOf(id, id, { bids: [['50000', '9']] }))).to.equal(undefined);
      id++;
      const state = book.take(diffOf(id, id, { bids: [[String(50_000 - (round % 90)), String(round + 2)]] }));
      if (state?.status !== 'live') throw new Error('not live');
      const { bids, asks } = state.book;
      if (!(bids instanceof RunSide && asks instanceof RunSide)) throw new Error('not of runs');
      runs.add(bids.run);
      expect(bids.atPrice(bids.best!.price)).to.deep.equal(bids.best);
      expect(asks.version).to.equal(0);
    }
    expect(runs.size).to.equal(3);
  });

  it('stays of one run where it is changed in place, for none of its older versions is asked for', () => {
    const book = started(true);
    const runs = new Set<unknown>();
    for (let id = 1; id <= 1200; id++) {
      const state = book.take(diffOf(id, id, { bids: [[String(50_000 - (id % 90)), String(id + 2)]] }));
      if (state?.status !== 'live' || !(state.book.bids instanceof RunSide)) throw new Error('not of runs');
      runs.add(state.book.bids.run);
    }
    expect(runs.size).to.equal(1);
  });

  it('keeps the sides that a message does not change, also where it names their levels', () => {
    const book = started();
    const first = book.take(diffOf(1, 1, { bids: [['50000', '2']] }));
    const second = book.take(
      diffOf(2, 2, {
        bids: [
          ['50000', '2'],
          ['50001', '0'],
        ],
        asks: [],
      }),
    );
    if (first?.status !== 'live' || second?.status !== 'live') throw new Error('not live');
    expect(second.book.bids).to.equal(first.book.bids);
    expect(second.book.asks).to.equal(first.book.asks);
    expect(second.missingDeletes).to.equal(1);
  });

  it('goes on under a walk over its levels, which sees the version that it began with', () => {
    const book = started();
    const state = book.take(diffOf(1, 1, { bids: [['50000', '2']] }));
    if (state?.status !== 'live') throw new Error('not live');
    const seen: string[] = [];
    let id = 1;
    for (const { priceText } of state.book.bids) {
      seen.push(priceText);
      id++;
      book.take(
        diffOf(id, id, {
          bids: [
            [String(50_000 - 2 * seen.length), '0'],
            [`${49_000 - id}.5`, '1'],
          ],
        }),
      );
    }
    expect(seen).to.deep.equal(Array.from({ length: LEVELS }, (_, at) => String(50_000 - at)));
  });
});
