import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

import type { Database } from './sqlite.js';
import { OrderJournalError } from './orderJournalError.js';

/** What makes the database of a version that of the next one. */
type Migration = (database: Database) => void;

/** Tells a journal of orders from other databases, in its header: "ordr". */
const APPLICATION_ID = 0x6f72_6472;

/**
 * The tables. Times are milliseconds since 1970-01-01 UTC, by our clock; decimals are their exact text; `seq` and `key`
 * count from 1.
 *
 * - `inputs`: all that came, in the order in which it came, before anything was made of it;
 * - `orders`: each order as it is; `state` is the order as JSON, without its fills;
 * - `order_ids`: every id that an order has had;
 * - `fills`: the fills of each order, in the order in which they were taken in;
 * - `steps`: what each input made of which order, in the order in which it was made;
 * - `events`: what was told, as JSON; `seq` is what a subscriber remembers;
 * - `tracker`: how far the inputs are taken in, and what waits.
 */
const VERSION_1 = `
CREATE TABLE inputs (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  venue TEXT,
  symbol TEXT,
  client_id TEXT,
  venue_id TEXT,
  received_at REAL NOT NULL,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE orders (
  key INTEGER PRIMARY KEY,
  venue TEXT NOT NULL,
  symbol TEXT NOT NULL,
  client_id TEXT,
  venue_id TEXT,
  side TEXT,
  type TEXT,
  amount TEXT,
  sized_in TEXT,
  price TEXT,
  status TEXT NOT NULL,
  executed_base TEXT NOT NULL,
  executed_quote TEXT NOT NULL,
  average_price TEXT,
  fees TEXT NOT NULL,
  reason TEXT,
  created_at REAL NOT NULL,
  updated_at REAL NOT NULL,
  ended_at REAL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX orders_open ON orders (key) WHERE ended_at IS NULL;
CREATE INDEX orders_ended ON orders (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE order_ids (
  venue TEXT NOT NULL,
  symbol TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('clientId', 'venueId')),
  id TEXT NOT NULL,
  order_key INTEGER NOT NULL,
  PRIMARY KEY (venue, symbol, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fills (
  order_key INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  trade_id TEXT,
  cumulative TEXT,
  amount TEXT NOT NULL,
  price TEXT NOT NULL,
  fees TEXT NOT NULL,
  liquidity TEXT,
  venue_time REAL,
  received_at REAL NOT NULL,
  PRIMARY KEY (order_key, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
  seq INTEGER PRIMARY KEY,
  input_seq INTEGER NOT NULL,
  order_key INTEGER NOT NULL,
  absorbed_key INTEGER,
  foreign_ids TEXT,
  previous_status TEXT,
  status TEXT NOT NULL,
  executed_base TEXT NOT NULL,
  executed_quote TEXT NOT NULL,
  received_at REAL NOT NULL
) STRICT;
CREATE INDEX steps_of_order ON steps (order_key);
CREATE INDEX steps_of_input ON steps (input_seq);

CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  step_seq INTEGER NOT NULL,
  order_key INTEGER NOT NULL,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_order ON events (order_key);

CREATE VIEW status_changes AS
  SELECT seq, order_key, previous_status, status, executed_base, executed_quote, received_at
  FROM steps WHERE status IS NOT previous_status;

CREATE TABLE tracker (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  applied_input INTEGER NOT NULL,
  next_key INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  last_event INTEGER NOT NULL,
  compacted_event INTEGER NOT NULL,
  hold_ms REAL NOT NULL,
  held TEXT NOT NULL
) STRICT;
INSERT INTO tracker VALUES (1, 0, 1, 0, 0, 0, 0, '[]');
`;

const MIGRATIONS: readonly Migration[] = [(database) => database.exec(VERSION_1)];

/** What an SQLite file begins with, and where it has its application id (sqlite.org/fileformat2.html, 1.3). */
const MAGIC = 'SQLite format 3\0';
const APPLICATION_ID_AT = 68;

/** Whether a file is a journal, or may become one; throws where it is something else. It is only looked at. */
export function demandJournal(file: string): void {
  if (!existsSync(file)) return;
  const kind = statSync(file);
  if (kind.isDirectory()) throw new OrderJournalError('notAJournal', file, 'this is a folder');
  if (!kind.isFile()) return;
  const header = Buffer.alloc(APPLICATION_ID_AT + 4);
  const handle = openSync(file, 'r');
  const size = readSync(handle, header);
  closeSync(handle);
  const isOurs =
    header.toString('latin1', 0, MAGIC.length) === MAGIC &&
    [0, APPLICATION_ID].includes(header.readUInt32BE(APPLICATION_ID_AT));
  if (size > 0 && !isOurs) throw new OrderJournalError('notAJournal', file, 'this is no journal of orders');
}

const numberIn = (database: Database, pragma: string): number =>
  Number(database.pragma(pragma, { simple: true }));

/** Whether the database is one of ours, of a version that is known; throws where it is not. 0 for an empty one. */
export function versionOf(file: string, database: Database, known = MIGRATIONS.length): number {
  const application = numberIn(database, 'application_id');
  const version = numberIn(database, 'user_version');
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (application === 0 && version === 0 && isEmpty) return 0;
  if (application !== APPLICATION_ID)
    throw new OrderJournalError('notAJournal', file, 'this is a database of something else');
  if (version > known) {
    const reason = `its version is ${version}, and this orderflow knows ${known}: use a newer one`;
    throw new OrderJournalError('newerVersion', file, reason);
  }
  return version;
}

/** Brings a database to the newest version, all steps or none. */
export function migrate(file: string, database: Database, migrations = MIGRATIONS): void {
  const version = versionOf(file, database, migrations.length);
  if (version === migrations.length) return;
  database.transaction(() => {
    for (const step of migrations.slice(version)) step(database);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migrations.length}`);
  })();
}
