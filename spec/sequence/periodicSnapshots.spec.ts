import { expect } from 'chai';
import { EMPTY, NEVER, of, throwError, type ObservableInput } from 'rxjs';
import type { RunHelpers } from 'rxjs/testing';

import type { BookInput, BookSnapshot } from '../../src/domain/index.js';
import { periodicSnapshots } from '../../src/sequence/index.js';
import { diffOf, interruption, SNAPSHOT_REQUESTED, snapshotAt } from '../support/messages.js';
import { inVirtualTime, itKeepsTheChecklist } from '../support/operatorChecklist.js';

const s = snapshotAt(10);
const failed = (error: unknown): BookInput => ({
  _tag: 'snapshotFailed',
  cause: { _tag: 'snapshotUnavailable', attempts: 1, error },
});
const VALUES: Record<string, BookInput> = {
  r: SNAPSHOT_REQUESTED,
  s,
  d: diffOf(1, 1),
  f: failed('no answer'),
  i: interruption(),
};

type Request = (helpers: RunHelpers) => () => ObservableInput<BookSnapshot>;

const check = (source: string, request: Request, expected: string, unsubscribeAt?: string) =>
  inVirtualTime((helpers) => {
    const { hot, expectObservable } = helpers;
    const result$ = hot(source, VALUES).pipe(periodicSnapshots(10, request(helpers)));
    expectObservable(result$, unsubscribeAt).toBe(expected, VALUES);
  });

const answering =
  (marbles: string): Request =>
  ({ cold }) =>
  () =>
    cold(marbles, { s });

describe('periodicSnapshots', () => {
  it('asks once a period and puts the answer among the messages', () => {
    check('-d---d-----d---d-----d---|', answering('---(s|)'), '-d---d----rd-s-d----rd-s-|');
  });

  it('says that it asks before it asks, also where the answer comes at once', () => {
    check('12ms |', () => () => of(s), '10ms (rs)', '^ 11ms !');
    check('12ms |', () => () => [s], '10ms (rs)', '^ 11ms !');
  });

  it('asks no second time while an answer is out', () => {
    check('45ms |', answering('15ms (s|)'), '10ms r 14ms s 4ms r 14ms |');
    check('45ms |', () => () => NEVER, '10ms r 34ms |');
  });

  it('drops the request that is out at an interruption, and asks again in the next period', () => {
    check('12ms i 12ms |', answering('---(s|)'), '10ms r - i 7ms r 2ms s - |');
  });

  it('tells that a request failed, or threw, and leaves it for the next period', () => {
    check('25ms |', () => () => throwError(() => 'no answer'), '10ms (rf) 6ms (rf) 1ms |');
    inVirtualTime(({ hot, expectObservable }) => {
      const throwing = () => {
        throw new RangeError('no answer');
      };
      const result$ = hot<BookInput>('14ms |').pipe(periodicSnapshots(10, throwing));
      expectObservable(result$).toBe('10ms (rg)|', {
        r: SNAPSHOT_REQUESTED,
        g: failed(new RangeError('no answer')),
      });
    });
  });

  it('takes a request that ends without an answer for answered', () => {
    check('25ms |', () => () => EMPTY, '10ms r 9ms r 4ms |');
  });

  it('completes with the source, and lets go of a request that is out', () => {
    inVirtualTime(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('------s', { s });
      const result$ = hot('12ms |', VALUES).pipe(periodicSnapshots(10, () => answer));
      expectObservable(result$).toBe('10ms r-|', VALUES);
      expectSubscriptions(answer.subscriptions).toBe('10ms ^-!');
    });
  });

  it('fails with the source, and lets go of a request that is out', () => {
    inVirtualTime(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('------s', { s });
      const result$ = hot('12ms #', VALUES).pipe(periodicSnapshots(10, () => answer));
      expectObservable(result$).toBe('10ms r-#', VALUES);
      expectSubscriptions(answer.subscriptions).toBe('10ms ^-!');
    });
  });

  it('lets go of a request that is out when unsubscribed, and asks no more', () => {
    inVirtualTime(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('------s', { s });
      const source = hot<BookInput>('60ms |');
      expectObservable(source.pipe(periodicSnapshots(10, () => answer)), '^ 12ms !').toBe('10ms r', VALUES);
      expectSubscriptions(answer.subscriptions).toBe('10ms ^--!');
      expectSubscriptions(source.subscriptions).toBe('^ 12ms !');
    });
  });

  it('counts periods for each subscription on its own', () => {
    inVirtualTime(({ hot, expectObservable }) => {
      const result$ = hot<BookInput>('30ms |').pipe(periodicSnapshots(10, () => EMPTY));
      expectObservable(result$, '^ 24ms !').toBe('10ms r 9ms r', VALUES);
      expectObservable(result$, '----^ 20ms !').toBe('14ms r 9ms r', VALUES);
    });
  });

  it('throws at once at a time that is none', () => {
    for (const none of [0, -1, NaN]) {
      expect(() => periodicSnapshots(none, () => EMPTY), String(none)).to.throw(
        RangeError,
        'no time of a timer',
      );
    }
  });

  itKeepsTheChecklist(() => periodicSnapshots(10, () => NEVER), [diffOf(1, 1), diffOf(2, 2), diffOf(3, 3)]);
});
