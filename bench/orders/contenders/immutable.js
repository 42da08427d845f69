// The textbook's records in one immutable.js Map: as with a store, every version of the whole can be kept.
import { Map as ImmutableMap } from 'immutable';

import { keepFinished } from './index.js';
import { next, readPlain } from './textbook.js';

/** @type {import('./index.js').Contender} */
export const immutable = {
  kept: () => keepFinished,
  create() {
    /** @type {ImmutableMap<string, import('./textbook.js').PlainOrder>} */ let orders = ImmutableMap();
    /** @type {Set<string>} */ const finished = new Set();
    return {
      prepare: (input) => input,
      take(/** @type {import('./textbook.js').OneOrderInput & { clientId: string }} */ input) {
        const { clientId } = input;
        const order = next(orders.get(clientId), input);
        orders = orders.set(clientId, order);
        if (order.status === 'filled') finished.add(clientId);
        for (const oldest of finished) {
          if (finished.size <= keepFinished) break;
          finished.delete(oldest);
          orders = orders.delete(oldest);
        }
        return order;
      },
      read: readPlain,
    };
  },
};
