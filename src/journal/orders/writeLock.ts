import { OrderJournalError } from './orderJournalError.js';
import { openDatabase, type Database } from './sqlite.js';

/** What is locked by this process: what nobody holds is collected as garbage, and with it the lock would be gone. */
const locks = new Set<Database>();

/**
 * Makes sure that nobody else writes to a journal, until the function that it gives is called, or the process ends, however
 * it ends: an empty file beside it is locked by the operating system. The journal itself stays free to be read.
 *
 * @throws {OrderJournalError} `inUse`, where somebody has it.
 */
export function lockForWriting(file: string): () => void {
  const lock = openDatabase(file, { readonly: false, path: `${file}-lock`, timeoutMs: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new OrderJournalError('inUse', file, 'it is open to write already', { cause });
  }
  locks.add(lock);
  return () => {
    locks.delete(lock);
    lock.close();
  };
}
