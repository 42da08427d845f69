import { inJournal, type Database } from './sqlite.js';

/** How much was removed. */
export interface Compacted {
  readonly inputs: number;
  readonly events: number;
}

/** A late fill of an order that ended long ago is as new as any: somebody may have to hear of it yet. */
const ENDED = 'SELECT key FROM orders WHERE ended_at < @endedBefore AND updated_at < @endedBefore';
/** Orders that became part of others have no row any more; they go with those. */
const GONE = `WITH RECURSIVE gone (key) AS (
  ${ENDED} UNION SELECT absorbed_key FROM steps JOIN gone ON order_key = gone.key WHERE absorbed_key IS NOT NULL
)`;

/** Removes inputs, steps and events of orders that ended before a time, and old inputs that made nothing. */
export function compactJournal(file: string, database: Database, endedBefore: number): Compacted {
  if (typeof endedBefore !== 'number' || Number.isNaN(endedBefore))
    throw new RangeError(`endedBefore is no time: ${String(endedBefore)}`);
  const run = (sql: string): number => database.prepare(sql).run({ endedBefore }).changes;
  const compacted = inJournal(file, () =>
    database.transaction(() => {
      run(`${GONE} UPDATE tracker SET compacted_event = max(compacted_event, (
             SELECT coalesce(max(seq), 0) FROM events WHERE order_key IN gone))`);
      const events = run(`${GONE} DELETE FROM events WHERE order_key IN gone`);
      run(`${GONE} DELETE FROM steps WHERE order_key IN gone`);
      const inputs = run(`DELETE FROM inputs
        WHERE seq <= (SELECT applied_input FROM tracker) AND received_at < @endedBefore
          AND NOT EXISTS (SELECT 1 FROM steps WHERE input_seq = inputs.seq)
          AND seq NOT IN (SELECT value FROM tracker, json_each(tracker.held))`);
      return { inputs, events };
    })(),
  );
  inJournal(file, () => {
    database.pragma('incremental_vacuum');
    database.pragma('wal_checkpoint(TRUNCATE)');
  });
  return compacted;
}
