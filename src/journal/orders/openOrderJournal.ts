import type { Observable, OperatorFunction } from 'rxjs';

import type { OrderInput } from '../../orders/index.js';
import { registryOptions, type TrackOrdersOptions } from '../../orders/trackOrders.js';
import type { Compacted } from './compactJournal.js';
import { JournalReader } from './journalReader.js';
import { JournalWriter } from './journalWriter.js';
import { OrderJournalError } from './orderJournalError.js';
import { viewOf, type OrderJournalView } from './orderJournalView.js';
import type { JournaledUpdate, NumberedEvent } from './outcomes.js';
import { recover } from './recover.js';
import { demandJournal, migrate, versionOf } from './schema.js';
import { inJournal, openDatabase, type Database } from './sqlite.js';
import { trackInJournal } from './trackInJournal.js';
import { WritableJournal } from './writableJournal.js';
import { lockForWriting } from './writeLock.js';

/** How a journal is kept. */
export interface OrderJournalOptions extends Omit<TrackOrdersOptions, 'recall'> {
  /** How large the file may get, in bytes; then it is `full`. As large as the disk lets it unless given. */
  readonly maxBytes?: number;
}

/** A journal of orders, open to write. */
export interface OrderJournal extends OrderJournalView {
  /**
   * `trackOrders` over the journal: each input is on the disk before anything is made of it, and its updates come after
   * that: when the turn of the event loop ends, or as soon as a thousand have come. What was tracked when the journal was left is tracked on. One state,
   * however often it is subscribed to; one subscription at a time.
   *
   * Completes and fails with the source, after all that came before. Fails with an {@link OrderJournalError} where inputs
   * cannot be written: its `unwritten` are those of which nothing was made; the journal is to be closed then. What came
   * before an unsubscription is written and taken in; where that fails, the next use of the journal tells, or `close`.
   */
  track(): OperatorFunction<OrderInput, JournaledUpdate>;
  /**
   * Events with their numbers, cold: those after number `after` that there are, then those that come. The same number is
   * the same event for ever, over restarts too. Without `after`, all that have not been removed.
   *
   * Completes when the journal is closed. Fails with an {@link OrderJournalError}: `compacted` where some of those asked for
   * have been removed, `wrongJournal` where it has never come so far.
   */
  events(after?: number): Observable<NumberedEvent>;
  /**
   * Removes inputs and events of orders that ended before a time, by our clock, in milliseconds since 1970; the orders and
   * their fills stay. Gives what is left free back to the disk.
   */
  compact(options: { readonly endedBefore: number }): Compacted;
}

/** Makes a database ready to be written to: its tables, durability, and what was left undone. */
function prepare(file: string, database: Database, { maxBytes, holdMs }: OrderJournalOptions): void {
  const pragma = (text: string): unknown => database.pragma(text, { simple: true });
  inJournal(file, () => {
    if (versionOf(file, database) === 0) pragma('auto_vacuum = INCREMENTAL');
    pragma('journal_mode = WAL');
    // Each commit is on the disk before it returns.
    pragma('synchronous = FULL');
    migrate(file, database);
    if (maxBytes !== undefined) {
      const pages = Math.floor(maxBytes / Number(pragma('page_size')));
      pragma(`max_page_count = ${Math.max(1, pages)}`);
    }
  });
  const [damage] = new JournalReader(file, database).damages('quick');
  if (damage !== undefined) throw new OrderJournalError('corrupt', file, damage);
  recover(new JournalReader(file, database), new JournalWriter(file, database));
  const { holdMs: held } = registryOptions({ ...(holdMs !== undefined && { holdMs }) });
  inJournal(file, () => database.prepare('UPDATE tracker SET hold_ms = ?').run(held));
}

/**
 * Opens a journal of orders, or makes a new one: a SQLite database, whose tables a person can query. Orders go on where they were left,
 * whether it was closed or its process was killed: all that was acknowledged is there, once.
 *
 * @param file path of the journal; `file-lock`, `file-wal` and `file-shm` are made beside it.
 * @throws {OrderJournalError} `notInstalled`, `missing` (its folder), `notAJournal`, `newerVersion`, `inUse`, `readOnly`,
 *   `corrupt`, `full` or `unusable`. {@link RangeError} where an option is no time or no count.
 */
export function openOrderJournal(file: string, options: OrderJournalOptions = {}): OrderJournal {
  const { maxBytes, ...tracking } = options;
  const kept = registryOptions(tracking);
  if (maxBytes !== undefined && !(maxBytes > 0)) throw new RangeError(`maxBytes is no size: ${maxBytes}`);
  demandJournal(file);
  const unlock = lockForWriting(file);
  let database: Database | undefined;
  try {
    database = openDatabase(file, { readonly: false });
    prepare(file, database, options);
    const journal = new WritableJournal(file, database, kept);
    return {
      // What has been told can be asked for.
      ...viewOf(file, journal.reader, () => journal.contents()),
      track: () => trackInJournal(journal),
      events: (after) => journal.events(after),
      compact: ({ endedBefore }) => journal.compact(endedBefore),
      close: () => {
        try {
          journal.close();
        } finally {
          unlock();
        }
      },
    };
  } catch (error) {
    database?.close();
    unlock();
    throw error;
  }
}
