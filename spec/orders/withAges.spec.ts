import { expect } from 'chai';
import { defer, EMPTY, from, NEVER, of, pipe, Subject, throwError } from 'rxjs';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import {
  ordersInDoubt,
  type OrderSet,
  trackOrders,
  withAges,
  type AgedOrder,
  type OrderInDoubt,
} from '../../src/orders/index.js';
import { inVirtualTime, itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { answerLost, report, submitted } from './orderInputs.js';

const second = { clientId: clientOrderId('c2') };
/** One since 10; with one since 5, which has the greater key; the latter alone; none. */
const SETS = outputsOf(pipe(trackOrders(), ordersInDoubt()), [
  submitted(),
  submitted({}, second),
  answerLost({ receivedAt: 10 }),
  answerLost({ ...second, receivedAt: 5 }),
  report('open', '0'),
  report('open', '0', { ...second, venueId: orderId('v2') }),
]);

const text = (aged: readonly AgedOrder[]): string =>
  aged.map(({ key, ageMs }) => `${key}: ${ageMs}`).join(', ');

describe('withAges', () => {
  itKeepsTheChecklist(() => withAges(of(100)), SETS);

  it('tells the time from since to the last tick, oldest first, and never less than none', () => {
    expect(SETS.map(({ size }) => size)).to.deep.equal([1, 2, 1, 0]);
    expect(outputsOf(withAges(of(100)), SETS).map(text)).to.deep.equal([
      '1: 90',
      '2: 95, 1: 90',
      '2: 95',
      '',
    ]);
    expect(outputsOf(withAges(of(7)), SETS).map(text)).to.deep.equal(['1: 0', '2: 2, 1: 0', '2: 2', '']);
  });

  it('gives all that is known of the order besides', () => {
    const [[aged] = []] = outputsOf(withAges(of(100)), SETS.slice(0, 1));
    expect(aged).to.deep.equal({ ...[...SETS[0]!][0], ageMs: 90 });
  });

  it('gives nothing without a tick, and completes all the same', () => {
    expect(outputsOf(withAges(NEVER), SETS)).to.deep.equal([]);
    expect(outputsOf(withAges(EMPTY), SETS)).to.deep.equal([]);
  });

  it('says once that no order is in doubt any more, and nothing while none has been', () => {
    const clock$ = new Subject<number>();
    const source$ = new Subject<OrderSet<OrderInDoubt>>();
    const seen: string[] = [];
    source$.pipe(withAges(clock$)).subscribe((aged) => seen.push(text(aged)));
    clock$.next(100);
    clock$.next(110);
    source$.next(SETS[0]!);
    clock$.next(120);
    source$.next(SETS[3]!);
    clock$.next(130);
    clock$.next(140);
    source$.next(SETS[0]!);
    expect(seen).to.deep.equal(['1: 100', '1: 110', '', '1: 130']);
  });

  it('fails with the clock', () => {
    let failure: unknown;
    from(SETS)
      .pipe(withAges(throwError(() => 'no time')))
      .subscribe({ error: (error: unknown) => (failure = error) });
    expect(failure).to.equal('no time');
  });

  it('lets go of the clock and of the source, whoever ends first', () => {
    inVirtualTime(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const [ticks, sets] = [{ t: 100 }, { s: SETS[3]! }];
      const clock$ = cold('t--t--t--t', ticks);
      const source$ = hot('-s-----|', sets);
      expectObservable(source$.pipe(withAges(clock$))).toBe('-e-----|', { e: [] });
      expectSubscriptions(clock$.subscriptions).toBe('^------!');

      const other$ = hot('-s-------', sets);
      const ticks$ = cold('t--#', ticks);
      expectObservable(other$.pipe(withAges(ticks$))).toBe('-e-#', { e: [] });
      expectSubscriptions(other$.subscriptions).toBe('^--!');

      const third$ = hot('-s-------', sets);
      const more$ = cold('t--t--t', ticks);
      expectObservable(third$.pipe(withAges(more$)), '^---!').toBe('-e---', { e: [] });
      expectSubscriptions(third$.subscriptions).toBe('^---!');
      expectSubscriptions(more$.subscriptions).toBe('^---!');
    });
  });

  it('listens to the clock before the source', () => {
    const subscribed: string[] = [];
    const noting = (name: string) =>
      defer(() => {
        subscribed.push(name);
        return NEVER;
      });
    noting('source')
      .pipe(withAges(noting('clock')))
      .subscribe();
    expect(subscribed).to.deep.equal(['clock', 'source']);
  });
});
