import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** @param {string} path from the folder bench */
function versionIn(path) {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).version;
}

/** The version of a package, if it is installed: the peers' are here, those that the library itself needs are its own. @param {string} name */
function versionOf(name) {
  const path = `node_modules/${name}/package.json`;
  const installed = [path, `../${path}`].find((one) => existsSync(new URL(`../${one}`, import.meta.url)));
  return installed === undefined ? 'not installed' : String(versionIn(installed));
}

/** The processor and Node. */
function platform() {
  const all = cpus();
  return { cpu: all[0]?.model.trim() ?? 'unknown', cores: all.length, node: process.version };
}

/** Where and with what a run was made. @param {readonly string[]} peers besides ccxt */
export const machine = (peers) => ({
  ...platform(),
  packages: {
    orderflow: versionIn('../package.json'),
    ...Object.fromEntries(['ccxt', ...peers].map((name) => [name, versionOf(name)])),
  },
});

/** The same of a run without peers. @param {readonly string[]} packages that the library itself has */
export const ownMachine = (packages) => ({
  ...platform(),
  packages: {
    orderflow: versionIn('../package.json'),
    ...Object.fromEntries(
      packages.map((name) => [name, String(versionIn(`../node_modules/${name}/package.json`))]),
    ),
  },
});
