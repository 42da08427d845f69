import { expect } from 'chai';
import { Subject, tap } from 'rxjs';

import { clientOrderId, orderId } from '../../src/domain/index.js';
import {
  trackOrders,
  type OneOrderInput,
  type OrderInput,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { acknowledged, filled, submitted, trade } from './orderInputs.js';

const OPEN = 10_000;
const FINISHED = 1_000_000;

describe('trackOrders, at length', () => {
  it('keeps 10,000 open orders while a million others come and go, in the same memory', function () {
    this.timeout(1_800_000);
    const inputs$ = new Subject<OrderInput>();
    let updates = 0;
    const updates$ = new Subject<TrackedUpdate>();
    const subscription = inputs$
      .pipe(
        trackOrders(),
        tap(() => updates++),
      )
      .subscribe(updates$);
    const next = (order: number, make: (where: object) => OneOrderInput): void => {
      const where = {
        clientId: clientOrderId(`c${order}`),
        venueId: orderId(`v${order}`),
        receivedAt: order,
      };
      inputs$.next(make(where));
    };
    for (let order = 0; order < OPEN; order++) {
      next(order, (where) => submitted({}, { ...where, venueId: undefined }));
      next(order, acknowledged);
    }
    const heaps: number[] = [];
    for (let order = OPEN; order < OPEN + FINISHED; order++) {
      next(order, (where) => submitted({}, { ...where, venueId: undefined }));
      next(order, (where) => filled(trade('t1', '100'), where));
      if (order % 100_000 === 0) heaps.push(process.memoryUsage().heapUsed);
    }
    expect(updates).to.equal(2 * (OPEN + FINISHED));
    // One that is open is known still; one that ended long ago is taken for somebody else's.
    const adopted: boolean[] = [];
    const listening = updates$.subscribe(({ order }) => adopted.push(order.adopted));
    next(0, (where) => filled(trade('t1', '1'), where));
    next(OPEN, (where) => filled(trade('t2', '1'), where));
    expect(adopted).to.deep.equal([false, true]);
    listening.unsubscribe();
    subscription.unsubscribe();
    // A million orders that stayed would take a gigabyte.
    expect(Math.max(...heaps) - heaps[0]!).to.be.below(200_000_000);
  });
});
