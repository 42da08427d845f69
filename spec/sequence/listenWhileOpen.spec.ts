import { expect } from 'chai';
import { concat, NEVER, Observable, of, Subject, take, throwError } from 'rxjs';

import { listenWhileOpen } from '../../src/sequence/listenWhileOpen.js';

/** Twice each value, and `ended` where the source has. */
const doubled = (source: Observable<number>): Observable<number | string> =>
  new Observable((subscriber) => {
    listenWhileOpen(source, subscriber, {
      next: (value) => {
        if (value < 0) throw new RangeError(`below zero: ${value}`);
        subscriber.next(2 * value);
      },
      complete: () => {
        subscriber.next('ended');
        subscriber.complete();
      },
    });
  });

function heard(source: Observable<unknown>): unknown[] {
  const events: unknown[] = [];
  source.subscribe({
    next: (value) => events.push(value),
    error: (error: unknown) => events.push(String(error)),
    complete: () => events.push('completed'),
  });
  return events;
}

describe('listenWhileOpen', () => {
  it('hears the values of a source, and that it ended', () => {
    expect(heard(doubled(of(1, 2)))).to.deep.equal([2, 4, 'ended', 'completed']);
    expect(heard(doubled(NEVER))).to.deep.equal([]);
  });

  it('fails as the source does', () => {
    expect(
      heard(
        doubled(
          concat(
            of(1),
            throwError(() => new Error('cut')),
          ),
        ),
      ),
    ).to.deep.equal([2, 'Error: cut']);
  });

  it('fails where the listener throws, and hears nothing more', () => {
    const source$ = new Subject<number>();
    const events = heard(doubled(source$));
    source$.next(1);
    source$.next(-1);
    expect(source$.observed).to.equal(false);
    source$.next(2);
    expect(events).to.deep.equal([2, 'RangeError: below zero: -1']);
  });

  it('ends with the subscriber, also while the source still emits from within its subscribe', () => {
    let emitted = 0;
    const endless$ = new Observable<number>((subscriber) => {
      while (!subscriber.closed) {
        emitted++;
        subscriber.next(emitted);
      }
    });
    expect(heard(doubled(endless$).pipe(take(3)))).to.deep.equal([2, 4, 6, 'completed']);
    expect(emitted).to.equal(3);
  });

  it('leaves the source when it is unsubscribed', () => {
    const source$ = new Subject<number>();
    const events: unknown[] = [];
    const subscription = doubled(source$).subscribe((value) => events.push(value));
    source$.next(1);
    subscription.unsubscribe();
    expect(source$.observed).to.equal(false);
    expect(events).to.deep.equal([2]);
  });
});
