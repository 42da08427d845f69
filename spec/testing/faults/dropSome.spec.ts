import { expect } from 'chai';
import fc from 'fast-check';

import { dropSome, type Fault } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, upTo } from '../../support/faultLaws.js';
import { itKeepsTheChecklist, outputsOf } from '../../support/operatorChecklist.js';

describe('dropSome', () => {
  it('leaves nothing at a rate of 1', () => {
    expect(outputsOf(dropSome({ seed: 1, rate: 1 }), upTo(20))).to.deep.equal([]);
  });

  it('leaves the others in order, and tells whom it dropped', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const faults: Fault<number>[] = [];
        const left = outputsOf(dropSome<number>({ seed, rate, tell: (f) => faults.push(f) }), upTo(40));
        const dropped = upTo(40).filter((value) => !left.includes(value));
        expect(faults).to.deep.equal(dropped.map((value) => ({ _tag: 'dropped', value, index: value })));
        expect(left).to.deep.equal(upTo(40).filter((value) => !dropped.includes(value)));
      }),
    );
  });

  itKeepsTheFaultLaws((options) => dropSome(options));

  itKeepsTheChecklist(() => dropSome({ seed: 5, rate: 0.4 }), upTo(8));
});
