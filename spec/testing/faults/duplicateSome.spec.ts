import { expect } from 'chai';
import fc from 'fast-check';
import { concat, of, Subject, throwError } from 'rxjs';

import { duplicateSome, type Duplicated } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, upTo } from '../../support/faultLaws.js';
import { itKeepsTheChecklist, outputsOf } from '../../support/operatorChecklist.js';

const ranges = fc.tuple(fc.nat(4), fc.nat(4)).map(([min, more]) => [min, min + more] as const);

describe('duplicateSome', () => {
  it('brings everything twice at a rate of 1, at once unless told otherwise', () => {
    expect(outputsOf(duplicateSome({ seed: 1, rate: 1 }), upTo(3))).to.deep.equal([0, 0, 1, 1, 2, 2]);
  });

  it('brings each second one after as many later values as told, in order of the first', () => {
    fc.assert(
      fc.property(seeds, rates, ranges, (seed, rate, after) => {
        const faults: Duplicated<number>[] = [];
        const tell = (fault: Duplicated<number>) => faults.push(fault);
        const outputs = outputsOf(duplicateSome<number>({ seed, rate, after, tell }), upTo(30));
        for (const fault of faults) {
          expect(fault._tag).to.equal('duplicated');
          expect(fault.after).to.be.within(after[0], after[1]);
        }
        const expected = upTo(30).flatMap((last) => {
          const due = faults
            .filter((fault) => Math.min(29, fault.index + fault.after) === last)
            .toSorted((a, b) => Number(a.after > 0) - Number(b.after > 0) || a.index - b.index);
          return last === 29 ? [last, ...afterTheLast(due)] : [last, ...due.map(({ value }) => value)];
        });
        expect(outputs).to.deep.equal(expected);
      }),
    );
    /** Behind the last value come those due just then; at the completion, those that would have been due later. */
    function afterTheLast(due: readonly Duplicated<number>[]): readonly number[] {
      const isLater = ({ index, after }: Duplicated<number>) => Number(index + after > 29);
      return due.toSorted((a, b) => isLater(a) - isLater(b)).map(({ value }) => value);
    }
  });

  it('never brings those that an error overtakes, and does not tell of them', () => {
    const faults: Duplicated<string>[] = [];
    const seen: string[] = [];
    concat(
      of('a', 'b', 'c'),
      throwError(() => 'broken'),
    )
      .pipe(duplicateSome({ seed: 1, rate: 1, after: [2, 2], tell: (fault) => faults.push(fault) }))
      .subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(`# ${error}`) });
    expect(seen).to.deep.equal(['a', 'b', 'c', 'a', '# broken']);
    expect(faults).to.deep.equal([{ _tag: 'duplicated', value: 'a', index: 0, after: 2 }]);
  });

  it('keeps the order where a value brings the next one at once', () => {
    const source$ = new Subject<number>();
    const seen: number[] = [];
    source$.pipe(duplicateSome({ seed: 1, rate: 1, only: (value) => value === 0 })).subscribe((value) => {
      seen.push(value);
      if (seen.length === 1) source$.next(1);
    });
    source$.next(0);
    expect(seen).to.deep.equal([0, 0, 1]);
  });

  it('refuses a range that is none', () => {
    for (const after of [
      [2, 1],
      [-1, 1],
      [0, 0.5],
      [NaN, 1],
      [0, Infinity],
    ] as const) {
      expect(() => duplicateSome({ seed: 1, rate: 1, after })).to.throw(
        RangeError,
        `after is no range of whole numbers from 0 on: ${after[0]} to ${after[1]}`,
      );
    }
  });

  itKeepsTheFaultLaws((options) => duplicateSome({ ...options, after: [0, 3] }));

  itKeepsTheChecklist(() => duplicateSome({ seed: 5, rate: 0.4, after: [0, 3] }), upTo(8));
});
