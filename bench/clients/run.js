// Lets other clients of Binance trade on `orderflow sim`: see ../README.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { runBinance } from './binanceClient.js';
import { runCcxt } from './ccxtClient.js';
import { requestRates } from './requestRates.js';
import { startSim } from './startSim.js';

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

/** @type {import('./steps.js').Outcome[]} */
const outcomes = [];
let startMs = 0;
for (const run of [runCcxt, runBinance]) {
  const sim = await startSim(['--seed', '7']);
  startMs = sim.startMs;
  outcomes.push(...(await run(sim)));
  await sim.stop();
}
const rates = await requestRates();

const lines = [
  '# Other clients of Binance against `orderflow sim`',
  '',
  `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}: ccxt ${versionOf('ccxt')} (ccxt.pro), binance ` +
    `${versionOf('binance')}, unchanged but for their base URLs.`,
  '',
  '| client | step | result | what came back |',
  '|---|---|---|---|',
  ...outcomes.map(
    ({ client, step, result, note }) => `| ${client} | ${step} | ${result} | ${note.replaceAll('|', '/')} |`,
  ),
  '',
  `The command served ${Math.round(startMs)} ms after it was started (wall clock, other work on the machine). Requests over ` +
    'loopback, 8 at a time, in a second of processor time, which client and venue share: ' +
    `${rates.map(({ name, perSecond }) => `${name} ${Math.round(perSecond).toLocaleString('en-US')}`).join(', ')}.`,
];
const text = `${lines.join('\n')}\n`;
mkdirSync(new URL('../results/', import.meta.url), { recursive: true });
writeFileSync(new URL('../results/clients.md', import.meta.url), text);
console.log(text);
// Some clients leave timers behind.
process.exit(outcomes.some(({ result }) => result === 'fails') ? 1 : 0);
