// Checks the package as a user gets it: packs it, installs the tarball into a project elsewhere, imports and
// compiles every entry point by its name, and looks at what each of them loads.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules/.bin', name);
const check = (holds, fault) => {
  if (!holds) throw new Error(fault);
};
const names = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** Runs a command and gives what it prints; if it fails, throws what it printed. */
const run = (cwd, command, ...args) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  check(status === 0, `${stdout}${stderr}`);
  return stdout;
};

/** Packs the package; gives the path of the tarball. */
const pack = (folder) => {
  const [{ filename, files }] = JSON.parse(
    run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  const paths = files.map(({ path }) => path);
  for (const path of ['README.md', 'CHANGELOG.md', 'LICENSE'])
    check(paths.includes(path), `${path} is not packed`);
  for (const path of paths)
    check(
      /^dist\/.+\.(js|d\.ts)$|^docs\/[^/]+\.md$|^docs\/examples\/[^/]+\.jsonl$|^[^/]+$/.test(path),
      `${path} has no business in the package`,
    );
  console.log(`packed ${paths.length} files`);
  return join(folder, filename);
};

/** Installs the tarball and its peer, at the version tested here, into a new project. */
const install = (folder, tarball) => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { version } = lock.packages['node_modules/rxjs'];
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--prefix', folder];
  run(folder, 'npm', 'install', ...options, tarball, `rxjs@${version}`);
};

/** Imports each entry point by its name; what is no entry point must not be found. */
const importAll = (folder, entries, internals) => {
  const script = `
    const faults = [];
    for (const name of ${JSON.stringify(entries)})
      if (Object.keys(await import(name)).length === 0) faults.push(name + ' exports nothing');
    for (const name of ${JSON.stringify(internals)})
      await import(name).then(() => faults.push(name + ' can be imported'), () => undefined);
    for (const fault of faults) console.error(fault);
    process.exit(faults.length);`;
  run(folder, process.execPath, '--input-type=module', '--eval', script);
  console.log(`imported ${entries.join(', ')}`);
};

/** Compiles a user's file strictly, declarations of all packages included. */
const compile = (folder, name, entries, types, lib) => {
  const imports = entries.map((entry, i) => `import * as entry${i} from '${entry}';\n`);
  const list = entries.map((_, i) => `entry${i}`).join(', ');
  writeFileSync(
    join(folder, `${name}.ts`),
    `${imports.join('')}export const all: readonly object[] = [${list}];\n`,
  );
  const compilerOptions = {
    target: 'es2022',
    lib,
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  run(folder, bin('tsc'), '-p', `${name}.json`);
};

/** Gives a function that lists what a file of the package loads: files of `dist`, and built-ins as `node:*`. */
const loaded = async (folder) => {
  const cwd = process.cwd();
  process.chdir(folder);
  const inside = 'node_modules/orderflow/dist/';
  const { output } = await cruise([inside], { doNotFollow: { path: 'node_modules/rxjs/' } });
  process.chdir(cwd);
  const modules = new Map(output.modules.map((module) => [module.source, module.dependencies]));
  return (file) => {
    const seen = new Set();
    const visit = (source) => {
      check(modules.has(source), `${source} was not looked at`);
      if (seen.has(source)) return;
      seen.add(source);
      for (const { resolved, dependencyTypes } of modules.get(source))
        if (dependencyTypes.includes('core')) seen.add(`node:${resolved.replace('node:', '')}`);
        else visit(resolved);
    };
    visit(inside + file);
    return [...seen].map((source) => source.replace(inside, ''));
  };
};

const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'orderflow-package-'));
try {
  const tarball = pack(temporary);
  const project = join(temporary, 'project');
  install(project, tarball);
  const dist = join(project, 'node_modules/orderflow/dist');

  const venues = names(join(dist, 'exchanges')).filter((name) => name !== 'shared');
  check(venues.length > 0, 'no venue is packed');
  const venueEntries = venues.map((venue) => `orderflow/exchanges/${venue}`);
  const pure = ['orderflow', ...venueEntries];
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const others = Object.keys(exports).filter((key) => /^\.\/\w+(\/\w+)?$/.test(key) && exports[key] !== null);
  const entries = [...pure, ...others.map((key) => key.replace('.', 'orderflow'))];
  const nested = readdirSync(join(dist, 'exchanges'), { recursive: true })
    .filter((file) => /\/.+\/index\.js$/.test(file))
    .map((file) => `orderflow/exchanges/${file.replace('/index.js', '')}`);
  const internals = ['dist/index.js', 'exchanges/shared', 'exchanges/registry', ...names(dist)]
    .map((name) => `orderflow/${name}`)
    .filter((name) => !entries.includes(name));

  run(root, bin('publint'), 'run', tarball, '--strict');
  const subpaths = entries.map((name) => name.replace('orderflow', '.'));
  run(
    root,
    bin('attw'),
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
    '--no-emoji',
    '--entrypoints',
    ...subpaths,
  );

  importAll(project, entries, [...internals, ...nested]);
  compile(project, 'everyEntry', entries, ['node'], ['es2023']);
  compile(project, 'inABrowser', pure, [], ['es2023', 'dom']);
  run(project, process.execPath, join(project, 'node_modules/.bin/orderflow'), '--help');
  // In the checkout npx runs the built file itself.
  run(root, join(root, 'dist/cli/main.js'), '--help');

  const loadedBy = await loaded(project);
  for (const name of pure) {
    const file = name === 'orderflow' ? 'index.js' : `${name.replace('orderflow/', '')}/index.js`;
    check(existsSync(join(dist, file)), `${file} is missing`);
    const files = loadedBy(file);
    const builtins = files.filter((source) => source.startsWith('node:'));
    check(builtins.length === 0, `${name} loads ${builtins.join(', ')}: it must run in a browser`);
    const own = `exchanges/${name.split('/')[2]}/`;
    const strangers = files.filter(
      (source) => /^exchanges\/(?!shared\/)/.test(source) && !source.startsWith(own),
    );
    check(strangers.length === 0, `${name} loads ${strangers.join(', ')}`);
    console.log(
      `${name} loads ${files.filter((source) => !source.includes('node_modules')).length} of our files`,
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
