import { JournalReader, type JournalContents } from './journalReader.js';
import { OrderJournalError } from './orderJournalError.js';
import { viewOf, type OrderJournalView } from './orderJournalView.js';
import { recover } from './recover.js';
import { demandJournal, versionOf } from './schema.js';
import { inJournal, openDatabase } from './sqlite.js';
import { withOutcomes } from './withOutcomes.js';

/** What a journal holds, once the inputs that are written and not taken in are taken in: nothing is written for that. */
function contentsOf(reader: JournalReader): JournalContents {
  let contents: JournalContents = reader;
  recover(reader, {
    write: (outcomes) => {
      if (outcomes !== undefined) contents = withOutcomes(reader, outcomes);
    },
  });
  return contents;
}

/**
 * Opens a journal of orders to look at it: the file is not changed, and may be in use. All that is told is of one moment,
 * that of the opening: what is written later is not in it, and keeps the `-wal` file growing until the view is closed. What
 * was written and not taken in when its writer was killed is in what is told.
 *
 * @param file path of a journal that there is.
 * @throws {OrderJournalError} `notInstalled`, `missing`, `notAJournal`, `newerVersion`, `readOnly` (where SQLite
 *   may make no file beside it), `inUse`, `corrupt` or `unusable`.
 */
export function readOrderJournal(file: string): OrderJournalView {
  demandJournal(file);
  const database = openDatabase(file, { readonly: true });
  try {
    // An order and its fills are read one after the other: whoever writes between the two would tear them apart.
    inJournal(file, () => database.exec('BEGIN'));
    const version = inJournal(file, () => versionOf(file, database));
    if (version === 0) throw new OrderJournalError('notAJournal', file, 'this is an empty file');
    const view = viewOf(file, contentsOf(new JournalReader(file, database)));
    return { ...view, close: () => void database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}
