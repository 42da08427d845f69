import { Decimal } from 'decimal.js';
import { filter, interval, switchMap, take } from 'rxjs';

/** What is asked for, one after the other by chance. */
const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'BNBUSDT'];

/** What an order is worth, in quote currency. */
const WORTH = new Decimal(60);

/** Uniform numbers in [0, 1) by a seed. @param {number} seed */
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * An account that buys, sells, lets rest, and takes back by chance, as long as it is subscribed.
 *
 * @param {import('../../dist/index.js').Connector} connector
 * @param {{ readonly seed: number, readonly everyMs: number }} options
 */
export function tradeAtRandom(connector, { seed, everyMs }) {
  const random = uniform(seed);
  const done = { sent: 0, cancels: 0 };
  /** @type {Map<string, import('../../dist/index.js').BookState>} */
  const books = new Map();
  const listening = SYMBOLS.map((symbol) =>
    connector.book(/** @type {any} */ (symbol)).subscribe((state) => books.set(symbol, state)),
  );
  const act = () => {
    const symbol = /** @type {any} */ (SYMBOLS[Math.floor(random() * SYMBOLS.length)]);
    const state = books.get(symbol);
    const what = random();
    const open = connector.openOrders();
    if (what < 0.25 && open.length > 0) {
      const order = open[Math.floor(random() * open.length)];
      if (order?.clientId !== undefined) {
        done.cancels++;
        connector.cancel(order.clientId);
      }
      return;
    }
    if (state?.status !== 'live') return;
    const { bids, asks } = state.book;
    if (bids.best === undefined || asks.best === undefined) return;
    const side = random() < 0.5 ? 'buy' : 'sell';
    const best = side === 'buy' ? bids.best.price : asks.best.price;
    const other = side === 'buy' ? asks.best.price : bids.best.price;
    const amount = WORTH.div(best);
    done.sent++;
    if (what < 0.45) connector[side](symbol, { orderType: 'market', amount });
    else if (what < 0.65) connector[side](symbol, { orderType: 'limit', amount, price: other });
    else if (what < 0.85) connector[side](symbol, { orderType: 'limitMaker', amount, price: best });
    else
      connector[side](symbol, {
        orderType: 'limit',
        amount,
        price: best.times(side === 'buy' ? '0.98' : '1.02'),
      });
  };
  const trading = connector.ready$
    .pipe(
      filter(Boolean),
      take(1),
      switchMap(() => interval(everyMs)),
    )
    .subscribe(act);
  return {
    done,
    /** No more orders. */
    rest: () => trading.unsubscribe(),
    /** No more books either. */
    leave: () => listening.forEach((one) => one.unsubscribe()),
  };
}
