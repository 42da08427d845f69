import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/**
 * @typedef {object} Serving what `orderflow sim --json` says first
 * @property {string} restUrl
 * @property {string} streamUrl
 * @property {string} apiUrl
 * @property {string} apiKey
 * @property {string} secret
 */

/**
 * Starts `orderflow sim`, as anybody would.
 * @param {readonly string[]} [args]
 * @returns {Promise<Serving & { stop: () => Promise<void>, startMs: number }>}
 */
export async function startSim(args = []) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, 'sim', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  if (value === undefined) throw new Error('orderflow sim ended before it served');
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  return { ...JSON.parse(value), startMs: performance.now() - startedAt, stop };
}
