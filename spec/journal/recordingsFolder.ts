import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the recorded traffic of real venues lies, which is not part of the repository. */
export const RECORDINGS = process.env['ORDERFLOW_RECORDINGS'] ?? join(REPOSITORY, '../shared/recordings');

/** Whether the recordings are there; on CI they have to be. */
export function haveRecordings(): boolean {
  if (existsSync(join(RECORDINGS, 'oracle'))) return true;
  if (process.env['CI'] !== undefined) throw new Error(`no recordings at ${RECORDINGS}`);
  return false;
}
