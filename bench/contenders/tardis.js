// tardis-dev 13.35.3: its own Binance mapper, normalizeBookChanges('binance'), and its OrderBook, as its normalizeMessages
// and a user of it do.
//
// Per frame: JSON.parse, mapper.canHandle, mapper.map (drops what is older than the snapshot; Number() of each price and
// size; an object for each row; one book_change), OrderBook.update of that symbol's book (a red-black tree a side). The
// mapper checks that the first update overlaps the snapshot, and no continuity after it. The async generators between
// socket and user are left out, in favour of tardis-dev.
//
// The book is mutable. Its best and top levels are read as its documentation says: bestBid(), bestAsk(), iteration.
import { normalizeBookChanges, OrderBook } from 'tardis-dev';

/** @typedef {import('./index.js').Level} Level */
/** @typedef {import('tardis-dev').BookChange} BookChange */

/** @type {import('./index.js').Contender} */
export const tardis = {
  hasBooks: true,
  create(instruments) {
    const mapper = normalizeBookChanges('binance', new Date());
    const books = new Map(instruments.map(({ symbol }) => [symbol, new OrderBook()]));
    /** @param {string} symbol */
    const bookOf = (symbol) => /** @type {OrderBook} */ (books.get(symbol));
    /** @type {OrderBook} */
    let last;
    /** @param {any} message */
    const take = (message) => {
      if (!mapper.canHandle(message)) return;
      for (const change of /** @type {Iterable<BookChange>} */ (mapper.map(message, new Date()))) {
        last = bookOf(change.symbol);
        last.update(change);
      }
    };
    return {
      snapshot(symbol, text) {
        take({ stream: `${symbol.toLowerCase()}@depthSnapshot`, generated: true, data: JSON.parse(text) });
      },
      onFrame(text) {
        take(JSON.parse(text));
      },
      readBest(into, at) {
        const [bid, ask] = [last.bestBid(), last.bestAsk()];
        into[at] = bid?.price ?? NaN;
        into[at + 1] = bid?.amount ?? NaN;
        into[at + 2] = ask?.price ?? NaN;
        into[at + 3] = ask?.amount ?? NaN;
      },
      top: (n) => ({ bids: first(last.bids(), n), asks: first(last.asks(), n) }),
    };
  },
};

/** @param {Iterable<{ price: number, amount: number }>} rows @param {number} n */
function first(rows, n) {
  /** @type {Level[]} */
  const levels = [];
  for (const row of rows) {
    levels.push([row.price, row.amount]);
    if (levels.length === n) break;
  }
  return levels;
}
