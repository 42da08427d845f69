// ccxt 4.5.84, class ccxt.pro.binance, driven without a network.
//
// Snapshot (not timed), as its fetchOrderBookSnapshot does: orderBook({}, limit) -> parseOrderBook(REST answer) ->
// nonce = lastUpdateId -> OrderBook.reset(snapshot).
//
// `ccxt`, per frame: JSON.parse, then handleOrderBook(client, message.data), its handler of 'depthUpdate'. That calls
// safeString, isSpotUrl and safeMarket (symbol by market id), safeInteger of nonce, U, u and pu, checks that U continues
// the nonce, and calls handleOrderBookMessage -> handleDeltas -> handleDelta for each row (safeFloat of price and size,
// OrderBookSide.store -> storeArray) and iso8601 of the event time; last client.resolve(orderbook). What a user awaits
// is watchOrderBook, which returns orderbook.limit(): here `resolve` calls limit(). The promise that carries the book
// to the user and the next watchOrderBook call are left out, in favour of ccxt.
//
// `ccxt-socket`, per frame: its socket's Client.onMessage({ data: text }), which adds what ccxt does before the handler:
// a regular expression over the text that quotes integers of 15 digits and more, JSON.parse, and handleMessage (takes
// `data` out of the combined-stream frame and finds the handler in a table it builds for each message).
//
// The book is mutable; to keep a version, a user calls its copy().
import ccxtPackage from 'ccxt';

/** @typedef {import('./index.js').Books} Books */
/** @typedef {import('./index.js').Contender} Contender */

const spotStreamUrl = 'wss://stream.binance.com:9443/stream';

/** What loadMarkets() would have told. @param {import('./index.js').Instrument} instrument */
function spotMarket({ symbol, base, quote }) {
  const names = { id: symbol, lowercaseId: symbol.toLowerCase(), symbol: `${base}/${quote}`, base, quote };
  const kinds = {
    type: 'spot',
    spot: true,
    margin: false,
    swap: false,
    future: false,
    option: false,
    contract: false,
  };
  const precision = { amount: 1e-8, price: 1e-8 };
  return { ...names, baseId: base, quoteId: quote, ...kinds, active: true, precision, limits: {} };
}

/**
 * @param {readonly import('./index.js').Instrument[]} instruments
 * @param {number} levels
 * @param {(exchange: any, client: any) => (text: string) => void} connect
 * @returns {Books}
 */
function createBooks(instruments, levels, connect) {
  // `any`: handlers and the client are not in the package's public types.
  const exchange = /** @type {any} */ (new ccxtPackage.pro.binance());
  exchange.setMarkets(instruments.map(spotMarket));
  const unified = new Map(instruments.map(({ symbol, base, quote }) => [symbol, `${base}/${quote}`]));
  // Only an object: it connects when connect() is called.
  const client = exchange.client(spotStreamUrl);
  /** @type {any} */
  let last;
  client.resolve = (/** @type {any} */ orderbook) => {
    last = orderbook.limit();
  };
  client.reject = (/** @type {unknown} */ error) => {
    throw error;
  };
  return {
    snapshot(symbol, text) {
      const response = JSON.parse(text);
      const name = unified.get(symbol);
      // The limit of a book grows with it, so that limit() is called and drops nothing: every contender keeps all levels.
      const orderbook = exchange.orderBook({}, 2 * levels);
      const snapshot = exchange.parseOrderBook(response, name);
      snapshot.nonce = exchange.safeInteger(response, 'lastUpdateId');
      orderbook.reset(snapshot);
      exchange.orderbooks[/** @type {string} */ (name)] = orderbook;
    },
    onFrame: connect(exchange, client),
    readBest(into, at) {
      const { bids, asks } = last;
      const [bid, ask] = [bids[0], asks[0]];
      into[at] = bid[0];
      into[at + 1] = bid[1];
      into[at + 2] = ask[0];
      into[at + 3] = ask[1];
    },
    top(n) {
      const { bids, asks } = last;
      /** @type {import('./index.js').Level[]} */ const topBids = [];
      /** @type {import('./index.js').Level[]} */ const topAsks = [];
      // Not slice(): on this subclass of Array it would construct another order book side.
      for (let i = 0; i < n; i++) {
        topBids.push(bids[i]);
        topAsks.push(asks[i]);
      }
      return { bids: topBids, asks: topAsks };
    },
  };
}

/** @type {Contender} */
export const ccxtHandler = {
  hasBooks: true,
  create: (instruments, levels) =>
    createBooks(
      instruments,
      levels,
      (exchange, client) => (text) => exchange.handleOrderBook(client, JSON.parse(text).data),
    ),
};

/** @type {Contender} */
export const ccxtSocket = {
  hasBooks: true,
  create: (instruments, levels) =>
    createBooks(instruments, levels, (_exchange, client) => (text) => client.onMessage({ data: text })),
};
