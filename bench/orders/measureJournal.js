import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { collectGarbage } from '../measure/collectGarbage.js';
import { spread } from '../report/summary.js';
import { Load } from './load.js';
import { inMemory, journal, sqlite } from './writers.js';

/** @typedef {import('./writers.js').Writer} Writer */
/** @typedef {import('../report/summary.js').Spread} Spread */
/** @typedef {{ orders: number, open: number, seed: number, turn: number }} JournalOptions */

/**
 * @typedef {object} Written
 * @property {string} name
 * @property {Spread} wallUs microseconds an input, chunk by chunk, waiting for the disk included
 * @property {Spread} cpuUs of which the process worked
 * @property {{ wall: number, cpu: number }} toSqlite time over that of SQLite alone: the median of the chunks' ratios
 * @property {{ wall: number, cpu: number }} toMemory time over that of the same without a journal
 * @property {number | undefined} p99Ms from an input to its update
 * @property {number} lateToEarly wall time of the last tenth of chunks over that of the first
 * @property {number | undefined} bytesPerOrder on the disk, when it is closed
 */

/** Microseconds an input, of each chunk. @typedef {{ wall: number[], cpu: number[] }} Times */

/** Inputs that come in one turn where all come at once, and those between two measurements. */
export const chunk = 10_000;

/**
 * One load through orderflow with a journal, through orderflow without one, and as rows into SQLite: chunk by chunk, in
 * turns. Each has orders, or a file, of its own, which grows from chunk to chunk.
 * @param {JournalOptions} options @returns {Promise<Written[]>}
 */
export async function measureJournal({ turn, ...options }) {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-bench-'));
  try {
    const writers = [inMemory(), journal(join(folder, 'journal')), sqlite(join(folder, 'sqlite'))];
    const load = new Load(options);
    const slices = writers.map((writer) => ({
      writer,
      wall: /** @type {number[]} */ ([]),
      cpu: /** @type {number[]} */ ([]),
    }));
    await collectGarbage();
    for (let round = 0; ; round++) {
      const { inputs, lives } = load.next(chunk);
      if (inputs.length === 0) break;
      for (let i = 0; i < slices.length; i++) {
        const slice = /** @type {(typeof slices)[number]} */ (slices[(round + i) % slices.length]);
        const items = inputs.map(slice.writer.prepare);
        const start = process.hrtime.bigint();
        const before = process.cpuUsage();
        await writeAll(slice.writer, items, turn);
        const { user, system } = process.cpuUsage(before);
        slice.wall.push(Number(process.hrtime.bigint() - start) / 1e3 / inputs.length);
        slice.cpu.push((user + system) / inputs.length);
        slice.writer.check(lives);
      }
    }
    const [memory, , floor] = slices;
    return slices.map((slice) => {
      const { writer, wall, cpu } = slice;
      writer.close();
      const tenth = Math.max(1, Math.floor(wall.length / 10));
      return {
        name: writer.name,
        wallUs: spread(wall),
        cpuUs: spread(cpu),
        toSqlite: over(slice, floor),
        toMemory: over(slice, memory),
        p99Ms: turn < chunk ? writer.p99Ms?.() : undefined,
        lateToEarly: spread(wall.slice(-tenth)).median / spread(wall.slice(0, tenth)).median,
        bytesPerOrder: writer.file === undefined ? undefined : statSync(writer.file).size / options.orders,
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** So many inputs a turn of the event loop, until all that came of them is told and written. @param {Writer} writer @param {readonly unknown[]} items @param {number} turn */
async function writeAll(writer, items, turn) {
  for (let from = 0; from < items.length; from += turn) {
    writer.take(items.slice(from, from + turn));
    if (from + turn < items.length) await nextTurn();
  }
  while (!writer.isDone()) await nextTurn();
}

/** @param {Times} a @param {Times | undefined} b */
function over(a, b) {
  const ratio = (/** @type {readonly number[]} */ x, /** @type {readonly number[] | undefined} */ y) =>
    spread(x.map((us, i) => us / Number(y?.[i]))).median;
  return { wall: ratio(a.wall, b?.wall), cpu: ratio(a.cpu, b?.cpu) };
}
