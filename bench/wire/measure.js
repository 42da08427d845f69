import { spread } from '../report/summary.js';
import { ChildProcess } from './childProcess.js';
import { contenders } from './contenders/index.js';
import { slotLevels } from './contenders/sharedBooks.js';
import { goFirst } from './goFirst.js';

/** @typedef {import('./scenarios.js').WireScenario} WireScenario */
/** @typedef {import('./contenders/index.js').WireContender} WireContender */
/** @typedef {{ contender: WireContender, process: ChildProcess, lanes?: string[][] }} Receiver */
/** @typedef {{ count: number, quotes: number, wallUs: number, userUs: number, systemUs: number, mainUs: number, waitedUs: number, times: Float64Array[] | undefined }} Slice */
/** @typedef {{ quotes: number, bytes: number, changes: number }} Prepared */

/**
 * How much is sent.
 * @typedef {object} Amounts
 * @property {number} messages in each slice at full speed
 * @property {number} repeats
 * @property {number} latencySeconds
 * @property {number} latencyRepeats
 */

/** Loads at which latency is measured, as shares of what one can take. */
export const loads = [0.1, 0.5, 0.9];
/** The share of the messages whose latency is not counted. */
const warmUp = 0.15;

/**
 * @param {WireScenario} scenario
 * @param {readonly WireContender[]} wanted
 * @param {Amounts} amounts
 * @param {string} reference whose capacity loads are shares of
 * @param {string[]} [receiverFlags] for Node
 */
export async function measureWire(scenario, wanted, amounts, reference, receiverFlags = []) {
  const exchange = new ChildProcess('exchange.js', [JSON.stringify(scenario), '1']);
  /** @type {Receiver[]} */ let receivers = [];
  try {
    const { port } = await exchange.ask('listen');
    const symbols = await exchange.ask('symbols');
    receivers = wanted.map((contender) => {
      const { name } = contender;
      const given = {
        rest: `http://127.0.0.1:${port}/${name}`,
        stream: `ws://127.0.0.1:${port}/${name}`,
        symbols,
      };
      return {
        contender,
        process: new ChildProcess('receiver.js', [name, JSON.stringify(given)], receiverFlags),
      };
    });
    for (const receiver of receivers) receiver.lanes = await receiver.process.ask('ready');
    const capacity = await measureCapacity(exchange, receivers, amounts);
    const staying = receivers.filter(({ contender }) => contender.latency);
    await checkBooks(exchange, receivers);
    await Promise.all(receivers.filter((one) => !staying.includes(one)).map(({ process }) => process.end()));
    const perSecond = capacity.results.find(({ name }) => name === reference)?.perCpuSecond;
    const latency =
      perSecond === undefined ? [] : await measureLatency(exchange, staying, amounts, perSecond);
    await checkBooks(exchange, staying);
    return { ...scenario, ...capacity, latency };
  } finally {
    await Promise.all([exchange, ...receivers.map(({ process }) => process)].map((process) => process.end()));
  }
}

/** @param {Receiver} receiver @param {Prepared} prepared @param {Slice} slice @param {number} messages */
function checkSlice({ contender }, { quotes }, slice, messages) {
  if (slice.count !== messages)
    throw new Error(`${contender.name} got ${slice.count} of ${messages} messages`);
  if (contender.hasBooks && slice.quotes !== quotes)
    throw new Error(`${contender.name} has read a wrong best bid or ask`);
}

/** Every level of every book, or as many as it shows. @param {ChildProcess} exchange @param {readonly Receiver[]} receivers */
async function checkBooks(exchange, receivers) {
  const right = String(await exchange.ask('sums'));
  for (const { contender, process } of receivers)
    if (contender.hasBooks && String((await process.ask('sums')) ?? right) !== right)
      throw new Error(`${contender.name} has a wrong book`);
  const rightTops = String(await exchange.ask('topSums', slotLevels));
  for (const { contender, process } of receivers)
    if (String((await process.ask('topSums')) ?? rightTops) !== rightTops)
      throw new Error(`${contender.name} shows a wrong book`);
}

/**
 * All receivers one after the other, starting with another one each time, each gets the same messages as fast as it takes them.
 *
 * @param {ChildProcess} exchange @param {readonly Receiver[]} receivers @param {Amounts} amounts
 */
async function measureCapacity(exchange, receivers, { messages, repeats }) {
  /** @type {Map<string, Slice[]>} */ const slices = new Map(
    receivers.map(({ contender }) => [contender.name, []]),
  );
  let [bytes, changes] = [0, 0];
  // The first time warms the code up.
  for (let repeat = -1; repeat < repeats; repeat++) {
    const prepared = await exchange.ask('prepare', messages);
    bytes = prepared.bytes / messages;
    changes = prepared.changes / messages;
    for (let turn = 0; turn < receivers.length; turn++) {
      const receiver = /** @type {Receiver} */ (receivers[(repeat + 1 + turn) % receivers.length]);
      const { name } = receiver.contender;
      await receiver.process.ask('start', { messages, timed: false });
      await exchange.ask('blast', name);
      const slice = await receiver.process.ask('result');
      checkSlice(receiver, prepared, slice, messages);
      if (repeat >= 0) slices.get(name)?.push(slice);
    }
  }
  const results = [...slices].map(([name, all]) => {
    const per = (/** @type {(slice: Slice) => number} */ us) =>
      spread(all.map((slice) => us(slice) / messages));
    const cpuUs = per(({ userUs, systemUs }) => userUs + systemUs);
    return {
      name,
      cpuUs,
      systemUs: per(({ systemUs }) => systemUs),
      mainUs: per(({ mainUs }) => mainUs),
      wallUs: per(({ wallUs }) => wallUs),
      perCpuSecond: 1e6 / cpuUs.median,
    };
  });
  return { messageBytes: bytes, changes, results };
}

/**
 * The same messages at the same times to each, whether it keeps up or not; latency counts from when a message was due.
 *
 * @param {ChildProcess} exchange @param {readonly Receiver[]} receivers @param {Amounts} amounts
 * @param {number} capacity messages a second
 */
async function measureLatency(exchange, receivers, { latencySeconds, latencyRepeats }, capacity) {
  const rows = [];
  for (const load of loads) {
    const perSecond = Math.round(load * capacity);
    const messages = Math.round(perSecond * latencySeconds);
    /** @type {Map<string, ReturnType<typeof quantiles>[]>} */
    const all = new Map(receivers.map(({ contender }) => [contender.name, []]));
    for (let repeat = 0; repeat < latencyRepeats; repeat++) {
      const prepared = await exchange.ask('prepare', messages);
      for (let turn = 0; turn < receivers.length; turn++) {
        const receiver = /** @type {Receiver} */ (receivers[(repeat + turn) % receivers.length]);
        const { name } = receiver.contender;
        await receiver.process.ask('start', { messages, timed: true });
        const pids = [exchange, receiver.process].map(({ child }) => child.pid);
        goFirst(pids, true);
        const sender = await exchange.ask('pace', { path: name, perSecond, seed: 100 + repeat });
        const slice = await receiver.process.ask('result');
        goFirst(pids, false);
        checkSlice(receiver, prepared, slice, messages);
        all.get(name)?.push(quantiles(slice, receiver.lanes, sender));
      }
    }
    for (const [name, repeats] of all) {
      // The machine does something else too: of several the one that was disturbed least, whatever came of it.
      const quietest = repeats.reduce((best, one) => (one.disturbed < best.disturbed ? one : best));
      rows.push({ load, perSecond, name, ...quietest });
    }
  }
  return rows;
}

/**
 * @param {Slice} slice
 * @param {string[][] | undefined} lanes which symbols each connection has, in the order of the slice
 * @param {{ lanes: { symbols: string[], due: Float64Array }[], lateNs: Float64Array, waitedUs: number }} sender
 */
function quantiles({ times, count, userUs, systemUs, waitedUs }, lanes, sender) {
  const all = new Float64Array(count);
  let [used, first, last] = [0, Infinity, 0];
  for (const { symbols, due } of sender.lanes) {
    const lane = lanes?.findIndex((own) => own.includes(String(symbols[0]))) ?? 0;
    // The first of them find code that has been slept on.
    for (let i = Math.floor(due.length * warmUp); i < due.length; i++)
      all[used++] = (Number(times?.[lane]?.[i]) - Number(due[i])) / 1e3;
    first = Math.min(first, Number(due[0]));
    last = Math.max(last, Number(due[due.length - 1]));
  }
  const us = all.subarray(0, used).sort();
  const late = sender.lateNs.subarray(Math.floor(count * warmUp)).sort();
  const at = (/** @type {Float64Array} */ sorted, /** @type {number} */ share) =>
    Number(sorted[Math.floor(share * (sorted.length - 1))]);
  return {
    p50: at(us, 0.5),
    p99: at(us, 0.99),
    p999: at(us, 0.999),
    lateP50: at(late, 0.5) / 1e3,
    lateP99: at(late, 0.99) / 1e3,
    cpuUs: (userUs + systemUs) / count,
    /** For which share of the time the receiver was to run and no core was free. */
    waited: (waitedUs * 1e3) / (last - first),
    disturbed: waitedUs + sender.waitedUs,
  };
}

/** The contenders that a run is of. @param {string[] | undefined} names */
export const contendersOf = (names) => contenders.filter(({ name }) => names?.includes(name) ?? true);
