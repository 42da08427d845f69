// Runs the benchmarks: see README.md. Starts itself again with --expose-gc.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { OptionError, readOptions, usage } from './options.js';

try {
  await run();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(`bench: ${error.message.replaceAll('\n', ' ')}; see node bench/run.js --help`);
  process.exitCode = 2;
}

async function run() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
  } else if (globalThis.gc === undefined) {
    const nodeArgs = [
      '--expose-gc',
      '--max-old-space-size=4096',
      fileURLToPath(import.meta.url),
      ...process.argv.slice(2),
    ];
    process.exitCode = spawnSync(process.execPath, nodeArgs, { stdio: 'inherit' }).status ?? 1;
  } else if (options.orders) {
    const { runOrdersSuite } = await import('./orders/suite.js');
    await runOrdersSuite(options);
  } else if (options.venues) {
    const { runVenuesSuite } = await import('./venues/suite.js');
    await runVenuesSuite(options);
  } else if (options.wire) {
    const { runWireSuite } = await import('./wire/suite.js');
    await runWireSuite(options);
  } else {
    const { runSuite } = await import('./suite.js');
    await runSuite(options);
  }
}
