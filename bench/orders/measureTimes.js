import { collectGarbage } from '../measure/collectGarbage.js';
import { inputsPerOrder, Load, shownOf } from './load.js';

/** @typedef {import('./contenders/index.js').Contender} Contender */
/** @typedef {import('./contenders/index.js').Tracker} Tracker */
/** @typedef {{ name: string, contender: Contender }} Named */
/** @typedef {{ orders: number, open: number, seed: number }} LoadOptions */

/**
 * What one contender took for one load.
 * @typedef {object} Slice
 * @property {number} inputs
 * @property {number} cpuNs the process's CPU time for them, collecting garbage included, on whatever thread
 * @property {number[]} singles of inputs that were timed one by one, and are not in the others: nanoseconds on the wall
 */

/** Inputs are made, and checked, so many at a time: so few that none that is finished is let go before it is read. */
const chunk = 3000;
/** Every so many chunks, inputs are timed one by one. */
const singlesEvery = 10;

/**
 * One load through one contender. Inputs are made and prepared chunk by chunk, between the timed parts, and moved to the
 * old generation, so that collecting them is not timed; what the contender leaves is.
 * @param {Named} named @param {LoadOptions} options @returns {Promise<Slice>}
 */
export async function timeSlice({ name, contender }, options) {
  const load = new Load(options);
  const tracker = contender.create(options);
  const most = contender.limit?.(options) ?? Infinity;
  if (most < options.orders * inputsPerOrder) goTo(load, tracker, options);
  await collectGarbage();
  const size = Math.min(chunk, Math.ceil(most / singlesEvery));
  /** @type {Slice} */ const slice = { inputs: 0, cpuNs: 0, singles: [] };
  for (let taken = 0, round = 1; taken < most; taken += size, round++) {
    const { inputs, lives } = load.next(size);
    if (inputs.length === 0) break;
    const items = inputs.map(tracker.prepare);
    collectYoung();
    const orders =
      round % singlesEvery === 0 ? takeOneByOne(tracker, items, slice) : takeEach(tracker, items, slice);
    check(name, tracker, { items, orders, lives });
  }
  tracker.close?.();
  return slice;
}

/**
 * A tracker with a few open orders, to be closed at the end. In a program there always is one; where the last is gone and
 * garbage is collected, V8 forgets the shapes of its values, and makes the code for them anew.
 * @param {Named} named @returns {Tracker}
 */
export function keepAlive({ contender }) {
  const options = { orders: 1000, open: 10, seed: 2 };
  const tracker = contender.create(options);
  const items = new Load(options).next(chunk).inputs.map(tracker.prepare);
  for (const item of items) if (item !== undefined) tracker.take(item);
  return tracker;
}

/** @param {Tracker} tracker @param {unknown[]} items @param {Slice} slice @returns {unknown[]} the order after each */
function takeEach(tracker, items, slice) {
  const orders = new Array(items.length);
  const before = process.cpuUsage();
  for (let i = 0; i < items.length; i++) if (items[i] !== undefined) orders[i] = tracker.take(items[i]);
  const { user, system } = process.cpuUsage(before);
  slice.cpuNs += (user + system) * 1000;
  slice.inputs += items.length;
  return orders;
}

/** @param {Tracker} tracker @param {unknown[]} items @param {Slice} slice @returns {unknown[]} */
function takeOneByOne(tracker, items, { singles }) {
  return items.map((item) => {
    if (item === undefined) return undefined;
    const start = performance.now();
    const order = tracker.take(item);
    singles.push((performance.now() - start) * 1e6);
    return order;
  });
}

/** Not timed: until as many orders are open as are to be, and as many have ended as are kept. @param {Load} load @param {Tracker} tracker @param {LoadOptions} options */
function goTo(load, tracker, { open, orders }) {
  const from = Math.min(open + 1000, orders);
  while (load.begun < from) {
    const items = load
      .next(chunk)
      .inputs.map(tracker.prepare)
      .filter((item) => item !== undefined);
    if (tracker.takeAll === undefined) for (const item of items) tracker.take(item);
    else tracker.takeAll(items);
  }
}

const collectYoung = () => {
  const collect = /** @type {(options: { type: 'minor' }) => void} */ (globalThis.gc);
  // What lives through two of them is young no more.
  collect({ type: 'minor' });
  collect({ type: 'minor' });
};

/**
 * Compares what a contender shows of each order after its last input of a chunk with what is right.
 * @param {string} name @param {Tracker} tracker
 * @param {{ items: unknown[], orders: unknown[], lives: import('./load.js').Life[] }} chunk
 */
function check(name, tracker, { items, orders, lives }) {
  if (tracker.read === undefined) return;
  /** @type {Map<import('./load.js').Life, number>} */ const lastOf = new Map();
  for (const [i, life] of lives.entries()) if (items[i] !== undefined) lastOf.set(life, i);
  for (const [life, i] of lastOf) {
    /** @type {Record<string, string>} */ const right = shownOf(life);
    for (const [what, shown] of Object.entries(tracker.read(orders[i]))) {
      if (shown === right[what]) continue;
      throw new Error(`${name} shows ${what} ${shown} of order ${life.clientId}, and it is ${right[what]}`);
    }
  }
}
