// The instruments are shared out to worker threads; the subscriber of all is in the main thread.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { bookSum } from '../quotes.js';
import { BookReader, sharedBooks } from './sharedBooks.js';

/** @param {number} count @returns {import('./index.js').WireContender['create']} */
export const booksOfWorkers =
  (count) =>
  ({ symbols, ...where }, { quote }) => {
    const shares = Array.from({ length: count }, (_, worker) =>
      symbols.filter((_, i) => i % count === worker),
    );
    const readers = shares.map((own, lane) => {
      const shared = sharedBooks(own.length);
      const worker = new Worker(new URL('bookWorker.js', import.meta.url), {
        workerData: { given: { ...where, symbols: own }, shared },
      });
      const reader = new BookReader(shared, (_, bid, bidSize, ask, askSize) =>
        quote(bid, bidSize, ask, askSize, lane),
      );
      void reader.run();
      return { reader, worker };
    });
    return {
      ready: Promise.all(readers.map(({ worker }) => once(worker, 'message'))),
      lanes: shares,
      topSums: () =>
        symbols.map((_, i) => {
          const { lastId, bids, asks } = /** @type {typeof readers[number]} */ (
            readers[i % count]
          ).reader.book(Math.floor(i / count));
          return bookSum(lastId, bids, asks);
        }),
    };
  };
