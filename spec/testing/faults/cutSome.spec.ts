import { expect } from 'chai';
import fc from 'fast-check';
import { filter, from, of, pipe, retry, Subject, take } from 'rxjs';

import { connectionId } from '../../../src/domain/index.js';
import { cutSome, interruptionAfter, type Cut, type Fault } from '../../../src/testing/index.js';
import { itKeepsTheFaultLaws, rates, seeds, upTo } from '../../support/faultLaws.js';
import { diffOf } from '../../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../../support/operatorChecklist.js';

/** What a plan did, as its faults tell it. */
const cutsOf = (faults: readonly Fault<number>[]) =>
  faults.filter((fault): fault is Cut<number> => fault._tag === 'cut');

const isLost = (cuts: readonly Cut<number>[], index: number) =>
  cuts.some((cut) => cut.index < index && index <= cut.index + cut.lose);

const withoutMarks = () => filter((value: number | string) => typeof value === 'number');

describe('cutSome', () => {
  describe('with a mark', () => {
    it('marks each break behind its last value, and loses as many as told', () => {
      fc.assert(
        fc.property(seeds, rates, (seed, rate) => {
          const faults: Fault<number>[] = [];
          const outputs = outputsOf(
            cutSome<number, string>({
              seed,
              rate,
              lose: [1, 4],
              mark: (last) => `cut after ${last}`,
              tell: (fault) => faults.push(fault),
            }),
            upTo(40),
          );
          const cuts = cutsOf(faults);
          for (const { lose } of cuts) expect(lose).to.be.within(1, 4);
          const kept = upTo(40).filter((index) => !isLost(cuts, index));
          expect(outputs).to.deep.equal(
            kept.flatMap((value): readonly (number | string)[] =>
              cuts.some((cut) => cut.index === value) ? [value, `cut after ${value}`] : [value],
            ),
          );
          expect(faults.filter(({ _tag }) => _tag === 'lost').map(({ value }) => value)).to.deep.equal(
            upTo(40).filter((index) => isLost(cuts, index)),
          );
        }),
      );
    });

    it('cuts after every value at a rate of 1, and loses none unless told', () => {
      const outputs = outputsOf(cutSome<number, string>({ seed: 1, rate: 1, mark: String }), upTo(3));
      expect(outputs).to.deep.equal([0, '0', 1, '1', 2, '2']);
    });

    it('keeps the order where a mark brings the next value at once', () => {
      const source$ = new Subject<number>();
      const seen: (number | string)[] = [];
      source$.pipe(cutSome({ seed: 1, rate: 1, lose: [1, 1], mark: String })).subscribe((value) => {
        seen.push(value);
        if (value === '0') for (const next of [1, 2]) source$.next(next);
      });
      source$.next(0);
      expect(seen).to.deep.equal([0, '0', 2, '2']);
    });

    it('fails with what the mark throws', () => {
      const mark = (): string => {
        throw new RangeError('no mark');
      };
      let failure: unknown;
      of(1)
        .pipe(cutSome({ seed: 1, rate: 1, mark }))
        .subscribe({ error: (error: unknown) => (failure = error) });
      expect(failure).to.be.instanceOf(RangeError);
    });

    itKeepsTheFaultLaws(
      (options) => pipe(cutSome({ ...options, lose: [1, 4], mark: () => 'cut' }), withoutMarks()),
      { independent: false },
    );

    itKeepsTheChecklist(() => cutSome({ seed: 1, rate: 0.5, lose: [0, 2], mark: String }), upTo(8));
  });

  describe('without a mark', () => {
    it('fails behind the last value with a disconnected', () => {
      const seen: unknown[] = [];
      of('a', 'b', 'c')
        .pipe(cutSome({ seed: 1, rate: 1, only: (value) => value === 'b' }))
        .subscribe({ next: (value) => seen.push(value), error: (error: unknown) => seen.push(error) });
      expect(seen).to.deep.equal([
        'a',
        'b',
        { _tag: 'disconnected', reason: 'cut after the value with index 1' },
      ]);
    });

    it('does not cut where nobody wants more than the last value', () => {
      const faults: Fault<number>[] = [];
      const seen: unknown[] = [];
      of(1)
        .pipe(cutSome<number>({ seed: 1, rate: 1, tell: (fault) => faults.push(fault) }), take(1))
        .subscribe({ next: (value) => seen.push(value), error: (error: unknown) => seen.push(error) });
      expect(seen).to.deep.equal([1]);
      expect(faults).to.deep.equal([]);
    });

    it('goes on over a hot source that is subscribed again, as if it had marked the breaks', () => {
      fc.assert(
        fc.property(seeds, rates, (seed, rate) => {
          const source$ = new Subject<number>();
          const [marked, retried] = [true, false].map((marks) => {
            const faults: Fault<number>[] = [];
            const seen: number[] = [];
            const options = {
              seed,
              rate,
              lose: [0, 3] as const,
              tell: (fault: Fault<number>) => faults.push(fault),
            };
            const cut$ = marks
              ? source$.pipe(cutSome({ ...options, mark: () => 'cut' }), withoutMarks())
              : source$.pipe(cutSome(options), retry());
            cut$.subscribe((value) => seen.push(value));
            return { seen, faults };
          });
          for (const value of upTo(40)) source$.next(value);
          source$.complete();
          expect(retried).to.deep.equal(marked);
        }),
      );
    });

    it('comes to the end of a cold source that is subscribed again, for the next break is another one', () => {
      const faults: Fault<number>[] = [];
      const seen: number[] = [];
      let completed = false;
      from(upTo(6))
        .pipe(cutSome<number>({ seed: 5, rate: 0.2, tell: (fault) => faults.push(fault) }), retry(50))
        .subscribe({ next: (value) => seen.push(value), complete: () => (completed = true) });
      expect(completed).to.equal(true);
      expect(seen.slice(-6)).to.deep.equal(upTo(6));
      const cuts = cutsOf(faults);
      expect(cuts).not.to.be.empty;
      // Indexes count on over the subscriptions.
      let begin = 0;
      for (const { index, value } of cuts) {
        expect(value).to.equal(index - begin);
        begin = index + 1;
      }
      expect(seen.length).to.equal(begin + 6);
    });

    it('begins from the start where it is piped again, or subscribed to after a completion', () => {
      const run = (cut$: ReturnType<typeof piped>) => {
        const seen: unknown[] = [];
        cut$.subscribe({ next: (value) => seen.push(value), error: () => seen.push('#') });
        return seen;
      };
      const operator = cutSome<number>({ seed: 2, rate: 0.2 });
      const piped = () => of(...upTo(12)).pipe(operator);
      expect(run(piped())).to.include('#');
      expect(run(piped())).to.deep.equal(run(piped()));
      const again$ = piped().pipe(retry());
      expect(run(again$)).to.deep.equal(run(again$));
    });
  });

  it('marks by an interruption of the connection of a frame or message', () => {
    const message = diffOf(1, 2, { connection: 'c7', receivedAt: 12.5 });
    expect(interruptionAfter(message)).to.deep.equal({
      _tag: 'interrupted',
      connection: connectionId('c7'),
      cause: { _tag: 'disconnected', reason: 'cut on purpose' },
      receivedAt: 12.5,
    });
  });

  it('refuses a range that is none', () => {
    expect(() => cutSome({ seed: 1, rate: 1, lose: [3, 2] })).to.throw(
      RangeError,
      'lose is no range of whole numbers from 0 on: 3 to 2',
    );
  });
});
