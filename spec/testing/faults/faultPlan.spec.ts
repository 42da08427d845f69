import { expect } from 'chai';
import fc from 'fast-check';
import { from, pipe, type MonoTypeOperatorFunction } from 'rxjs';

import type { OrderBook } from '../../../src/book/index.js';
import { decodeFrames, marketMessages, orderBooks } from '../../../src/connector/index.js';
import type { Frame } from '../../../src/domain/index.js';
import { binance } from '../../../src/exchanges/binance/index.js';
import { generateBinanceFrames } from '../../../src/sim/index.js';
import {
  corruptSome,
  cutSome,
  delaySome,
  dropSome,
  duplicateSome,
  interruptionAfter,
  reorderSome,
  stallSome,
  type Fault,
} from '../../../src/testing/index.js';
import {
  accountOf,
  outputsInTime,
  rates,
  seeds,
  sorted,
  timedOutputs,
  upTo,
} from '../../support/faultLaws.js';
import { outputsOf } from '../../support/operatorChecklist.js';
import { plainBook } from '../../support/plainBook.js';

describe('a plan of faults', () => {
  const plan = (seed: number, rate: number, tell: (fault: Fault<number>) => void) =>
    pipe(
      dropSome<number>({ seed, rate, tell }),
      corruptSome({ seed, rate, tell, corrupt: (value) => value + 1000 }),
      duplicateSome({ seed, rate, tell, after: [0, 3] }),
      reorderSome({ seed, rate, tell, by: 3 }),
      delaySome({ seed, rate, tell, delayMs: [0, 35] }),
      stallSome({ seed, rate, tell, stallMs: [0, 35], lose: true }),
      cutSome({ seed, rate: rate / 2, tell, lose: [0, 3], mark: () => -1 }),
    );

  it('is told in full: all its faults make up the difference', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const faults: Fault<number>[] = [];
        const outputs = outputsInTime(
          plan(seed, rate, (fault) => faults.push(fault)),
          40,
        );
        const numbers = outputs.filter((value) => value >= 0);
        expect(sorted(numbers)).to.deep.equal(sorted(accountOf(upTo(40), faults)));
        expect(outputs.length - numbers.length).to.equal(faults.filter(({ _tag }) => _tag === 'cut').length);
      }),
    );
  });

  it('does the same for the same seed', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const run = () => {
          const faults: Fault<number>[] = [];
          return {
            outputs: timedOutputs(
              plan(seed, rate, (fault) => faults.push(fault)),
              40,
            ),
            faults,
          };
        };
        expect(run()).to.deep.equal(run());
      }),
      { numRuns: 30 },
    );
  });

  it('hits different values with each of its operators, though they have one seed', () => {
    const hit = (make: (tell: (fault: Fault<number>) => void) => MonoTypeOperatorFunction<number>) => {
      const indexes: number[] = [];
      outputsOf(
        make(({ index }) => indexes.push(index)),
        upTo(60),
      );
      return indexes.join(' ');
    };
    const common = { seed: 1, rate: 0.5 };
    const all = [
      hit((tell) => dropSome({ ...common, tell })),
      hit((tell) => duplicateSome({ ...common, tell })),
      hit((tell) => reorderSome({ ...common, tell, by: 1 })),
      hit((tell) => delaySome({ ...common, tell, delayMs: [0, 0] })),
      hit((tell) => stallSome({ ...common, tell, stallMs: [0, 0] })),
      hit((tell) => corruptSome({ ...common, tell, corrupt: (value) => value })),
      hit((tell) => cutSome({ ...common, tell, mark: () => -1 })),
    ];
    expect(new Set(all).size).to.equal(all.length);
  });

  it('changes nothing of what the operators before another one do', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const [alone, followed] = [true, false].map((isAlone) => {
          const faults: Fault<number>[] = [];
          const drop = dropSome<number>({ seed, rate, tell: (fault) => faults.push(fault) });
          outputsOf(isAlone ? drop : pipe(drop, reorderSome({ seed, rate, by: 3 })), upTo(40));
          return faults;
        });
        expect(followed).to.deep.equal(alone);
      }),
    );
  });
});

describe('books under a plan of faults', () => {
  const frames = [...generateBinanceFrames({ seed: 1, durationMs: 4_000 })];

  /** Every live book that comes of the frames. */
  function liveBooks(of: readonly Frame[], faults: MonoTypeOperatorFunction<Frame>, cuts = 0) {
    const books: OrderBook[] = [];
    const statuses = new Set<string>();
    from(of)
      .pipe(
        faults,
        decodeFrames(binance),
        marketMessages(),
        cutSome({ seed: 1, rate: cuts, lose: [0, 3], mark: interruptionAfter }),
        orderBooks(binance),
      )
      .subscribe(({ value }) => {
        statuses.add(value.status);
        if (value.status === 'live') books.push(value.book);
      });
    return { books, statuses };
  }

  const nameOf = ({ symbol, lastId }: OrderBook) => `${symbol} ${lastId}`;
  /** With its snapshot in front, a book is live at every id from there on. */
  const inFront = frames.toSorted((a, b) => Number(a.via === 'stream') - Number(b.via === 'stream'));
  const truth = new Map(liveBooks(inFront, pipe()).books.map((book) => [nameOf(book), plainBook(book)]));

  it("are the venue's own while they are live, and otherwise say that they are not", () => {
    const statuses = new Set<string>();
    let compared = 0;
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.005, 0.02, 0.05, 0.1), (seed, rate) => {
        const only = ({ via }: Frame) => via === 'stream';
        const under = liveBooks(
          frames,
          pipe(
            dropSome<Frame>({ seed, rate, only }),
            duplicateSome({ seed, rate, after: [0, 5] }),
            reorderSome({ seed, rate, by: 5 }),
          ),
          rate / 10,
        );
        for (const status of under.statuses) statuses.add(status);
        for (const book of under.books) {
          compared++;
          expect(plainBook(book), nameOf(book)).to.deep.equal(truth.get(nameOf(book)));
        }
      }),
      { numRuns: 20 },
    );
    expect([...statuses].sort()).to.deep.equal(['gap', 'live', 'syncing']);
    expect(compared).to.be.above(0);
  });
});
