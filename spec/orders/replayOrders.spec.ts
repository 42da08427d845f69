import { expect } from 'chai';
import fc from 'fast-check';
import { defer, from, Observable, Subject, take, throwError } from 'rxjs';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import {
  openOrders,
  OrderSet,
  presentUpdate,
  replayOrders,
  trackOrders,
  type OrderInput,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { inVirtualTime, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, filled, report, submitted, trade } from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(KEEP_ALL), inputs);
const second = { clientId: clientOrderId('c2'), venueId: orderId('v2') };
const third = { clientId: clientOrderId('c3'), venueId: orderId('v3') };
const UPDATES = updatesOf([
  submitted(),
  submitted({}, { clientId: second.clientId }),
  acknowledged(second),
  filled(trade('t1', '40')),
  report('cancelled', '0', second),
]);

/** All that a subscriber hears, and how it ended. */
function listener() {
  const heard: TrackedUpdate[] = [];
  const ends: unknown[] = [];
  return {
    heard,
    ends,
    next: (update: TrackedUpdate) => void heard.push(update),
    error: (error: unknown) => void ends.push(error),
    complete: () => void ends.push('complete'),
  };
}

describe('replayOrders', () => {
  it('passes the updates as they are, completes and fails with the source, and waits for it', () => {
    expect(outputsOf(replayOrders(), UPDATES)).to.deep.equal(UPDATES);
    const all = listener();
    throwError(() => 'broken')
      .pipe(replayOrders())
      .subscribe(all);
    expect(all.ends).to.deep.equal(['broken']);
    inVirtualTime(({ hot, expectObservable, expectSubscriptions }) => {
      const never$ = hot<TrackedUpdate>('-------');
      expectObservable(never$.pipe(replayOrders()), '^----!').toBe('------');
      expectSubscriptions(never$.subscriptions).toBe('^----!');
    });
  });

  it('tells who comes late the present orders first, without events and once each, and then what all hear', () => {
    fc.assert(
      fc.property(manyOrders(), fc.nat(60), (inputs, count) => {
        const updates = updatesOf(inputs);
        const source$ = new Subject<TrackedUpdate>();
        const updates$ = source$.pipe(replayOrders(KEEP_ALL));
        const early = listener();
        const late = listener();
        updates$.subscribe(early);
        for (const update of updates.slice(0, count)) source$.next(update);
        updates$.subscribe(late);
        for (const update of updates.slice(count)) source$.next(update);
        source$.complete();

        const present = new Map<number, TrackedUpdate>();
        for (const update of updates.slice(0, count)) {
          present.set(update.key, presentUpdate(update));
          if (update.absorbed !== undefined) present.delete(update.absorbed);
        }
        expect(early.heard).to.deep.equal(updates);
        expect(late.heard).to.deep.equal([
          ...[...present.values()].sort((a, b) => a.key - b.key),
          ...updates.slice(count),
        ]);
        expect([early.ends, late.ends]).to.deep.equal([['complete'], ['complete']]);
        // So both have the same orders open in the end.
        const [one, other] = [early, late].map(
          ({ heard }) => outputsOf(openOrders(), heard).at(-1) ?? OrderSet.empty(),
        );
        const times = { updatedAt: 0, evidenceAt: 0 };
        const told = (set = OrderSet.empty()) =>
          Array.from(set, ({ key, order }) => ({ key, ...order, ...times }));
        expect(told(other)).to.deep.equal(told(one));
      }),
    );
  });

  it('tells a present order without events, as if a clock had told it', () => {
    const { key, order } = UPDATES[3]!;
    const now = { ...order, updatedAt: 12 };
    const input = { _tag: 'clock', now: 12 };
    const expected = { key, order: now, events: [], input, previous: undefined, absorbed: undefined };
    expect(presentUpdate({ key, order: now })).to.deep.equal(expected);
  });

  it('tells late subscribers the last states and completes, once the source has completed', () => {
    const updates$ = from(UPDATES).pipe(replayOrders());
    updates$.subscribe();
    const late = listener();
    updates$.subscribe(late);
    expect(late.heard).to.deep.equal([presentUpdate(UPDATES[3]!), presentUpdate(UPDATES[4]!)]);
    expect(late.ends).to.deep.equal(['complete']);
  });

  it('subscribes once to the source, and lets go of it and of all that it knew with the last subscriber', () => {
    const source$ = new Subject<TrackedUpdate>();
    let subscriptions = 0;
    const updates$ = defer(() => {
      subscriptions++;
      return source$;
    }).pipe(replayOrders());
    const [first, other] = [updates$.subscribe(), updates$.subscribe()];
    source$.next(UPDATES[0]!);
    first.unsubscribe();
    expect([subscriptions, source$.observed]).to.deep.equal([1, true]);
    other.unsubscribe();
    expect(source$.observed).to.equal(false);
    const late = listener();
    updates$.subscribe(late).unsubscribe();
    expect([subscriptions, late.heard]).to.deep.equal([2, []]);
    expect(source$.observed).to.equal(false);
  });

  it('begins anew, knowing nothing, for who subscribes after an error', () => {
    const sources = [new Subject<TrackedUpdate>(), new Subject<TrackedUpdate>()];
    let at = 0;
    const updates$ = defer(() => sources[at++]!).pipe(replayOrders());
    const [first, late] = [listener(), listener()];
    updates$.subscribe(first);
    sources[0]!.next(UPDATES[0]!);
    sources[0]!.error('broken');
    updates$.subscribe(late);
    sources[1]!.next(UPDATES[1]!);
    expect([first.heard, first.ends]).to.deep.equal([[UPDATES[0]], ['broken']]);
    expect([late.heard, late.ends]).to.deep.equal([[UPDATES[1]], []]);
  });

  it('stops in the middle of the present orders when nobody wants more', () => {
    const source$ = new Subject<TrackedUpdate>();
    const updates$ = source$.pipe(replayOrders());
    const keeper = updates$.subscribe();
    for (const update of UPDATES) source$.next(update);
    const late = listener();
    updates$.pipe(take(1)).subscribe(late);
    expect(late.heard).to.deep.equal([presentUpdate(UPDATES[3]!)]);
    keeper.unsubscribe();
    expect(source$.observed).to.equal(false);
  });

  it('stops listening to a source that emits all at once as soon as nobody wants more', () => {
    let emitted = 0;
    const firehose$ = new Observable<TrackedUpdate>((subscriber) => {
      for (const update of UPDATES) {
        if (subscriber.closed) return;
        emitted++;
        subscriber.next(update);
      }
    });
    firehose$.pipe(replayOrders(), take(2)).subscribe();
    expect(emitted).to.equal(2);
  });

  it('lets an update wait that comes while the present orders are told', () => {
    const source$ = new Subject<TrackedUpdate>();
    const updates$ = source$.pipe(replayOrders());
    updates$.subscribe();
    for (const update of UPDATES.slice(0, 3)) source$.next(update);
    const late = listener();
    updates$.subscribe((update) => {
      late.next(update);
      if (late.heard.length === 1) source$.next(UPDATES[4]!);
    });
    expect(late.heard).to.deep.equal([presentUpdate(UPDATES[0]!), presentUpdate(UPDATES[2]!), UPDATES[4]]);
  });

  it('tells who subscribes upon an update that update once, as a state', () => {
    const source$ = new Subject<TrackedUpdate>();
    const updates$ = source$.pipe(replayOrders());
    const late = listener();
    updates$.pipe(take(1)).subscribe(() => updates$.subscribe(late));
    source$.next(UPDATES[0]!);
    source$.next(UPDATES[3]!);
    expect(late.heard).to.deep.equal([presentUpdate(UPDATES[0]!), UPDATES[3]]);
  });

  it('keeps so many that have ended, the last of them; what comes back is open, and no end of one ends more', () => {
    const ended = updatesOf([
      report('cancelled', '0'),
      report('cancelled', '0', second),
      report('cancelled', '0', third),
      filled(trade('t1', '1')),
    ]);
    const keysKept = (keepFinished: number, updates: readonly TrackedUpdate[]) => {
      const updates$ = from(updates).pipe(replayOrders({ keepFinished }));
      updates$.subscribe();
      const late = listener();
      updates$.subscribe(late);
      return late.heard.map(({ key }) => key);
    };
    expect(keysKept(2, ended)).to.deep.equal([1, 3]);
    expect(keysKept(2, ended.slice(0, 3))).to.deep.equal([2, 3]);
    expect(keysKept(0, ended)).to.deep.equal([]);
    expect(keysKept(Infinity, ended)).to.deep.equal([1, 2, 3]);
    const back = { ...ended[0]!, order: { ...ended[0]!.order, end: undefined } };
    expect(keysKept(1, [ended[0]!, back, ended[1]!, ended[2]!])).to.deep.equal([1, 3]);
    expect(keysKept(0, [back, ended[1]!])).to.deep.equal([1]);
  });

  it('refuses what is no count, at once', () => {
    for (const none of [-1, 1.5, NaN])
      expect(() => replayOrders({ keepFinished: none })).to.throw(
        RangeError,
        `keepFinished is no count: ${none}`,
      );
    expect(() => replayOrders({ keepFinished: Infinity })).not.to.throw();
  });
});
