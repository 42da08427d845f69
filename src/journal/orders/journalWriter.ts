import { plainText } from '../../domain/exact.js';
import { orderStatus, executedBase, executedQuote } from '../../orders/index.js';
import type { Order, OrderInput } from '../../orders/index.js';
import { orderEventText } from '../../orders/orderEventJson.js';
import { orderInputText } from '../../orders/orderInputJson.js';
import { OrderJournalError } from './orderJournalError.js';
import type { Changed, Outcomes } from './outcomes.js';
import { cell, FILL_COLUMNS, fillRow, insertInto, ORDER_COLUMNS, orderRow } from './rows.js';
import { inJournal, type Database, type Statement } from './sqlite.js';

/** An input, and its text as it is written. */
export interface WrittenInput {
  readonly seq: number;
  readonly input: OrderInput;
  readonly json: string;
}

/** What waits in a tracker. */
export interface Waiting {
  /** Numbers of the inputs that wait, in the order in which they do. */
  readonly held: readonly number[];
  readonly nextKey: number;
}

const INPUT_COLUMNS = ['seq', 'kind', 'venue', 'symbol', 'client_id', 'venue_id', 'received_at', 'json'];
const STEP_COLUMNS = [
  'seq',
  'input_seq',
  'order_key',
  'absorbed_key',
  'foreign_ids',
  'previous_status',
  'status',
  'executed_base',
  'executed_quote',
  'received_at',
];

/** The text of an input; throws where it holds what JSON cannot say. */
export function textOfInput(file: string, input: OrderInput): string {
  try {
    return orderInputText(input);
  } catch (cause) {
    const reason = `an input cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new OrderJournalError('badInput', file, reason, { cause, unwritten: [input] });
  }
}

/** Writes to a journal. All of a call is written, and on the disk, or nothing of it. */
export class JournalWriter {
  readonly #file: string;
  readonly #database: Database;
  readonly #input: Statement;
  readonly #order: Statement;
  readonly #id: Statement;
  readonly #fill: Statement;
  readonly #step: Statement;
  readonly #event: Statement;
  readonly #tracker: Statement;
  readonly #dropped: readonly Statement[];

  constructor(file: string, database: Database) {
    this.#file = file;
    this.#database = database;
    const prepare = (sql: string): Statement => inJournal(file, () => database.prepare(sql));
    this.#input = prepare(insertInto('inputs', INPUT_COLUMNS));
    this.#order = prepare(insertInto('orders', ORDER_COLUMNS, 'OR REPLACE'));
    this.#id = prepare(insertInto('order_ids', ['venue', 'symbol', 'kind', 'id', 'order_key'], 'OR REPLACE'));
    this.#fill = prepare(insertInto('fills', FILL_COLUMNS, 'OR REPLACE'));
    this.#step = prepare(insertInto('steps', STEP_COLUMNS));
    this.#event = prepare(insertInto('events', ['seq', 'step_seq', 'order_key', 'kind', 'json']));
    this.#tracker = prepare(
      `UPDATE tracker SET applied_input = @applied_input, next_key = @next_key,
       last_step = @last_step, last_event = @last_event, held = @held`,
    );
    this.#dropped = ['orders WHERE key', 'fills WHERE order_key', 'order_ids WHERE order_key'].map((from) =>
      prepare(`DELETE FROM ${from} = ?`),
    );
  }

  /** Writes what came of earlier inputs, and then new inputs. */
  write(outcomes: Outcomes | undefined, waiting: Waiting, inputs: readonly WrittenInput[]): void {
    inJournal(this.#file, () =>
      this.#database.transaction(() => {
        if (outcomes !== undefined) this.#writeOutcomes(outcomes, waiting);
        for (const one of inputs) this.#writeInput(one);
      })(),
    );
  }

  #writeInput({ seq, input, json }: WrittenInput): void {
    const isClock = input._tag === 'clock';
    this.#input.run(
      seq,
      input._tag,
      isClock ? null : input.venue,
      isClock ? null : input.symbol,
      isClock ? null : cell(input.clientId),
      isClock ? null : cell(input.venueId),
      isClock ? input.now : input.receivedAt,
      json,
    );
  }

  #writeOutcomes(outcomes: Outcomes, { held, nextKey }: Waiting): void {
    for (const key of outcomes.absorbed) for (const drop of this.#dropped) drop.run(key);
    for (const [key, changed] of outcomes.changed) this.#writeOrder(key, changed);
    for (const step of outcomes.steps) {
      const { stepSeq, inputSeq, key, absorbed, foreignIds, previous, order, receivedAt, numbered } = step;
      this.#step.run(
        stepSeq,
        inputSeq,
        key,
        cell(absorbed),
        foreignIds.length === 0 ? null : JSON.stringify(foreignIds),
        previous === undefined ? null : orderStatus(previous),
        orderStatus(order),
        plainText(executedBase(order)),
        plainText(executedQuote(order)),
        receivedAt,
      );
      for (const { seq, event } of numbered)
        this.#event.run(seq, stepSeq, key, event._tag, orderEventText(event));
    }
    this.#tracker.run({
      applied_input: outcomes.appliedInput,
      next_key: nextKey,
      last_step: outcomes.lastStep,
      last_event: outcomes.lastEvent,
      held: JSON.stringify(held),
    });
  }

  #writeOrder(key: number, { order, written }: Changed): void {
    this.#order.run(...orderRow(key, order));
    const { venue, symbol } = order;
    for (const [kind, id] of idsOf(order)) {
      if (written === undefined || !idsOf(written).some(([of, known]) => of === kind && known === id))
        this.#id.run(venue, symbol, kind, id, key);
    }
    for (const [ordinal, fill] of order.fills.entries()) {
      if (fill !== written?.fills[ordinal]) this.#fill.run(...fillRow(key, ordinal, fill));
    }
  }
}

const idsOf = ({ clientId, venueIds }: Order): readonly (readonly ['clientId' | 'venueId', string])[] => [
  ...(clientId === undefined ? [] : [['clientId', clientId] as const]),
  ...venueIds.map((id) => ['venueId', id] as const),
];
