// A worker: sockets, feed and books of its share of the instruments, written for another thread to read.
import { parentPort, workerData } from 'node:worker_threads';

import { of } from 'rxjs';

import { marketFeed, orderBooksInPlace } from '../../../dist/index.js';
import { options, ports, venueAt } from './orderflow.js';
import { BookWriter } from './sharedBooks.js';

const { given, shared } = workerData;
const venue = venueAt(given);
const writer = new BookWriter(shared);
/** @type {Map<string, number>} */
const indexOf = new Map(
  given.symbols.map((/** @type {string} */ symbol, /** @type {number} */ i) => [symbol, i]),
);
const live = new Set();
marketFeed(venue, ports, options)
  .books(of(new Set(given.symbols)))
  .pipe(orderBooksInPlace(venue))
  .subscribe(({ symbol, value }) => {
    if (value.status !== 'live') throw new Error(`${symbol} is ${value.status}`);
    if (live.size < given.symbols.length && live.add(symbol).size === given.symbols.length)
      parentPort?.postMessage('live');
    writer.write(Number(indexOf.get(symbol)), value.book);
  });
