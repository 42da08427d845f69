import { instruments } from '../traffic/instruments.js';
import { generateTraffic } from '../traffic/generateTraffic.js';
import { collectGarbage } from './collectGarbage.js';

/** @typedef {import('../contenders/index.js').Contender} Contender */
/** @typedef {import('../scenarios.js').Scenario} Scenario */
/**
 * @typedef {object} Memory
 * @property {string} name
 * @property {number} bytesPerBook
 * @property {number} bytesPerLevel
 * @property {number} [bytesPerVersion] what each of the last 1,000 versions of a book costs beyond the current one
 */

const levels = 1000;
const messagesPerBook = 20;
const versionsKept = 1000;

/** @param {number} books @returns {Scenario} */
const memoryScenario = (books) => ({
  name: 'memory',
  title: `${books} books x 1,000 levels a side`,
  instruments: instruments(books),
  levels,
  changes: 'uniform',
  messages: books * messagesPerBook,
});

/** Heap and array buffers in use. */
async function usedBytes() {
  await collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * What books cost in memory after their snapshot and some messages each.
 * @param {{ name: string, contender: Contender }} named @param {number} books @returns {Promise<Memory>}
 */
export async function measureMemory({ name, contender }, books) {
  await grownBy(contender, memoryScenario(10)); // code, caches and type feedback are not the books'
  const bytesPerBook = (await grownBy(contender, memoryScenario(books))) / books;
  const bytesPerVersion = await versionBytes(contender);
  return {
    name,
    bytesPerBook,
    bytesPerLevel: bytesPerBook / (2 * levels),
    ...(bytesPerVersion && { bytesPerVersion }),
  };
}

/** @param {Contender} contender @param {Scenario} scenario */
async function grownBy(contender, scenario) {
  const traffic = generateTraffic(scenario, 1);
  const books = contender.create(scenario.instruments, levels);
  const before = await usedBytes();
  scenario.instruments.forEach(({ symbol }, i) => books.snapshot(symbol, traffic.snapshots.text(i)));
  for (let i = 0; i < traffic.frames.length; i++) books.onFrame(traffic.frames.text(i));
  const grown = (await usedBytes()) - before;
  // Read after the measurement, so that the books are alive until then.
  const best = new Float64Array(4);
  books.readBest(best, 0);
  if (!(Number(best[0]) < Number(best[2]))) throw new Error('crossed');
  books.close?.();
  return grown;
}

/** @param {Contender} contender */
async function versionBytes(contender) {
  const scenario = { ...memoryScenario(1), messages: 5 * versionsKept };
  const traffic = generateTraffic(scenario, 2);
  const books = contender.create(scenario.instruments, levels);
  if (books.version === undefined) return undefined;
  books.snapshot('BTCUSDT', traffic.snapshots.text(0));
  /** @type {unknown[]} */
  const kept = Array.from({ length: versionsKept });
  for (let i = 0; i < traffic.frames.length; i++) {
    books.onFrame(traffic.frames.text(i));
    kept[i % versionsKept] = books.version();
  }
  // A frame that changes nothing may give the same book again; all others give a new one.
  if (new Set(kept).size < 0.9 * versionsKept) throw new Error('versions are not values of their own');
  const all = await usedBytes();
  kept.fill(undefined);
  const current = await usedBytes();
  books.close?.();
  return (all - current) / versionsKept;
}
