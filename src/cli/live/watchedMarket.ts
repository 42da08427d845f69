import {
  BehaviorSubject,
  combineLatest,
  EMPTY,
  map,
  NEVER,
  of,
  switchMap,
  take,
  tap,
  throwError,
  type Observable,
} from 'rxjs';

import type { BookState } from '../../book/index.js';
import {
  marketData,
  type ConnectorStatus,
  type InstrumentName,
  type MarketDataVenue,
  type MarketPorts,
} from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { Listing } from '../../domain/listing.js';
import type { WatchedConnector } from './liveSession.js';

/** Market data that is watched, and what the venue lists. */
export interface WatchedMarket extends WatchedConnector {
  readonly listings$: Observable<readonly Listing[]>;
}

/**
 * The market data of a venue, to be watched as a connector is that has no account. Nothing is open while nobody listens.
 */
export function watchedMarket(
  venue: MarketDataVenue,
  ports: MarketPorts,
  { now, random }: { readonly now: () => number; readonly random: () => number },
): WatchedMarket {
  const data = marketData(venue, ports, { now, random });
  const books = new BehaviorSubject<ReadonlyMap<VenueSymbol, BookState>>(new Map());
  /** The venue's own name of an instrument. Fails where it lists none of that name. */
  const symbolOf = (name: InstrumentName): Observable<VenueSymbol> =>
    data.listings$.pipe(
      take(1),
      switchMap((listings) => {
        const listed = listings.find(({ symbol, instrument }) => symbol === name || instrument === name);
        return listed === undefined
          ? throwError(() => new RangeError(`${venue.title} lists no instrument ${name}`))
          : of(listed.symbol);
      }),
    );
  const areLive$ = books.pipe(map((states) => [...states.values()].every(({ status }) => status === 'live')));
  const isConnected$ = data.connections$.pipe(
    map((connections) => connections.some(({ connection }) => connection !== undefined)),
  );
  return {
    listings$: data.listings$,
    book: (name) =>
      symbolOf(name).pipe(
        switchMap((symbol) =>
          data.book(symbol).pipe(tap((state) => books.next(new Map(books.value).set(symbol, state)))),
        ),
      ),
    trades: (name) => symbolOf(name).pipe(switchMap((symbol) => data.trades(symbol))),
    status$: combineLatest([areLive$, isConnected$]).pipe(
      map(([areLive, isConnected]) => statusOf(areLive, isConnected)),
    ),
    ready$: areLive$,
    rates$: data.budget.state$,
    trouble$: data.troubles$,
    clock$: NEVER,
    balances$: NEVER,
    orderEvents$: EMPTY,
    openOrders: () => [],
  };
}

/** There is no account: its parts are as they should be. */
const statusOf = (books: boolean, isConnected: boolean): ConnectorStatus => ({
  network: isConnected ? 'connected' : 'notConnected',
  listings: true,
  books,
  rules: true,
  clock: true,
  userStream: true,
  balances: true,
  orders: true,
});
