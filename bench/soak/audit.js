import { Decimal } from 'decimal.js';

/** The events that end an order. */
const ENDS = new Set(['completed', 'cancelled', 'expired', 'failed']);

/** What the ledger's words are here. */
const END_OF = { filled: 'completed', cancelled: 'cancelled', expired: 'expired' };

/** @typedef {{ readonly clientId: string, readonly tag: string, readonly tradeId?: string, readonly amount?: string, readonly price?: string }} ToldEvent */

/** @typedef {{
 *   readonly orders: readonly { readonly clientId: string, readonly orderId: number, readonly symbol: string, readonly status: string }[],
 *   readonly fills: readonly { readonly orderId: number, readonly symbol: string, readonly tradeId: number, readonly amount: string, readonly price: string }[],
 *   readonly balances: readonly (readonly [string, { readonly total: string }])[],
 * }} PlainLedger a ledger whose decimals are texts */

/**
 * Holds what a connector told of orders to the exchange's own ledger: each order was created once and ended once, as there;
 * each fill was told once, with its amount and price, and no other was.
 *
 * @param {readonly ToldEvent[]} events
 * @param {PlainLedger} ledger
 */
export function audit(events, ledger) {
  /** @type {Map<string, ToldEvent[]>} */
  const byOrder = new Map();
  for (const event of events) {
    byOrder.set(event.clientId, [...(byOrder.get(event.clientId) ?? []), event]);
  }
  /** @type {string[]} */
  const lost = [];
  /** @type {string[]} */
  const doubled = [];
  /** @type {string[]} */
  const wrong = [];
  for (const order of ledger.orders) {
    const told = byOrder.get(order.clientId) ?? [];
    const fills = ledger.fills.filter(
      (fill) => fill.orderId === order.orderId && fill.symbol === order.symbol,
    );
    once(told, 'created', order.clientId);
    const end = END_OF[/** @type {'filled'} */ (order.status)];
    const ends = told.filter(({ tag }) => ENDS.has(tag)).map(({ tag }) => tag);
    if (end !== undefined && !ends.includes(/** @type {any} */ (end))) lost.push(`${order.clientId}: ${end}`);
    if (ends.length > 1) doubled.push(`${order.clientId}: ${ends.join(', ')}`);
    if (end === undefined && ends.length > 0)
      wrong.push(`${order.clientId} is ${order.status}, told ${ends[0]}`);
    for (const { tradeId, amount, price } of fills) {
      const name = `${order.clientId}: trade ${tradeId}`;
      const same = told.filter((event) => event.tag === 'filled' && event.tradeId === String(tradeId));
      if (same.length === 0) lost.push(name);
      if (same.length > 1) doubled.push(name);
      for (const event of same)
        if (!new Decimal(amount).eq(event.amount ?? 0) || !new Decimal(price).eq(event.price ?? 0))
          wrong.push(name);
    }
    const count = told.filter(({ tag }) => tag === 'filled').length;
    if (count > fills.length) doubled.push(`${order.clientId}: ${count} fills told, ${fills.length} there`);
    byOrder.delete(order.clientId);
  }
  // What never reached the exchange has failed, once; of some of it a rule was in the way.
  for (const [clientId, told] of byOrder) {
    const tags = told.map(({ tag }) => tag);
    if (tags.length !== 1 || tags[0] !== 'failed')
      wrong.push(`${clientId}, not at the exchange: ${tags.join(', ')}`);
  }
  const anomalies = events.filter(({ tag }) => tag === 'anomaly').length;
  return {
    orders: ledger.orders.length,
    fills: ledger.fills.length,
    neverThere: byOrder.size,
    lost,
    doubled,
    wrong,
    anomalies,
  };

  /** @param {readonly ToldEvent[]} told @param {string} tag @param {string} order */
  function once(told, tag, order) {
    const count = told.filter((event) => event.tag === tag).length;
    if (count === 0) lost.push(`${order}: ${tag}`);
    if (count > 1) doubled.push(`${order}: ${tag}`);
  }
}
