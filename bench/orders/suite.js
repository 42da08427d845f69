import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

import { refuseUnknown } from '../options.js';
import { machine } from '../report/machine.js';
import { spread } from '../report/summary.js';
import { contenders } from './contenders/index.js';
import { chunk, measureJournal } from './measureJournal.js';
import { measureMemory } from './measureMemory.js';
import { timeEach, timeSlice } from './measureTimes.js';
import { ordersMarkdown } from './markdown.js';

/** @typedef {import('./measureTimes.js').Named} Named */
/** @typedef {import('../report/summary.js').Spread} Spread */

/**
 * @typedef {object} OrdersTimes
 * @property {number} open
 * @property {{ name: string, inputs: number, cpuNs: Spread, toYardstick: Spread, toTextbook: Spread, inputsPerSecond: number,
 *   p99Ns: number, medianNs: number }[]} results
 */
/** @typedef {{ name: string, open: number, toFewest: Spread }} Growth CPU time an input over that with the fewest open orders */
/** @typedef {Awaited<ReturnType<typeof measureJournal>>} WrittenAll */

const yardstick = 'JSON.parse';
const baseline = 'textbook';
const levels = [10, 1000, 10_000];

/** Measures orders, prints it and, if it was all and in full, keeps it. @param {ReturnType<typeof import('../options.js').readOptions>} options */
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
  const slices = levels.flatMap((open) => named.map((one) => ({ ...one, open })));
  /** @type {Map<string, number[]>} */ const cpu = new Map();
  /** @type {Map<string, { median: number, p99: number }[]>} */ const each = new Map();
  /** @type {Map<string, number>} */ const inputs = new Map();
  const keyOf = (/** @type {string} */ name, /** @type {number} */ open) => `${name} ${open}`;
  for (const one of named) await timeSlice(one, { orders: 5000, open: 1000, seed: 1 });
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let turn = 0; turn < slices.length; turn++) {
      const slice = slices[(repeat * 5 + turn) % slices.length];
      if (slice === undefined) continue;
      const { name, open } = slice;
      console.error(`repeat ${repeat + 1}, ${open} open: ${name} ...`);
      const key = keyOf(name, open);
      const taken = await timeSlice(slice, { orders, open, seed: 100 + repeat });
      inputs.set(key, taken.inputs);
      cpu.set(key, [...(cpu.get(key) ?? []), taken.cpuNs / taken.inputs]);
      const single = await timeEach(slice, {
        orders: Math.min(orders, 2 * open + 10_000),
        open,
        seed: 200 + repeat,
      });
      each.set(key, [...(each.get(key) ?? []), single]);
    }
  }
  const of = (/** @type {string} */ name, /** @type {number} */ open) => cpu.get(keyOf(name, open)) ?? [];
  const over = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    spread(a.map((ns, i) => ns / Number(b[i])));
  return {
    levels: levels.map((open) => ({
      open,
      results: named.map(({ name }) => {
        const singles = each.get(keyOf(name, open)) ?? [];
        const cpuNs = spread(of(name, open));
        return {
          name,
          inputs: inputs.get(keyOf(name, open)) ?? 0,
          cpuNs,
          toYardstick: over(of(name, open), of(yardstick, open)),
          toTextbook: over(of(name, open), of(baseline, open)),
          inputsPerSecond: 1e9 / cpuNs.median,
          medianNs: spread(singles.map(({ median }) => median)).median,
          p99Ns: spread(singles.map(({ p99 }) => p99)).median,
        };
      }),
    })),
    growth: named.map(({ name }) => ({
      name,
      toFewest: levels.map((open) => over(of(name, open), of(name, Number(levels[0])))),
    })),
  };
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
