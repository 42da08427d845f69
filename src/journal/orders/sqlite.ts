import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';

import { OrderJournalError, type OrderJournalFault } from './orderJournalError.js';

export type Database = Sqlite.Database;
export type Statement = Sqlite.Statement<unknown[]>;

/** better-sqlite3, which only those need who keep a journal. */
function loadSqlite(file: string): typeof Sqlite {
  try {
    return createRequire(import.meta.url)('better-sqlite3') as typeof Sqlite;
  } catch (cause) {
    const reason = 'a journal of orders is kept by better-sqlite3: npm install better-sqlite3';
    throw new OrderJournalError('notInstalled', file, reason, { cause });
  }
}

const FAULTS: Readonly<Record<string, readonly [OrderJournalFault, string]>> = {
  FULL: ['full', 'no room is left to write'],
  READONLY: ['readOnly', 'it may not be written to'],
  CORRUPT: ['corrupt', 'it is damaged'],
  NOTADB: ['notAJournal', 'this is no journal of orders'],
  CANTOPEN: ['readOnly', 'it, or its folder, may not be written to'],
  // Numbers of inputs are given out by the one that writes.
  CONSTRAINT: ['inUse', 'something else writes to it'],
  BUSY: ['inUse', 'it is in use'],
  LOCKED: ['inUse', 'it is in use'],
};

/** The error of a journal that an error of SQLite is; any other error as it is. */
function journalError(file: string, error: unknown): unknown {
  if (error instanceof OrderJournalError || !(error instanceof Error)) return error;
  if (error instanceof TypeError && error.message === 'The database connection is not open')
    return new OrderJournalError('closed', file, 'it has been closed', { cause: error });
  if (!('code' in error)) return error;
  const { code, message: text } = error;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  const [, kind = ''] = code.split('_');
  const [fault, reason] = FAULTS[kind] ?? (['unusable', 'the file system failed'] as const);
  return new OrderJournalError(fault, file, `${reason} (${code}: ${text})`, { cause: error });
}

/** Does what may fail in SQLite, and names the file where it does. */
export function inJournal<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw journalError(file, error);
  }
}

/** How long a lock of another is waited for that is soon let go, in milliseconds. */
const PATIENCE_MS = 1000;

/** How a database is opened. */
export interface Opening {
  readonly readonly: boolean;
  /** The file itself, where it is not the journal. */
  readonly path?: string;
  readonly timeoutMs?: number;
}

/** A database, to be written to or only read. */
export function openDatabase(file: string, opening: Opening): Database {
  const { readonly, path = file, timeoutMs: timeout = PATIENCE_MS } = opening;
  const Database = loadSqlite(file);
  if (!existsSync(dirname(path))) throw new OrderJournalError('missing', file, 'there is no such folder');
  if (readonly && !existsSync(path)) throw new OrderJournalError('missing', file, 'there is no such file');
  return inJournal(file, () => new Database(path, { readonly, fileMustExist: readonly, timeout }));
}
