import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect } from 'chai';
import { pipe, Subject, tap, timer, type OperatorFunction } from 'rxjs';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import {
  eventsOfKind,
  eventsOfOrder,
  openOrders,
  orderEvents,
  ordersInDoubt,
  orderStatusChanges,
  replayOrders,
  trackOrders,
  unknownOrders,
  venueIdWithin,
  withAges,
  type Order,
  type OrderInput,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { acknowledged, answerLost, filled, submitted, trade } from './orderInputs.js';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Collections after which nothing is left that one of them alone may still hold, as a compiled function's last values. */
const COLLECTIONS = 5;

/** Runs the garbage collector when nothing is on the stack that could keep anything. */
async function settle(): Promise<void> {
  if (typeof collectGarbage !== 'function') throw new Error('no garbage collector');
  for (let round = 0; round < COLLECTIONS; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  await new Promise((resolve) => setImmediate(resolve));
}

const ORDERS = 200;

/** The life of an order: adopted by its venue id, lost, found to be that one, filled. */
function lifeOf(n: number): readonly OrderInput[] {
  const ids = { clientId: clientOrderId(`c${n}`), venueId: orderId(`v${n}`) };
  return [
    filled(trade('t1', '40'), { ...ids, clientId: undefined }),
    submitted({}, { clientId: ids.clientId }),
    answerLost({ clientId: ids.clientId }),
    acknowledged(ids),
    filled(trade('t2', '60'), ids),
  ];
}

const VERSIONS = ORDERS * 5;

/** How many versions of orders are in memory, after many orders came and went: while listening, and after. */
async function versionsKept(
  operator: OperatorFunction<TrackedUpdate, unknown>,
): Promise<readonly [listening: number, after: number]> {
  const inputs$ = new Subject<OrderInput>();
  const versions: WeakRef<Order>[] = [];
  const kept = () => versions.filter((version) => version.deref() !== undefined).length;
  const note = tap(({ order }: TrackedUpdate) => void versions.push(new WeakRef(order)));
  const subscription = inputs$.pipe(trackOrders({ keepFinished: 0 }), note, operator).subscribe();
  for (let n = 0; n < ORDERS; n++) for (const input of lifeOf(n)) inputs$.next(input);
  await settle();
  const listening = kept();
  expect(versions).to.have.lengthOf(VERSIONS);
  subscription.unsubscribe();
  expect(inputs$.observed).to.equal(false);
  await settle();
  return [listening, kept()];
}

const OPERATORS: Readonly<Record<string, () => OperatorFunction<TrackedUpdate, unknown>>> = {
  openOrders: () => openOrders(),
  eventsOfKind: () => pipe(orderEvents(), eventsOfKind('filled')),
  eventsOfOrder: () => eventsOfOrder({ by: 'clientId', id: clientOrderId('c1') }),
  orderStatusChanges: () => orderStatusChanges(),
  ordersInDoubt: () => ordersInDoubt(),
  unknownOrders: () => unknownOrders(),
  withAges: () => pipe(ordersInDoubt(), withAges(timer(0, 1))),
  venueIdWithin: () => venueIdWithin({ by: 'clientId', id: clientOrderId('other') }, 1_000_000),
  replayOrders: () => replayOrders({ keepFinished: 3 }),
  'replayOrders and others': () => pipe(replayOrders({ keepFinished: 0 }), openOrders()),
};

describe('streams of orders', () => {
  for (const [name, make] of Object.entries(OPERATORS)) {
    it(`${name}: keeps no order that has ended for good, and nothing when nobody listens`, async () => {
      const [listening, after] = await versionsKept(make());
      expect(listening).to.be.below(10);
      expect(after).to.be.below(3);
    });
  }

  it('are seen here to keep what they keep, so that the others are known to keep nothing', async () => {
    const all: unknown[] = [];
    const [listening, after] = await versionsKept(tap((update) => void all.push(update)));
    expect([listening, after]).to.deep.equal([VERSIONS, VERSIONS]);
    expect(all).to.have.lengthOf(VERSIONS);
  });
});
