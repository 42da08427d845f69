import { expect } from 'chai';
import fc from 'fast-check';
import { asyncScheduler, concat, NEVER, of, Subject } from 'rxjs';
import sinon from 'sinon';

import { delaySome, type DelayOptions, type Fault } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, timedOutputs, upTo } from '../../support/faultLaws.js';
import { inVirtualTime, itKeepsTheChecklist, timelineOf } from '../../support/operatorChecklist.js';

const COUNT = 30;

/** What comes out when, and how late each was told to be. */
function run(options: DelayOptions<number>) {
  const lateBy = new Map<number, number>();
  const tell = (fault: Fault<number>) => {
    if (fault._tag === 'delayed') lateBy.set(fault.index, fault.delayMs);
  };
  const outputs = timedOutputs(delaySome<number>({ ...options, tell }), COUNT);
  return { outputs, dueAt: (value: number) => value * 10 + (lateBy.get(value) ?? 0), lateBy };
}

describe('delaySome', () => {
  it('keeps the order, and each waits for its own delay and for those before it, no longer', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { outputs, dueAt, lateBy } = run({ seed, rate, delayMs: [5, 35] });
        for (const delayMs of lateBy.values()) expect(delayMs).to.be.within(5, 35);
        const expected = upTo(COUNT).map((value) => ({
          at: Math.max(...upTo(value + 1).map(dueAt)),
          value,
        }));
        expect(outputs).to.deep.equal(expected);
      }),
    );
  });

  it('lets others overtake where order is not kept, each after its own delay', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { outputs, dueAt } = run({ seed, rate, delayMs: [0, 35], keepOrder: false });
        expect(outputs.toSorted((a, b) => a.value - b.value)).to.deep.equal(
          upTo(COUNT).map((value) => ({ at: dueAt(value), value })),
        );
        expect(outputs).to.deep.equal(outputs.toSorted((a, b) => a.at - b.at));
      }),
    );
  });

  it('passes an error at once and tells those as lost that it holds, in the order that they came in', () => {
    for (const keepOrder of [true, false]) {
      const faults: Fault<string>[] = [];
      const lines = timelineOf(({ cold }) =>
        cold('abc--#').pipe(
          delaySome<string>({
            seed: 1,
            rate: 1,
            delayMs: [4, 4],
            only: (value) => value !== 'c',
            keepOrder,
            tell: (fault) => faults.push(fault),
          }),
        ),
      );
      expect(lines).to.deep.equal(keepOrder ? ['4 a', '5 #'] : ['2 c', '4 a', '5 #']);
      const lost = keepOrder ? ['lost b 1', 'lost c 2'] : ['lost b 1'];
      expect(faults.map(({ _tag, value, index }) => `${_tag} ${value} ${index}`)).to.deep.equal([
        'delayed a 0',
        'delayed b 1',
        ...lost,
      ]);
    }
  });

  it('keeps the order where a value brings the next one at once', () => {
    inVirtualTime(({ flush }) => {
      const source$ = new Subject<number>();
      const seen: string[] = [];
      source$
        .pipe(delaySome({ seed: 1, rate: 1, delayMs: [5, 5], only: (n) => n < 3 }))
        .subscribe((value) => {
          seen.push(`${asyncScheduler.now()} ${value}`);
          if (value === 0) source$.next(2);
          if (value === 0) source$.next(3);
        });
      source$.next(0);
      source$.next(1);
      flush();
      expect(seen).to.deep.equal(['5 0', '5 1', '10 2', '10 3']);
    });
  });

  it('does not wait longer where the clock is set back', () => {
    const clock = sinon.useFakeTimers(1_000_000);
    try {
      const source$ = new Subject<string>();
      const seen: string[] = [];
      source$.pipe(delaySome({ seed: 1, rate: 1, delayMs: [10, 10] })).subscribe((value) => seen.push(value));
      source$.next('a');
      clock.tick(5);
      source$.next('b');
      clock.setSystemTime(0);
      clock.tick(5);
      expect(seen).to.deep.equal(['a']);
      clock.tick(10);
      expect(seen).to.deep.equal(['a', 'b']);
    } finally {
      clock.restore();
    }
  });

  it('lets go of its timers when it is unsubscribed', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      for (const keepOrder of [true, false]) {
        const delays = delaySome<number>({ seed: 1, rate: 1, delayMs: [1_000_000, 1_000_000], keepOrder });
        concat(of(1, 2), NEVER).pipe(delays).subscribe().unsubscribe();
      }
      expect(schedule.returnValues.map(({ closed }) => closed)).to.deep.equal([true, true, true]);
    } finally {
      schedule.restore();
    }
  });

  it('refuses times that timers do not keep, and ranges that are none', () => {
    const delays = (min: number, max: number) => () => delaySome({ seed: 1, rate: 1, delayMs: [min, max] });
    expect(delays(0, 2 ** 31)).to.throw(RangeError, 'delayMs is longer than timers keep: 2147483648');
    expect(delays(0, 2 ** 31 - 1)).not.to.throw();
    expect(delays(5, 4)).to.throw(RangeError, 'delayMs is no range of whole numbers from 0 on: 5 to 4');
  });

  itKeepsTheFaultLaws((options) => delaySome({ ...options, delayMs: [5, 35] }));
  itKeepsTheFaultLaws((options) => delaySome({ ...options, delayMs: [5, 35], keepOrder: false }));

  itKeepsTheChecklist(() => delaySome({ seed: 1, rate: 1, delayMs: [0, 0] }), upTo(4));
});
