import { readFileSync } from 'node:fs';

/** For how long the main thread was ready to run and no core was free, in microseconds; 0 where the system does not tell. */
export function waitedUs() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e3;
  } catch {
    return 0;
  }
}
