/** @typedef {{ client: string, step: string, result: 'works' | 'fails' | 'lacks', note: string }} Outcome */

const PATIENCE_MS = 10_000;

/**
 * Waits for something, but not for ever.
 * @template T
 * @param {Promise<T>} promise @param {string} what
 * @returns {Promise<T>}
 */
export const within = (promise, what) => {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** @param {boolean} holds @param {string} what */
export function expect(holds, what) {
  if (!holds) throw new Error(`not as expected: ${what}`);
}

/** What one client did, step by step. */
export class Steps {
  /** @type {Outcome[]} */
  outcomes = [];

  /** @param {string} client */
  constructor(client) {
    this.client = client;
  }

  /**
   * @template T
   * @param {string} step @param {() => Promise<T>} work @param {(value: T) => string} note
   * @returns {Promise<T | undefined>}
   */
  async take(step, work, note) {
    try {
      const value = await within(work(), step);
      this.outcomes.push({ client: this.client, step, result: 'works', note: note(value) });
      return value;
    } catch (error) {
      const note = error instanceof Error ? error.message : JSON.stringify(error);
      this.outcomes.push({ client: this.client, step, result: 'fails', note: note.slice(0, 200) });
      return undefined;
    }
  }

  /** @param {string} step @param {string} why */
  lacks(step, why) {
    this.outcomes.push({ client: this.client, step, result: 'lacks', note: why });
  }
}
