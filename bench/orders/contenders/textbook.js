// What one writes in an afternoon: a Map of plain records, a new record for each input, sums of Decimals. It believes
// whatever comes, in the order in which it comes: it does not know repeats, late news, lost answers, orders that it did
// not submit or ids that disagree, and it tells no events.
import { Decimal } from 'decimal.js';

import { keepFinished, keptIds } from './index.js';

/** @typedef {import('../load.js').OneOrderInput} OneOrderInput */
/** @typedef {import('../load.js').Fill} Fill */

/**
 * @typedef {object} PlainOrder
 * @property {string} venue
 * @property {string} symbol
 * @property {string} clientId
 * @property {string | undefined} venueId
 * @property {import('../load.js').OrderTerms} terms
 * @property {string} status
 * @property {readonly Fill[]} fills
 * @property {Decimal} base
 * @property {Decimal} quote
 * @property {Readonly<Record<string, Decimal>>} fees by token
 * @property {number} updatedAt
 */

const nothing = new Decimal(0);

/** The order after an input. @param {PlainOrder | undefined} order @param {OneOrderInput} input @returns {PlainOrder} */
export function next(order, input) {
  const { receivedAt: updatedAt } = input;
  if (input._tag === 'submitRequested') {
    const { venue, symbol, clientId, terms } = input;
    const empty = { fills: [], base: nothing, quote: nothing, fees: {} };
    return {
      venue,
      symbol,
      clientId,
      venueId: undefined,
      terms,
      status: 'pendingCreate',
      ...empty,
      updatedAt,
    };
  }
  if (order === undefined) throw new Error('no such order');
  switch (input._tag) {
    case 'submitAcknowledged':
      return { ...order, venueId: input.venueId, status: 'open', updatedAt };
    case 'fill': {
      const { fill } = input;
      const base = order.base.plus(fill.amount);
      return {
        ...order,
        status: base.gte(order.terms.amount) ? 'filled' : 'partiallyFilled',
        fills: [...order.fills, fill],
        base,
        quote: order.quote.plus(fill.amount.times(fill.price)),
        fees: withFees(order.fees, fill.fees),
        updatedAt,
      };
    }
    case 'orderReported':
      return { ...order, status: input.status, updatedAt };
    default:
      throw new Error(`${input._tag} is not in the load`);
  }
}

/** @param {PlainOrder['fees']} totals @param {Fill['fees']} fees */
function withFees(totals, fees) {
  const sums = { ...totals };
  for (const { token, amount } of fees) sums[token] = (sums[token] ?? nothing).plus(amount);
  return sums;
}

/** @param {PlainOrder} order @returns {import('../load.js').Shown} */
export const readPlain = ({ status, base, quote, fees }) => ({
  status,
  base: base.toFixed(),
  quote: quote.toFixed(),
  fee: Object.values(fees)[0]?.toFixed() ?? '0',
});

/** @type {import('./index.js').Contender} */
export const textbook = {
  kept: () => keepFinished,
  create() {
    /** @type {Map<string, PlainOrder>} */ const orders = new Map();
    const keep = keptIds();
    return {
      prepare: (input) => input,
      take(/** @type {OneOrderInput & { clientId: string }} */ input) {
        const { clientId } = input;
        const order = next(orders.get(clientId), input);
        orders.set(clientId, order);
        const gone = input._tag === 'orderReported' ? keep(clientId) : undefined;
        if (gone !== undefined) orders.delete(gone);
        return order;
      },
      read: readPlain,
    };
  },
};
