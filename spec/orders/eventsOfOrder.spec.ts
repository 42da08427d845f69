import { expect } from 'chai';
import fc from 'fast-check';
import { pipe, Subject } from 'rxjs';

import { clientOrderId, orderId, venueName, venueSymbol } from '../../src/domain/index.js';
import {
  eventsOfOrder,
  orderEvents,
  trackOrders,
  type OrderEvent,
  type OrderInput,
  type OrderName,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import { acknowledged, amended, brief, filled, report, submitted, trade } from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const byClientId = (id: string): OrderName => ({ by: 'clientId', id: clientOrderId(id) });
const byVenueId = (id: string): OrderName => ({ by: 'venueId', id: orderId(id) });
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(KEEP_ALL), inputs);
const told = (name: OrderName, inputs: readonly OrderInput[]): readonly string[] =>
  outputsOf(eventsOfOrder(name), updatesOf(inputs)).map(brief);

/** Which order an event was told of, looking back from the end: all that have proved to be one are one. */
function eventsInHindsight(updates: readonly TrackedUpdate[], { by, id }: OrderName): readonly OrderEvent[] {
  const keys = new Set<number>();
  for (const { key, order } of updates) {
    if (by === 'clientId' ? order.clientId === id : order.venueIds.some((one) => one === id)) keys.add(key);
  }
  for (let size = -1; size !== keys.size;) {
    size = keys.size;
    for (const { key, absorbed } of updates) {
      if (absorbed === undefined || (!keys.has(key) && !keys.has(absorbed))) continue;
      keys.add(key).add(absorbed);
    }
  }
  return updates.filter(({ key }) => keys.has(key)).flatMap(({ events }) => events);
}

const UPDATES = updatesOf([
  submitted(),
  acknowledged(),
  filled(trade('t1', '40')),
  filled(trade('t2', '60')),
]);

describe('eventsOfOrder', () => {
  itKeepsTheChecklist(() => eventsOfOrder(byClientId('c1')), UPDATES, 2);

  it('gives all events of the order and no other, each once, by any of its ids, as soon as it is known to be it', () => {
    let late = 0;
    const names = fc.constantFrom('c0', 'c1', 'c2', '0-v1', '1-v1', '1-v2', '2-v2');
    fc.assert(
      fc.property(manyOrders(), names, fc.nat(80), (inputs, id, count) => {
        const name = id.startsWith('c') ? byClientId(id) : byVenueId(id);
        const updates = updatesOf(inputs).slice(0, count);
        const all = updates.flatMap(({ events }) => events);
        const places = new Map(all.map((event, at) => [event, at]));
        const placesOf = (events: readonly OrderEvent[]) => events.map((event) => places.get(event)!);
        const given = placesOf(outputsOf(eventsOfOrder(name), updates));
        const inOrder = given.toSorted((one, other) => one - other);
        expect(inOrder).to.deep.equal(placesOf(eventsInHindsight(updates, name)));
        if (given.join(' ') !== inOrder.join(' ')) late++;
      }),
      { numRuns: 500 },
    );
    // Now and then some are known to be of it only when later ones have been given.
    expect(late).to.be.above(2);
  });

  it('takes the first order with the id where no place is given, and none of another place where one is', () => {
    const there = { symbol: venueSymbol('ZRX-ETH') };
    const elsewhere = { venue: venueName('other') };
    const inputs = [
      filled(trade('t1', '1')),
      filled(trade('t2', '2'), there),
      filled(trade('t3', '3'), elsewhere),
      filled(trade('t4', '4')),
    ];
    for (const name of [byClientId('c1'), byVenueId('v1')]) {
      expect(told(name, inputs)).to.deep.equal([
        'created adopted',
        'filled t1 1 adopted',
        'filled t4 4 adopted',
      ]);
      expect(told({ ...name, ...there }, inputs)).to.deep.equal(['created adopted', 'filled t2 2 adopted']);
      expect(told({ ...name, ...elsewhere }, inputs)).to.deep.equal([
        'created adopted',
        'filled t3 3 adopted',
      ]);
    }
  });

  it('holds nothing of orders of another place, nor of those that bear another client id', () => {
    const mine = { clientId: undefined };
    const name = { ...byClientId('c1'), symbol: venueSymbol('XRP-ETH') };
    const others = Array.from({ length: 1100 }, (_, at) => [
      filled(trade(`a${at}`, '1'), { ...mine, venueId: orderId(`o${at}`), symbol: venueSymbol('ZRX-ETH') }),
      filled(trade(`b${at}`, '1'), { clientId: clientOrderId(`x${at}`), venueId: orderId(`x${at}`) }),
    ]).flat();
    expect(
      told(name, [filled(trade('t1', '40'), mine), ...others, submitted(), acknowledged()]),
    ).to.deep.equal(['created adopted', 'filled t1 40 adopted', 'anomaly linkedLate']);
  });

  it('holds the last 1,000 updates with events that may be of the order', () => {
    const fills = Array.from({ length: 1005 }, (_, at) =>
      filled(trade(`t${at}`, '0.01'), { clientId: undefined }),
    );
    const events = told(byClientId('c1'), [...fills, submitted(), acknowledged()]);
    expect(events).to.have.lengthOf(1001);
    expect([events[0], events[999], events[1000]]).to.deep.equal([
      'filled t5 0.01 adopted',
      'filled t1004 0.01 adopted',
      'anomaly linkedLate',
    ]);
  });

  it('holds no updates without events, and once its client id is known none of orders that have another', () => {
    const mine = { clientId: undefined };
    const quiet = Array.from({ length: 1100 }, (_, at) => report('open', '40', { ...mine, receivedAt: at }));
    const others = Array.from({ length: 1100 }, (_, at) =>
      acknowledged({ clientId: clientOrderId(`x${at}`), venueId: orderId(`x${at}`) }),
    );
    const linked = amended('v2', 'v1');
    const inputs = [
      submitted(),
      acknowledged({ venueId: orderId('v2') }),
      filled(trade('t1', '40'), mine),
      ...quiet,
      ...others,
      linked,
    ];
    expect(told(byVenueId('v2'), inputs)).to.deep.equal([
      'created',
      'created adopted',
      'filled t1 40 adopted',
      'anomaly linkedLate',
    ]);
  });

  it('stays with an order that has left the memory of its tracker, and is adopted anew', () => {
    const late = filled(trade('t9', '1'), { clientId: undefined });
    const inputs: readonly OrderInput[] = [
      submitted(),
      acknowledged(),
      filled(trade('t1', '100')),
      { _tag: 'clock', now: 1_000 },
      late,
    ];
    const forgetful = pipe(trackOrders({ keepFinishedMs: 10 }), eventsOfOrder(byVenueId('v1')));
    expect(outputsOf(forgetful, inputs).map(brief)).to.deep.equal([
      'created',
      'filled t1 100',
      'completed',
      'created adopted',
      'filled t9 1 adopted',
    ]);
  });

  it('gives what comes after the subscription', () => {
    const source$ = new Subject<TrackedUpdate>();
    const seen: string[] = [];
    const [first, second, third, fourth] = UPDATES;
    source$.next(first!);
    source$.next(second!);
    const subscription = source$
      .pipe(eventsOfOrder(byClientId('c1')))
      .subscribe((event) => seen.push(brief(event)));
    source$.next(third!);
    subscription.unsubscribe();
    source$.next(fourth!);
    expect(seen).to.deep.equal(['filled t1 40']);
    expect(source$.observed).to.equal(false);
  });

  it('tells as much as orderEvents of a tracker of one order', () => {
    expect(outputsOf(eventsOfOrder(byVenueId('v1')), UPDATES)).to.deep.equal(
      outputsOf(orderEvents(), UPDATES),
    );
  });
});
