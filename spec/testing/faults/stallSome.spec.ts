import { expect } from 'chai';
import fc from 'fast-check';
import { asyncScheduler, concat, NEVER, of, Subject } from 'rxjs';
import sinon from 'sinon';

import { stallSome, type Fault, type StallOptions } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, timedOutputs, upTo } from '../../support/faultLaws.js';
import { itKeepsTheChecklist, timelineOf } from '../../support/operatorChecklist.js';

const COUNT = 30;

/** What comes out when, and the silences, as told. */
function run(options: StallOptions<number>) {
  const faults: Fault<number>[] = [];
  const outputs = timedOutputs(stallSome<number>({ ...options, tell: (fault) => faults.push(fault) }), COUNT);
  const silences = faults.flatMap((fault) =>
    fault._tag === 'stalled' ? [{ from: fault.index * 10, to: fault.index * 10 + fault.stallMs }] : [],
  );
  const silenceAt = (at: number) => silences.find(({ from, to }) => from <= at && at < to);
  return { outputs, faults, silences, silenceAt };
}

describe('stallSome', () => {
  it('holds what comes in a silence until its end, and nothing else', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { outputs, silences, silenceAt } = run({ seed, rate, stallMs: [15, 55] });
        for (const { from, to } of silences) expect(to - from).to.be.within(15, 55);
        const expected = upTo(COUNT).map((value) => ({ at: silenceAt(value * 10)?.to ?? value * 10, value }));
        expect(outputs).to.deep.equal(expected);
      }),
    );
  });

  it('loses just this where it is told to lose, and the same silences at the same times', () => {
    fc.assert(
      fc.property(seeds, rates, (seed, rate) => {
        const { outputs, faults, silences, silenceAt } = run({ seed, rate, stallMs: [15, 55], lose: true });
        const [lost, kept] = [true, false].map((inSilence) =>
          upTo(COUNT).filter((value) => (silenceAt(value * 10) !== undefined) === inSilence),
        );
        expect(outputs).to.deep.equal(kept!.map((value) => ({ at: value * 10, value })));
        expect(faults.filter(({ _tag }) => _tag === 'lost')).to.deep.equal(
          lost!.map((value) => ({ _tag: 'lost', value, index: value })),
        );
        expect(run({ seed, rate, stallMs: [15, 55] }).silences).to.deep.equal(silences);
      }),
    );
  });

  it('goes from one silence to the next at a rate of 1', () => {
    const { silences } = run({ seed: 1, rate: 1, stallMs: [95, 95] });
    expect(silences.map(({ from }) => from)).to.deep.equal([0, 100, 200]);
  });

  it('passes an error at once and tells those as lost that it holds', () => {
    const faults: Fault<string>[] = [];
    const lines = timelineOf(({ cold }) =>
      cold('abc#').pipe(
        stallSome<string>({ seed: 1, rate: 1, stallMs: [9, 9], tell: (fault) => faults.push(fault) }),
      ),
    );
    expect(lines).to.deep.equal(['3 #']);
    expect(faults).to.deep.equal([
      { _tag: 'stalled', value: 'a', index: 0, stallMs: 9 },
      { _tag: 'lost', value: 'a', index: 0 },
      { _tag: 'lost', value: 'b', index: 1 },
      { _tag: 'lost', value: 'c', index: 2 },
    ]);
  });

  it('is not silent longer where the clock is set back', () => {
    const clock = sinon.useFakeTimers(1_000_000);
    try {
      for (const lose of [true, false]) {
        const source$ = new Subject<string>();
        const seen: string[] = [];
        const stalls = stallSome<string>({
          seed: 1,
          rate: 1,
          stallMs: [10, 10],
          lose,
          only: (v) => v === 'a',
        });
        source$.pipe(stalls).subscribe((value) => seen.push(value));
        source$.next('a');
        clock.setSystemTime(clock.now - 1000);
        clock.tick(5);
        source$.next('b');
        expect(seen).to.deep.equal(lose ? ['b'] : []);
        clock.tick(5);
        expect(seen).to.deep.equal(lose ? ['b'] : ['a', 'b']);
      }
    } finally {
      clock.restore();
    }
  });

  it('keeps one timer, and lets go of it when it is unsubscribed', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      const stalls = stallSome<number>({ seed: 1, rate: 1, stallMs: [1_000_000, 1_000_000] });
      concat(of(1, 2, 3), NEVER)
        .pipe(stalls)
        .subscribe()
        .unsubscribe();
      expect(schedule.returnValues.map(({ closed }) => closed)).to.deep.equal([true]);
    } finally {
      schedule.restore();
    }
  });

  it('refuses times that timers do not keep, and ranges that are none', () => {
    const stalls = (min: number, max: number) => () => stallSome({ seed: 1, rate: 1, stallMs: [min, max] });
    expect(stalls(0, 2 ** 31)).to.throw(RangeError, 'stallMs is longer than timers keep: 2147483648');
    expect(stalls(-1, 4)).to.throw(RangeError, 'stallMs is no range of whole numbers from 0 on: -1 to 4');
  });

  describe('that holds', () => {
    itKeepsTheFaultLaws((options) => stallSome({ ...options, stallMs: [15, 55] }), { independent: false });
  });

  describe('that loses', () => {
    itKeepsTheFaultLaws((options) => stallSome({ ...options, stallMs: [15, 55], lose: true }), {
      independent: false,
    });
  });

  itKeepsTheChecklist(() => stallSome({ seed: 1, rate: 1, stallMs: [0, 0] }), upTo(4));
});
