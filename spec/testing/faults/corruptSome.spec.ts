import { expect } from 'chai';
import fc from 'fast-check';
import { of } from 'rxjs';

import { corruptSome, type Corrupted } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, upTo } from '../../support/faultLaws.js';
import { itKeepsTheChecklist, outputsOf } from '../../support/operatorChecklist.js';

const negated = (value: number) => -value - 1;

describe('corruptSome', () => {
  it('spoils everything at a rate of 1', () => {
    expect(outputsOf(corruptSome({ seed: 1, rate: 1, corrupt: negated }), upTo(3))).to.deep.equal([
      -1, -2, -3,
    ]);
  });

  it('puts each spoilt value where the other was, and tells both', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const faults: Corrupted<number>[] = [];
        const tell = (fault: Corrupted<number>) => faults.push(fault);
        const outputs = outputsOf(corruptSome({ seed, rate, corrupt: negated, tell }), upTo(40));
        const hit = new Set(faults.map(({ value }) => value));
        expect(outputs).to.deep.equal(upTo(40).map((value) => (hit.has(value) ? negated(value) : value)));
        for (const { value, corrupted } of faults) expect(corrupted).to.equal(negated(value));
      }),
    );
  });

  it('gives each value random numbers of its own, however many are drawn', () => {
    const draws = (count: number) =>
      outputsOf(
        corruptSome<number>({
          seed: 7,
          rate: 1,
          corrupt: (_, random) => Array.from({ length: count }, random)[0]!,
        }),
        upTo(20),
      );
    expect(draws(9)).to.deep.equal(draws(1));
    expect(new Set(draws(1)).size).to.equal(20);
    for (const number of draws(1)) expect(number).to.be.within(0, 1);
  });

  it('fails with what its callback throws', () => {
    const corrupt = (): number => {
      throw new RangeError('broken');
    };
    let failure: unknown;
    of(1)
      .pipe(corruptSome({ seed: 1, rate: 1, corrupt }))
      .subscribe({ error: (error: unknown) => (failure = error) });
    expect(failure).to.be.instanceOf(RangeError);
  });

  itKeepsTheFaultLaws((options) => corruptSome({ ...options, corrupt: negated }));

  itKeepsTheChecklist(() => corruptSome({ seed: 1, rate: 0.5, corrupt: negated }), upTo(8));
});
