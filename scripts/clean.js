// Removes the build folders named on the command line, so that no output of a deleted source survives.
import { rmSync } from 'node:fs';

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
