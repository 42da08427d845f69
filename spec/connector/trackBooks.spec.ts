import { expect } from 'chai';
import { concat, EMPTY, finalize, NEVER, Observable, of, repeat, Subject, take, type Subscriber } from 'rxjs';

import type { BookState } from '../../src/book/index.js';
import { trackBooks, type BookFeed } from '../../src/connector/index.js';
import {
  listing,
  venueSymbol,
  type FeedMessage,
  type ListingChange,
  type VenueSymbol,
} from '../../src/domain/index.js';
import { contiguousRule } from '../../src/sequence/index.js';
import { diffOf, interruption, snapshotAt, tradeOf, VENUE, type Pair } from '../support/messages.js';

const A = venueSymbol('A');
const B = venueSymbol('B');
const C = venueSymbol('C');
const RULES: Parameters<typeof trackBooks>[0] = {
  name: VENUE,
  continuity: contiguousRule,
  checksum: undefined,
  subscribe: (subscriptions) => {
    for (const symbol of subscriptions.flatMap(({ symbols }) => symbols)) {
      if (!/^[A-Z]$/.test(symbol)) throw new RangeError(`no symbol: ${symbol}`);
    }
    return [];
  },
};

/** What a listener hears at once, before anything has come. */
const SYNCING = 'syncing noSnapshot';

const bid = (price: string): readonly Pair[] => [[price, '1']];
const snapshot = (symbol: VenueSymbol, id: number, connection = 'c') =>
  snapshotAt(id, { symbol, via: 'stream', bids: bid(String(id)), asks: bid('1000'), connection });
const diff = (symbol: VenueSymbol, id: number, connection = 'c') =>
  diffOf(id, id, { symbol, bids: bid(String(id)), connection });

const listed = (_tag: ListingChange['_tag'], symbol: VenueSymbol): ListingChange => ({
  _tag,
  venue: VENUE,
  symbol,
  receivedAt: 0,
  listing: listing({ symbol, base: symbol, quote: 'USD', trading: true }),
});

const told = (state: BookState): string =>
  state.status === 'live' ? `live ${state.book.bids.best?.priceText}` : `${state.status} ${state.cause._tag}`;

/** A feed by hand: what is wanted, whether it is open, and what it sends. */
function feedByHand() {
  const log: string[] = [];
  const sources = new Set<Subscriber<FeedMessage>>();
  const feed: BookFeed = (wanted$) =>
    new Observable<FeedMessage>((subscriber) => {
      log.push('open');
      sources.add(subscriber);
      subscriber.add(wanted$.subscribe((wanted) => log.push(`wanted ${[...wanted].join()}`)));
      return () => {
        sources.delete(subscriber);
        log.push('close');
      };
    });
  const send = (...messages: readonly FeedMessage[]) => {
    for (const message of messages) for (const source of Array.from(sources)) source.next(message);
  };
  return { log, feed, send, sources };
}

/** What a listener hears, with `|` and `#` for the ends. */
function listen(source$: Observable<BookState>) {
  const heard: string[] = [];
  const subscription = source$.subscribe({
    next: (state) => heard.push(told(state)),
    error: (error: unknown) => heard.push(`# ${String(error)}`),
    complete: () => heard.push('|'),
  });
  return { heard, leave: () => subscription.unsubscribe() };
}

describe('trackBooks', () => {
  it('opens the feed for the first listener, says what is wanted, and closes it after the last', () => {
    const { log, feed, sources } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const book$ = tracker.book(A);
    expect(log).to.deep.equal([]);
    const first = listen(book$);
    const second = listen(tracker.book(B));
    const again = listen(tracker.book(A));
    first.leave();
    again.leave();
    second.leave();
    expect(log).to.deep.equal(['open', 'wanted A', 'wanted A,B', 'wanted B', 'wanted ', 'close']);
    expect(sources.size).to.equal(0);
    // And anew.
    listen(book$).leave();
    expect(log.slice(6)).to.deep.equal(['open', 'wanted A', 'wanted ', 'close']);
  });

  it('keeps one book for all who listen; a late one gets the last state at once', () => {
    const { feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const first = listen(tracker.book(A));
    send(snapshot(A, 1), diff(A, 2));
    const late = listen(tracker.book(A));
    send(diff(A, 3));
    first.leave();
    send(diff(A, 4));
    expect(first.heard).to.deep.equal([SYNCING, 'live 1', 'live 2', 'live 3']);
    expect(late.heard).to.deep.equal(['live 2', 'live 3', 'live 4']);
  });

  it('adds and drops instruments without touching the others', () => {
    const { feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const a = listen(tracker.book(A));
    send(snapshot(A, 1), snapshot(B, 1), diff(B, 2));
    const b = listen(tracker.book(B));
    send(diff(A, 2), diff(B, 3), snapshot(B, 10));
    a.leave();
    send(diff(A, 3), diff(B, 11));
    const anew = listen(tracker.book(A));
    send(diff(A, 4), snapshot(A, 20), diff(B, 12));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1', 'live 2']);
    // Nothing of what came while nobody listened is in it.
    expect(b.heard).to.deep.equal([SYNCING, 'live 10', 'live 11', 'live 12']);
    expect(anew.heard).to.deep.equal([SYNCING, 'live 20']);
  });

  it('lets an interruption reach the books of its connection', () => {
    const { feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const [a, b] = [listen(tracker.book(A)), listen(tracker.book(B))];
    send(snapshot(A, 1, 'c'), snapshot(B, 1, 'd'), interruption('c'), diff(B, 2, 'd'));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1', 'gap disconnected']);
    expect(b.heard).to.deep.equal([SYNCING, 'live 1', 'live 2']);
  });

  it('ends the book of a delisted instrument, and no other; listed again, it starts anew', () => {
    const { log, feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const [a, b] = [listen(tracker.book(A)), listen(tracker.book(B))];
    send(snapshot(A, 1), snapshot(B, 1), listed('halted', A), listed('delisted', A), diff(B, 2));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1', 'gap delisted', '|']);
    expect(b.heard).to.deep.equal([SYNCING, 'live 1', 'live 2']);
    expect(log).to.deep.equal(['open', 'wanted A', 'wanted A,B', 'wanted B']);
    const early = listen(tracker.book(A));
    send(snapshot(A, 5));
    expect(early.heard).to.deep.equal([SYNCING]);
    early.leave();
    // One of which nothing has come ends as well.
    const silent = listen(tracker.book(C));
    send(listed('delisted', C));
    expect(silent.heard).to.deep.equal([SYNCING, '|']);
    // Heard though nobody wants it: it decides what the next listener gets.
    send(listed('delisted', C), listed('listed', A));
    const anew = listen(tracker.book(A));
    send(snapshot(A, 7));
    expect(anew.heard).to.deep.equal([SYNCING, 'live 7']);
  });

  it('passes over what nobody wants', () => {
    const { feed, send } = feedByHand();
    const a = listen(trackBooks(RULES, feed).book(A));
    send(snapshot(B, 1), { ...tradeOf(), symbol: B }, diff(B, 3), snapshot(A, 1));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1']);
  });

  it('ends all books with the feed, and starts anew for the next listener', () => {
    for (const [end, ended] of [
      [(source: Subscriber<FeedMessage>) => source.complete(), '|'],
      [(source: Subscriber<FeedMessage>) => source.error('closed'), '# closed'],
    ] as const) {
      const { log, feed, send, sources } = feedByHand();
      const tracker = trackBooks(RULES, feed);
      const [a, b] = [listen(tracker.book(A)), listen(tracker.book(B))];
      send(snapshot(A, 1));
      end([...sources][0]!);
      expect(a.heard).to.deep.equal([SYNCING, 'live 1', ended]);
      expect(b.heard).to.deep.equal([SYNCING, ended]);
      const anew = listen(tracker.book(A));
      expect(log.at(-2)).to.equal('open');
      expect(anew.heard).to.deep.equal([SYNCING]);
      send(snapshot(A, 3));
      expect(anew.heard).to.deep.equal([SYNCING, 'live 3']);
    }
  });

  it('takes a feed that emits, completes or fails as it is opened', () => {
    const messages$ = of<FeedMessage[]>(snapshot(A, 1), diff(A, 2));
    const heardOf = (feed: BookFeed) => listen(trackBooks(RULES, feed).book(A)).heard;
    expect(heardOf(() => concat(messages$, NEVER))).to.deep.equal([SYNCING, 'live 1', 'live 2']);
    expect(heardOf(() => messages$)).to.deep.equal([SYNCING, 'live 1', 'live 2', '|']);
    expect(heardOf(() => EMPTY)).to.deep.equal([SYNCING, '|']);
    expect(
      heardOf(() => {
        throw new Error('no way');
      }),
    ).to.deep.equal([SYNCING, '# Error: no way']);
  });

  it('frees all when a listener leaves from within', () => {
    const { log, feed } = feedByHand();
    const seen: string[] = [];
    const both: BookFeed = (wanted$) =>
      new Observable<FeedMessage>((subscriber) => {
        subscriber.add(feed(wanted$).subscribe());
        subscriber.next(snapshot(A, 1));
        subscriber.next(diff(A, 2));
      });
    trackBooks(RULES, both)
      .book(A)
      .pipe(take(2))
      .subscribe((state) => seen.push(told(state)));
    expect(seen).to.deep.equal([SYNCING, 'live 1']);
    expect(log).to.deep.equal(['open', 'wanted A', 'wanted ', 'close']);
  });

  it('lets a listener add another instrument, or listen anew at the end, from within', () => {
    const { log, feed, send, sources } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const others: { readonly heard: readonly string[] }[] = [];
    tracker.book(A).subscribe({
      next: () => {
        if (others.length === 0) others.push(listen(tracker.book(B)));
      },
      complete: () => others.push(listen(tracker.book(A))),
    });
    send(snapshot(A, 1), snapshot(B, 1));
    [...sources][0]!.complete();
    send(snapshot(A, 9));
    expect(others.map(({ heard }) => heard)).to.deep.equal([
      [SYNCING, 'live 1', '|'],
      [SYNCING, 'live 9'],
    ]);
    expect(log).to.deep.equal(['open', 'wanted A,B', 'close', 'open', 'wanted A']);
  });

  it('never takes a listener back to an older state, whoever leads to a newer one', () => {
    const { feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    let led = false;
    tracker.book(A).subscribe(({ status }) => {
      if (led || status !== 'live') return;
      led = true;
      send(diff(A, 2));
    });
    const second = listen(tracker.book(A));
    send(snapshot(A, 1));
    expect(second.heard).to.deep.equal([SYNCING, 'live 2']);
  });

  it('tells what is wanted in order, to all who hear it, also where hearing leads to another wish', () => {
    const { feed, send } = feedByHand();
    const sets: string[] = [];
    const others: { leave: () => void }[] = [];
    const eager: BookFeed = (wanted$) => {
      const first = wanted$.subscribe((wanted) => {
        if (wanted.has(B) && others.length === 0) others.push(listen(tracker.book(C)));
      });
      const second = wanted$.subscribe((wanted) => sets.push([...wanted].join('')));
      return feed(wanted$).pipe(
        finalize(() => {
          first.unsubscribe();
          second.unsubscribe();
        }),
      );
    };
    const tracker = trackBooks(RULES, eager);
    listen(tracker.book(A));
    listen(tracker.book(B));
    send(snapshot(C, 1));
    expect(sets).to.deep.equal(['A', 'AB', 'ABC']);
  });

  it('opens no feed where telling what is wanted has ended all listening', () => {
    const log: string[] = [];
    const sources: Subscriber<FeedMessage>[] = [];
    const feed: BookFeed = (wanted$) =>
      new Observable<FeedMessage>((subscriber) => {
        log.push('open');
        sources.push(subscriber);
        subscriber.add(
          wanted$.subscribe((wanted) => {
            if (wanted.has(B)) subscriber.next(snapshot(B, 1));
          }),
        );
        return () => log.push('close');
      });
    const tracker = trackBooks(RULES, feed);
    const a = listen(tracker.book(A));
    tracker
      .book(B)
      .pipe(take(2))
      .subscribe(() => a.leave());
    expect(log).to.deep.equal(['open', 'close']);
  });

  it('subscribes anew what a listener listens to anew when it is delisted', () => {
    const { log, feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    listen(tracker.book(B));
    const a = listen(tracker.book(A).pipe(repeat({ count: 2 })));
    send(snapshot(A, 1), listed('delisted', A), listed('listed', A), snapshot(A, 5));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1', 'gap delisted', SYNCING, 'live 5']);
    expect(log).to.deep.equal(['open', 'wanted B', 'wanted B,A', 'wanted B', 'wanted B,A']);
  });

  it('ends nobody’s book for the delisting that a feed told which was left over it', () => {
    const { log, feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    const anew: string[] = [];
    const first = tracker.book(A).subscribe(({ status }) => {
      if (status !== 'gap') return;
      first.unsubscribe();
      tracker.book(A).subscribe({ next: (state) => anew.push(told(state)), complete: () => anew.push('|') });
    });
    send(snapshot(A, 1), listed('delisted', A));
    expect(log).to.deep.equal(['open', 'wanted A', 'wanted ', 'close', 'open', 'wanted A']);
    send(snapshot(A, 5));
    expect(anew).to.deep.equal([SYNCING, 'live 5']);
  });

  it('tells a listener that its symbol is none of the venue, and nobody else', () => {
    const { log, feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed);
    expect(listen(tracker.book(venueSymbol('a b'))).heard).to.deep.equal(['# RangeError: no symbol: a b']);
    const a = listen(tracker.book(A));
    expect(listen(tracker.book(venueSymbol(''))).heard).to.deep.equal(['# RangeError: no symbol: ']);
    send(snapshot(A, 1));
    expect(a.heard).to.deep.equal([SYNCING, 'live 1']);
    expect(log).to.deep.equal(['open', 'wanted A']);
  });

  it('asks for snapshots as orderBooks does', () => {
    const asked: string[] = [];
    const answers$ = new Subject<ReturnType<typeof snapshotAt>>();
    const { feed, send } = feedByHand();
    const tracker = trackBooks(RULES, feed, {
      snapshots: {
        request: ({ symbol }) => {
          asked.push(symbol);
          return answers$.pipe(take(1));
        },
      },
    });
    const a = listen(tracker.book(A));
    send(diff(A, 2));
    answers$.next(snapshotAt(1, { symbol: A, bids: bid('1'), asks: bid('1000') }));
    expect(asked).to.deep.equal(['A']);
    expect(a.heard).to.deep.equal([SYNCING, 'live 2']);
    a.leave();
    expect(answers$.observed).to.equal(false);
  });

  it('throws at once where an option is wrong', () => {
    expect(() => trackBooks(RULES, () => NEVER, { staleAfterMs: 0 })).to.throw(RangeError);
  });
});
