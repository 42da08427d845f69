// The compiler writes files that cannot be run; npm makes the commands of a package executable only when it links them.
import { chmodSync } from 'node:fs';

for (const file of process.argv.slice(2)) chmodSync(file, 0o755);
