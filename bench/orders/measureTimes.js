import { collectGarbage } from '../measure/collectGarbage.js';
import { inputsPerOrder, Load, shownOf } from './load.js';

/** @typedef {import('./contenders/index.js').Contender} Contender */
/** @typedef {import('./contenders/index.js').Tracker} Tracker */
/** @typedef {{ name: string, contender: Contender }} Named */
/** @typedef {{ orders: number, open: number, seed: number }} LoadOptions */

/** What one contender took for one load. @typedef {{ inputs: number, cpuNs: number, wallNs: number }} Slice */

/** Inputs are made, and checked, so many at a time: so few that none that is finished is let go before it is read. */
const chunk = 3000;

/**
 * One load through one contender. Inputs are made and prepared chunk by chunk, between the timed parts, and moved to the
 * old generation, so that collecting them is not timed; what the contender leaves is.
 * @param {Named} named @param {LoadOptions} options @returns {Promise<Slice>}
 */
export async function timeSlice({ name, contender }, options) {
  const load = new Load(options);
  const tracker = contender.create(options);
  const most = contender.limit?.(options.open) ?? Infinity;
  if (most < options.orders * inputsPerOrder) goTo(load, tracker, options);
  await collectGarbage();
  const slice = { inputs: 0, cpuNs: 0, wallNs: 0 };
  while (slice.inputs < most) {
    const { inputs, lives } = load.next(Math.min(chunk, most - slice.inputs));
    if (inputs.length === 0) break;
    const items = inputs.map(tracker.prepare);
    collectYoung();
    const wall = process.hrtime.bigint();
    const cpu = process.cpuUsage();
    const orders = takeEach(tracker, items);
    const { user, system } = process.cpuUsage(cpu);
    slice.wallNs += Number(process.hrtime.bigint() - wall);
    slice.cpuNs += (user + system) * 1000;
    slice.inputs += inputs.length;
    check(name, tracker, { items, orders, lives });
  }
  tracker.close?.();
  return slice;
}

/** The timed part. @param {Tracker} tracker @param {unknown[]} items @returns {unknown[]} */
function takeEach(tracker, items) {
  const orders = new Array(items.length);
  for (let i = 0; i < items.length; i++) if (items[i] !== undefined) orders[i] = tracker.take(items[i]);
  return orders;
}

/**
 * How long single inputs take, the reading of the clock included, in nanoseconds: the median, and what one of 100 takes
 * longer than.
 * @param {Named} named @param {LoadOptions} options
 */
export async function timeEach({ contender }, options) {
  const load = new Load(options);
  const tracker = contender.create(options);
  const most = contender.limit?.(options.open) ?? Infinity;
  // The first tenth is not counted: few orders are open in it.
  goTo(load, tracker, options);
  await collectGarbage();
  /** @type {number[]} */ const times = [];
  while (times.length < most) {
    const items = load.next(chunk).inputs.map(tracker.prepare);
    if (items.length === 0) break;
    collectYoung();
    for (const item of items) {
      if (item === undefined) continue;
      const start = performance.now();
      tracker.take(item);
      times.push((performance.now() - start) * 1e6);
    }
  }
  tracker.close?.();
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => Number(times[Math.floor(share * (times.length - 1))]);
  return { median: at(0.5), p99: at(0.99) };
}

/** Not timed: until as many orders are open as are to be, and as many have ended as are kept. @param {Load} load @param {Tracker} tracker @param {LoadOptions} options */
export function goTo(load, tracker, { open, orders }) {
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
