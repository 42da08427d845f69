// One contender, a process of its own. Arguments: its name, the rest of what it is given as JSON.
import { collectGarbage } from '../measure/collectGarbage.js';
import { answer } from './childProcess.js';
import { toMachineNs } from './clock.js';
import { contenders, workerContenders } from './contenders/index.js';
import { quoteSum } from './quotes.js';
import { schedules } from './schedules.js';

const [, , name, given] = process.argv;
const contender = [...contenders, ...workerContenders].find((one) => one.name === name);
if (contender === undefined) throw new Error(`no contender ${name}`);

let count = 0;
let expected = Infinity;
let quotes = 0;
/** When each message came, by lane. @type {Float64Array[] | undefined} */ let times;
/** How many have come, by lane. @type {number[]} */ let counts = [];
/** @type {NodeJS.CpuUsage} */ let cpuBefore;
let schedulesBefore = schedules();
let firstAt = 0;
/** @type {((result: unknown) => void) | undefined} */ let finish;

/** @param {number} [lane] */
function heard(lane = 0) {
  if (times !== undefined) {
    const own = times[lane];
    if (own !== undefined) own[Number(counts[lane])] = performance.now();
    counts[lane] = Number(counts[lane]) + 1;
  } else if (count === 0) firstAt = performance.now();
  if (++count === expected) end();
}

function end() {
  const cpu = process.cpuUsage(cpuBefore);
  const wallUs = (performance.now() - firstAt) * 1e3;
  const { mainUs, waitedUs } = schedules();
  expected = Infinity;
  finish?.({
    count,
    quotes,
    wallUs,
    userUs: cpu.user,
    systemUs: cpu.system,
    mainUs: mainUs - schedulesBefore.mainUs,
    waitedUs: waitedUs - schedulesBefore.waitedUs,
    times: times?.map((lane, i) => toMachineNs(lane.subarray(0, counts[i]))),
  });
}

const receiving = await contender.create(JSON.parse(String(given)), {
  message: () => heard(),
  quote: (bid, bidSize, ask, askSize, lane) => {
    quotes = (quotes + quoteSum(bid, bidSize, ask, askSize)) | 0;
    heard(lane);
  },
});

/** @type {Promise<unknown>} */ let result;

answer({
  ready: async () => {
    await receiving.ready;
    return receiving.lanes;
  },
  /** Counts from the next message on. */
  start: async (/** @type {{ messages: number, timed: boolean }} */ { messages, timed }) => {
    result = new Promise((resolve) => {
      finish = resolve;
    });
    const lanes = receiving.lanes ?? [[]];
    counts = lanes.map(() => 0);
    times = timed ? lanes.map(() => new Float64Array(messages)) : undefined;
    await collectGarbage();
    [count, quotes, expected, firstAt] = [0, 0, messages, performance.now()];
    schedulesBefore = schedules();
    cpuBefore = process.cpuUsage();
  },
  result: () => result,
  sums: () => receiving.sums?.(),
  topSums: () => receiving.topSums?.(),
});
