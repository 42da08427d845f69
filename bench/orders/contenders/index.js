/** @typedef {import('../load.js').OneOrderInput} OneOrderInput */
/** @typedef {import('../load.js').Shown} Shown */

/**
 * Orders as one contender tracks them.
 * @typedef {object} Tracker
 * @property {(input: OneOrderInput) => unknown} prepare an input in the form that it takes; undefined for one that it has no
 *   use of; not timed
 * @property {(item: any) => unknown} take one of those; gives the order as it is then; timed
 * @property {(items: unknown[]) => void} [takeAll] many at once, to get where measuring begins; not timed
 * @property {(order: any) => Partial<Shown>} [read] what it shows of an order that `take` gave; not timed
 * @property {() => void} [close]
 */

/**
 * @typedef {object} Contender
 * @property {(options: { open: number }) => Tracker} create for so many open orders
 * @property {(load: { orders: number, open: number }) => number} [limit] how many inputs are measured, of those that follow when all orders are open:
 *   for those that would take hours
 * @property {(open: number) => number} [kept] how many orders it keeps when all have ended; undefined for one that has none
 */

/** Orders that have ended and are kept, by every contender that lets go of any: the default of `trackOrders`. */
export const keepFinished = 1000;

/** Takes the id of an order that has ended; gives that of the one to let go of, if there is one. @returns {(id: string) => string | undefined} */
export function keptIds() {
  /** @type {string[]} */ const ids = [];
  return (id) => (ids.push(id) > keepFinished ? ids.shift() : undefined);
}

/**
 * All contenders, the yardstick first. A module is loaded only when its contender runs.
 * @type {readonly { name: string, load: () => Promise<Contender> }[]}
 */
export const contenders = [
  { name: 'JSON.parse', load: async () => (await import('./jsonParse.js')).jsonParse },
  { name: 'orderflow', load: async () => (await import('./orderflow.js')).orderflow },
  { name: 'textbook', load: async () => (await import('./textbook.js')).textbook },
  { name: 'immutable', load: async () => (await import('./immutable.js')).immutable },
  { name: 'immer', load: async () => (await import('./immer.js')).immer },
  { name: 'ccxt', load: async () => (await import('./ccxt.js')).ccxt },
];
