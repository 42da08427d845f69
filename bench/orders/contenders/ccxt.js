// ccxt 4.5.84, class ccxt.pro.binance, driven without a network.
//
// Per message: handleOrderUpdate(client, message), its handler of 'executionReport', on the parsed object. That calls
// handleMyTrade (parseWsTrade, the fee added to the cached order's, the trade kept in it and in a cache of trades),
// handleOrder (parseWsOrder -> safeOrder; ArrayCacheBySymbolById.append, which looks the order up in a table, then moves
// it to the end of its array: it searches the array from its start) and handleMyLiquidation (parses again). What a user
// awaits is watchOrders, which filters the cache by symbol: left out, as are its promises, in favour of ccxt.
//
// In favour of orderflow: safeString, parseNumber and the like make of the venue's own message what orderflow's inputs
// are already when they are timed.
//
// What it does not do: it knows an order from the venue's first message on, so it has no use of the submit, and the last
// fill's message says that it is filled: 4 messages an order instead of 6 inputs. It adds nothing up but fees, in
// floats: amounts are those of the last message, whichever comes last; a repeated or late message is believed. Orders
// are changed in place. Orders are dropped when the cache is full, open ones too: here it has room for three times those
// that are open, 1,000 (its default) at least, which keeps them.
import ccxtPackage from 'ccxt';

import { symbols } from '../load.js';

/** @typedef {import('../load.js').OneOrderInput} OneOrderInput */

/** What loadMarkets() would have told. @param {string} symbol */
function spotMarket(symbol) {
  const base = symbol.slice(0, -'USDT'.length);
  const names = {
    id: symbol,
    lowercaseId: symbol.toLowerCase(),
    symbol: `${base}/USDT`,
    base,
    quote: 'USDT',
  };
  const ids = { baseId: base, quoteId: 'USDT' };
  const kinds = { type: 'spot', spot: true, margin: false, swap: false, future: false, option: false };
  const precision = { amount: 1e-5, price: 1e-2 };
  return { ...names, ...ids, ...kinds, contract: false, active: true, precision, limits: {} };
}

/** @param {number} open */
const roomFor = (open) => Math.max(1000, 3 * open);

/** @type {import('./index.js').Contender} */
export const ccxt = {
  kept: roomFor,
  // Its time grows with what is open.
  limit: ({ orders, open }) => Math.round((6000 * orders) / (open + 5000)),
  create({ open }) {
    // `any`: handlers and the client are not in the package's public types.
    const exchange = /** @type {any} */ (new ccxtPackage.pro.binance());
    exchange.options.ordersLimit = roomFor(open);
    const client = exchange.client('wss://stream.binance.com:9443/stream');
    client.resolve = () => undefined;
    client.reject = (/** @type {unknown} */ error) => {
      throw error;
    };
    exchange.setMarkets(symbols.map(spotMarket));
    return {
      prepare: messages(),
      take(message) {
        exchange.handleOrderUpdate(client, message);
        return exchange.orders[exchange.orders.length - 1];
      },
      read: ({ status, filled, cost }) => ({
        status: status === 'closed' ? 'filled' : filled > 0 ? 'partiallyFilled' : status,
        base: String(filled),
        quote: String(cost),
      }),
    };
  },
};

/** Makes of inputs what Binance sends: its execution report of a new order, and of each trade. */
function messages() {
  /** @type {Map<string, any>} */ const submitted = new Map();
  /** @param {OneOrderInput} input @returns {object | undefined} */
  return (input) => {
    const { symbol, clientId, venueId, venueTime, receivedAt } = input;
    const key = String(clientId);
    if (input._tag === 'submitRequested') {
      submitted.set(key, {
        terms: input.terms,
        at: receivedAt,
        quote: input.terms.amount.minus(input.terms.amount),
      });
      return undefined;
    }
    const order = submitted.get(key);
    if (input._tag === 'orderReported') {
      submitted.delete(key);
      return undefined;
    }
    const { terms } = order;
    const fill = input._tag === 'fill' ? input.fill : undefined;
    if (fill !== undefined) order.quote = order.quote.plus(fill.amount.times(fill.price));
    const places = (/** @type {import('decimal.js').Decimal | undefined} */ value) =>
      value?.toFixed(8) ?? '0.00000000';
    const isFilled = fill?.cumulative?.gte(terms.amount) === true;
    return {
      e: 'executionReport',
      E: venueTime,
      s: symbol,
      c: clientId,
      S: terms.side.toUpperCase(),
      o: 'LIMIT',
      f: 'GTC',
      q: places(terms.amount),
      p: places(terms.price),
      P: '0.00000000',
      F: '0.00000000',
      g: -1,
      C: '',
      x: fill === undefined ? 'NEW' : 'TRADE',
      X: fill === undefined ? 'NEW' : isFilled ? 'FILLED' : 'PARTIALLY_FILLED',
      r: 'NONE',
      i: Number(venueId),
      l: places(fill?.amount),
      z: places(fill?.cumulative),
      L: places(fill?.price),
      n: fill?.fees[0]?.amount.toFixed() ?? '0',
      N: fill?.fees[0]?.token ?? null,
      T: venueTime,
      t: fill === undefined ? -1 : Number(fill.tradeId),
      I: 3 * Number(venueId),
      w: !isFilled,
      m: fill !== undefined,
      M: false,
      O: order.at,
      Z: places(order.quote),
      Y: places(fill?.amount.times(fill.price)),
      Q: '0.00000000',
    };
  };
}
