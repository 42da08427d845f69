import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

import { refuseUnknown } from '../options.js';
import { ownMachine } from '../report/machine.js';
import { contenders, workerContenders } from './contenders/index.js';
import { contendersOf, measureWire } from './measure.js';
import { wireMarkdown } from './markdown.js';
import { wireScenarios } from './scenarios.js';

/** How much is sent, quick and in full. @type {Record<'quick' | 'full', Omit<import('./measure.js').Amounts, 'repeats'>>} */
const amounts = {
  quick: { messages: 20_000, latencySeconds: 0.3, latencyRepeats: 1 },
  full: { messages: 30_000, latencySeconds: 0.6, latencyRepeats: 3 },
};

/** Measures from socket to subscriber, prints it and, if it was all and in full, keeps it. @param {ReturnType<typeof import('../options.js').readOptions>} options */
export async function runWireSuite({ mode, repeats, only, contenders: names, whole }) {
  refuseUnknown('scenario', only, [...wireScenarios.map(({ name }) => name), 'workers']);
  refuseUnknown(
    'contender',
    names,
    contenders.map(({ name }) => name),
  );
  const scenarios = wireScenarios.filter(
    ({ name, quick }) => only?.includes(name) ?? (mode === 'full' || quick),
  );
  const given = { ...amounts[mode], repeats };
  const loadBefore = Number(loadavg()[0]);
  const measured = [];
  for (const scenario of scenarios) {
    console.error(`${scenario.name} ...`);
    measured.push(await measureWire(scenario, contendersOf(names), given, 'connector'));
  }
  let workers;
  if (only?.includes('workers') ?? (mode === 'full' && names === undefined)) {
    console.error('workers ...');
    const scenario = { name: 'Workers: 50 symbols', symbols: 50, levels: 1000, quick: false };
    workers = await measureWire(scenario, workerContenders, given, 'one-thread');
  }
  const report = {
    date: new Date().toISOString().slice(0, 10),
    mode,
    repeats,
    latencyRepeats: amounts[mode].latencyRepeats,
    machine: ownMachine(['ws', 'rxjs-websockets', 'rxjs', 'undici']),
    loadBefore,
    loadAfter: Number(loadavg()[0]),
    scenarios: measured,
    workers,
  };
  const text = wireMarkdown(report);
  console.log(text);
  if (!whole || mode !== 'full') return;
  const results = new URL('../results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('wire.json', results), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(new URL('wire.md', results), text);
}
