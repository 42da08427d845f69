// The journal of orderflow, and what it is compared with.
import Database from 'better-sqlite3';
import { Subject } from 'rxjs';

import { openOrderJournal } from '../../dist/journal/index.js';
import { orderInputToJson, trackOrders } from '../../dist/index.js';
import { readOrder } from './contenders/orderflow.js';
import { shownOf } from './load.js';

/** @typedef {import('./load.js').OneOrderInput} OneOrderInput */
/** @typedef {import('../../dist/index.js').Order} Order */

/**
 * @typedef {object} Writer
 * @property {string} name
 * @property {string} [file]
 * @property {(input: OneOrderInput) => unknown} prepare not timed
 * @property {(items: any[]) => void} take those of one turn
 * @property {() => boolean} isDone whether all that came of what was taken is told and written; asked once a turn
 * @property {(lives: readonly import('./load.js').Life[]) => void} check throws where what was told of these is wrong; not timed
 * @property {() => number} [p99Ms] from an input to its update
 * @property {() => void} close
 */

/** Without a journal. @returns {Writer} */
export function inMemory() {
  const heard = updates();
  /** @type {Subject<OneOrderInput>} */ const inputs$ = new Subject();
  const subscription = inputs$.pipe(trackOrders()).subscribe(({ order }) => heard.orders.push(order));
  return {
    name: 'trackOrders',
    prepare: (input) => input,
    take: (inputs) => inputs.forEach((input) => inputs$.next(input)),
    isDone: () => true,
    check: (lives) => heard.check(lives),
    close: () => subscription.unsubscribe(),
  };
}

/** As a user has it, with its defaults: each input is on the disk before anything is made of it. @param {string} file @returns {Writer} */
export function journal(file) {
  const opened = openOrderJournal(file);
  const heard = updates();
  /** @type {number[]} */ const takenAt = [];
  /** @type {number[]} */ const waits = [];
  let idleTurns = 0;
  /** @type {Subject<OneOrderInput>} */ const inputs$ = new Subject();
  // One update an input, in their order.
  inputs$.pipe(opened.track()).subscribe(({ order }) => {
    heard.orders.push(order);
    waits.push(performance.now() - Number(takenAt[waits.length]));
  });
  return {
    name: 'journal',
    file,
    prepare: (input) => input,
    take(inputs) {
      idleTurns = 0;
      for (const input of inputs) {
        takenAt.push(performance.now());
        inputs$.next(input);
      }
    },
    // What came of the last inputs is written in the first turn in which nothing waits.
    isDone: () => waits.length === takenAt.length && ++idleTurns > 2,
    check: (lives) => heard.check(lives),
    p99Ms: () => Number(waits.sort((a, b) => a - b)[Math.floor(0.99 * waits.length)]),
    close() {
      inputs$.complete();
      opened.close();
    },
  };
}

/** So many inputs the journal writes at once, at most. */
const group = 1000;

/**
 * The floor: the same rows of inputs, ready-made, into the same table, in the same groups and with the same durability;
 * no orders, no events, nothing read. @param {string} file @returns {Writer}
 */
export function sqlite(file) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`CREATE TABLE inputs (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, venue TEXT, symbol TEXT, client_id TEXT,
    venue_id TEXT, received_at REAL NOT NULL, json TEXT NOT NULL) STRICT`);
  const statement = database.prepare('INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const insert = database.transaction((/** @type {unknown[][]} */ rows) => {
    for (const row of rows) statement.run(row);
  });
  let seq = 0;
  return {
    name: 'SQLite alone',
    file,
    prepare(input) {
      const { _tag, venue, symbol, clientId = null, venueId = null, receivedAt } = input;
      const json = JSON.stringify(orderInputToJson(input));
      return [++seq, _tag, venue, symbol, clientId, venueId, receivedAt, json];
    },
    take(rows) {
      for (let from = 0; from < rows.length; from += group) insert(rows.slice(from, from + group));
    },
    isDone: () => true,
    check() {
      const { last } = /** @type {{ last: number }} */ (
        database.prepare('SELECT max(seq) AS last FROM inputs').get()
      );
      if (last !== seq) throw new Error(`${last} of ${seq} rows are there`);
    },
    close: () => void database.close(),
  };
}

/** Keeps the orders of updates until they are compared with what is right. */
function updates() {
  /** @type {Order[]} */ const orders = [];
  return {
    orders,
    /** @param {readonly import('./load.js').Life[]} lives */
    check(lives) {
      const byId = new Map(orders.map((order) => [order.clientId, order]));
      orders.length = 0;
      for (const life of lives) {
        const order = byId.get(life.clientId);
        const [shown, right] = [order && JSON.stringify(readOrder(order)), JSON.stringify(shownOf(life))];
        if (shown !== right) throw new Error(`order ${life.clientId} is told as ${shown}, and is ${right}`);
      }
    },
  };
}
