// Measures how the depth updates of Binance recordings are distributed; distribution.js holds what it found.
//   node traffic/measureRecordings.js RECORDING.ndjson.gz...
// A line of a recording is {"t": ms, "via": "ws" | "http", "conn": ..., "raw": text of the frame or body}.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** @typedef {'amend' | 'insert' | 'delete' | 'deleteMissing'} Kind */
/** @typedef {{ kind: Kind, rank: number }} Change */

const rankEdges = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, Infinity];
const countEdges = [1, 2, 3, 4, 6, 11, 21, Infinity];

/** One side of a book: prices only, the best first; `sign` is 1 for asks and -1 for bids. */
class Prices {
  /** @param {1 | -1} sign @param {string[][]} rows */
  constructor(sign, rows) {
    this.sign = sign;
    this.list = rows.map((row) => Number(row[0])).sort((a, b) => sign * (a - b));
  }
  /** How many levels are better than `price`. @param {number} price */
  rank(price) {
    let low = 0;
    for (let high = this.list.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.sign * /** @type {number} */ (this.list[middle]) < this.sign * price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  /** Classifies the rows by the book before the message, then applies them. @param {string[][]} rows */
  apply(rows) {
    const changes = rows.map((row) => {
      const price = Number(row[0]);
      const rank = this.rank(price);
      const there = this.list[rank] === price;
      /** @type {Kind} */
      const kind = Number(row[1]) > 0 ? (there ? 'amend' : 'insert') : there ? 'delete' : 'deleteMissing';
      return { kind, rank, price };
    });
    for (const { kind, price } of changes) {
      if (kind === 'insert') this.list.splice(this.rank(price), 0, price);
      else if (kind === 'delete') this.list.splice(this.rank(price), 1);
    }
    return changes;
  }
}

/** The changes of each message after the first snapshot of its symbol. @param {string} file */
function readChanges(file) {
  /** @type {Map<string, { bids: Prices, asks: Prices }>} */
  const books = new Map();
  /** @type {Change[][]} */
  const messages = [];
  for (const line of gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')) {
    const { via, conn, raw } = JSON.parse(line);
    const body = JSON.parse(raw);
    const symbol = via === 'http' ? new URL(conn).searchParams.get('symbol') : undefined;
    if (symbol) books.set(symbol, { bids: new Prices(-1, body.bids), asks: new Prices(1, body.asks) });
    const diff = body.data;
    const book = diff?.e === 'depthUpdate' ? books.get(diff.s) : undefined;
    if (book) messages.push([...book.bids.apply(diff.b), ...book.asks.apply(diff.a)]);
  }
  return messages;
}

/** The share, in percent, of the values in each bin. @param {number[]} values @param {number[]} edges */
function histogram(values, edges) {
  return edges.slice(1).map((edge, i) => {
    const inside = values.filter((value) => value >= /** @type {number} */ (edges[i]) && value < edge);
    return (100 * inside.length) / values.length;
  });
}

/** @param {string} label @param {number[][]} recordings */
function printMean(label, recordings) {
  const mean = recordings[0]?.map(
    (_, i) => recordings.reduce((sum, bins) => sum + (bins[i] ?? 0), 0) / recordings.length,
  );
  for (const bins of [...recordings, mean ?? []])
    console.log(label, bins.map((n) => n.toFixed(1).padStart(5)).join(' '));
}

const recordings = process.argv.slice(2).map(readChanges);
for (const messages of recordings)
  console.log(`${messages.length} messages, ${messages.flat().length} changes`);
console.log('one row a recording, then the mean of the recordings, in percent');
/** @type {Kind[]} */
const kinds = ['amend', 'insert', 'delete', 'deleteMissing'];
printMean(
  `${kinds.join(', ')}:`,
  recordings.map((messages) => {
    const all = messages.flat();
    return kinds.map((kind) => (100 * all.filter((change) => change.kind === kind).length) / all.length);
  }),
);
printMean(
  `changes a message, below ${countEdges.slice(1).join(' ')}:`,
  recordings.map((messages) =>
    histogram(
      messages.map((changes) => changes.length),
      countEdges,
    ),
  ),
);
for (const group of [['amend'], ['insert', 'delete']]) {
  printMean(
    `rank of ${group.join(' and ')}, below ${rankEdges.slice(1).join(' ')}:`,
    recordings.map((messages) => {
      const some = messages.flat().filter((change) => group.includes(change.kind));
      return histogram(
        some.map((change) => change.rank),
        rankEdges,
      );
    }),
  );
}
