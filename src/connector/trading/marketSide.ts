import type { Decimal } from 'decimal.js';
import {
  BehaviorSubject,
  concatMap,
  defer,
  distinctUntilChanged,
  filter,
  finalize,
  forkJoin,
  ignoreElements,
  map,
  merge,
  of,
  ReplaySubject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  type Observable,
} from 'rxjs';

import {
  bookFromSnapshot,
  midPrice,
  ordersOfSnapshot,
  type BookState,
  type OfInstrument,
} from '../../book/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import type { Listing } from '../../domain/listing.js';
import type { AnySnapshot, Trade } from '../../domain/messages.js';
import type { MarketData } from '../market/marketData.js';
import { RequestFailedError } from '../requests/requestFailedError.js';
import type { MakeCall } from '../requests/venueCalls.js';
import type { Connector, InstrumentName } from './connector.js';
import { symbolOf } from './instruments.js';
import type { TradingVenue } from './tradingVenue.js';

/** What the market side of a connector is made of. */
export interface MarketSideOptions {
  readonly venue: TradingVenue;
  readonly data: MarketData;
  readonly ask: MakeCall;
  /** Whether the connector is started: the value at once. */
  readonly running$: Observable<boolean>;
  /** For how long a mid price that was asked for counts, in milliseconds. */
  readonly midPriceMs: number;
  readonly now: () => number;
}

/** The market data of a connector: as `MarketData`, by either name of an instrument, and only while it is started. */
export interface MarketSide extends Pick<
  Connector,
  'listings$' | 'book' | 'books' | 'trades' | 'lastTradedPrices' | 'midPrice'
> {
  /** Keeps the list of instruments, as long as it is subscribed. */
  readonly run: () => Observable<readonly Listing[]>;
  /** Whether every book that is listened to is live; the value at once. */
  readonly areBooksLive$: Observable<boolean>;
}

interface Listened {
  listeners: number;
  state: BookState | undefined;
}

/** Gives the market data of a venue by either name of an instrument. */
export function marketSide({ venue, data, ask, running$, midPriceMs, now }: MarketSideOptions): MarketSide {
  const listings$ = new ReplaySubject<readonly Listing[]>(1);
  const books = new Map<VenueSymbol, Listened>();
  const areBooksLive$ = new BehaviorSubject(true);
  const lastTrades = new Map<VenueSymbol, Trade>();
  const mids = new Map<VenueSymbol, { readonly price: Decimal; readonly at: number }>();

  /** What was traded since a connection was lost, nobody knows. */
  const losses$ = data.troubles$.pipe(
    filter(({ _tag }) => _tag === 'connectionLost'),
    tap(() => lastTrades.clear()),
    ignoreElements(),
  );

  const started$ = running$.pipe(filter((isRunning) => isRunning));
  const stopped$ = running$.pipe(filter((isRunning) => !isRunning));
  const tellBooks = (): void =>
    areBooksLive$.next([...books.values()].every(({ state }) => state?.status === 'live'));

  /** The venue's own name of an instrument, once there is a list to find it in. */
  const symbolFor = (name: InstrumentName): Observable<VenueSymbol> =>
    started$.pipe(
      take(1),
      switchMap(() => listings$),
      take(1),
      switchMap((listings) => {
        const symbol = symbolOf({ rules: undefined, listings }, name);
        return symbol === undefined
          ? throwError(() => new RangeError(`${venue.title} lists no instrument ${name}`))
          : of(symbol);
      }),
    );

  /** What comes from now on, until the connector is stopped. */
  const untilStopped = <T>(source$: Observable<T>): Observable<T> => source$.pipe(takeUntil(stopped$));

  const bookOf = (symbol: VenueSymbol): Observable<BookState> =>
    defer(() => {
      const listened = books.get(symbol) ?? { listeners: 0, state: undefined };
      books.set(symbol, listened);
      listened.listeners++;
      tellBooks();
      return data.book(symbol).pipe(
        tap((state) => {
          listened.state = state;
          tellBooks();
        }),
        finalize(() => {
          listened.listeners--;
          if (listened.listeners === 0) books.delete(symbol);
          tellBooks();
        }),
      );
    });

  const book: Connector['book'] = (name) =>
    symbolFor(name).pipe(switchMap((symbol) => untilStopped(bookOf(symbol))));

  const trades: Connector['trades'] = (name) =>
    symbolFor(name).pipe(
      switchMap((symbol) =>
        untilStopped(data.trades(symbol)).pipe(
          tap((trade) => lastTrades.set(symbol, trade)),
          finalize(() => lastTrades.delete(symbol)),
        ),
      ),
    );

  const lastTradedPrices: Connector['lastTradedPrices'] = (names) =>
    defer(() => (names.length === 0 ? of([]) : forkSymbols(names))).pipe(
      concatMap((symbols) => {
        const known = symbols.flatMap((symbol) => {
          const trade = lastTrades.get(symbol);
          return trade === undefined ? [] : [[symbol, trade.price] as const];
        });
        const asked = symbols.filter((symbol) => !lastTrades.has(symbol));
        if (asked.length === 0) return of(new Map(known));
        const call = venue.trading.lastPrices(asked);
        return ask(call).pipe(
          map((result) => {
            if (result._tag !== 'answered') throw new RequestFailedError(call.name, result);
            return new Map([...known, ...result.value]);
          }),
        );
      }),
    );

  const forkSymbols = (names: readonly InstrumentName[]): Observable<readonly VenueSymbol[]> =>
    forkJoin(names.map(symbolFor));

  const midPriceOf: Connector['midPrice'] = (name) =>
    symbolFor(name).pipe(
      switchMap((symbol) => {
        const state = books.get(symbol)?.state;
        const live = state?.status === 'live' ? midPrice(state.book) : undefined;
        if (live !== undefined) return of(live);
        const kept = mids.get(symbol);
        if (kept !== undefined && now() - kept.at < midPriceMs) return of(kept.price);
        return data.snapshot(symbol).pipe(
          take(1),
          map((snapshot) => {
            const price = midOf(snapshot);
            if (price === undefined)
              throw new RangeError(`the book of ${symbol} at ${venue.title} lacks a side: it has no middle`);
            mids.set(symbol, { price, at: now() });
            return price;
          }),
        );
      }),
    );

  return {
    listings$: listings$.asObservable(),
    book,
    books: (names) =>
      merge(
        ...names.map((name) =>
          symbolFor(name).pipe(
            switchMap((symbol) =>
              untilStopped(bookOf(symbol)).pipe(
                map((value): OfInstrument<BookState> => ({ venue: venue.name, symbol, value })),
              ),
            ),
          ),
        ),
      ),
    trades,
    lastTradedPrices,
    midPrice: midPriceOf,
    run: () => merge(data.listings$.pipe(tap((listings) => listings$.next(listings))), losses$),
    areBooksLive$: areBooksLive$.pipe(distinctUntilChanged()),
  };
}

/** The middle of a snapshot's best prices; undefined where a side is empty. */
const midOf = (snapshot: AnySnapshot): Decimal | undefined =>
  midPrice(bookFromSnapshot(snapshot._tag === 'snapshot' ? snapshot : ordersOfSnapshot(snapshot).message));
