import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** @param {string} path from the folder bench */
function versionIn(path) {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).version;
}

/** Where and with what a run was made. */
export function machine() {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    node: process.version,
    packages: {
      orderflow: versionIn('../package.json'),
      ccxt: versionIn('node_modules/ccxt/package.json'),
      'tardis-dev': versionIn('node_modules/tardis-dev/package.json'),
    },
  };
}
