import { OrderJournalError } from './orderJournalError.js';
import { openDatabase } from './sqlite.js';

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
  return () => void lock.close();
}
