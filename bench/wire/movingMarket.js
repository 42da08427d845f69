import { BookModel } from '../traffic/bookModel.js';
import { changesPerMessage } from '../traffic/distribution.js';
import { frameText, snapshotText } from '../traffic/generateTraffic.js';
import { instruments } from '../traffic/instruments.js';
import { mulberry32 } from '../traffic/mulberry32.js';
import { bookSum, quoteSum } from './quotes.js';

/** @typedef {import('./scenarios.js').WireScenario} WireScenario */

/**
 * Frames of the WebSocket protocol as they go over the wire, one after the other.
 *
 * @typedef {object} Chunk
 * @property {Buffer} bytes
 * @property {Uint32Array} ends where each frame ends
 * @property {Uint16Array} instrumentOf
 * @property {number} quotes the sum of the best quotes after each message
 * @property {number} changes
 */

/** A market that goes on from chunk to chunk; who asks for a snapshot gets it as of the end of the last chunk. */
export class MovingMarket {
  /** @param {WireScenario} scenario @param {number} seed */
  constructor({ symbols, levels }, seed) {
    this.random = mulberry32(seed);
    this.books = instruments(symbols).map((one) => new BookModel(one, levels, this.random));
    this.sent = 0;
    /** Those that were asked for since the last chunk. @type {Map<string, string>} */
    this.snapshots = new Map();
  }

  get instruments() {
    return this.books.map(({ instrument }) => instrument);
  }

  /** @param {string} symbol @returns {string | undefined} */
  snapshot(symbol) {
    const known = this.snapshots.get(symbol);
    if (known !== undefined) return known;
    const book = this.books.find(({ instrument }) => instrument.symbol === symbol);
    const text = book && snapshotText(book);
    if (text !== undefined) this.snapshots.set(symbol, text);
    return text;
  }

  /** What each book comes to, in the order of the instruments. @param {number} [levels] a side; all unless given */
  sums(levels = Infinity) {
    return this.books.map(({ lastUpdateId, bids, asks }) =>
      bookSum(lastUpdateId, rows(bids.top(levels)), rows(asks.top(levels))),
    );
  }

  /** The next messages. @param {number} count @returns {Chunk} */
  next(count) {
    this.snapshots.clear();
    let bytes = Buffer.allocUnsafe(600 * count);
    const ends = new Uint32Array(count);
    const instrumentOf = new Uint16Array(count);
    let [used, changes, quotes] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const index = Math.floor(this.random() * this.books.length);
      const book = /** @type {BookModel} */ (this.books[index]);
      const message = book.message(changesPerMessage.uniform(this.random));
      const text = frameText(book.instrument.symbol, message, 1700000000000 + this.sent++);
      if (used + text.length + 4 > bytes.length) bytes = Buffer.concat([bytes], 2 * bytes.length);
      used = writeFrame(bytes, used, text);
      ends[i] = used;
      instrumentOf[i] = index;
      changes += message.bids.length + message.asks.length;
      const [[bid, bidSize], [ask, askSize]] = [bestOf(book.bids), bestOf(book.asks)];
      quotes = (quotes + quoteSum(bid, bidSize, ask, askSize)) | 0;
    }
    return { bytes: bytes.subarray(0, used), ends, instrumentOf, quotes, changes };
  }
}

/** A text frame of a server: not masked. @param {Buffer} bytes @param {number} at @param {string} text ASCII */
function writeFrame(bytes, at, text) {
  bytes[at] = 0x81;
  if (text.length < 126) {
    bytes[at + 1] = text.length;
    return at + 2 + bytes.write(text, at + 2, 'latin1');
  }
  bytes[at + 1] = 126;
  bytes.writeUInt16BE(text.length, at + 2);
  return at + 4 + bytes.write(text, at + 4, 'latin1');
}

/** @param {import('../traffic/bookModel.js').Row[]} sideRows @returns {[number, number][]} */
const rows = (sideRows) => sideRows.map(([price, size]) => [price / 1e8, size / 1e8]);

/** @param {import('../traffic/bookModel.js').SideModel} side @returns {readonly [number, number]} */
function bestOf(side) {
  const [price, size] = side.rowAt(side.prices.length - 1);
  return [price / 1e8, size / 1e8];
}
