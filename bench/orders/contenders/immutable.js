// The textbook's records in one immutable.js Map: as with a store, every version of the whole can be kept.
import { Map as ImmutableMap } from 'immutable';

import { keepFinished, keptIds } from './index.js';
import { next, readPlain } from './textbook.js';

/** @type {import('./index.js').Contender} */
export const immutable = {
  kept: () => keepFinished,
  create() {
    /** @type {ImmutableMap<string, import('./textbook.js').PlainOrder>} */ let orders = ImmutableMap();
    const keep = keptIds();
    return {
      prepare: (input) => input,
      take(/** @type {import('./textbook.js').OneOrderInput & { clientId: string }} */ input) {
        const { clientId } = input;
        const order = next(orders.get(clientId), input);
        orders = orders.set(clientId, order);
        const gone = input._tag === 'orderReported' ? keep(clientId) : undefined;
        if (gone !== undefined) orders = orders.delete(gone);
        return order;
      },
      read: readPlain,
    };
  },
};
