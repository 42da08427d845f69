import { setImmediate as turn } from 'node:timers/promises';
import sinon from 'sinon';

import { connectorTests, type ConnectorHarness } from '../../../../src/testing/index.js';

/** How far time goes on at once, in milliseconds. */
const STEP_MS = 5;

/** Lets time fly while something is done: timers and the clock are virtual, and go on as fast as can be. */
async function inVirtualTime<T>(act: () => Promise<T>): Promise<T> {
  const clock = sinon.useFakeTimers({
    now: Date.UTC(2026, 0, 5),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  try {
    let isDone = false;
    const result = act().finally(() => {
      isDone = true;
    });
    while (!isDone) {
      clock.tick(STEP_MS);
      // What was promised is kept in between.
      await turn();
    }
    return await result;
  } finally {
    clock.restore();
  }
}

/** What became of the tests of a harness, side by side in virtual time: those that fail by their titles, with the reason. */
export function faultsOf(harness: ConnectorHarness): Promise<ReadonlyMap<string, string>> {
  return inVirtualTime(async () => {
    const faults = new Map<string, string>();
    await Promise.all(
      connectorTests(harness).map(async ({ group, title, pending, run }) => {
        if (pending !== undefined) return;
        try {
          await run();
        } catch (error) {
          faults.set(`${group}: ${title}`, error instanceof Error ? error.message : String(error));
        }
      }),
    );
    return faults;
  });
}
