import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { OrderJournalError } from './orderJournalError.js';
import { inJournal, openDatabase, type Database } from './sqlite.js';

/** What is locked by this process: what nobody holds is collected as garbage, and with it the lock would be gone. */
const locks = new Set<Database>();

/**
 * Makes sure that nobody else writes to a journal, until the function that it gives is called, or the process ends, however
 * it ends: an empty file beside it is locked by the operating system. The journal itself stays free to be read.
 *
 * @throws {OrderJournalError} `inUse`, where somebody has it.
 */
export function lockForWriting(file: string): () => void {
  const path = `${realPath(file)}-lock`;
  const lock = openDatabase(file, { readonly: false, path, timeoutMs: 0 });
  try {
    inJournal(path, () => lock.exec('BEGIN EXCLUSIVE'));
  } catch (error) {
    lock.close();
    if (!(error instanceof OrderJournalError) || error.fault !== 'inUse') throw error;
    throw new OrderJournalError('inUse', file, 'it is open to write already', { cause: error.cause });
  }
  locks.add(lock);
  return () => {
    locks.delete(lock);
    lock.close();
  };
}

/** The one name of a file that may have several, also where it is not there yet. */
function realPath(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const folder = dirname(file);
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(file));
}
