import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** @param {string} path from the folder bench */
function versionIn(path) {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).version;
}

/** The version of a package: the peers' are here, those that the library itself needs are its own. @param {string} name */
function versionOf(name) {
  const path = `node_modules/${name}/package.json`;
  return versionIn(existsSync(new URL(`../${path}`, import.meta.url)) ? path : `../${path}`);
}

/** Where and with what a run was made. @param {readonly string[]} peers besides ccxt */
export function machine(peers) {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    node: process.version,
    packages: {
      orderflow: versionIn('../package.json'),
      ...Object.fromEntries(['ccxt', ...peers].map((name) => [name, String(versionOf(name))])),
    },
  };
}
