import { expect } from 'chai';
import { asyncScheduler, NEVER, startWith, Subject } from 'rxjs';
import sinon from 'sinon';

import type { BookState } from '../../src/book/bookState.js';
import { markStale } from '../../src/book/markStale.js';
import { liveState, quotes, SYNCING } from '../support/bookStates.js';
import { inVirtualTime, itKeepsTheChecklist } from '../support/operatorChecklist.js';

const BOOK = quotes('99', '101');
const a = liveState(BOOK);
const b = liveState(quotes('98', '101'), { ageMs: 30 });
const y = SYNCING;
const silent = { _tag: 'silent', silentMs: 10 } as const;
/** What becomes of `a` and of `b` after 10 ms of silence. */
const A: BookState = {
  status: 'stale',
  cause: silent,
  lastBook: BOOK,
  venueTime: undefined,
  receivedAt: 0,
  ageMs: 10,
};
const B: BookState = { ...A, lastBook: b.book, ageMs: 40 };
const VALUES = { a, b, y, A, B };

const check = (source: string, expected: string) =>
  inVirtualTime(({ hot, expectObservable }) => {
    expectObservable(hot(source, VALUES).pipe(markStale(10))).toBe(expected, VALUES);
  });

describe('markStale', () => {
  it('says stale when a live book has heard nothing for so long, with its book and both ages added', () => {
    check('-a--------------|', '-a---------A----|');
    check('-b--------------|', '-b---------B----|');
  });

  it('says it once, however long the silence', () => {
    check('-a 50ms |', '-a 9ms A 40ms |');
  });

  it('counts from the last live state', () => {
    check('-a---b----a-------------|', '-a---b----a---------A---|');
    check('-a--------b-------------|', '-a--------b---------B---|');
  });

  it('lets the next state pass as it is and begins to count again', () => {
    check('-a------------b 20ms |', '-a---------A--b 9ms B 10ms |');
    check('-a------------y 20ms |', '-a---------A--y 20ms |');
  });

  it('says nothing of a book that is not live', () => {
    check('-y 30ms |', '-y 30ms |');
    check('-a--y 30ms |', '-a--y 30ms |');
    check('-a--y---b 20ms |', '-a--y---b 9ms B 10ms |');
  });

  it('says nothing after the end of the source', () => {
    check('-a--|', '-a--|');
    check('-a--#', '-a--#');
  });

  it('says nothing once unsubscribed', () => {
    inVirtualTime(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-----', VALUES);
      expectObservable(source.pipe(markStale(10)), '^----!').toBe('-a---', VALUES);
      expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });

  it('says so in order where the news of silence brings a new state at once', () => {
    inVirtualTime(({ flush }) => {
      const source$ = new Subject<BookState>();
      const seen: string[] = [];
      source$.pipe(markStale(10)).subscribe((state) => {
        seen.push(`${asyncScheduler.now()} ${state.status}`);
        if (state.status === 'stale' && seen.length < 5) source$.next(a);
      });
      source$.next(a);
      flush();
      expect(seen).to.deep.equal(['0 live', '10 stale', '10 live', '20 stale', '20 live', '30 stale']);
    });
  });

  it('keeps one timer a subscription, whatever comes and however long it lives', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      inVirtualTime(({ cold, expectObservable }) => {
        const busy = cold('aaaa 6ms abab 6ms aaaa 60ms a 30ms ab 30ms (a|)', VALUES);
        busy.pipe(markStale(10)).subscribe();
        expectObservable(NEVER).toBe('-');
      });
      expect(schedule.callCount).to.be.above(0);
      const open = schedule.returnValues.filter(({ closed }) => !closed);
      expect(open).to.have.length(0);
      schedule.resetHistory();
      inVirtualTime(({ cold, flush }) => {
        const states = cold('aaaa 60ms abab 60ms aaaa 60ms a 60ms -', VALUES);
        const subscription = states.pipe(markStale(10)).subscribe();
        flush();
        expect(schedule.returnValues.filter(({ closed }) => !closed)).to.have.length.below(2);
        subscription.unsubscribe();
      });
    } finally {
      schedule.restore();
    }
  });

  it('sets no timer for a state that comes while one runs', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      const source$ = new Subject<BookState>();
      const subscription = source$.pipe(markStale(1_000_000)).subscribe();
      for (let count = 0; count < 1000; count++) source$.next(count % 10 === 0 ? y : a);
      subscription.unsubscribe();
      expect(schedule.callCount).to.equal(1);
    } finally {
      schedule.restore();
    }
  });

  it('throws at a time that is none', () => {
    for (const none of [0, -1, NaN])
      expect(() => markStale(none), String(none)).to.throw(RangeError, 'no time of a timer');
  });

  it('does not keep the program running after the source has ended', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      const subscription = NEVER.pipe(startWith(a), markStale(1_000_000)).subscribe();
      subscription.unsubscribe();
      expect(schedule.returnValues.map(({ closed }) => closed)).to.deep.equal([true]);
    } finally {
      schedule.restore();
    }
  });

  itKeepsTheChecklist(() => markStale(10), [a, b, y, a]);
});
