// orderflow as a program composes it, part by part. Nothing is set that is not set by itself, but for the weight of requests,
// which is not counted: 500 snapshots would take four minutes.
import { concat, firstValueFrom, from, NEVER, of, skipUntil, Subject, take } from 'rxjs';

import { createConnector, marketData, marketFeed, orderBooksInPlace } from '../../../dist/index.js';
import { binanceAt } from '../../../dist/exchanges/binance/index.js';
import { httpRequests, webSockets } from '../../../dist/transport/index.js';
import { bookSum } from '../quotes.js';

/** @typedef {import('./index.js').Given} Given */
/** @typedef {import('./index.js').WireContender['create']} Create */
/** @typedef {import('../../../dist/index.js').BookState} BookState */
/** @typedef {import('../../../dist/index.js').BookStateInPlace} BookStateInPlace */

export const ports = { socket: webSockets(), http: httpRequests() };
export const options = { now: Date.now, random: Math.random };

/** The venue at the addresses of the exchange here. @param {Given} given */
export function venueAt({ rest, stream }) {
  const { trading, limits, ...venue } = binanceAt({ rest, stream, wsApi: stream });
  const rateWindows = trading.rateWindows.map((window) => ({ ...window, limit: 1e9 }));
  const requestWeight = { weight: 1e9, perMs: 60_000 };
  return { ...venue, limits: { ...limits, requestWeight }, trading: { ...trading, rateWindows } };
}

/** The port of sockets alone: frames as text with the time of their receipt. @type {Create} */
export const portMessages = (given, { message }) => {
  const [plan] = venueAt(given).subscribe([{ channel: 'book', symbols: /** @type {any} */ (given.symbols) }]);
  if (plan === undefined) throw new Error('nothing to subscribe to');
  const ready = new Promise((resolve) => {
    let answers = 0;
    ports.socket({ url: plan.url, send$: concat(of(...plan.frames), NEVER) }).subscribe((event) => {
      if (event._tag === 'socketClosed') throw new Error(event.reason);
      if (event._tag !== 'socketMessage') return;
      if (answers >= plan.frames.length) message();
      else if (++answers === plan.frames.length) resolve(undefined);
    });
  });
  return { ready };
};

/** The feed that books are made of: frames are decoded and checked one by one. @type {Create} */
export const feedMessages = (given, { message }) => {
  const feed = marketFeed(venueAt(given), ports, options);
  const snapshots = new Set();
  const ready = new Promise((resolve) => {
    feed.books(of(/** @type {any} */ (new Set(given.symbols)))).subscribe((content) => {
      if (content._tag === 'diff') return message();
      if (content._tag !== 'snapshot') throw new Error(`a ${content._tag} came`);
      // Of a book of which nothing has come.
      snapshots.add(content.symbol);
      if (snapshots.size === given.symbols.length) resolve(undefined);
    });
  });
  return { ready };
};

/** Books as `marketData` gives them. @type {Create} */
export const books = (given, heard) => {
  const market = marketData(venueAt(given), ports, options);
  const receiving = readBooks(given, heard, (symbol) => market.book(/** @type {any} */ (symbol)));
  return withoutTrouble(receiving, market.troubles$);
};

/** The whole connector, without an account. @type {Create} */
export const connectorBooks = (given, heard) => {
  const connector = createConnector(venueAt(given), ports, options);
  connector.start();
  const receiving = readBooks(given, heard, (symbol) => connector.book(/** @type {any} */ (symbol)));
  return withoutTrouble(receiving, connector.trouble$);
};

/** Books that each message changes in place, of the same feed. @type {Create} */
export const booksInPlace = (given, heard) => {
  const venue = venueAt(given);
  const feed = marketFeed(venue, ports, options);
  /** @type {Map<string, Subject<BookStateInPlace>>} */
  const states = new Map(given.symbols.map((symbol) => [symbol, new Subject()]));
  const receiving = readBooks(
    given,
    heard,
    (symbol) => /** @type {Subject<BookStateInPlace>} */ (states.get(symbol)),
  );
  const symbols = /** @type {any[]} */ (given.symbols);
  // Of a book of which nothing comes the feed brings a snapshot by itself, and nothing comes before it is ready.
  feed
    .books(of(new Set(symbols)))
    .pipe(orderBooksInPlace(venue))
    .subscribe(({ symbol, value }) => states.get(symbol)?.next(value));
  return withoutTrouble(receiving, feed.troubles$);
};

/**
 * Ends the run where something goes wrong once all books are live: before that an answer may be late on a busy machine, and is asked
 * for again.
 *
 * @param {import('./index.js').Receiving} receiving
 * @param {import('rxjs').Observable<unknown>} troubles$
 */
function withoutTrouble(receiving, troubles$) {
  troubles$.pipe(skipUntil(from(receiving.ready))).subscribe((trouble) => {
    throw new Error(`a run without trouble has some: ${JSON.stringify(trouble)}`);
  });
  return receiving;
}

/**
 * Listens to each book, and reads the best bid and ask of each state.
 *
 * @param {Given} given
 * @param {import('./index.js').Heard} heard
 * @param {(symbol: string) => import('rxjs').Observable<BookState | BookStateInPlace>} bookOf
 */
function readBooks({ symbols }, { quote }, bookOf) {
  /** @type {Map<string, import('../../../dist/index.js').ReadableBook>} */
  const books = new Map();
  const live$ = new Subject();
  for (const symbol of symbols)
    bookOf(symbol).subscribe((state) => {
      if (state.status !== 'live') {
        if (state.status !== 'syncing') throw new Error(`${symbol} is ${state.status}`);
        return;
      }
      const { book } = state;
      const known = books.has(symbol);
      books.set(symbol, book);
      const { bids, asks } = book;
      quote(bids.bestPriceNumber, bids.bestSizeNumber, asks.bestPriceNumber, asks.bestSizeNumber);
      if (!known && books.size === symbols.length) live$.next(undefined);
    });
  return {
    ready: firstValueFrom(live$.pipe(take(1))),
    sums: () => symbols.map((symbol) => sumOf(books.get(symbol))),
  };
}

/** @param {import('../../../dist/index.js').ReadableBook | undefined} book */
function sumOf(book) {
  if (book === undefined) return 0;
  return bookSum(Number(book.lastId), levelsOf(book.bids), levelsOf(book.asks));
}

/** @param {import('../../../dist/index.js').ReadableSide} side @returns {Iterable<readonly [number, number]>} */
const levelsOf = (side) => side.top(Infinity).map(({ priceNumber, sizeNumber }) => [priceNumber, sizeNumber]);
