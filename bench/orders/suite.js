import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

import { refuseUnknown } from '../options.js';
import { machine } from '../report/machine.js';
import { spread } from '../report/summary.js';
import { contenders } from './contenders/index.js';
import { chunk, measureJournal } from './measureJournal.js';
import { measureMemory } from './measureMemory.js';
import { keepAlive, timeSlice } from './measureTimes.js';
import { ordersMarkdown } from './markdown.js';

/** @typedef {import('./measureTimes.js').Named} Named */
const yardstick = 'JSON.parse';
const baseline = 'textbook';
const levels = [10, 1000, 10_000];

/** Measures orders, prints it and, if it was all, keeps it. @param {ReturnType<typeof import('../options.js').readOptions>} options */
export async function runOrdersSuite({ mode, repeats, only, contenders: names, whole }) {
  refuseUnknown('part', only, ['times', 'memory', 'journal']);
  refuseUnknown(
    'contender',
    names,
    contenders.map(({ name }) => name),
  );
  const orders = mode === 'full' ? 100_000 : 20_000;
  const named = await load(names);
  const isWanted = (/** @type {string} */ part) => only?.includes(part) ?? true;
  const report = {
    date: new Date().toISOString().slice(0, 10),
    mode,
    repeats,
    orders,
    machine: machine(['immer', 'immutable', 'better-sqlite3']),
    loadBefore: Number(loadavg()[0]),
    times: isWanted('times') ? await measureTimes(named, orders, repeats) : undefined,
    memory: isWanted('memory') ? await measureAll(named, orders) : undefined,
    journal: isWanted('journal') ? await measureJournals(mode === 'full' ? orders : orders / 4) : undefined,
    loadAfter: Number(loadavg()[0]),
  };
  const text = ordersMarkdown(report);
  console.log(text);
  if (!whole) return;
  const results = new URL('../results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('orders.json', results), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(new URL('orders.md', results), text);
}

/** @typedef {Awaited<ReturnType<typeof measureTimes>>} Times */

/** @param {string[] | undefined} names @returns {Promise<Named[]>} */
function load(names) {
  const wanted = contenders.filter(({ name }) => names?.includes(name) ?? true);
  const needed = contenders.filter(({ name }) => name === yardstick || name === baseline);
  const all = contenders.filter((one) => wanted.includes(one) || needed.includes(one));
  return Promise.all(all.map(async ({ name, load: get }) => ({ name, contender: await get() })));
}

/** All contenders with each number of open orders, one after the other, starting with another one in each repeat. @param {Named[]} named @param {number} orders @param {number} repeats */
async function measureTimes(named, orders, repeats) {
  const turns = levels.flatMap((open) => named.map((one) => ({ ...one, open })));
  /** @type {Map<string, import('./measureTimes.js').Slice[]>} */ const slices = new Map();
  const of = (/** @type {string} */ name, /** @type {number} */ open) => slices.get(`${name} ${open}`) ?? [];
  for (const one of named) await timeSlice(one, { orders: 5000, open: 1000, seed: 1 });
  const alive = named.map(keepAlive);
  for (let repeat = 0; repeat < repeats; repeat++) {
    // Each repeat starts as many further as makes it start at another number of open orders too.
    const start = repeat * (named.length + 1);
    for (const [turn] of turns.entries()) {
      const next = turns[(start + turn) % turns.length];
      if (next === undefined) continue;
      console.error(`repeat ${repeat + 1}, ${next.open} open: ${next.name} ...`);
      const slice = await timeSlice(next, { orders, open: next.open, seed: 100 + repeat });
      slices.set(`${next.name} ${next.open}`, [...of(next.name, next.open), slice]);
    }
  }
  for (const tracker of alive) tracker.close?.();
  const nsOf = (/** @type {string} */ name, /** @type {number} */ open) =>
    of(name, open).map(({ cpuNs, inputs }) => cpuNs / inputs);
  const over = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    spread(a.map((ns, i) => ns / Number(b[i])));
  const fewest = Number(levels[0]);
  return levels.map((open) => ({
    open,
    results: named.map(({ name }) => {
      const cpuNs = spread(nsOf(name, open));
      const singles = of(name, open)
        .flatMap((slice) => slice.singles)
        .sort((a, b) => a - b);
      const at = (/** @type {number} */ share) => Number(singles[Math.floor(share * (singles.length - 1))]);
      return {
        name,
        inputs: Number(of(name, open)[0]?.inputs),
        cpuNs,
        inputsPerSecond: 1e9 / cpuNs.median,
        toYardstick: over(nsOf(name, open), nsOf(yardstick, open)),
        toTextbook: over(nsOf(name, open), nsOf(baseline, open)),
        toFewestOpen: over(nsOf(name, open), nsOf(name, fewest)),
        singles: { count: singles.length, medianNs: at(0.5), p99Ns: at(0.99) },
      };
    }),
  }));
}

/** @param {Named[]} named @param {number} orders */
async function measureAll(named, orders) {
  const results = [];
  for (const one of named.filter(({ contender }) => contender.kept !== undefined)) {
    console.error(`memory: ${one.name} ...`);
    results.push(await measureMemory(one, orders));
  }
  return results;
}

/** @param {number} orders */
async function measureJournals(orders) {
  const results = [];
  for (const turn of [chunk, 100]) {
    for (const open of levels) {
      console.error(`journal: ${turn} inputs a turn, ${open} open ...`);
      results.push({ orders, turn, open, written: await measureJournal({ orders, open, turn, seed: 300 }) });
    }
  }
  return results;
}
