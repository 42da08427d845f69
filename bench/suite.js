import { mkdirSync, writeFileSync } from 'node:fs';
import { contenders } from './contenders/index.js';
import { measureMemory } from './measure/memory.js';
import { measureTimes } from './measure/times.js';
import { refuseUnknown } from './options.js';
import { machine } from './report/machine.js';
import { markdown } from './report/markdown.js';
import { summary } from './report/summary.js';
import { scenarios } from './scenarios.js';

const yardstick = 'JSON.parse';

/** Measures what the options ask for, prints it and, if it was all, keeps it. @param {ReturnType<typeof import('./options.js').readOptions>} options */
export async function runSuite({ mode, repeats, only, contenders: names, whole }) {
  refuseUnknown('scenario', only, [...scenarios.map(({ name }) => name), 'memory']);
  refuseUnknown(
    'contender',
    names,
    contenders.map(({ name }) => name),
  );
  const { present, missing } = await loadContenders(names, mode);

  /** @type {import('./report/markdown.js').Report} */
  const report = {
    date: new Date().toISOString().slice(0, 10),
    mode,
    repeats,
    machine: machine(['tardis-dev']),
    missing,
    scenarios: [],
    memory: undefined,
  };
  for (const scenario of scenarios.filter(
    ({ name, fullOnly }) => only?.includes(name) ?? (mode === 'full' || !fullOnly),
  )) {
    console.error(`${scenario.title} ...`);
    const { slices, frameBytes, changes } = await measureTimes(
      scenario,
      present,
      whole && mode === 'quick' ? (scenario.quickRepeats ?? repeats) : repeats,
    );
    const results = summary(slices, yardstick);
    report.scenarios.push({
      name: scenario.name,
      title: scenario.title,
      messages: scenario.messages,
      frameBytes,
      changes,
      results,
    });
  }
  if (only?.includes('memory') ?? true) {
    console.error('memory ...');
    report.memory = { books: 200, results: [] };
    for (const named of present.filter(({ contender }) => contender.hasBooks)) {
      report.memory.results.push(await measureMemory(named, report.memory.books));
    }
  }

  const text = markdown(report);
  console.log(text);
  if (!whole) return;
  const results = new URL('results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('latest.json', results), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(new URL('latest.md', results), text);
}

/** @param {string[] | undefined} names @param {'quick' | 'full'} mode */
async function loadContenders(names, mode) {
  /** @type {{ name: string, contender: import('./contenders/index.js').Contender }[]} */ const present = [];
  /** @type {string[]} */ const missing = [];
  for (const { name, fullOnly, load } of contenders) {
    const wanted = names ? names.includes(name) || name === yardstick : mode === 'full' || !fullOnly;
    if (!wanted) continue;
    const contender = await load();
    if (contender) present.push({ name, contender });
    else missing.push(name);
  }
  return { present, missing };
}
