import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';

import type { VenueName, VenueSymbol } from '../domain/ids.js';
import type { BookInput, FeedMessage } from '../domain/messages.js';
import type { BookState } from './bookState.js';
import { InstrumentBook, type BookBuilding } from './instrumentBook.js';
import { InstrumentRoutes, type Destination, type InstrumentKey } from './instrumentRoutes.js';
import { routeMessages, type OfInstrument } from './routeByInstrument.js';

/**
 * What `routeByInstrument` does with a {@link checkedBook} for each instrument, without a pipeline for each. Completes and
 * fails with the source.
 */
export const checkedBooks =
  (building: BookBuilding): OperatorFunction<FeedMessage, OfInstrument<BookState>> =>
  (source) =>
    new Observable((subscriber) => {
      const routes = new InstrumentRoutes((instrument) => new BookRoute(instrument, building, subscriber));
      routeMessages(source, subscriber, routes, () => subscriber.complete());
    });

/** One instrument's messages, to its book, to the subscriber. */
class BookRoute implements Destination {
  private readonly venue: VenueName;
  private readonly symbol: VenueSymbol;
  private readonly book: InstrumentBook;

  constructor(
    { venue, symbol }: InstrumentKey,
    building: BookBuilding,
    private readonly subscriber: Subscriber<OfInstrument<BookState>>,
  ) {
    this.venue = venue;
    this.symbol = symbol;
    this.book = new InstrumentBook(building);
  }

  start(): void {}

  take(message: BookInput): void {
    const { venue, symbol } = this;
    const value = this.book.take(message);
    if (value === undefined) return;
    // Two literals, for what comes of snapshots may live long: see `InstrumentBook`.
    this.subscriber.next(message._tag === 'diff' ? { venue, symbol, value } : { venue, symbol, value });
  }

  // Nobody holds the route any more, and nothing happened between finding it and `take`.
  end(): void {}
}
