import { expect } from 'chai';
import fc from 'fast-check';
import { concat, of, Subject, throwError } from 'rxjs';

import { reorderSome, type Fault } from '../../../src/testing/index.js';
import { accountOf, itKeepsTheFaultLaws, rates, seeds, sorted, upTo } from '../../support/faultLaws.js';
import { itKeepsTheChecklist, outputsOf } from '../../support/operatorChecklist.js';

describe('reorderSome', () => {
  it('puts each behind the value that it was told to let by, the one held longest first', () => {
    fc.assert(
      fc.property(seeds, rates, fc.integer({ min: 1, max: 6 }), (seed, rate, by) => {
        const heldBy = new Map<number, number>();
        const tell = (fault: Fault<number>) => {
          if (fault._tag === 'reordered') heldBy.set(fault.index, fault.by);
        };
        const outputs = outputsOf(reorderSome<number>({ seed, rate, by, tell }), upTo(40));
        for (const held of heldBy.values()) expect(held).to.be.within(1, by);
        const due = (value: number) => Math.min(40, value + (heldBy.get(value) ?? 0));
        const held = (value: number) => Number(heldBy.has(value));
        const expected = upTo(40).toSorted((a, b) => due(a) - due(b) || held(a) - held(b) || a - b);
        expect(outputs).to.deep.equal(expected);
      }),
    );
  });

  it('lets a value be overtaken by no more than `by` others', () => {
    fc.assert(
      fc.property(seeds, rates, fc.integer({ min: 1, max: 6 }), (seed, rate, by) => {
        const outputs = outputsOf(reorderSome<number>({ seed, rate, by }), upTo(40));
        for (const [place, value] of outputs.entries()) {
          const overtaking = outputs.slice(0, place).filter((other) => other > value);
          expect(overtaking.length, `${value}`).to.be.at.most(by);
        }
      }),
    );
  });

  it('changes the order at every rate between', () => {
    const outputs = outputsOf(reorderSome<number>({ seed: 3, rate: 0.4, by: 3 }), upTo(8));
    expect(outputs).to.deep.equal([0, 1, 4, 2, 6, 3, 5, 7]);
  });

  it('tells those as lost that it holds when the source fails', () => {
    const faults: Fault<string>[] = [];
    const seen: string[] = [];
    concat(
      of('a', 'b', 'c'),
      throwError(() => 'broken'),
    )
      .pipe(
        reorderSome<string>({
          seed: 1,
          rate: 1,
          by: 1,
          only: (value) => value !== 'b',
          tell: (fault) => faults.push(fault),
        }),
      )
      .subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(`# ${error}`) });
    expect(seen).to.deep.equal(['b', 'a', '# broken']);
    expect(faults).to.deep.equal([
      { _tag: 'reordered', value: 'a', index: 0, by: 1 },
      { _tag: 'reordered', value: 'c', index: 2, by: 1 },
      { _tag: 'lost', value: 'c', index: 2 },
    ]);
  });

  it('accounts for all of them where the source fails', () => {
    fc.assert(
      fc.property(seeds, rates, fc.integer({ min: 1, max: 6 }), (seed, rate, by) => {
        const faults: Fault<number>[] = [];
        const seen: number[] = [];
        concat(
          of(...upTo(10)),
          throwError(() => 'broken'),
        )
          .pipe(reorderSome<number>({ seed, rate, by, tell: (fault) => faults.push(fault) }))
          .subscribe({ next: (value) => seen.push(value), error: () => undefined });
        expect(sorted(seen)).to.deep.equal(sorted(accountOf(upTo(10), faults)));
      }),
    );
  });

  it('keeps the order where a value brings the next one at once', () => {
    const source$ = new Subject<number>();
    const seen: number[] = [];
    source$
      .pipe(reorderSome({ seed: 1, rate: 1, by: 1, only: (value) => value === 0 }))
      .subscribe((value) => {
        seen.push(value);
        if (value === 1) source$.next(2);
      });
    source$.next(0);
    source$.next(1);
    expect(seen).to.deep.equal([1, 0, 2]);
  });

  it('refuses a count that is none', () => {
    for (const by of [0, -1, 1.5, NaN, Infinity]) {
      expect(() => reorderSome({ seed: 1, rate: 1, by })).to.throw(
        RangeError,
        `by is no whole number from 1 on: ${by}`,
      );
    }
  });

  itKeepsTheFaultLaws((options) => reorderSome({ ...options, by: 3 }));

  itKeepsTheChecklist(() => reorderSome({ seed: 3, rate: 0.4, by: 3 }), upTo(8));
});
