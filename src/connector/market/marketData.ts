import { isLeft } from 'fp-ts/lib/Either.js';
import {
  asyncScheduler,
  defer,
  EMPTY,
  merge,
  mergeMap,
  of,
  ReplaySubject,
  share,
  Subject,
  type Observable,
} from 'rxjs';

import type { BookState } from '../../book/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { Listing, ListingChange } from '../../domain/listing.js';
import type { AnySnapshot, Trade } from '../../domain/messages.js';
import { listingsReducer, type KnownListings } from '../listingChanges.js';
import type { OrderBooksOptions } from '../orderBooks.js';
import { marketWindows } from '../requests/marketWindows.js';
import { rateBudget, type RateBudget } from '../requests/rateBudget.js';
import { nameOfPlan } from '../requests/requestFrame.js';
import { trackBooks } from '../trackBooks.js';
import type { ConnectorTrouble } from '../trading/connector.js';
import type { MarketDataVenue } from '../venue.js';
import { marketFeed, type MarketConnection, type MarketFeedOptions, type MarketPorts } from './marketFeed.js';
import { pollListings } from './venueListings.js';

/** How the market data of a venue is kept up. Times in milliseconds. */
export interface MarketDataOptions extends MarketFeedOptions, Omit<OrderBooksOptions, 'snapshots'> {
  /** Asks for each book's snapshot every so often as well, and heals the book with the answer. Not unless given. */
  readonly healEveryMs?: number;
  /** From one list of instruments to the next. 5 minutes unless given. */
  readonly listingsEveryMs?: number;
}

/** The market data of one venue, live. */
export interface MarketData {
  /** An instrument's book, as `BookTracker.book` has it: hot while anybody listens, the last state at once. */
  readonly book: (symbol: VenueSymbol) => Observable<BookState>;
  /** An instrument's trades, as `MarketFeed.trades` has them: hot, a late subscriber gets what comes after. */
  readonly trades: (symbol: VenueSymbol) => Observable<Trade>;
  /**
   * An instrument's snapshot, from a venue that answers one to an HTTP request, whether its book is listened to or not; nothing is
   * emitted where it comes among the messages of a book. Cold: each subscription asks. Fails with a `RequestFailedError`, or with a
   * RangeError where the venue gives snapshots of subscribed books only and this is none.
   */
  readonly snapshot: (symbol: VenueSymbol) => Observable<AnySnapshot>;
  /**
   * What the venue lists, polled as long as anybody listens: by that the books of what is delisted end. Hot while anybody listens; a late
   * subscriber gets the last list at once. Never ends: a failure is told by `troubles$`, and asked again.
   */
  readonly listings$: Observable<readonly Listing[]>;
  /** What goes wrong, and how it is dealt with. Hot: a late subscriber gets what comes after. Never ends. */
  readonly troubles$: Observable<ConnectorTrouble>;
  /** The connections that the streams are shared out to. Hot: a late subscriber gets the last list at once. Never ends. */
  readonly connections$: Observable<readonly MarketConnection[]>;
  /** What all of it draws from, for others to draw from too. */
  readonly budget: RateBudget;
}

/**
 * The market data of a venue: books with every check and healing, trades, and the list of instruments, over as few connections
 * as the venue's limits allow and one budget. Nothing is open while nobody listens.
 *
 * ```ts
 * const market = marketData(binance, { socket: webSockets(), http: httpRequests() }, { random: Math.random });
 * market.book(venueSymbol('BTCUSDT')).subscribe(show);
 * ```
 *
 * @throws {RangeError} where an option is no time or no count.
 */
export function marketData(
  venue: MarketDataVenue,
  ports: MarketPorts,
  options: MarketDataOptions = {},
): MarketData {
  const { healEveryMs, listingsEveryMs = 300_000, staleAfterMs, now = () => asyncScheduler.now() } = options;
  if (!(listingsEveryMs > 0 && listingsEveryMs < 2 ** 31))
    throw new RangeError(`listingsEveryMs is no time of a timer: ${listingsEveryMs}`);
  const budget = options.budget ?? rateBudget(marketWindows(venue.limits), now);
  const feed = marketFeed(venue, ports, { ...options, budget });
  const changes$ = new Subject<ListingChange>();
  const troubles$ = new Subject<ConnectorTrouble>();
  const backoff = {
    ...(options.firstDelayMs !== undefined && { firstDelayMs: options.firstDelayMs }),
    ...(options.maxDelayMs !== undefined && { maxDelayMs: options.maxDelayMs }),
    ...(options.random !== undefined && { random: options.random }),
  };

  const tracker = trackBooks(venue, (wanted$) => merge(changes$, feed.books(wanted$)), {
    snapshots: { ...backoff, request: feed.snapshot, ...(healEveryMs !== undefined && { healEveryMs }) },
    ...(staleAfterMs !== undefined && { staleAfterMs }),
    ...(options.holdLimit !== undefined && { holdLimit: options.holdLimit }),
  });

  let known: KnownListings = new Map();
  const listings$ = defer(() =>
    pollListings(venue, { ...backoff, everyMs: listingsEveryMs, request: feed.request }),
  ).pipe(
    mergeMap((answer) => {
      if (isLeft(answer)) {
        const call = nameOfPlan(venue.requestListings());
        troubles$.next({ _tag: 'callFailed', call, failure: answer.left, at: now() });
        return EMPTY;
      }
      const result = listingsReducer(known, answer.right);
      known = result.known;
      for (const change of result.changes) changes$.next(change);
      return of([...known.values()]);
    }),
    share({ connector: () => new ReplaySubject(1) }),
  );

  return {
    book: tracker.book,
    trades: feed.trades,
    snapshot: (symbol) => feed.snapshot({ symbol }),
    listings$,
    troubles$: merge(feed.troubles$, troubles$),
    connections$: feed.connections$,
    budget,
  };
}
