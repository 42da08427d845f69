// The textbook's record, changed in a draft of immer: one collection of all orders, by client id, as in a store. For each
// input immer copies the object that holds all orders. Frozen, as is its default.
import { produce } from 'immer';
import { Decimal } from 'decimal.js';

import { keepFinished, keptIds } from './index.js';
import { next, readPlain } from './textbook.js';

/** @typedef {import('./textbook.js').OneOrderInput & { clientId: string }} Input */
/** @typedef {import('./textbook.js').PlainOrder} PlainOrder */
/** @typedef {{ readonly orders: Readonly<Record<string, PlainOrder>> }} State */

/** @param {import('immer').Draft<State>} state @param {ReturnType<typeof keptIds>} keep @param {Input} input */
function apply(state, keep, input) {
  const { clientId, receivedAt } = input;
  const order = state.orders[clientId];
  if (order === undefined) {
    state.orders[clientId] = /** @type {import('immer').Draft<PlainOrder>} */ (next(undefined, input));
    return;
  }
  order.updatedAt = receivedAt;
  if (input._tag === 'submitAcknowledged') {
    order.venueId = input.venueId;
    order.status = 'open';
  } else if (input._tag === 'orderReported') {
    order.status = input.status;
  } else if (input._tag === 'fill') {
    const { fill } = input;
    order.fills.push(/** @type {(typeof order.fills)[number]} */ (fill));
    order.base = order.base.plus(fill.amount);
    order.quote = order.quote.plus(fill.amount.times(fill.price));
    for (const { token, amount } of fill.fees)
      order.fees[token] = (order.fees[token] ?? new Decimal(0)).plus(amount);
    order.status = order.base.gte(order.terms.amount) ? 'filled' : 'partiallyFilled';
  }
  const gone = input._tag === 'orderReported' ? keep(clientId) : undefined;
  if (gone !== undefined) delete state.orders[gone];
}

/** @type {import('./index.js').Contender} */
export const immer = {
  kept: () => keepFinished,
  limit: ({ orders, open }) => Math.round((50 * orders) / (open + keepFinished)),
  create() {
    /** @type {State} */ let state = { orders: {} };
    const keep = keptIds();
    return {
      prepare: (input) => input,
      take(/** @type {Input} */ input) {
        state = produce(state, (draft) => apply(draft, keep, input));
        return state.orders[input.clientId];
      },
      takeAll(items) {
        state = produce(state, (draft) => {
          for (const input of /** @type {Input[]} */ (items)) apply(draft, keep, input);
        });
      },
      read: readPlain,
    };
  },
};
