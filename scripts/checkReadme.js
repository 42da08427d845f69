// Compiles the ```ts blocks of README.md and docs/*.md against the built package, by its name, and runs them.
// A block marked "ts compile" is compiled only. Where a ```text block follows a line that ends in "prints:",
// the block above has to print just that.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the package, so that its name leads to its own exports.
const folder = join(root, '.build/readme');
const timeLimitMs = 60_000;

/** The code blocks of a page, each with what it says that it prints. */
const blocksOf = (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const block = /^```ts(?: (\w+))?\n([^]*?)^```\n(?:\s*(?:[^\n`]*[Pp]rints:\n\s*)```text\n([^]*?)^```$)?/gm;
  return Array.from(text.matchAll(block), ({ index, 1: mark, 2: code, 3: prints }) => {
    const line = text.slice(0, index).split('\n').length + 1;
    return { page, line, mark, code, prints, name: `${page.replace(/\W+/g, '-')}-${line}` };
  });
};

const docs = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : [];
const pages = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const blocks = pages.flatMap(blocksOf);
const faults = [];

for (const page of pages) {
  if (readFileSync(join(root, page), 'utf8').includes('@@'))
    faults.push(`${page}: a place is left to be filled (@@)`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// Blank lines in front keep the line numbers of the page in what the compiler and Node say.
for (const { name, line, code } of blocks)
  writeFileSync(join(folder, `${name}.ts`), '\n'.repeat(line - 1) + code);
const compilerOptions = {
  noEmit: false,
  rootDir: '.',
  outDir: '.',
  declaration: false,
  moduleDetection: 'force',
  noUnusedLocals: false,
  noUnusedParameters: false,
};
const config = { extends: '../../tsconfig.json', compilerOptions, include: ['*.ts'], exclude: [] };
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));

if (blocks.length > 0) {
  const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (tsc.status !== 0) faults.push(tsc.stdout);
}
for (const { page, line, mark, prints, name } of blocks) {
  if (mark !== undefined && mark !== 'compile') faults.push(`${page}:${line} unknown mark "${mark}"`);
  if (mark !== undefined || faults.length > 0) continue;
  const options = { cwd: root, encoding: 'utf8', input: '', timeout: timeLimitMs };
  const ran = spawnSync(process.execPath, ['--enable-source-maps', join(folder, `${name}.js`)], options);
  if (ran.status !== 0) faults.push(`${page}:${line} fails:\n${ran.error?.message ?? ''}${ran.stderr}`);
  else if (prints !== undefined && ran.stdout.trimEnd() !== prints.trimEnd())
    faults.push(`${page}:${line} prints\n${ran.stdout.trimEnd()}\ninstead of\n${prints.trimEnd()}`);
}

const compared = blocks.filter(({ prints }) => prints !== undefined).length;
const ran = blocks.filter(({ mark }) => mark === undefined).length;
console.log(
  `${blocks.length} code blocks in ${pages.length} pages: ${ran} to run, ${compared} with their output`,
);
// What is written but not seen by the pattern above would pass in silence.
const count = (pattern) =>
  pages.reduce((sum, page) => sum + (readFileSync(join(root, page), 'utf8').match(pattern)?.length ?? 0), 0);
const fences = count(/^\s*```(ts|typescript)\b/gm);
const outputs = count(/prints:\s*```/g);
if (fences !== blocks.length || outputs !== compared)
  faults.push(`${fences} fences of TypeScript and ${outputs} of output are there: not all could be read`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
