// Breaks the table of orders, one cell or one statement at a time, and looks whether a law fails (spec/orders/laws). What no
// law notices is run against the other specs of orders. Ends with 1 where a mutant survives both and is not in the list of
// equivalent ones, or where that list is wrong.
//
//   npm run mutate:orders                 all: some minutes
//   npm run mutate:orders -- --only TEXT  those whose name has the text, or one of several such
//   npm run mutate:orders -- --list FILE  writes to a file, a line each, what became of them, as soon as it is known
//
// Works on copies of what is compiled, in temporary folders; two at a time; with one seed, so that each run is the same.
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EQUIVALENT_ORDER_MUTANTS } from './equivalentOrderMutants.js';
import { MUTATED_FILES, mutated, orderMutants } from './orderMutants.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, list: { type: 'string' } },
});
const WORKERS = 2;
const SEED = 20_191_104;
/** For mutants that never end. */
const TIME_LIMIT_MS = 180_000;

const CONFIGURE = `import fc from 'fast-check';
fc.configureGlobal({ seed: ${SEED}, endOnFailure: true });
`;
/** The laws, with few histories first, which are enough for most, then with as many as the tests have. */
const LAWS = `${CONFIGURE}
globalThis.it = (name, check) => check();
const { itKeepsTheLaws } = await import('./orders/orderLaws.js');
itKeepsTheLaws(100);
itKeepsTheLaws(1000);
`;

/** The laws, which are asked first, and what depends on when garbage is collected. */
const NO_WORD = ['orderLaws.spec.js', 'orderStreamLeaks.spec.js'];

const folders = [];
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** A copy of what is compiled, to be mutated. */
function makeCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-mutants-'));
  folders.push(folder);
  for (const part of ['src', 'spec/orders', 'spec/support'])
    cpSync(join(root, '.build', part), join(folder, part), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const shared of ['node_modules', 'docs']) symlinkSync(join(root, shared), join(folder, shared));
  writeFileSync(join(folder, 'spec/laws.js'), LAWS);
  writeFileSync(join(folder, 'spec/configure.js'), CONFIGURE);
  return folder;
}

/** Runs a script in a copy: whether it fails, and what it printed. What never ends fails too. */
const run = (folder, ...script) =>
  new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'ignore'];
    const child = spawn(process.execPath, script, { cwd: folder, stdio, timeout: TIME_LIMIT_MS });
    children.add(child);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      children.delete(child);
      resolve({ fails: code !== 0, output });
    });
  });

/** The first of the other specs that fails, by its title; undefined where none does. */
async function failingSpec(folder) {
  const names = readdirSync(join(folder, 'spec/orders'));
  const specs = names.filter((name) => name.endsWith('.spec.js') && !NO_WORD.includes(name));
  const flags = '--no-config --no-package --bail --timeout 0 --reporter json --file spec/configure.js'.split(
    ' ',
  );
  const paths = specs.map((name) => `spec/orders/${name}`);
  const { fails, output } = await run(folder, 'node_modules/mocha/bin/mocha.js', ...flags, ...paths);
  if (!fails) return undefined;
  return output === '' ? 'none of them runs' : JSON.parse(output).failures[0]?.fullTitle;
}

/** What kills a mutant: a law, a spec by its title, or nothing. */
async function judge(folder, code, mutant) {
  const path = join(folder, 'src/orders', mutant.file);
  writeFileSync(path, mutated(code, mutant));
  try {
    if ((await run(folder, 'spec/laws.js')).fails) return { by: 'law' };
    const spec = await failingSpec(folder);
    return spec === undefined ? { by: 'none' } : { by: 'spec', spec };
  } finally {
    writeFileSync(path, code);
  }
}

const codes = new Map(
  MUTATED_FILES.map((file) => [file, readFileSync(join(root, '.build/src/orders', file), 'utf8')]),
);
const all = orderMutants(codes);
const mutants = all.filter(
  ({ name }) => options.only === undefined || options.only.some((text) => name.includes(text)),
);
const verdicts = new Map();
const queue = [...mutants];

async function work() {
  const folder = makeCopy();
  const { fails } = await run(folder, 'spec/laws.js');
  const spec = await failingSpec(folder);
  if (fails || spec !== undefined) throw new Error(`fails before anything is broken: ${spec ?? 'a law'}`);
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const verdict = await judge(folder, codes.get(mutant.file), mutant);
    verdicts.set(mutant, verdict);
    if (options.list !== undefined) appendFileSync(options.list, `${verdict.by}\t${mutant.name}\n`);
    if (process.stderr.isTTY) process.stderr.write(`\r${verdicts.size} of ${mutants.length}`);
  }
}
if (options.list !== undefined) writeFileSync(options.list, '');
await Promise.all(Array.from({ length: WORKERS }, work));
if (process.stderr.isTTY) process.stderr.write('\r');

const why = new Map(Object.entries(EQUIVALENT_ORDER_MUTANTS));
const isKnown = ({ name }) => why.has(name);
const killedBy = (by, of = mutants) => of.filter((mutant) => verdicts.get(mutant).by === by);

const groups = [
  ...MUTATED_FILES.map((file) => [
    file.replace('.js', '.ts'),
    mutants.filter((mutant) => mutant.file === file),
  ]),
  ['all', mutants],
];
console.log(
  '| broken in | mutants | killed by a law | by another spec only | equivalent | left | killed of those that matter |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [what, of] of groups.filter((group) => group[1].length > 0)) {
  const survivors = killedBy('none', of);
  const equivalent = survivors.filter(isKnown).length;
  const counts = [of, killedBy('law', of), killedBy('spec', of)].map(({ length }) => length);
  const part = (of.length - survivors.length) / (of.length - equivalent);
  const figure = `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;
  console.log(`| ${[what, ...counts, equivalent, survivors.length - equivalent, figure].join(' | ')} |`);
}
for (const mutant of killedBy('spec'))
  console.log(`by another spec only: ${mutant.name}\n    ${verdicts.get(mutant).spec}`);
for (const { name } of killedBy('none').filter(isKnown))
  console.log(`equivalent: ${name}\n    ${why.get(name)}`);

const names = new Set(all.map(({ name }) => name));
const faults = [
  ...killedBy('none')
    .filter((mutant) => !isKnown(mutant))
    .map(({ name }) => `left: ${name}`),
  ...mutants
    .filter((mutant) => isKnown(mutant) && verdicts.get(mutant).by !== 'none')
    .map(({ name }) => `called equivalent, and is killed: ${name}`),
  ...[...why.keys()]
    .filter((name) => !names.has(name))
    .map((name) => `called equivalent, and is no mutant: ${name}`),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
