import { collectGarbage } from '../measure/collectGarbage.js';
import { Load } from './load.js';

/** @typedef {import('./measureTimes.js').Named} Named */
/**
 * @typedef {object} OrdersMemory
 * @property {string} name
 * @property {number | undefined} bytesPerOpen of an open order, with the fills that it has; undefined where orders that ended
 *   are not let go before those that are open
 * @property {number} bytesAtEnd of all that is left when all orders have ended
 * @property {number} kept so many orders
 */

const open = 10_000;

/** Heap and array buffers in use. */
async function usedBytes() {
  await collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * What an open order costs in memory, of 10,000, and what is left of all orders when they have ended.
 * @param {Named} named @param {number} orders @returns {Promise<OrdersMemory>}
 */
export async function measureMemory({ name, contender }, orders) {
  await grownBy(contender, 2000, 'end'); // code, caches and type feedback are not the orders'
  const bytesAtEnd = await grownBy(contender, orders, 'end');
  const kept = contender.kept?.(open) ?? 0;
  const whileOpen = kept > open ? undefined : await grownBy(contender, orders, 'open');
  return { name, bytesPerOpen: whileOpen && (whileOpen - bytesAtEnd) / open, bytesAtEnd, kept };
}

/** @param {Named['contender']} contender @param {number} orders @param {'open' | 'end'} until all have begun, or ended */
async function grownBy(contender, orders, until) {
  const before = await usedBytes();
  const tracker = contender.create({ open });
  feed(tracker, new Load({ orders, open, seed: 7 }), until);
  const grown = (await usedBytes()) - before;
  // Used after the measurement, so that the orders are alive until then.
  tracker.close?.();
  return grown;
}

/** @param {import('./contenders/index.js').Tracker} tracker @param {Load} load @param {'open' | 'end'} until */
function feed({ prepare, take, takeAll }, load, until) {
  while (until === 'end' || load.begun < load.orders) {
    const { inputs } = load.next(1000);
    if (inputs.length === 0) return;
    const items = inputs.map(prepare).filter((item) => item !== undefined);
    if (takeAll === undefined) for (const item of items) take(item);
    else takeAll(items);
  }
}
