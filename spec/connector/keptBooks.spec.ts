import { expect } from 'chai';
import * as fc from 'fast-check';
import { asyncScheduler, concat, map, NEVER, Observable, of, Subject, tap, timer } from 'rxjs';
import sinon from 'sinon';

import type { BookState, OfInstrument } from '../../src/book/index.js';
import { fastPaths } from '../../src/connector/fastPaths.js';
import { orderBooks, type OrderBooksOptions } from '../../src/connector/index.js';
import {
  connectionId,
  listing,
  SPOT,
  venueSymbol,
  type AnySnapshot,
  type FeedMessage,
  type VenueSymbol,
} from '../../src/domain/index.js';
import { contiguousRule } from '../../src/sequence/index.js';
import { diffOf, snapshotAt, tradeOf, VENUE } from '../support/messages.js';
import { inVirtualTime, timelineOf } from '../support/operatorChecklist.js';

const RULES = { continuity: contiguousRule, checksum: undefined };
const KINDS = [
  'diff', 'diff', 'diff', 'diff', 'hole', 'crossed', 'trade', 'snapshot', 'interrupted', 'delisted', 'listed', 'dropped',
] as const; // prettier-ignore

/** One message, so many milliseconds after the one before it. */
interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly symbol: 'A' | 'B';
  readonly afterMs: number;
  readonly priceCents: number;
}

/** What comes of a request. */
interface Answer {
  readonly afterMs: number;
  readonly fails: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom(...KINDS),
    symbol: fc.constantFrom('A', 'B'),
    afterMs: fc.constantFrom(0, 1, 3, 20, 90),
    priceCents: fc.integer({ min: 9000, max: 9999 }),
  }),
  { maxLength: 40 },
);
const answers = fc.array(fc.record<Answer>({ afterMs: fc.constantFrom(0, 2, 15), fails: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

const listingOf = (symbol: VenueSymbol) =>
  listing({ symbol, base: symbol, quote: 'USDT', contract: SPOT, trading: true });

/** The ids of each instrument at the venue. */
class Venue {
  private readonly last = { A: 10, B: 10 };

  message({ kind, symbol, priceCents }: Step, ms: number): FeedMessage {
    const at = { venue: VENUE, symbol: venueSymbol(symbol), receivedAt: ms };
    const bids = [[(priceCents / 100).toFixed(2), '1']] as const;
    switch (kind) {
      case 'interrupted':
        return {
          _tag: 'interrupted',
          connection: connectionId('c1'),
          cause: { _tag: 'disconnected', reason: 'lost' },
          receivedAt: ms,
        };
      case 'trade':
        return { ...tradeOf({ receivedAt: ms }), symbol: at.symbol };
      case 'snapshot':
        return { ...this.snapshot(symbol, ms), via: 'stream' };
      case 'dropped':
        return { _tag: kind, ...at };
      case 'delisted':
      case 'listed':
        return { _tag: kind, ...at, listing: listingOf(at.symbol) };
      case 'hole':
        this.last[symbol]++;
        break;
      case 'diff':
      case 'crossed':
    }
    const id = ++this.last[symbol];
    const crossing = kind === 'crossed' ? ([['105', '1']] as const) : bids;
    return diffOf(id, id, { symbol, receivedAt: ms, bids: crossing });
  }

  snapshot(symbol: 'A' | 'B', ms: number) {
    return snapshotAt(this.last[symbol], {
      symbol,
      receivedAt: ms,
      bids: [['90', '1']],
      asks: [['101', '1']],
    });
  }
}

const told = ({ symbol, value }: OfInstrument<BookState>): string => {
  const book = value.status === 'live' ? value.book : value.lastBook;
  const best = book && `${book.bids.best?.priceText} ${book.asks.best?.priceText} ${book.lastId}`;
  return `${symbol} ${value.status} ${value.cause._tag} ${best} ${value.ageMs}`;
};

/** All that happens: states, requests that are made, and those that are given up. */
function story(
  script: readonly Step[],
  given: readonly Answer[],
  options: Pick<OrderBooksOptions, 'staleAfterMs'>,
  path: 'fast' | 'slow',
): readonly string[] {
  const venue = new Venue();
  const asides: string[] = [];
  let asked = 0;
  const request = ({ symbol }: { readonly symbol: VenueSymbol }) =>
    new Observable<AnySnapshot>((subscriber) => {
      const { afterMs, fails } = given[asked++ % given.length]!;
      asides.push(`${asyncScheduler.now()} asks ${symbol}`);
      const answer = () => {
        if (fails) return subscriber.error(new Error('no answer'));
        subscriber.next(venue.snapshot(symbol === 'A' ? 'A' : 'B', asyncScheduler.now()));
        subscriber.complete();
      };
      if (afterMs === 0) answer();
      else subscriber.add(asyncScheduler.schedule(answer, afterMs));
      subscriber.add(() => asides.push(`${asyncScheduler.now()} ends ${symbol}`));
    });
  const was = fastPaths.on;
  fastPaths.on = path === 'fast';
  try {
    const states = timelineOf(() => {
      const source$ = new Subject<FeedMessage>();
      let ms = 0;
      for (const step of script) {
        ms += step.afterMs;
        const at = ms;
        asyncScheduler.schedule(() => source$.next(venue.message(step, at)), at);
      }
      asyncScheduler.schedule(() => source$.complete(), ms + 300);
      const snapshots = { request, firstDelayMs: 5, maxDelayMs: 40, calmMs: 50 };
      const operator = orderBooks(RULES, { ...options, snapshots });
      return source$.pipe(
        operator,
        map(told),
        tap((line) => asides.push(line)),
      );
    }, 5_000);
    return [...states, ...asides];
  } finally {
    fastPaths.on = was;
  }
}

describe('keptBooks', () => {
  for (const options of [{}, { staleAfterMs: 50 }]) {
    const name = 'staleAfterMs' in options ? ', also where it watches for silence' : '';
    it(`gives what the operators that it stands for give, and asks when they ask${name}`, () => {
      fc.assert(
        fc.property(steps, answers, (script, given) => {
          expect(story(script, given, options, 'fast')).to.deep.equal(story(script, given, options, 'slow'));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('fails where an answer makes the venue’s rule throw', () => {
    const mistake = new Error('a mistake in a rule');
    const continuity: typeof contiguousRule = {
      ...contiguousRule,
      snapshotPosition: () => {
        throw mistake;
      },
    };
    const request = () => timer(1).pipe(map((): AnySnapshot => snapshotAt(10)));
    const errors: unknown[] = [];
    inVirtualTime(({ flush }) => {
      concat(of(diffOf(11, 11)), NEVER)
        .pipe(orderBooks({ ...RULES, continuity }, { snapshots: { request } }))
        .subscribe({ error: (error: unknown) => errors.push(error) });
      flush();
    });
    expect(errors).to.deep.equal([mistake]);
  });

  for (const path of ['fast', 'slow'] as const) {
    for (const kept of [false, true]) {
      const what = `${kept ? 'kept' : 'checked'} books, ${path} path`;
      it(`passes the last state of a book on before it completes, where hearing it ends the source (${what})`, () => {
        const was = fastPaths.on;
        fastPaths.on = path === 'fast';
        try {
          const venue = new Venue();
          const source$ = new Subject<FeedMessage>();
          const events: string[] = [];
          source$
            .pipe(
              orderBooks(RULES, kept ? { snapshots: { request: () => NEVER } } : {}),
              tap(({ value }) => {
                if (value.cause._tag === 'delisted') source$.complete();
              }),
            )
            .subscribe({
              next: ({ symbol, value }) => events.push(`${symbol} ${value.status}`),
              complete: () => events.push('completed'),
            });
          for (const kind of ['snapshot', 'delisted'] as const)
            for (const symbol of ['A', 'B'] as const)
              source$.next(venue.message({ kind, symbol, afterMs: 0, priceCents: 9500 }, 0));
          expect(events).to.deep.equal(['A live', 'B live', 'A gap', 'completed']);
        } finally {
          fastPaths.on = was;
        }
      });
    }
  }

  it('leaves nothing running when it is unsubscribed, when its source ends, and where an instrument is dropped', () => {
    for (const ending of ['unsubscribed', 'completed', 'dropped', 'delisted'] as const) {
      const clock = sinon.useFakeTimers();
      try {
        const venue = new Venue();
        const source$ = new Subject<FeedMessage>();
        let requests = 0;
        const request = () =>
          new Observable<AnySnapshot>(() => {
            requests++;
            return () => requests--;
          });
        const books = source$
          .pipe(orderBooks(RULES, { staleAfterMs: 1000, snapshots: { request } }))
          .subscribe();
        const next = (kind: Step['kind'], symbol: Step['symbol']) =>
          source$.next(venue.message({ kind, symbol, afterMs: 0, priceCents: 9500 }, 0));
        next('diff', 'A');
        next('snapshot', 'B');
        expect([requests, clock.countTimers()], 'a request; silence and calm').to.deep.equal([1, 2]);
        if (ending === 'unsubscribed') books.unsubscribe();
        else if (ending === 'completed') source$.complete();
        else for (const symbol of ['A', 'B'] as const) next(ending, symbol);
        expect([requests, clock.countTimers()], ending).to.deep.equal([0, 0]);
      } finally {
        clock.restore();
      }
    }
  });
});
