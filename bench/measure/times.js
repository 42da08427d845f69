import { generateTraffic } from '../traffic/generateTraffic.js';
import { collectGarbage } from './collectGarbage.js';
import { driveBooks, driveParser, firstDifference } from './drive.js';

/** @typedef {import('../contenders/index.js').Contender} Contender */
/** @typedef {import('../scenarios.js').Scenario} Scenario */
/** @typedef {import('../traffic/generateTraffic.js').Traffic} Traffic */
/** @typedef {{ name: string, contender: Contender }} Named */

/**
 * Times all contenders on one scenario, one after the other in each repeat, starting with another one each time. All
 * of a repeat get the same traffic as new strings, of a seed of its own; books are built anew; garbage is collected
 * before each slice. The first round, on traffic of its own, is not counted: it warms the code up.
 * @param {Scenario} scenario
 * @param {readonly Named[]} contenders
 * @param {number} repeats
 * @returns {Promise<{ frameBytes: number, changes: number, seconds: Map<string, number[]> }>} per message; per repeat
 */
export async function measureTimes(scenario, contenders, repeats) {
  /** @type {Map<string, number[]>} */
  const seconds = new Map(contenders.map(({ name }) => [name, []]));
  const warmUp = generateTraffic(scenario, 1, Math.ceil(scenario.messages / 3));
  for (const named of contenders) await timeSlice(scenario, named, warmUp);
  let [bytes, changes] = [0, 0];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const traffic = generateTraffic(scenario, 1000 + repeat);
    bytes += traffic.frames.used;
    changes += traffic.changes;
    for (let turn = 0; turn < contenders.length; turn++) {
      const named = /** @type {Named} */ (contenders[(repeat + turn) % contenders.length]);
      seconds.get(named.name)?.push(await timeSlice(scenario, named, traffic));
    }
  }
  const messages = repeats * scenario.messages;
  return { frameBytes: bytes / messages, changes: changes / messages, seconds };
}

/** @param {Scenario} scenario @param {Contender} contender @param {Traffic} traffic */
function createBooks(scenario, contender, traffic) {
  const books = contender.create(scenario.instruments, scenario.levels);
  if (contender.hasBooks) {
    scenario.instruments.forEach(({ symbol }, i) => books.snapshot(symbol, traffic.snapshots.text(i)));
  }
  return books;
}

/** @param {Scenario} scenario @param {Named} named @param {Traffic} traffic @returns {Promise<number>} seconds */
async function timeSlice(scenario, { name, contender }, traffic) {
  const books = createBooks(scenario, contender, traffic);
  const frames = traffic.frames.texts();
  const symbols = Array.from(
    traffic.instrumentOf,
    (i) => /** @type {{ symbol: string }} */ (scenario.instruments[i]).symbol,
  );
  await collectGarbage();
  const start = process.hrtime.bigint();
  const sum = contender.hasBooks
    ? driveBooks(books, frames, symbols)
    : (driveParser(books, frames), traffic.checksum);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  books.close?.();
  if (sum !== traffic.checksum) {
    const again = createBooks(scenario, contender, traffic);
    const difference = firstDifference(again, traffic.frames.texts(), symbols, traffic.expected);
    throw new Error(
      `${name} has a wrong book in scenario "${scenario.name}": ${difference ?? 'but only when it is timed'}`,
    );
  }
  return seconds;
}
