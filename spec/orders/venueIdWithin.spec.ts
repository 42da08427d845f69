import { expect } from 'chai';
import { asyncScheduler, NEVER, of, Subject, throwError, type Observable } from 'rxjs';
import sinon from 'sinon';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../src/domain/index.js';
import {
  NoVenueIdError,
  replayOrders,
  trackOrders,
  venueIdWithin,
  type OrderInput,
  type OrderName,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { inVirtualTime, outputsOf } from '../support/operatorChecklist.js';
import { acknowledged, amended, answerLost, filled, refused, submitted, trade } from './orderInputs.js';

const NAME: OrderName = { by: 'clientId', id: clientOrderId('c1') };
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(), inputs);
const [pending, open, fill] = updatesOf([submitted(), acknowledged(), filled(trade('t1', '40'))]);
const [, failed] = updatesOf([submitted(), refused()]);
const [, lost] = updatesOf([submitted(), answerLost()]);
const VALUES = { p: pending!, o: open!, l: lost! };

/** What comes at once: the ids, and how it ended. */
function outcomeOf(
  source$: Observable<TrackedUpdate>,
  name = NAME,
): { ids: readonly string[]; end: unknown } {
  const ids: string[] = [];
  let end: unknown = 'none';
  source$
    .pipe(venueIdWithin(name, 5_000))
    .subscribe({
      next: (id) => ids.push(id),
      error: (error: unknown) => (end = error),
      complete: () => (end = 'complete'),
    })
    .unsubscribe();
  return { ids, end };
}

function failureOf(source$: Observable<TrackedUpdate>, name = NAME): NoVenueIdError {
  const { ids, end } = outcomeOf(source$, name);
  expect(ids).to.deep.equal([]);
  if (!(end instanceof NoVenueIdError)) throw new Error(`ended with ${String(end)}`);
  return end;
}

describe('venueIdWithin', () => {
  it('gives the id once and completes, though more comes', () => {
    expect(outcomeOf(of(pending!, open!, fill!))).to.deep.equal({ ids: ['v1'], end: 'complete' });
    expect(outcomeOf(of(open!))).to.deep.equal({ ids: ['v1'], end: 'complete' });
    expect(outcomeOf(NEVER)).to.deep.equal({ ids: [], end: 'none' });
  });

  it('stops listening to a source that emits all at once', () => {
    const seen: TrackedUpdate[] = [];
    const source$ = new Subject<TrackedUpdate>();
    source$.pipe(venueIdWithin(NAME, 5_000)).subscribe();
    for (const update of [pending!, open!, fill!])
      if (source$.observed) source$.next(seen[seen.push(update) - 1]!);
    expect(seen).to.deep.equal([pending, open]);
  });

  it('gives the id of now', () => {
    const last = updatesOf([submitted(), acknowledged(), amended('v1', 'v2')]).at(-1)!;
    expect(outcomeOf(of(last)).ids).to.deep.equal(['v2']);
    expect(outcomeOf(of(last), { by: 'venueId', id: orderId('v1') }).ids).to.deep.equal(['v2']);
  });

  it('fails where the order ends without one: with which order, why, and how it was last', () => {
    const error = failureOf(of(pending!, failed!, open!));
    expect(error.message).to.equal('order c1 has no venue id: it is failed, no money');
    expect(error.name).to.equal('NoVenueIdError');
    expect(error._tag).to.equal('noVenueId');
    expect(error.order).to.equal(NAME);
    expect(error.cause).to.deep.equal({ _tag: 'ended' });
    expect(error.last).to.equal(failed!.order);
  });

  it('says so where there is no reason, where the updates end, and where nothing was heard of the order', () => {
    const silent = {
      ...failed!,
      order: { ...failed!.order, end: { ...failed!.order.end!, reason: undefined } },
    };
    expect(failureOf(of(silent)).message).to.equal('order c1 has no venue id: it is failed');
    const ended = failureOf(of(pending!));
    expect(ended.message).to.equal(
      'order c1 has no venue id, and the updates have ended: it is pendingCreate',
    );
    expect(ended.cause).to.deep.equal({ _tag: 'updatesEnded' });
    const there = { venue: venueName('kraken'), symbol: venueSymbol('XBT/USD') };
    const unheard = failureOf(of(open!), { ...NAME, ...there });
    expect(unheard.message).to.equal(
      'order c1 of kraken XBT/USD has no venue id, and the updates have ended: it was not heard of',
    );
    expect(unheard.last).to.equal(undefined);
    expect(failureOf(of(pending!), { by: 'venueId', id: orderId('v9') }).message).to.match(
      /^order with venue id v9 has/,
    );
  });

  it('fails when the time has passed since the subscription, however much comes of the order', () => {
    inVirtualTime(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot('p---p---l---o---', VALUES);
      const timedOut = new NoVenueIdError(NAME, { _tag: 'timePassed', limitMs: 10 }, lost!.order);
      expectObservable(source$.pipe(venueIdWithin(NAME, 10))).toBe('----------#', {}, timedOut);
      expectSubscriptions(source$.subscriptions).toBe('^---------!');
    });
    const { message } = new NoVenueIdError(NAME, { _tag: 'timePassed', limitMs: 10 }, lost!.order);
    expect(message).to.equal('order c1 has no venue id after 10 ms: it is unknown');
  });

  it('passes an error of the source', () => {
    expect(outcomeOf(throwError(() => 'broken'))).to.deep.equal({ ids: [], end: 'broken' });
  });

  it('leaves no timer and no subscription, however it ends', () => {
    const schedule = sinon.spy(asyncScheduler, 'schedule');
    try {
      const ends: readonly ((source$: Subject<TrackedUpdate>) => void)[] = [
        (source$) => source$.next(open!),
        (source$) => source$.next(failed!),
        (source$) => source$.complete(),
        (source$) => source$.error('broken'),
      ];
      for (const end of ends) {
        const source$ = new Subject<TrackedUpdate>();
        source$.pipe(venueIdWithin(NAME, 1_000_000)).subscribe({ error: () => {} });
        expect([
          source$.observed,
          schedule.returnValues.filter(({ closed }) => !closed).length,
        ]).to.deep.equal([true, 1]);
        end(source$);
        expect([
          source$.observed,
          schedule.returnValues.filter(({ closed }) => !closed).length,
        ]).to.deep.equal([false, 0]);
      }
      const source$ = new Subject<TrackedUpdate>();
      source$.pipe(venueIdWithin(NAME, 1_000_000)).subscribe().unsubscribe();
      expect([source$.observed, schedule.returnValues.filter(({ closed }) => !closed).length]).to.deep.equal([
        false,
        0,
      ]);
      expect(schedule.callCount).to.equal(5);
    } finally {
      schedule.restore();
    }
  });

  it('keeps one state a subscription', () => {
    const source$ = new Subject<TrackedUpdate>();
    const piped$ = source$.pipe(venueIdWithin(NAME, 5_000));
    const failures: NoVenueIdError[] = [];
    const error = (failure: NoVenueIdError) => failures.push(failure);
    piped$.subscribe({ error });
    source$.next(pending!);
    piped$.subscribe({ error });
    source$.complete();
    expect(failures.map(({ last }) => last)).to.deep.equal([pending!.order, undefined]);
  });

  it('works for who comes late, with updates that begin with the present state', () => {
    const inputs$ = new Subject<OrderInput>();
    const updates$ = inputs$.pipe(trackOrders(), replayOrders());
    const keeper = updates$.subscribe();
    for (const input of [submitted(), acknowledged()]) inputs$.next(input);
    expect(outcomeOf(updates$)).to.deep.equal({ ids: ['v1'], end: 'complete' });
    const gone = clientOrderId('c2');
    for (const input of [submitted({}, { clientId: gone }), refused({ clientId: gone })]) inputs$.next(input);
    expect(failureOf(updates$, { by: 'clientId', id: gone }).cause).to.deep.equal({ _tag: 'ended' });
    keeper.unsubscribe();
    expect(inputs$.observed).to.equal(false);
  });

  it('throws at a time that is none, and at one that timers do not keep', () => {
    for (const none of [0, -1, NaN, Infinity, 2 ** 31])
      expect(() => venueIdWithin(NAME, none), String(none)).to.throw(
        RangeError,
        `limitMs is no time of a timer: ${none}`,
      );
    expect(() => venueIdWithin(NAME, 2 ** 31 - 1)).not.to.throw();
  });
});
