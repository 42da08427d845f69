import { Observable, Subscription, type OperatorFunction } from 'rxjs';

import { needsSnapshot, type BookState, type InstrumentKey, type OfInstrument } from '../book/index.js';
import { InstrumentBook, type BookBuilding } from '../book/instrumentBook.js';
import { InstrumentRoutes, type Destination } from '../book/instrumentRoutes.js';
import { routeMessages } from '../book/routeByInstrument.js';
import { StaleWatch } from '../book/staleWatch.js';
import type { BookInput, FeedMessage } from '../domain/messages.js';
import { SnapshotAsker, type SnapshotAsking } from '../sequence/snapshotAsker.js';

/** What books are kept with. */
export interface KeptBooksOptions {
  /** How an instrument's snapshots are asked for while its book needs one; they come with the source unless given. */
  readonly asking?: (instrument: InstrumentKey) => SnapshotAsking;
  /** After how many milliseconds of silence a book is stale. Never unless given. */
  readonly staleAfterMs?: number;
}

/**
 * What `routeByInstrument` does with `resync` of a `checkedBook`, and `markStale` where asked for, for each instrument, without a
 * pipeline for each: of hundreds of pipelines none is in a cache when its message comes. Completes and fails with the source.
 */
export const keptBooks =
  (
    building: BookBuilding,
    options: KeptBooksOptions,
  ): OperatorFunction<FeedMessage, OfInstrument<BookState>> =>
  (source) =>
    new Observable((subscriber) => {
      const fail = (error: unknown) => subscriber.error(error);

      function open({ venue, symbol }: InstrumentKey): Destination {
        const emit = (value: BookState) =>
          // Two literals, for what comes of snapshots may live long: see `InstrumentBook`.
          subscriber.next(value.cause._tag === 'diff' ? { venue, symbol, value } : { venue, symbol, value });
        const book = new KeptBook(building, options, { venue, symbol }, emit, fail);
        subscriber.add(book.kept);
        return { start: () => {}, take: (message) => book.take(message), end: () => book.end() };
      }

      routeMessages(source, subscriber, new InstrumentRoutes(open), () => subscriber.complete());
    });

/** One instrument's book, and what asks for its snapshots and watches for silence. */
class KeptBook {
  /** What runs beside it. */
  readonly kept = new Subscription();
  private readonly book: InstrumentBook;
  private readonly asker: SnapshotAsker | undefined;
  private readonly watch: StaleWatch | undefined;

  constructor(
    building: BookBuilding,
    { asking, staleAfterMs }: KeptBooksOptions,
    instrument: InstrumentKey,
    private readonly emit: (state: BookState) => void,
    fail: (error: unknown) => void,
  ) {
    this.book = new InstrumentBook(building);
    if (staleAfterMs !== undefined) {
      const watch = new StaleWatch(staleAfterMs, emit);
      this.watch = watch;
      this.kept.add(() => watch.end());
    }
    if (asking !== undefined) {
      const take = (answer: BookInput): void => {
        try {
          this.take(answer);
        } catch (error) {
          fail(error);
        }
      };
      const asker = new SnapshotAsker(asking(instrument), take, fail);
      this.asker = asker;
      this.kept.add(() => asker.end());
    }
  }

  take(message: BookInput): void {
    if (message._tag === 'interrupted') this.asker?.interrupted();
    const state = this.book.take(message);
    if (state === undefined) return;
    if (this.watch === undefined) this.emit(state);
    else this.watch.take(state);
    // The state first: the request that it causes may be answered at once.
    this.asker?.tell(needsSnapshot(state));
  }

  end(): void {
    this.kept.unsubscribe();
  }
}
