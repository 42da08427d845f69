import { generateTraffic } from '../traffic/generateTraffic.js';
import { collectGarbage } from './collectGarbage.js';
import { driveBooks, driveOneByOne, driveParser, firstDifference } from './drive.js';

/** @typedef {import('../contenders/index.js').Contender} Contender */
/** @typedef {import('../scenarios.js').Scenario} Scenario */
/** @typedef {import('../traffic/generateTraffic.js').Traffic} Traffic */
/** @typedef {{ name: string, contender: Contender }} Named */

/**
 * What one contender took for the frames of one repeat.
 * @typedef {object} Slice
 * @property {number} seconds of the processor, on whatever thread, for {@link bulkShare} of them, one after the other, after {@link leadShare} that are not timed
 * @property {number} messages how many these are
 * @property {Float64Array} singles each of the others by itself, in nanoseconds on the wall
 */

/**
 * The share of a slice's frames that come first and are not timed. Collecting all garbage makes V8 throw compiled code away,
 * with the hidden classes of objects that are no more; compiling it again takes as long as some 10,000 messages. A program
 * that runs for long does so once, and that is what is to be measured. JSON.parse is compiled already.
 */
const leadShare = 0.5;
/** The share that is timed together; the rest is timed one by one. */
const bulkShare = 0.4;

/**
 * Times all contenders on one scenario, one after the other in each repeat, starting with another one each time. All
 * of a repeat get the same traffic as new strings, of a seed of its own; books are built anew; garbage is collected
 * before each slice. The first round, on traffic of its own, is not counted: it warms the code up.
 * @param {Scenario} scenario
 * @param {readonly Named[]} contenders
 * @param {number} repeats
 * @returns {Promise<{ frameBytes: number, changes: number, slices: Map<string, Slice[]> }>} means of a message; one slice a repeat
 */
export async function measureTimes(scenario, contenders, repeats) {
  /** @type {Map<string, Slice[]>} */
  const slices = new Map(contenders.map(({ name }) => [name, []]));
  const warmUp = generateTraffic(scenario, 1, Math.ceil(scenario.messages / 3));
  for (const named of contenders) await timeSlice(scenario, named, warmUp);
  let [bytes, changes] = [0, 0];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const traffic = generateTraffic(scenario, 1000 + repeat);
    bytes += traffic.frames.used;
    changes += traffic.changes;
    for (let turn = 0; turn < contenders.length; turn++) {
      const named = /** @type {Named} */ (contenders[(repeat + turn) % contenders.length]);
      slices.get(named.name)?.push(await timeSlice(scenario, named, traffic));
    }
  }
  const messages = repeats * scenario.messages;
  return { frameBytes: bytes / messages, changes: changes / messages, slices };
}

/** @param {Scenario} scenario @param {Contender} contender @param {Traffic} traffic */
function createBooks(scenario, contender, traffic) {
  const books = contender.create(scenario.instruments, scenario.levels);
  if (contender.hasBooks) {
    scenario.instruments.forEach(({ symbol }, i) => books.snapshot(symbol, traffic.snapshots.text(i)));
  }
  return books;
}

/** @param {Scenario} scenario @param {Named} named @param {Traffic} traffic @returns {Promise<Slice>} */
async function timeSlice(scenario, { name, contender }, traffic) {
  const books = createBooks(scenario, contender, traffic);
  const frames = traffic.frames.texts();
  const symbols = Array.from(
    traffic.instrumentOf,
    (i) => /** @type {{ symbol: string }} */ (scenario.instruments[i]).symbol,
  );
  const read = contender.hasBooks ? new Float64Array(traffic.expected.length) : undefined;
  const [first, last] = [leadShare, leadShare + bulkShare].map((share) => Math.floor(share * frames.length));
  const lead = { frames, from: 0, to: Number(first) };
  const bulk = { ...lead, from: lead.to, to: Number(last) };
  const drive = (/** @type {import('./drive.js').Part} */ part, /** @type {number} */ at) =>
    read === undefined ? (driveParser(books, part), 0) : driveBooks(books, part, read, at);
  await collectGarbage();
  const begun = drive(lead, 0);
  const before = process.cpuUsage();
  const at = drive(bulk, begun);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const singles = driveOneByOne(books, { ...bulk, from: bulk.to, to: frames.length }, read, at);
  books.close?.();
  const difference = read && firstDifference(read, traffic.expected, frames, symbols);
  if (difference !== undefined)
    throw new Error(`${name} has a wrong book in scenario "${scenario.name}": ${difference}`);
  return { seconds, messages: bulk.to - bulk.from, singles };
}
