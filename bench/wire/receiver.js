// One contender, a process of its own. Arguments: its name, the rest of what it is given as JSON.
import { collectGarbage } from '../measure/collectGarbage.js';
import { answer } from './childProcess.js';
import { toMachineNs } from './clock.js';
import { contenders } from './contenders/index.js';
import { quoteSum } from './quotes.js';
import { waitedUs } from './waitedUs.js';

const [, , name, given] = process.argv;
const contender = contenders.find((one) => one.name === name);
if (contender === undefined) throw new Error(`no contender ${name}`);

let count = 0;
let expected = Infinity;
let quotes = 0;
/** @type {Float64Array | undefined} */ let times;
/** @type {NodeJS.CpuUsage} */ let cpuBefore;
let waitedBefore = 0;
let firstAt = 0;
/** @type {((result: unknown) => void) | undefined} */ let finish;

function heard() {
  if (times !== undefined) times[count] = performance.now();
  else if (count === 0) firstAt = performance.now();
  if (++count === expected) end();
}

function end() {
  const cpu = process.cpuUsage(cpuBefore);
  const result = {
    count,
    quotes,
    wallUs: (performance.now() - firstAt) * 1e3,
    userUs: cpu.user,
    systemUs: cpu.system,
    waitedUs: waitedUs() - waitedBefore,
    times: times && toMachineNs(times),
  };
  expected = Infinity;
  finish?.(result);
}

const receiving = await contender.create(JSON.parse(String(given)), {
  message: heard,
  quote: (bid, bidSize, ask, askSize) => {
    quotes = (quotes + quoteSum(bid, bidSize, ask, askSize)) | 0;
    heard();
  },
});

/** @type {Promise<unknown>} */ let result;

answer({
  ready: () => receiving.ready,
  /** Counts from the next message on. */
  start: async (/** @type {{ messages: number, timed: boolean }} */ { messages, timed }) => {
    result = new Promise((resolve) => {
      finish = resolve;
    });
    times = timed ? new Float64Array(messages) : undefined;
    await collectGarbage();
    [count, quotes, expected, firstAt] = [0, 0, messages, performance.now()];
    waitedBefore = waitedUs();
    cpuBefore = process.cpuUsage();
  },
  result: () => result,
  sums: () => receiving.sums?.(),
});
