import { expect } from 'chai';
import fc from 'fast-check';
import { concatMap, EMPTY, Observable, of, range, Subject, throwError } from 'rxjs';

import {
  boundedBuffer,
  BufferOverflowError,
  type BoundedBufferOptions,
  type Buffered,
} from '../../src/backpressure/index.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';
import { arrivals, runSlowly, type Arrival } from '../support/slowConsumer.js';

const run = (values: readonly Arrival[], options: BoundedBufferOptions) =>
  runSlowly<Buffered<Arrival>>(values, (consume) => boundedBuffer(consume, options));

const limits = fc.integer({ min: 1, max: 6 });

describe('boundedBuffer', () => {
  for (const overflow of ['dropOldest', 'dropNewest', 'fail'] as const) {
    describe(overflow, () =>
      itKeepsTheChecklist(
        () => boundedBuffer((next: Buffered<string>) => of(next), { limit: 1, overflow }),
        ['a', 'b', 'c'],
      ),
    );
  }

  it('with dropOldest accounts for every value in its place, keeps the order, and never loses the newest', () => {
    fc.assert(
      fc.property(arrivals, limits, (values, limit) => {
        const { consumptions, end } = run(values, { limit, overflow: 'dropOldest' });
        expect(end).to.equal('complete');
        const accounted = consumptions.flatMap(({ delivered: { value, dropped } }) => [
          ...new Array<undefined>(dropped).fill(undefined),
          value,
        ]);
        expect(accounted.map((value, place) => value ?? values[place])).to.deep.equal(values);
        expect(accounted.at(-1)).to.equal(values.at(-1));
      }),
      { numRuns: 300 },
    );
  });

  it('with dropNewest accounts for every value and keeps the order', () => {
    fc.assert(
      fc.property(arrivals, limits, (values, limit) => {
        const { consumptions, cameAt, end } = run(values, { limit, overflow: 'dropNewest' });
        expect(end).to.equal('complete');
        const delivered = consumptions.map((consumption) => consumption.delivered);
        const ids = delivered.map(({ value }) => value.id);
        expect(ids).to.deep.equal(values.map(({ id }) => id).filter((id) => ids.includes(id)));
        const dropped = delivered.reduce((total, next) => total + next.dropped, 0);
        expect(delivered.length + dropped).to.equal(values.length);
        // Each that was dropped came when as many waited as may.
        for (const { id } of values.filter((value) => !ids.includes(value.id))) {
          const waiting = consumptions.filter(
            ({ delivered: { value }, startedAt }) => value.id < id && startedAt >= cameAt[id]!,
          );
          expect(waiting.length).to.be.at.least(limit);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lets no more wait than the limit, and drops or fails only where more would', () => {
    fc.assert(
      fc.property(arrivals, limits, (values, limit) => {
        const free = run(values, { limit: 1_000, overflow: 'fail' });
        expect(free.end).to.equal('complete');
        expect(free.consumptions.map(({ delivered }) => delivered)).to.deep.equal(
          values.map((value) => ({ value, dropped: 0 })),
        );
        // Without a limit, a value waits from when it comes until its consumption starts.
        const most = Math.max(
          0,
          ...values.map(
            (_, at) =>
              free.consumptions.filter(
                ({ startedAt, delivered: { value } }) => value.id <= at && startedAt > free.cameAt[at]!,
              ).length,
          ),
        );
        const failing = run(values, { limit, overflow: 'fail' });
        if (most > limit) {
          expect(failing.end).to.equal(
            `BufferOverflowError: the consumer is too slow: more than ${limit} values would have to wait`,
          );
        }
        for (const { delivered } of failing.consumptions) expect(delivered.dropped).to.equal(0);
        for (const overflow of ['dropOldest', 'dropNewest'] as const) {
          const dropping = run(values, { limit, overflow });
          const dropped = dropping.consumptions.some(({ delivered }) => delivered.dropped > 0);
          expect(dropped).to.equal(failing.end !== 'complete');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with a limit that is never reached is concatMap', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { maxLength: 3 })), (lists) => {
        const options = { limit: 1_000, overflow: 'fail' } as const;
        const results = [
          boundedBuffer(({ value }: Buffered<readonly number[]>) => value, options),
          concatMap((list: readonly number[]) => list),
        ].map((operator) => {
          const seen: number[] = [];
          of(...lists)
            .pipe(operator)
            .subscribe((value) => seen.push(value));
          return seen;
        });
        expect(results[0]).to.deep.equal(results[1]);
      }),
    );
  });

  it('ends with a tagged error that names the limit', () => {
    const source$ = new Subject<string>();
    const errors: unknown[] = [];
    source$
      .pipe(boundedBuffer(() => new Observable<never>(), { limit: 2, overflow: 'fail' }))
      .subscribe({ error: (error: unknown) => errors.push(error) });
    for (const value of ['a', 'b', 'c']) source$.next(value);
    expect(errors).to.deep.equal([]);
    source$.next('d');
    expect(errors).to.have.length(1);
    expect(errors[0])
      .to.be.instanceOf(BufferOverflowError)
      .that.includes({ _tag: 'bufferOverflow', limit: 2 });
    expect(source$.observed).to.equal(false);
  });

  it('takes a million values through a limit of a hundred thousand, in constant time each', () => {
    const source$ = new Subject<number>();
    const free$ = new Subject<void>();
    let sum = 0;
    let missing = 0;
    let first: Buffered<number> | undefined;
    source$
      .pipe(
        boundedBuffer(
          (next) => {
            sum++;
            missing += next.dropped;
            if (sum === 2) first = next;
            return sum === 1 ? new Observable<never>((s) => free$.subscribe(() => s.complete())) : EMPTY;
          },
          { limit: 100_000, overflow: 'dropOldest' },
        ),
      )
      .subscribe();
    range(0, 1_000_000).subscribe((value) => source$.next(value));
    free$.next();
    expect(first).to.deep.equal({ value: 900_000, dropped: 899_999 });
    expect([sum, missing]).to.deep.equal([100_001, 899_999]);
  });

  it('fails at once with a consumption, and where consume throws', () => {
    const thrown = (): never => {
      throw new Error('broken');
    };
    for (const consume of [thrown, () => throwError(() => new Error('broken'))]) {
      const seen: string[] = [];
      of(1, 2)
        .pipe(boundedBuffer(consume, { limit: 1, overflow: 'dropOldest' }))
        .subscribe({ error: (error: unknown) => seen.push(String(error)) });
      expect(seen).to.deep.equal(['Error: broken']);
    }
  });

  for (const limit of [0, -1, 1.5, NaN, Infinity]) {
    it(`refuses a limit of ${limit}`, () => {
      expect(() => boundedBuffer(() => EMPTY, { limit, overflow: 'fail' })).to.throw(
        RangeError,
        `limit is no whole number above zero: ${limit}`,
      );
    });
  }

  it('refuses an overflow that it does not know', () => {
    expect(() => boundedBuffer(() => EMPTY, { limit: 1, overflow: 'drop' as 'fail' })).to.throw(
      RangeError,
      'overflow is none of dropOldest, dropNewest, fail: drop',
    );
  });
});
