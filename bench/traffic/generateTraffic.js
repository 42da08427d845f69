import { BookModel } from './bookModel.js';
import { changesPerMessage } from './distribution.js';
import { mulberry32 } from './mulberry32.js';
import { TextStore } from './textStore.js';

/** @typedef {import('./bookModel.js').Row} Row */
/** @typedef {import('../scenarios.js').Scenario} Scenario */

/**
 * Snapshots, frames and what a right book shows.
 * @typedef {object} Traffic
 * @property {TextStore} snapshots one REST answer for each instrument, in their order
 * @property {TextStore} frames
 * @property {Uint16Array} instrumentOf the instrument of each frame
 * @property {number} changes in all frames
 * @property {Float64Array} expected every number that the reads after the frames give, in the order of reading
 */

/** After how many messages the top of the book is read, and how many levels of each side that is. */
export const topEvery = 100;
export const topLevels = 10;

/**
 * The traffic of a scenario: another seed gives other prices, sizes and changes.
 * @param {Scenario} scenario @param {number} seed @param {number} [messages] @returns {Traffic}
 */
export function generateTraffic(scenario, seed, messages = scenario.messages) {
  const random = mulberry32(seed);
  const books = scenario.instruments.map((instrument) => new BookModel(instrument, scenario.levels, random));
  const snapshots = new TextStore();
  for (const book of books) snapshots.add(snapshotText(book));

  const frames = new TextStore();
  const instrumentOf = new Uint16Array(messages);
  const expected = new Float64Array(4 * messages + Math.floor(messages / topEvery) * 4 * topLevels);
  let written = 0;
  /** @param {Row[]} rows */
  const expect = (rows) => {
    for (const [price, size] of rows) {
      // Exact: a whole number below 2^53 over a power of ten is rounded once, as the text is when it is parsed.
      expected[written++] = price / 1e8;
      expected[written++] = size / 1e8;
    }
  };
  let changes = 0;
  for (let i = 0; i < messages; i++) {
    const index = Math.floor(random() * books.length);
    const book = /** @type {BookModel} */ (books[index]);
    const message = book.message(changesPerMessage[scenario.changes](random));
    changes += message.bids.length + message.asks.length;
    instrumentOf[i] = index;
    frames.add(
      frameText(book.instrument.symbol, message, 1700000000000 + Math.floor((100 * i) / books.length)),
    );
    expect(book.bids.top(1));
    expect(book.asks.top(1));
    if ((i + 1) % topEvery === 0) {
      expect(book.bids.top(topLevels));
      expect(book.asks.top(topLevels));
    }
  }
  return { snapshots, frames, instrumentOf, changes, expected };
}

/** The answer to a request for the whole book. @param {BookModel} book */
export function snapshotText(book) {
  const [bids, asks] = [book.bids.top(Infinity), book.asks.top(Infinity)];
  return `{"lastUpdateId":${book.lastUpdateId},"bids":${rowsText(bids)},"asks":${rowsText(asks)}}`;
}

/** A diff in the combined stream. @param {string} symbol @param {ReturnType<BookModel['message']>} message @param {number} time */
export function frameText(symbol, { first, last, bids, asks }, time) {
  return (
    `{"stream":"${symbol.toLowerCase()}@depth@100ms","data":{"e":"depthUpdate","E":${time},"s":"${symbol}",` +
    `"U":${first},"u":${last},"b":${rowsText(bids)},"a":${rowsText(asks)}}}`
  );
}

/** @param {Row[]} rows */
function rowsText(rows) {
  return `[${rows.map(([price, size]) => `["${decimalText(price)}","${decimalText(size)}"]`).join(',')}]`;
}

/** The decimal with 8 places of a whole number of 1e-8. @param {number} units */
function decimalText(units) {
  const digits = String(units).padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
