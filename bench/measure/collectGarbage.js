import { setImmediate } from 'node:timers/promises';

/** Collects all garbage; the turn of the event loop lets freed array buffers go too. */
export async function collectGarbage() {
  for (let i = 0; i < 2; i++) {
    /** @type {() => void} */ (globalThis.gc)();
    await setImmediate();
  }
}
