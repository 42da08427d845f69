import { JournalReader } from './journalReader.js';
import { OrderJournalError } from './orderJournalError.js';
import { viewOf, type OrderJournalView } from './orderJournalView.js';
import { recover } from './recover.js';
import { demandJournal, versionOf } from './schema.js';
import { copyInMemory, inJournal, openDatabase, type Database } from './sqlite.js';

/** A database that a journal can be read from; inputs that are not taken in yet are taken in in a copy in memory. */
function readable(file: string, database: Database): Database {
  const reader = new JournalReader(file, database);
  const { lastInput, appliedInput } = reader.progress();
  if (lastInput === appliedInput) return database;
  const copy = copyInMemory(file, database);
  database.close();
  recover(file, copy);
  return copy;
}

/**
 * Opens a journal of orders to look at it, as it is now: the file is not changed, and may be in use. What was written
 * and not taken in when its writer was killed is in what is told.
 *
 * @param file path of a journal that there is.
 * @throws {OrderJournalError} `notInstalled`, `missing`, `notAJournal`, `newerVersion`, `corrupt` or `unusable`.
 */
export function readOrderJournal(file: string): OrderJournalView {
  demandJournal(file);
  const opened = openDatabase(file, { readonly: true });
  try {
    const version = inJournal(file, () => versionOf(file, opened));
    if (version === 0) throw new OrderJournalError('notAJournal', file, 'this is an empty file');
    const database = readable(file, opened);
    const view = viewOf(file, new JournalReader(file, database));
    return { ...view, close: () => void database.close() };
  } catch (error) {
    opened.close();
    throw error;
  }
}
