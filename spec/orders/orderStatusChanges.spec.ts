import { expect } from 'chai';
import fc from 'fast-check';
import { pipe, startWith, Subject } from 'rxjs';

import {
  orderStatus,
  orderStatusChangeReducer,
  orderStatusChanges,
  presentUpdate,
  trackOrders,
  type OrderInput,
  type OrderStatusChange,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, answerLost, filled, report, submitted, trade } from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(KEEP_ALL), inputs);
const changesOf = (updates: readonly TrackedUpdate[]) => outputsOf(orderStatusChanges(), updates);
const text = ({ from, to, changedAt, lastedMs }: OrderStatusChange): string =>
  `${from} > ${to} at ${changedAt} after ${lastedMs}`;

const UPDATES = updatesOf([
  submitted(),
  acknowledged({ receivedAt: 20 }),
  filled(trade('t1', '40'), { receivedAt: 35.5 }),
  filled(trade('t2', '20'), { receivedAt: 50 }),
  report('cancelled', '60', { receivedAt: 70 }),
]);

describe('orderStatusChanges', () => {
  itKeepsTheChecklist(orderStatusChanges, UPDATES);

  it('tells from what to what, when, how long it lasted, and of which order', () => {
    expect(changesOf(UPDATES)).to.deep.equal([
      {
        key: 1,
        order: UPDATES[0]!.order,
        from: undefined,
        to: 'pendingCreate',
        changedAt: 0,
        lastedMs: undefined,
      },
      { key: 1, order: UPDATES[1]!.order, from: 'pendingCreate', to: 'open', changedAt: 20, lastedMs: 20 },
      {
        key: 1,
        order: UPDATES[2]!.order,
        from: 'open',
        to: 'partiallyFilled',
        changedAt: 35.5,
        lastedMs: 15.5,
      },
      {
        key: 1,
        order: UPDATES[4]!.order,
        from: 'partiallyFilled',
        to: 'cancelled',
        changedAt: 70,
        lastedMs: 34.5,
      },
    ]);
  });

  it('is for each order the runs of one status, each linked to the one before in status and time', () => {
    fc.assert(
      fc.property(manyOrders(), (inputs) => {
        const updates = updatesOf(inputs);
        const changes = changesOf(updates);
        for (const key of new Set(updates.map((update) => update.key))) {
          const statuses = updates
            .filter((update) => update.key === key)
            .map(({ order }) => orderStatus(order));
          const runs = statuses.filter((status, at) => status !== statuses[at - 1]);
          const own = changes.filter((change) => change.key === key);
          expect(own.map(({ to }) => to)).to.deep.equal(runs);
          expect(own.map(({ from }) => from)).to.deep.equal([undefined, ...runs.slice(0, -1)]);
          expect(own.map(({ lastedMs }) => lastedMs)).to.deep.equal(
            own.map(({ changedAt }, at) => {
              const since = own[at - 1]?.changedAt;
              return since === undefined ? undefined : Math.max(0, changedAt! - since);
            }),
          );
        }
      }),
    );
  });

  it('takes the time of the clock that gave an answer up, which is no news of the order', () => {
    const updates = updatesOf([
      submitted(),
      { _tag: 'clock', now: 150 },
      report('open', '0', { receivedAt: 400 }),
    ]);
    expect(changesOf(updates).map(text)).to.deep.equal([
      'undefined > pendingCreate at 0 after undefined',
      'pendingCreate > unknown at 150 after 150',
      'unknown > open at 400 after 250',
    ]);
  });

  it('tells a late subscriber the next change of an order, and how long it lasted from the one after that on', () => {
    const source$ = new Subject<TrackedUpdate>();
    const seen: string[] = [];
    source$.next(UPDATES[0]!);
    source$.next(UPDATES[1]!);
    source$.pipe(orderStatusChanges()).subscribe((change) => seen.push(text(change)));
    for (const update of UPDATES.slice(2)) source$.next(update);
    expect(seen).to.deep.equal([
      'open > partiallyFilled at 35.5 after undefined',
      'partiallyFilled > cancelled at 70 after 34.5',
    ]);
    const [, , , same, last] = UPDATES;
    expect(changesOf([same!, last!]).map(text)).to.deep.equal([
      'partiallyFilled > cancelled at 70 after undefined',
    ]);
  });

  it('tells the present status of orders that are older than their first update, and since when only if they say', () => {
    const present = (inputs: readonly OrderInput[]) =>
      changesOf([presentUpdate(updatesOf(inputs).at(-1)!)]).map(text);
    const at = (receivedAt: number) => ({ receivedAt });
    expect(present([submitted(), acknowledged(at(20))])).to.deep.equal([
      'undefined > open at undefined after undefined',
    ]);
    expect(present([submitted()])).to.deep.equal(['undefined > pendingCreate at 0 after undefined']);
    expect(present([submitted(), answerLost(at(20))])).to.deep.equal([
      'undefined > unknown at undefined after undefined',
    ]);
    const ended = [submitted(), report('cancelled', '0', at(20)), filled(trade('t1', '1'), at(90))];
    expect(present(ended)).to.deep.equal(['undefined > cancelled at 20 after undefined']);
  });

  it('measures from the end that an order came back from, and no change is one of what is over', () => {
    const [, , , , cancelled] = UPDATES;
    const late = updatesOf([
      submitted(),
      report('cancelled', '0', { receivedAt: 20 }),
      filled(trade('t1', '1')),
    ]);
    expect(changesOf(late).map(({ to }) => to)).to.deep.equal(['pendingCreate', 'cancelled']);
    const back: TrackedUpdate = {
      ...UPDATES[1]!,
      previous: cancelled!.order,
      order: { ...UPDATES[1]!.order, updatedAt: 100 },
    };
    expect(
      changesOf([...UPDATES, back])
        .map(text)
        .at(-1),
    ).to.equal('cancelled > open at 100 after 30');
  });

  it('reduces to the same change while the status stays, and to none where there has been none', () => {
    const change = orderStatusChangeReducer(undefined, UPDATES[2]!);
    expect(change?.from).to.equal('open');
    expect(orderStatusChangeReducer(change, UPDATES[3]!)).to.equal(change);
    expect(orderStatusChangeReducer(undefined, UPDATES[3]!)).to.equal(undefined);
  });

  it('keeps order where a change brings the next update at once', () => {
    const source$ = new Subject<TrackedUpdate>();
    const seen: string[] = [];
    source$.pipe(orderStatusChanges()).subscribe(({ from, to }) => {
      seen.push(`${from} > ${to}`);
      if (to === 'open') source$.next(UPDATES[2]!);
    });
    source$.next(UPDATES[0]!);
    source$.next(UPDATES[1]!);
    expect(seen).to.deep.equal([
      'undefined > pendingCreate',
      'pendingCreate > open',
      'open > partiallyFilled',
    ]);
  });

  it('goes on from orders that are told first after a restart', () => {
    const restarted = pipe(startWith<TrackedUpdate>(presentUpdate(UPDATES[1]!)), orderStatusChanges());
    const changes = outputsOf(restarted, UPDATES.slice(2));
    expect(changes.map(({ from, to }) => `${from} > ${to}`)).to.deep.equal([
      'undefined > open',
      'open > partiallyFilled',
      'partiallyFilled > cancelled',
    ]);
  });
});
