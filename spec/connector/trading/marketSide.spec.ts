import { expect } from 'chai';
import { BehaviorSubject, EMPTY, finalize, NEVER, ReplaySubject, Subject } from 'rxjs';

import { bookFromSnapshot, INITIAL_BOOK, type BookState } from '../../../src/book/index.js';
import { rateBudget } from '../../../src/connector/requests/rateBudget.js';
import { marketSide } from '../../../src/connector/trading/marketSide.js';
import { listing, SPOT, venueSymbol, type Listing, type VenueSymbol } from '../../../src/domain/index.js';
import { binance } from '../../../src/exchanges/binance/index.js';
import { liveState } from '../../support/bookStates.js';
import { snapshotAt } from '../../support/messages.js';

const [A, B] = [venueSymbol('AUSDT'), venueSymbol('BUSDT')];
const LIVE = liveState(bookFromSnapshot(snapshotAt(1)));
const BROKEN = INITIAL_BOOK.state;

const listingOf = (symbol: VenueSymbol): Listing =>
  listing({ symbol, base: symbol.slice(0, 1), quote: 'USDT', contract: SPOT, trading: true });

/** A market side over books that the test moves. */
function world() {
  const books = new Map<VenueSymbol, Subject<BookState>>();
  const left: VenueSymbol[] = [];
  const listings$ = new ReplaySubject<readonly Listing[]>(1);
  const running$ = new BehaviorSubject(true);
  const bookOf = (symbol: VenueSymbol): Subject<BookState> => {
    const book$ = books.get(symbol) ?? new Subject();
    books.set(symbol, book$);
    return book$;
  };
  const market = marketSide({
    venue: binance,
    data: {
      book: (symbol) => bookOf(symbol).pipe(finalize(() => left.push(symbol))),
      trades: () => NEVER,
      snapshot: () => NEVER,
      listings$,
      troubles$: NEVER,
      connections$: NEVER,
      budget: rateBudget([]),
    },
    ask: () => EMPTY,
    running$,
    midPriceMs: 0,
    now: () => 0,
  });
  market.run().subscribe();
  const areLive: boolean[] = [];
  market.areBooksLive$.subscribe((value) => areLive.push(value));
  const list = () => listings$.next([listingOf(A), listingOf(B)]);
  return { market, bookOf, left, list, running$, areLive };
}

describe('marketSide', () => {
  it('tells whether all books that are listened to are live, as often as that changes', () => {
    const { market, bookOf, list, areLive } = world();
    list();
    expect(areLive).to.deep.equal([true]);
    const listening = [market.book(A).subscribe(), market.book(B).subscribe(), market.book(A).subscribe()];
    bookOf(A).next(LIVE);
    bookOf(A).next(LIVE);
    expect(areLive).to.deep.equal([true, false]);
    bookOf(B).next(LIVE);
    expect(areLive).to.deep.equal([true, false, true]);
    bookOf(A).next(BROKEN);
    bookOf(B).next(LIVE);
    expect(areLive).to.deep.equal([true, false, true, false]);
    bookOf(A).next(LIVE);
    expect(areLive).to.deep.equal([true, false, true, false, true]);
    // One of two listeners leaves a live book, then both a broken one.
    listening[0]?.unsubscribe();
    bookOf(A).next(BROKEN);
    listening[2]?.unsubscribe();
    expect(areLive).to.deep.equal([true, false, true, false, true, false, true]);
    listening[1]?.unsubscribe();
    market.book(B).subscribe();
    expect(areLive.at(-1)).to.equal(false);
  });

  it('gives a book by either name once there is a list, and an error for a name that is in none', () => {
    const { market, bookOf, list } = world();
    const states: string[] = [];
    for (const name of ['A-USDT', 'AUSDT', 'C-USDT'])
      market.book(venueSymbol(name)).subscribe({
        next: ({ status }) => states.push(`${name} ${status}`),
        error: (error: Error) => states.push(error.message),
      });
    expect(states).to.deep.equal([]);
    list();
    bookOf(A).next(LIVE);
    expect(states).to.deep.equal(['Binance spot lists no instrument C-USDT', 'A-USDT live', 'AUSDT live']);
  });

  it('listens no more when nobody does: before there is a list, after, and when it is stopped', () => {
    const { market, bookOf, left, list, running$ } = world();
    market.book(A).subscribe().unsubscribe();
    list();
    expect(bookOf(A).observed).to.equal(false);
    market.book(A).subscribe().unsubscribe();
    expect(left).to.deep.equal([A]);
    let ended = false;
    market.book(B).subscribe({ complete: () => (ended = true) });
    running$.next(false);
    expect([ended, left]).to.deep.equal([true, [A, B]]);
  });
});
