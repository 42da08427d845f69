import { expect } from 'chai';
import fc from 'fast-check';
import { EMPTY, finalize, NEVER, Observable, of, range, startWith, Subject, take, throwError } from 'rxjs';

import { conflate, type Conflated } from '../../src/backpressure/index.js';
import { itKeepsTheChecklist } from '../support/operatorChecklist.js';
import { arrivals, runSlowly, type Arrival } from '../support/slowConsumer.js';

const show = <T>({ value, passedOver }: Conflated<T>): string => `${String(value)}/${passedOver}`;

describe('conflate', () => {
  itKeepsTheChecklist(() => conflate((newest: Conflated<string>) => of(newest)), ['a', 'b', 'c']);

  it('accounts for every value exactly once, in order, and never loses the newest of a key', () => {
    fc.assert(
      fc.property(arrivals, fc.boolean(), (values, byKey) => {
        const keyOf = ({ key }: Arrival) => (byKey ? key : 0);
        const { consumptions, cameAt, end, endedAt } = runSlowly<Conflated<Arrival>>(values, (consume) =>
          conflate(consume, byKey ? { by: keyOf } : {}),
        );
        expect(end).to.equal('complete');
        for (const key of new Set(values.map(keyOf))) {
          const came = values.filter((value) => keyOf(value) === key);
          const accounted = consumptions
            .filter(({ delivered }) => keyOf(delivered.value) === key)
            .flatMap(({ delivered: { value, passedOver } }) => [
              ...new Array<undefined>(passedOver).fill(undefined),
              value,
            ]);
          // Of those passed over only the number is told; each of the others has its own place.
          expect(accounted.map((value, place) => value ?? came[place])).to.deep.equal(came);
          expect(accounted.at(-1)).to.equal(came.at(-1));
        }
        consumptions.forEach(({ delivered, startedAt, endedAt: doneAt }, at) => {
          const { value } = delivered;
          const newer = values.filter((other) => other.id > value.id && keyOf(other) === keyOf(value));
          expect(newer.every((other) => cameAt[other.id]! >= startedAt)).to.equal(true);
          // One at a time, and none waits while nothing is consumed.
          const freeAt = consumptions[at - 1]?.endedAt ?? 0;
          expect(startedAt).to.be.at.least(freeAt);
          const waitedFrom = cameAt[value.id]!;
          if (delivered.passedOver === 0) expect(startedAt).to.equal(Math.max(freeAt, waitedFrom));
          expect(doneAt - startedAt).to.equal(value.takesMs);
        });
        const lastDone = consumptions.at(-1)?.endedAt ?? 0;
        expect(endedAt).to.equal(Math.max(lastDone, cameAt.at(-1) ?? 0));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a consumer a hundred times too slow at most one consumption behind, and tells what it missed', () => {
    const values = Array.from({ length: 10_000 }, (_, id): Arrival => ({
      id,
      key: 0,
      gapMs: 1,
      takesMs: 100,
    }));
    const { consumptions, cameAt, endedAt } = runSlowly<Conflated<Arrival>>(values, (consume) =>
      conflate(consume),
    );
    const ages = consumptions.map(({ delivered, startedAt }) => startedAt - cameAt[delivered.value.id]!);
    expect(Math.max(...ages)).to.be.at.most(1);
    expect(endedAt).to.be.at.most(cameAt.at(-1)! + 200);
    const missed = consumptions.reduce((total, { delivered }) => total + delivered.passedOver, 0);
    expect(consumptions.length + missed).to.equal(10_000);
  });

  it('serves keys in the order in which they first waited, however often one comes', () => {
    const source$ = new Subject<string>();
    const free$ = new Subject<void>();
    const seen: string[] = [];
    source$
      .pipe(
        conflate(
          (newest) => {
            seen.push(show(newest));
            return new Observable<never>((subscriber) => free$.subscribe(() => subscriber.complete()));
          },
          { by: (value) => value[0] },
        ),
      )
      .subscribe();
    for (const value of ['a1', 'b1', 'c1', 'b2', 'a2', 'b3']) source$.next(value);
    free$.next();
    for (const value of ['b4', 'c2', 'b5']) source$.next(value);
    for (let times = 0; times < 4; times++) free$.next();
    expect(seen).to.deep.equal(['a1/0', 'b3/2', 'c2/1', 'a2/0', 'b5/1']);
  });

  it('compares keys as a Map does, and takes undefined for a value', () => {
    const source$ = new Subject<number | undefined>();
    const free$ = new Subject<void>();
    const seen: string[] = [];
    const consume = (newest: Conflated<number | undefined>) => {
      seen.push(show(newest));
      return seen.length === 1 ? new Observable<never>((s) => free$.subscribe(() => s.complete())) : EMPTY;
    };
    source$.pipe(conflate(consume, { by: (value) => value })).subscribe();
    for (const value of [undefined, NaN, undefined, NaN, 0, -0]) source$.next(value);
    free$.next();
    expect(seen).to.deep.equal(['undefined/0', 'NaN/1', 'undefined/0', '0/1']);
  });

  it('lets what comes from within a consumption wait for its end', () => {
    const source$ = new Subject<number>();
    const seen: string[] = [];
    source$
      .pipe(
        conflate((newest: Conflated<number>) => {
          seen.push(`start ${show(newest)}`);
          if (newest.value < 3) {
            source$.next(newest.value + 1);
            source$.next(newest.value + 2);
          }
          return of(`result ${newest.value}`);
        }),
      )
      .subscribe((result) => {
        seen.push(result);
        if (result === 'result 3') source$.next(10);
      });
    source$.next(1);
    expect(seen).to.deep.equal(['start 1/0', 'result 1', 'start 3/1', 'result 3', 'start 10/0', 'result 10']);
  });

  it('starts the next consumption when the one before has been let go of', () => {
    const source$ = new Subject<string>();
    const seen: string[] = [];
    const free$ = new Subject<void>();
    const consume = ({ value }: Conflated<string>) => {
      seen.push(`start ${value}`);
      return new Observable<never>((subscriber) => free$.subscribe(() => subscriber.complete())).pipe(
        finalize(() => seen.push(`free ${value}`)),
      );
    };
    source$.pipe(conflate(consume)).subscribe({ complete: () => seen.push('complete') });
    source$.next('a');
    source$.next('b');
    source$.complete();
    free$.next();
    free$.next();
    expect(seen).to.deep.equal(['start a', 'free a', 'start b', 'free b', 'complete']);
  });

  it('serves any number of waiting keys to a consumer that completes at once, without recursion', () => {
    const free$ = new Subject<void>();
    const source$ = new Subject<number>();
    let served = 0;
    source$
      .pipe(
        conflate(
          ({ value }) => {
            served++;
            return value === 0 ? new Observable<never>((s) => free$.subscribe(() => s.complete())) : EMPTY;
          },
          { by: (value) => value },
        ),
      )
      .subscribe();
    range(0, 100_000).subscribe((value) => source$.next(value));
    expect(served).to.equal(1);
    free$.next();
    expect(served).to.equal(100_000);
  });

  it('fails at once with a consumption, and where consume or by throws, and lets the source go', () => {
    const thrown = (): never => {
      throw new Error('broken');
    };
    const operators = [
      conflate(() => throwError(() => new Error('broken'))),
      conflate(thrown),
      conflate(() => EMPTY, { by: thrown }),
    ];
    for (const operator of operators) {
      const source$ = new Subject<number>();
      const seen: string[] = [];
      source$.pipe(operator).subscribe({ error: (error: unknown) => seen.push(String(error)) });
      source$.next(1);
      expect(seen).to.deep.equal(['Error: broken']);
      expect(source$.observed).to.equal(false);
    }
  });

  it('consumes nothing more of what waits when nobody listens any more, also from within a result', () => {
    const source$ = new Subject<string>();
    const consumed: string[] = [];
    const consume = (newest: Conflated<string>) => {
      consumed.push(show(newest));
      source$.next('b');
      return of(newest.value);
    };
    source$.pipe(conflate(consume), take(1)).subscribe();
    source$.next('a');
    const subscription = source$
      .pipe(conflate((newest) => NEVER.pipe(startWith(consumed.push(show(newest))))))
      .subscribe();
    source$.next('c');
    source$.next('d');
    subscription.unsubscribe();
    expect(consumed).to.deep.equal(['a/0', 'c/0']);
  });

  it('ends the consumption under way when the source fails or nobody listens any more', () => {
    for (const end of ['error', 'unsubscribe']) {
      const source$ = new Subject<string>();
      const seen: string[] = [];
      const subscription = source$
        .pipe(conflate(({ value }) => NEVER.pipe(finalize(() => seen.push(`free ${value}`)))))
        .subscribe({ error: (error: unknown) => seen.push(String(error)) });
      source$.next('a');
      source$.next('b');
      if (end === 'error') source$.error('down');
      else subscription.unsubscribe();
      expect([...seen].sort()).to.deep.equal(end === 'error' ? ['down', 'free a'] : ['free a']);
      expect(source$.observed).to.equal(false);
    }
  });
});
