import { expect } from 'chai';
import fc from 'fast-check';
import { asyncScheduler, map, of, take, timer, type OperatorFunction } from 'rxjs';

import type { Fault, FaultOptions } from '../../src/testing/index.js';
import { inVirtualTime } from './operatorChecklist.js';

/** Makes a fault operator over numbers, with what else it needs beside the common options. */
export type FaultMaker = (options: FaultOptions<number, Fault<number>>) => OperatorFunction<number, number>;

/** The numbers from 0 on. */
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** What comes of the numbers from 0 on, one each ten milliseconds of virtual time: the outputs, with their times. */
export function timedOutputs<O>(
  operator: OperatorFunction<number, O>,
  count: number,
): readonly { readonly at: number; readonly value: O }[] {
  const outputs: { at: number; value: O }[] = [];
  let completed = false;
  inVirtualTime(({ flush }) => {
    timer(0, 10)
      .pipe(take(count), operator)
      .subscribe({
        next: (value) => outputs.push({ at: asyncScheduler.now(), value }),
        complete: () => (completed = true),
      });
    flush();
  });
  expect(completed).to.equal(true);
  return outputs;
}

/** The outputs without their times. */
export const outputsInTime = <O>(operator: OperatorFunction<number, O>, count: number): readonly O[] =>
  timedOutputs(operator, count).map(({ value }) => value);

/** What of `inputs` must come out, in any order, where these faults were told. */
export function accountOf<T>(inputs: readonly T[], faults: readonly Fault<T>[]): readonly T[] {
  const left = [...inputs];
  const takeOut = (value: T) => {
    const at = left.indexOf(value);
    if (at < 0) throw new Error(`told of ${String(value)}, which is not there`);
    left.splice(at, 1);
  };
  for (const fault of faults) {
    if (fault._tag === 'dropped' || fault._tag === 'lost') takeOut(fault.value);
    if (fault._tag === 'duplicated') left.push(fault.value);
    if (fault._tag === 'corrupted') {
      takeOut(fault.value);
      left.push(fault.corrupted);
    }
  }
  return left;
}

export const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

export const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** From 0 to 1, evenly: `fc.double` gives mostly tiny ones. */
export const rates = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

/** What every fault operator owes. `independent`: whether each value is hit whatever became of those before it. */
export function itKeepsTheFaultLaws(make: FaultMaker, { independent = true } = {}): void {
  const COUNT = 40;
  const run = (options: FaultOptions<number>) => {
    const faults: Fault<number>[] = [];
    const outputs = timedOutputs(make({ ...options, tell: (fault) => faults.push(fault) }), COUNT);
    return { outputs, faults };
  };

  it('does nothing at a rate of 0', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { outputs, faults } = run({ seed, rate: 0 });
        expect(outputs).to.deep.equal(upTo(COUNT).map((value) => ({ at: value * 10, value })));
        expect(faults).to.deep.equal([]);
      }),
    );
  });

  it('does the same for the same seed, at each subscription, told or not', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const first = run({ seed, rate });
        expect(run({ seed, rate })).to.deep.equal(first);
        expect(timedOutputs(make({ seed, rate }), COUNT)).to.deep.equal(first.outputs);
        const operator = make({ seed, rate });
        expect(timedOutputs(operator, COUNT)).to.deep.equal(first.outputs);
        expect(timedOutputs(operator, COUNT)).to.deep.equal(first.outputs);
      }),
      { numRuns: 30 },
    );
  });

  it('does something else for another seed', () => {
    const runs = [0, 1, 2, 3, 7, 1000, 2 ** 31, 2 ** 32 - 1].map((seed) =>
      JSON.stringify(run({ seed, rate: 0.5 })),
    );
    expect(new Set(runs).size).to.equal(runs.length);
  });

  it('tells just what it does: the faults make up the difference between what went in and what came out', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { outputs, faults } = run({ seed, rate });
        const expected = accountOf(upTo(COUNT), faults);
        expect(sorted(outputs.map(({ value }) => value))).to.deep.equal(sorted(expected));
        for (const { index, value } of faults) expect(index).to.equal(value);
      }),
    );
  });

  it('hits only values that may be hit', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { faults } = run({ seed, rate, only: (value) => value % 3 === 0 });
        const hit = faults.filter(({ _tag }) => _tag !== 'lost');
        expect(hit.filter(({ value }) => value % 3 !== 0)).to.deep.equal([]);
      }),
    );
  });

  if (independent) {
    it('does to a value the same, whichever others may be hit, and at a higher rate too', () => {
      fc.assert(
        fc.property(seeds, rates, rates, (seed, one, other) => {
          const [low, high] = one < other ? [one, other] : [other, one];
          const few = run({ seed, rate: low, only: (value) => value % 3 === 0 }).faults;
          const many = run({ seed, rate: high }).faults;
          expect(many).to.deep.include.members([...few]);
          const lows = new Set(run({ seed, rate: low }).faults.map(({ value }) => value));
          expect(sorted(few.map(({ value }) => value))).to.deep.equal(
            sorted([...lows].filter((value) => value % 3 === 0)),
          );
        }),
        { numRuns: 30 },
      );
    });

    it('hits as many as the rate says', () => {
      const faults: Fault<number>[] = [];
      of(...upTo(10_000))
        .pipe(make({ seed: 1, rate: 0.2, tell: (fault) => faults.push(fault) }))
        .subscribe()
        .unsubscribe();
      expect(faults.length).to.be.within(1_850, 2_150);
    });
  }

  it('fails with what its callbacks throw', () => {
    const broken = () => {
      throw new RangeError('broken');
    };
    for (const callbacks of [{ only: broken }, { tell: broken }]) {
      let failure: unknown;
      inVirtualTime(({ flush }) => {
        timer(0, 10)
          .pipe(
            take(20),
            map(() => 1),
            make({ seed: 1, rate: 1, ...callbacks }),
          )
          .subscribe({ error: (error: unknown) => (failure = error) });
        flush();
      });
      expect(failure).to.be.instanceOf(RangeError).with.property('message', 'broken');
    }
  });

  it('refuses at once a seed or a rate that is none', () => {
    for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 32]) {
      expect(() => make({ seed, rate: 0.5 })).to.throw(
        RangeError,
        `seed is no whole number from 0 to 2^32 - 1: ${seed}`,
      );
    }
    for (const rate of [-0.1, 1.1, NaN]) {
      expect(() => make({ seed: 1, rate })).to.throw(RangeError, `rate is not from 0 to 1: ${rate}`);
    }
  });
}
