import { expect } from 'chai';
import { concatMap, from, Observable, of, Subject, take } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import fc from 'fast-check';

import { mapEach } from '../../src/sequence/mapEach.js';

/** `a` becomes `aa`, letter by letter, in one frame. */
const twice = mapEach((letter: string) => [letter, letter]);

function marbles(test: (run: Parameters<Parameters<TestScheduler['run']>[0]>[0]) => void): void {
  new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected);
  }).run(test);
}

describe('mapEach', () => {
  it('emits each value of each list at once, in order', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-----b---|');
      const expected = '    -(aa)--(bb)|';
      expectObservable(source.pipe(twice)).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe('^----------!');
    });
  });

  it('emits nothing for empty lists', () => {
    marbles(({ hot, expectObservable }) => {
      const odd = mapEach((letter: string) => (letter === 'b' ? [] : [letter]));
      expectObservable(hot('-a-b-c-|').pipe(odd)).toBe('-a---c-|');
    });
  });

  it('never emits where the source never does', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-');
      expectObservable(source.pipe(twice)).toBe('-');
      expectSubscriptions(source.subscriptions).toBe('^');
    });
  });

  it('completes with an empty source', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('|');
      expectObservable(source.pipe(twice)).toBe('|');
      expectSubscriptions(source.subscriptions).toBe('(^!)');
    });
  });

  it('fails with the source, after what came before', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a---#', undefined, 'broken');
      expectObservable(source.pipe(twice)).toBe('--(aa)#', undefined, 'broken');
      expectSubscriptions(source.subscriptions).toBe('^-----!');
    });
  });

  it('fails where project throws, and lets the source go', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-c-|');
      const failing = mapEach((letter: string) => {
        if (letter === 'b') throw 'no b'; // oxlint-disable-line typescript/only-throw-error
        return [letter];
      });
      expectObservable(source.pipe(failing)).toBe('-a-#', undefined, 'no b');
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('frees the source when unsubscribed between values', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a---b---|');
      expectObservable(source.pipe(twice), '^--!').toBe('-(aa)');
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('stops in the middle of a list when unsubscribed there', () => {
    const emitted: number[] = [];
    const source$ = new Subject<readonly number[]>();
    const subscription = source$.pipe(mapEach((list) => list)).subscribe((value) => {
      emitted.push(value);
      if (value === 2) subscription.unsubscribe();
    });
    source$.next([1, 2, 3, 4]);
    source$.next([5]);
    expect(emitted).to.deep.equal([1, 2]);
    expect(source$.observed).to.equal(false);
  });

  it('stops in the middle of a list when a later operator has enough, and frees the source', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a---b---|');
      expectObservable(source.pipe(twice, take(3))).toBe('-(aa)(b|)');
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('ends a source that emits at once when a later operator has enough', () => {
    const projected: number[] = [];
    const emitted: number[] = [];
    let asked = 0;
    new Observable<number>((subscriber) => {
      while (asked < 100 && !subscriber.closed) subscriber.next(asked++);
    })
      .pipe(
        mapEach((value) => {
          projected.push(value);
          return [value];
        }),
        take(3),
      )
      .subscribe((value) => emitted.push(value));
    expect(emitted).to.deep.equal([0, 1, 2]);
    expect(projected).to.deep.equal([0, 1, 2]);
    expect(asked).to.be.at.most(4);
  });

  it('emits lists in order where an emission makes the source emit again', () => {
    const emitted: string[] = [];
    const source$ = new Subject<string>();
    source$.pipe(mapEach((letter) => [`${letter}1`, `${letter}2`])).subscribe((value) => {
      emitted.push(value);
      if (value === 'a1') source$.next('b');
    });
    source$.next('a');
    expect(emitted).to.deep.equal(['a1', 'a2', 'b1', 'b2']);
  });

  it('gives what concatMap gives for lists', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { maxLength: 4 })), (lists) => {
        const results = [
          mapEach((list: readonly number[]) => list),
          concatMap((list: readonly number[]) => of(...list)),
        ].map((operator) => {
          const seen: (number | 'done')[] = [];
          from(lists)
            .pipe(operator)
            .subscribe({ next: (value) => seen.push(value), complete: () => seen.push('done') });
          return seen;
        });
        expect(results[0]).to.deep.equal(results[1]);
      }),
    );
  });
});
