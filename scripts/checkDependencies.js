// Checks who imports whom in src, by the table in .dependency-cruiser.mjs.
// Without the TypeScript API dependency-cruiser finds no module and no fault: the modules are counted.
import { readdirSync } from 'node:fs';
import { cruise, format } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';

process.chdir(new URL('..', import.meta.url).pathname);

const files = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.ts'));
const { forbidden, options } = config;
const { output } = await cruise(['src'], { ...options, validate: true, ruleSet: { forbidden } }, undefined, {
  tsConfig: extractTSConfig(options.tsConfig.fileName),
});
const cruised = output.modules.filter(({ source }) => source.startsWith('src/') && source.endsWith('.ts'));
const report = await format(output, { outputType: 'err-long' });
console.log(report.output.trim());
console.log(`${cruised.length} modules of ${files.length} source files`);
if (files.length === 0 || cruised.length < files.length) {
  console.error(
    'Not every source file was looked at: does `import("typescript")` give the TypeScript 6 API?',
  );
  process.exitCode = 1;
}
if (output.summary.error > 0) process.exitCode = 1;
