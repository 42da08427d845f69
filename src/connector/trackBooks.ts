import { BehaviorSubject, defer, Observable, Subject, Subscription, type Subscriber } from 'rxjs';

import { INITIAL_BOOK, type BookState, type OfInstrument } from '../book/index.js';
import type { VenueSymbol } from '../domain/ids.js';
import type { FeedMessage } from '../domain/messages.js';
import { whileOpen } from '../sequence/whileOpen.js';
import { orderBooks, type OrderBooksOptions } from './orderBooks.js';
import type { MarketDataVenue } from './venue.js';

/**
 * Opens the feed of a venue and keeps it open as long as it is subscribed. `wanted$` says at once, and whenever it
 * changes, which instruments are wanted; `subscriptionPlans` makes of it what to send. Fails where it cannot go on.
 */
export type BookFeed = (wanted$: Observable<ReadonlySet<VenueSymbol>>) => Observable<FeedMessage>;

/** The books of one venue, each as long as somebody listens. */
export interface BookTracker {
  /**
   * One instrument's book. Hot while anybody listens: one book for all listeners, each of whom gets the last state at
   * once, `syncing` before anything has come. The first listener adds the instrument to what is wanted; the last to leave
   * takes it off and frees its book. The first of all opens the feed, the last of all closes it; after that a new one
   * starts anew.
   *
   * Completes where the instrument is delisted, after a `gap` that says so if anything had come for it; who listens after
   * that waits until it is listed again. Completes and fails with the feed. A symbol that is none of the venue's spelling is
   * an error notification to its listener, and nobody else hears of it.
   */
  readonly book: (symbol: VenueSymbol) => Observable<BookState>;
}

/** One instrument's listeners, and what the next one gets at once. */
interface Tracked {
  listeners: readonly Subscriber<BookState>[];
  last: BookState;
}

interface OpenFeed {
  readonly subscription: Subscription;
  /** What the books hear of: what comes, and what is wanted no more. */
  readonly heard$: Subject<FeedMessage>;
}

/**
 * Keeps the books of a venue that are listened to, and no others: instruments come and go at run time, and none of it
 * touches the books of the rest. Messages of instruments that nobody wants are passed over. Nothing is opened before the
 * first listener.
 *
 * ```ts
 * const tracker = trackBooks(binance, (wanted$) => myFeed(wanted$.pipe(subscriptionPlans(binance))));
 * const btc = tracker.book(venueSymbol('BTCUSDT')).subscribe(show); // opens the feed, subscribes BTCUSDT
 * const eth = tracker.book(venueSymbol('ETHUSDT')).subscribe(show); // subscribes ETHUSDT beside it
 * btc.unsubscribe(); // unsubscribes BTCUSDT
 * eth.unsubscribe(); // closes the feed
 * ```
 *
 * @throws {RangeError} where an option of the books is no time or no count.
 */
export function trackBooks(
  venue: Pick<MarketDataVenue, 'name' | 'continuity' | 'checksum' | 'subscribe'>,
  feed: BookFeed,
  options: OrderBooksOptions = {},
): BookTracker {
  const build = orderBooks(venue, options);
  const tracked = new Map<VenueSymbol, Tracked>();
  const wanted$ = new BehaviorSubject<ReadonlySet<VenueSymbol>>(new Set());
  let open: OpenFeed | undefined;
  let telling = false;
  let changed = false;

  /** What is listed and delisted is heard of all instruments, for it decides what the next listener gets. */
  const isWanted = (message: FeedMessage): boolean =>
    message._tag === 'interrupted' ||
    message._tag === 'listed' ||
    message._tag === 'delisted' ||
    tracked.has(message.symbol);

  function dispatch({ symbol, value: state }: OfInstrument<BookState>): void {
    const instrument = tracked.get(symbol);
    if (instrument === undefined || instrument.last === state) return;
    instrument.last = state;
    for (const listener of instrument.listeners) {
      // One of them may have led to a newer state, which all have then.
      if (instrument.last !== state) return;
      listener.next(state);
    }
  }

  /** Ends the book of an instrument that is delisted, also where nothing had come for it. */
  function endOf(symbol: VenueSymbol): void {
    const instrument = tracked.get(symbol);
    if (instrument === undefined) return;
    tracked.delete(symbol);
    // First, so that a listener that listens anew is subscribed anew.
    tellWanted();
    for (const listener of instrument.listeners) listener.complete();
  }

  /** Ends all books at once: what listens anew from within starts a feed of its own. */
  function end(tell: (listener: Subscriber<BookState>) => void): void {
    const all = [...tracked.values()].flatMap(({ listeners }) => listeners);
    tracked.clear();
    close();
    all.forEach(tell);
  }

  /** Tells the feed what is wanted; one set after the other, also where hearing of one leads to another. */
  function tellWanted(): void {
    changed = true;
    if (telling) return;
    telling = true;
    while (changed) {
      changed = false;
      const wanted = new Set(tracked.keys());
      if (!sameSet(wanted, wanted$.value)) wanted$.next(wanted);
    }
    telling = false;
    if (tracked.size === 0) close();
  }

  function close(): void {
    const closing = open;
    open = undefined;
    closing?.subscription.unsubscribe();
  }

  function openFeed(): void {
    const heard$ = new Subject<FeedMessage>();
    // The feed may emit, or end, while it is being subscribed.
    const { subscription } = (open = { subscription: new Subscription(), heard$ });
    subscription.add(
      heard$.pipe(build).subscribe({
        next: dispatch,
        error: (error: unknown) => end((listener) => listener.error(error)),
        complete: () => end((listener) => listener.complete()),
      }),
    );
    // One step a message: what is composed of operators here takes a dozen.
    const messages$ = defer(() => feed(wanted$.asObservable()));
    subscription.add(
      whileOpen(messages$, subscription).subscribe({
        next: (message) => {
          if (!isWanted(message)) return;
          heard$.next(message);
          // Each message reaches its book before it ends it. Who left this feed over it may be listening to another one.
          if (message._tag === 'delisted' && !subscription.closed) endOf(message.symbol);
        },
        error: (error: unknown) => heard$.error(error),
        complete: () => heard$.complete(),
      }),
    );
  }

  function drop(symbol: VenueSymbol): void {
    tracked.delete(symbol);
    // Nobody hears when that was.
    open?.heard$.next({ _tag: 'dropped', venue: venue.name, symbol, receivedAt: 0 });
    tellWanted();
  }

  return {
    book: (symbol) =>
      new Observable<BookState>((listener) => {
        // A symbol that the venue would not know is this listener's mistake, and nobody else's: it throws.
        venue.subscribe([{ channel: 'book', symbols: [symbol] }]);
        const instrument: Tracked = tracked.get(symbol) ?? { listeners: [], last: INITIAL_BOOK.state };
        const isNew = !tracked.has(symbol);
        tracked.set(symbol, instrument);
        instrument.listeners = [...instrument.listeners, listener];
        listener.add(() => {
          instrument.listeners = instrument.listeners.filter((other) => other !== listener);
          if (instrument.listeners.length === 0 && tracked.get(symbol) === instrument) drop(symbol);
        });
        listener.next(instrument.last);
        if (!isNew) return;
        tellWanted();
        if (open === undefined && tracked.size > 0) openFeed();
      }),
  };
}

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((item) => b.has(item));
