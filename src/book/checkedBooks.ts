import { Observable, type OperatorFunction } from 'rxjs';

import type { FeedMessage } from '../domain/messages.js';
import type { BookState } from './bookState.js';
import { InstrumentBook, type BookBuilding } from './instrumentBook.js';
import { InstrumentRoutes } from './instrumentRoutes.js';
import { routeMessages, type OfInstrument } from './routeByInstrument.js';

/**
 * What `routeByInstrument` does with a {@link checkedBook} for each instrument, without a pipeline for each. Completes and
 * fails with the source.
 */
export const checkedBooks =
  (building: BookBuilding): OperatorFunction<FeedMessage, OfInstrument<BookState>> =>
  (source) =>
    new Observable((subscriber) => {
      const routes = new InstrumentRoutes(({ venue, symbol }) => {
        const book = new InstrumentBook(building);
        return {
          start: () => {},
          take: (message) => {
            const value = book.take(message);
            if (value === undefined) return;
            // Two literals, for what comes of snapshots may live long: see `InstrumentBook`.
            subscriber.next(message._tag === 'diff' ? { venue, symbol, value } : { venue, symbol, value });
          },
          // Nobody holds the route any more, and nothing happened between finding it and `take`.
          end: () => {},
        };
      });
      routeMessages(source, subscriber, routes, () => subscriber.complete());
    });
