import {
  orderEventFromJson,
  orderInputFromJson,
  type OrderInput,
  type OrderLookup,
  type TrackedOrder,
  type TrackerState,
} from '../../orders/index.js';
import { OrderJournalError } from './orderJournalError.js';
import type { LastNumbers, NumberedEvent } from './outcomes.js';
import { orderOfRows, type FILL_COLUMNS, type Row } from './rows.js';
import { inJournal, type Database, type Statement } from './sqlite.js';

/** Which orders are asked for; all of them where nothing is said. */
export interface OrderFilter {
  /** Only those that have not ended, or only those that have. */
  readonly open?: boolean;
  readonly venue?: string;
  readonly symbol?: string;
}

/** An input and its number. */
export interface NumberedInput {
  readonly seq: number;
  readonly input: OrderInput;
}

/** What one input made of one order. */
export interface StoredStep {
  readonly seq: number;
  readonly inputSeq: number;
  readonly orderKey: number;
  /** Whether there were steps before it. */
  readonly hasPrevious: boolean;
  readonly absorbedKey: number | undefined;
  /** Ids of the venue that the input named and that are another order's. */
  readonly foreignIds: readonly string[];
  readonly receivedAt: number;
}

/** How far a journal is. */
export interface Progress extends LastNumbers {
  /** The last input that is written, 0 for none. */
  readonly lastInput: number;
  /** The last input that is taken in. */
  readonly appliedInput: number;
  /** The last event that has been removed, 0 for none. */
  readonly compactedEvent: number;
  readonly holdMs: number;
}

type TrackerRow = Row<
  | 'applied_input'
  | 'next_key'
  | 'last_step'
  | 'last_event'
  | 'compacted_event'
  | 'hold_ms'
  | 'held'
  | 'last_input'
>;

/** What a journal holds, for those who only look at it. */
export type JournalContents = Pick<
  JournalReader,
  'orders' | 'order' | 'keysOf' | 'input' | 'stepsOf' | 'eventsOf' | 'damages'
>;

/** So many keys are read at once. */
const PAGE = 500;

const STATEMENTS = {
  tracker: `SELECT *, max(applied_input, (SELECT coalesce(max(seq), 0) FROM inputs)) AS last_input
            FROM tracker`,
  order: 'SELECT state FROM orders WHERE key = ?',
  fills: 'SELECT * FROM fills WHERE order_key = ? ORDER BY ordinal',
  keyOfId: 'SELECT order_key FROM order_ids WHERE venue = ? AND symbol = ? AND kind = ? AND id = ?',
  keysOfAnyId: 'SELECT DISTINCT order_key FROM order_ids WHERE id = ? ORDER BY order_key',
  inputs: 'SELECT seq, json FROM inputs WHERE seq > ? ORDER BY seq',
  input: 'SELECT json FROM inputs WHERE seq = ?',
  events: 'SELECT seq, json FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
  eventsOfStep: 'SELECT seq, json FROM events WHERE order_key = ? AND step_seq = ? ORDER BY seq',
  steps: `SELECT seq, input_seq, order_key, absorbed_key, foreign_ids, previous_status, received_at FROM steps
          WHERE order_key = ? ORDER BY seq`,
} as const;
type StatementName = keyof typeof STATEMENTS;

/** Reads a journal. Throws an `OrderJournalError` where it is damaged. */
export class JournalReader {
  readonly #file: string;
  readonly #database: Database;
  readonly #statements: Readonly<Record<StatementName, Statement>>;

  constructor(file: string, database: Database) {
    this.#file = file;
    this.#database = database;
    const prepared: Partial<Record<StatementName, Statement>> = {};
    inJournal(file, () => {
      for (const [name, sql] of Object.entries(STATEMENTS))
        prepared[name as StatementName] = database.prepare<unknown[]>(sql);
    });
    this.#statements = prepared as Readonly<Record<StatementName, Statement>>;
  }

  progress(): Progress {
    const row = this.#tracker();
    return {
      lastInput: Number(row.last_input),
      appliedInput: Number(row.applied_input),
      lastStep: Number(row.last_step),
      lastEvent: Number(row.last_event),
      compactedEvent: Number(row.compacted_event),
      holdMs: Number(row.hold_ms),
    };
  }

  /** The orders that have not ended, and the key of the next. */
  openOrders(): Omit<TrackerState, 'held'> {
    return { orders: [...this.orders({ open: true })], nextKey: Number(this.#tracker().next_key) };
  }

  /** The inputs that wait for their order's venue id. */
  held(): readonly NumberedInput[] {
    const numbers = this.#parsed('tracker', 1, String(this.#tracker().held), (json) => json as number[]);
    return numbers.map((seq) => {
      const input = this.input(seq);
      if (input === undefined) throw this.#damaged('inputs', seq, 'is missing, and waits');
      return { seq, input };
    });
  }

  #tracker(): TrackerRow {
    const row = this.#one<TrackerRow>('tracker');
    if (row === undefined) throw this.#damaged('tracker', 1, 'is missing');
    return row;
  }

  /** The order that has an id. */
  readonly recall = ({ venue, symbol, by, id }: OrderLookup): TrackedOrder | undefined => {
    const found = this.#one<Row<'order_key'>>('keyOfId', venue, symbol, by, id);
    return found === undefined ? undefined : this.order(Number(found.order_key));
  };

  /** The keys of all orders that have an id, of whatever venue. */
  keysOf(id: string): readonly number[] {
    return this.#all<Row<'order_key'>>('keysOfAnyId', id).map((row) => Number(row.order_key));
  }

  order(key: number): TrackedOrder | undefined {
    const row = this.#one<Row<'state'>>('order', key);
    return row === undefined ? undefined : this.#order(key, String(row.state));
  }

  #order(key: number, state: string): TrackedOrder {
    const fills = this.#all<Row<(typeof FILL_COLUMNS)[number]>>('fills', key);
    try {
      return { key, order: orderOfRows(state, fills) };
    } catch (cause) {
      throw this.#damaged('orders', key, String(cause), cause);
    }
  }

  /** Orders, by their keys; read as they are wanted. Throws at once where the journal has been closed. */
  orders({ open, venue, symbol }: OrderFilter = {}): Iterable<TrackedOrder> {
    const wanted = [
      'key > @last',
      ...(open === undefined ? [] : [open ? 'ended_at IS NULL' : 'ended_at IS NOT NULL']),
      ...(venue === undefined ? [] : ['venue = @venue']),
      ...(symbol === undefined ? [] : ['symbol = @symbol']),
    ];
    const sql = `SELECT key FROM orders WHERE ${wanted.join(' AND ')} ORDER BY key LIMIT ${PAGE}`;
    const statement = inJournal(this.#file, () => this.#database.prepare<unknown[], Row<'key'>>(sql));
    return this.#ordersOf((last) => inJournal(this.#file, () => statement.all({ venue, symbol, last })));
  }

  *#ordersOf(keysAfter: (last: number) => readonly Row<'key'>[]): Generator<TrackedOrder> {
    for (let last = 0; ;) {
      const keys = keysAfter(last);
      if (keys.length === 0) return;
      for (const { key } of keys) {
        last = Number(key);
        const tracked = this.order(last);
        if (tracked !== undefined) yield tracked;
      }
    }
  }

  /** Inputs after one, in the order in which they came. */
  inputsAfter(seq: number): readonly NumberedInput[] {
    return this.#all<Row<'seq' | 'json'>>('inputs', seq).map((row) => this.#input(row));
  }

  /** An input; undefined where it has been removed. */
  input(seq: number): OrderInput | undefined {
    const row = this.#one<Row<'json'>>('input', seq);
    return row === undefined ? undefined : this.#input({ ...row, seq }).input;
  }

  #input({ seq, json }: Row<'seq' | 'json'>): NumberedInput {
    const number = Number(seq);
    return { seq: number, input: this.#parsed('inputs', number, String(json), orderInputFromJson) };
  }

  /** Events after one, in order, so many at most. */
  eventsAfter(seq: number, limit: number): readonly NumberedEvent[] {
    return this.#all<Row<'seq' | 'json'>>('events', seq, limit).map((row) => this.#event(row));
  }

  eventsOf({ orderKey, seq }: StoredStep): readonly NumberedEvent[] {
    return this.#all<Row<'seq' | 'json'>>('eventsOfStep', orderKey, seq).map((row) => this.#event(row));
  }

  #event({ seq, json }: Row<'seq' | 'json'>): NumberedEvent {
    const number = Number(seq);
    return { seq: number, event: this.#parsed('events', number, String(json), orderEventFromJson) };
  }

  /** What was made of an order, in the order in which it was made. */
  stepsOf(key: number): readonly StoredStep[] {
    type StepRow = Row<
      'seq' | 'input_seq' | 'order_key' | 'absorbed_key' | 'foreign_ids' | 'previous_status' | 'received_at'
    >;
    return this.#all<StepRow>('steps', key).map((row) => ({
      seq: Number(row.seq),
      inputSeq: Number(row.input_seq),
      orderKey: Number(row.order_key),
      hasPrevious: row.previous_status !== null,
      absorbedKey: row.absorbed_key === null ? undefined : Number(row.absorbed_key),
      foreignIds: this.#parsed(
        'steps',
        Number(row.seq),
        String(row.foreign_ids ?? '[]'),
        (json) => json as string[],
      ),
      receivedAt: Number(row.received_at),
    }));
  }

  /** What is damaged, as SQLite tells it; nothing where all is well. `quick` leaves out what indexes hold. */
  damages(how: 'quick' | 'whole'): readonly string[] {
    const pragma = how === 'quick' ? 'quick_check' : 'integrity_check';
    try {
      const rows = inJournal(this.#file, () => this.#database.pragma(pragma)) as Row<string>[];
      return rows
        .flatMap((row) => Object.values(row).map((value) => String(value).replaceAll(/\s+/g, ' ')))
        .filter((line) => line !== 'ok');
    } catch (error) {
      // Where it cannot even be looked at, that is the damage.
      if (error instanceof OrderJournalError && error.fault === 'corrupt') return [error.reason];
      throw error;
    }
  }

  #one<R>(name: StatementName, ...values: readonly unknown[]): R | undefined {
    return inJournal(this.#file, () => this.#statements[name].get(...values) as R | undefined);
  }

  #all<R>(name: StatementName, ...values: readonly unknown[]): readonly R[] {
    return inJournal(this.#file, () => this.#statements[name].all(...values) as R[]);
  }

  #parsed<T>(table: string, row: number, text: string, read: (json: unknown) => T): T {
    try {
      return read(JSON.parse(text));
    } catch (cause) {
      throw this.#damaged(table, row, String(cause), cause);
    }
  }

  #damaged(table: string, row: number, what: string, cause?: unknown): OrderJournalError {
    return new OrderJournalError('corrupt', this.#file, `${table}, row ${row}: ${what}`, { cause });
  }
}
