// orderflow as a user has it: inputs are pushed through trackOrders() with its defaults, and the subscriber gets the order
// and its events. Checked in each of its updates, and told: repeats, late news, contradictions, more filled than ordered.
import { Subject } from 'rxjs';

import { executedBase, executedQuote, orderStatus, trackOrders } from '../../../dist/index.js';
import { keepFinished } from './index.js';

/** @typedef {import('../../../dist/index.js').Order} Order */

/** @type {import('./index.js').Contender} */
export const orderflow = {
  kept: () => keepFinished,
  create() {
    /** @type {Subject<import('../load.js').OneOrderInput>} */ const inputs$ = new Subject();
    /** @type {Order | undefined} */ let last;
    let anomalies = 0;
    const subscription = inputs$.pipe(trackOrders()).subscribe(({ order, events }) => {
      last = order;
      for (const { _tag } of events) if (_tag === 'anomaly') anomalies++;
    });
    return {
      prepare: (input) => input,
      take(input) {
        inputs$.next(input);
        return last;
      },
      read: readOrder,
      close() {
        subscription.unsubscribe();
        if (anomalies > 0) throw new Error(`${anomalies} anomalies were told, and there are none`);
      },
    };
  },
};

/** @param {Order} order @returns {import('../load.js').Shown} */
export const readOrder = (order) => ({
  status: orderStatus(order),
  base: executedBase(order).toFixed(),
  quote: executedQuote(order).toFixed(),
  fee: order.fees[0]?.amount.toFixed() ?? '0',
});
