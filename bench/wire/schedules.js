import { readdirSync, readFileSync } from 'node:fs';

/** @param {string} file @returns {[number, number]} microseconds on a core, and ready to run while none was free */
function schedule(file) {
  try {
    const [ran, waited] = readFileSync(file, 'utf8').split(' ');
    return [Number(ran) / 1e3, Number(waited) / 1e3];
  } catch {
    // A thread that has ended, or a system that does not tell.
    return [0, 0];
  }
}

/** @returns {string[]} */
function threads() {
  try {
    return readdirSync('/proc/self/task');
  } catch {
    return [];
  }
}

/** For how long the main thread ran, and for how long threads of this process were to run and no core was free. Zeros where the system does not tell. */
export const schedules = () => ({
  mainUs: schedule('/proc/self/schedstat')[0],
  waitedUs: threads().reduce((sum, thread) => sum + schedule(`/proc/self/task/${thread}/schedstat`)[1], 0),
});
