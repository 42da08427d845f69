import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Subject } from 'rxjs';

import { applyDiff, bookFromSnapshot } from '../../src/book/bookReducer.js';
import type { BookState } from '../../src/book/bookState.js';
import {
  consolidatedQuoteReducer,
  noQuotes,
  type ConsolidatedQuote,
  type VenueQuote,
} from '../../src/book/consolidatedQuote.js';
import { consolidatedQuotes } from '../../src/book/consolidatedQuotes.js';
import type { InstrumentKey, OfInstrument } from '../../src/book/routeByInstrument.js';
import { instrumentName, venueName, venueSymbol, type Instrument } from '../../src/domain/index.js';
import { liveState, quotes, staleState, SYNCING } from '../support/bookStates.js';
import { diffOf, snapshotAt, type Pair } from '../support/messages.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { bookOf, plainLevel } from '../support/plainBook.js';

const BTC = instrumentName('BTC', 'USD');
const ETH = instrumentName('ETH', 'USD');

/** The part before the dash; nothing of what starts with an x. */
const instrumentOf = ({ symbol }: InstrumentKey): Instrument | undefined =>
  symbol.startsWith('x') ? undefined : instrumentName(symbol.split('-')[0]!, 'USD');

const stateOf = (venue: string, value: BookState, symbol = 'BTC'): OfInstrument<BookState> => ({
  venue: venueName(venue),
  symbol: venueSymbol(symbol),
  value,
});

const live = (venue: string, bid: string, ask: string, size = '1', symbol = 'BTC') =>
  stateOf(venue, liveState(quotes(bid, ask, size)), symbol);

const quoteText = ({ venue, symbol, level }: VenueQuote): string =>
  `${venue} ${symbol} ${plainLevel(level).join(' x ')}`;

const text = ({ instrument: of, bids, asks }: ConsolidatedQuote): string =>
  `${of}: ${bids.map(quoteText).join(', ')} | ${asks.map(quoteText).join(', ')}`;

const consolidated = (...updates: readonly OfInstrument<BookState>[]) =>
  outputsOf(consolidatedQuotes({ instrumentOf }), updates);

/** All live books there are, sorted anew for each state. */
function naive(updates: readonly OfInstrument<BookState>[]): readonly string[] {
  interface Entry extends VenueQuote {
    readonly arrival: number;
  }
  const sides = { bids: new Map<string, Entry>(), asks: new Map<string, Entry>() };
  const told = new Map<Instrument, string>();
  const outputs: string[] = [];
  updates.forEach(({ venue, symbol, value }, arrival) => {
    const key = JSON.stringify([venue, symbol]);
    for (const name of ['bids', 'asks'] as const) {
      const level = value.status === 'live' ? [...value.book[name]][0] : undefined;
      const before = sides[name].get(key);
      if (value.status !== 'live' || level === undefined) sides[name].delete(key);
      else if (before === undefined || plainLevel(before.level).join() !== plainLevel(level).join()) {
        const { venueTime, receivedAt } = value;
        sides[name].set(key, { venue, symbol, level, venueTime, receivedAt, arrival });
      }
    }
    const of = instrumentOf({ venue, symbol });
    if (of === undefined) return;
    const sorted = (name: 'bids' | 'asks') =>
      [...sides[name].values()]
        .filter((entry) => instrumentOf(entry) === of)
        .toSorted((a, b) => {
          const price = new Decimal(a.level.priceText).cmp(new Decimal(b.level.priceText));
          const size = new Decimal(b.level.sizeText).cmp(new Decimal(a.level.sizeText));
          return (
            (name === 'bids' ? -price : price) || size || a.receivedAt - b.receivedAt || a.arrival - b.arrival
          );
        })
        .map((entry) => `${quoteText(entry)} ${entry.venueTime} ${entry.receivedAt}`);
    const now = `${of}: ${sorted('bids').join(', ')} | ${sorted('asks').join(', ')}`;
    if (now === (told.get(of) ?? `${of}:  | `)) return;
    told.set(of, now);
    outputs.push(now);
  });
  return outputs;
}

const timedText = ({ instrument: of, bids, asks }: ConsolidatedQuote): string => {
  const side = (list: readonly VenueQuote[]) =>
    list.map((quote) => `${quoteText(quote)} ${quote.venueTime} ${quote.receivedAt}`).join(', ');
  return `${of}: ${side(bids)} | ${side(asks)}`;
};

const price = fc.constantFrom('1', '2', '2.0', '0.3', '0.30000000000000000001', '1e400', '2e400', '1e-400');
const size = fc.constantFrom('1', '1.0', '2', '1.00000000000000000001');
const side: fc.Arbitrary<readonly Pair[]> = fc.array(fc.tuple(price, size), { maxLength: 2 });
const anyState: fc.Arbitrary<BookState> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ bids: side, asks: side, receivedAt: fc.nat(3) })
      .map(({ bids, asks, receivedAt }) => {
        const venueTime = receivedAt * 2;
        return liveState(bookFromSnapshot(snapshotAt(1, { bids, asks, receivedAt, venueTime })));
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom(SYNCING, staleState(quotes('9', '10'))) },
);
const anyUpdate = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), anyState, fc.constantFrom('BTC', 'BTC-2', 'ETH', 'x'))
  .map(([venue, state, symbol]) => stateOf(venue, state, symbol));

describe('consolidatedQuotes', () => {
  it('is all live books, sorted exactly, whenever that changes', () => {
    fc.assert(
      fc.property(fc.array(anyUpdate, { maxLength: 40, size: 'max' }), (updates) => {
        const outputs = consolidated(...updates);
        expect(outputs.map(timedText)).to.deep.equal(naive(updates));
        for (const { bids, asks, bid, ask } of outputs) {
          expect(bid).to.equal(bids[0]);
          expect(ask).to.equal(asks[0]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the best of each side, with its venue', () => {
    const outputs = consolidated(live('a', '99', '102'), live('b', '98', '101'), stateOf('a', SYNCING));
    expect(
      outputs.map(({ bid, ask }) => [bid?.venue, bid?.level.priceText, ask?.venue, ask?.level.priceText]),
    ).to.deep.equal([
      ['a', '99', 'a', '102'],
      ['a', '99', 'b', '101'],
      ['b', '98', 'b', '101'],
    ]);
  });

  it('drops what is not live any more, whatever the status, and is told empty once', () => {
    const gone: readonly BookState[] = [SYNCING, staleState(quotes('99', '101'))];
    for (const state of gone) {
      expect(
        consolidated(live('a', '99', '101'), stateOf('a', state), stateOf('a', state)).map(text),
      ).to.deep.equal(['BTC-USD: a BTC 99 x 1 | a BTC 101 x 1', 'BTC-USD:  | ']);
      expect(consolidated(stateOf('a', state))).to.deep.equal([]);
    }
  });

  it('has no quote of a side whose best is not known since all of its cut snapshot is gone', () => {
    const cut = bookOf([['99', '1']], [['101', '1']], { levels: 1, maintained: false });
    const beyond = diffOf(2, 2, {
      bids: [
        ['99', '0'],
        ['50', '1'],
      ],
    });
    const gone = applyDiff(cut, beyond).book;
    const states = [cut, gone].map((book) => stateOf('a', liveState(book)));
    expect(consolidated(...states).map(text)).to.deep.equal([
      'BTC-USD: a BTC 99 x 1 | a BTC 101 x 1',
      'BTC-USD:  | a BTC 101 x 1',
    ]);
  });

  it('asks once for the instrument of each symbol of a venue, also of one that is left out', () => {
    const asked: InstrumentKey[] = [];
    const operator = consolidatedQuotes({
      instrumentOf: (key) => {
        asked.push(key);
        return instrumentOf(key);
      },
    });
    const updates = ['BTC', 'x', 'BTC', 'x'].flatMap((symbol, at) =>
      ['a', 'b'].map((venue) => live(venue, String(at + 1), '101', '1', symbol)),
    );
    expect(outputsOf(operator, updates)).to.have.lengthOf(4);
    expect(asked).to.deep.equal([
      { venue: 'a', symbol: 'BTC' },
      { venue: 'b', symbol: 'BTC' },
      { venue: 'a', symbol: 'x' },
      { venue: 'b', symbol: 'x' },
    ]);
  });

  it('forgets a book that has ended, and asks anew where it comes back', () => {
    const asked: string[] = [];
    const operator = consolidatedQuotes({
      instrumentOf: (key) => {
        asked.push(`${key.venue} ${key.symbol}`);
        return instrumentOf(key);
      },
    });
    const ended = (cause: 'delisted' | 'dropped'): BookState => ({
      ...staleState(quotes('99', '101')),
      status: 'gap',
      cause: { _tag: cause },
      snapshotFailure: undefined,
    });
    const outputs = outputsOf(operator, [
      live('a', '99', '101'),
      live('b', '98', '102'),
      stateOf('a', ended('dropped')),
      stateOf('b', ended('delisted')),
      live('a', '97', '103'),
    ]);
    expect(outputs.map(text)).to.deep.equal([
      'BTC-USD: a BTC 99 x 1 | a BTC 101 x 1',
      'BTC-USD: a BTC 99 x 1, b BTC 98 x 1 | a BTC 101 x 1, b BTC 102 x 1',
      'BTC-USD: b BTC 98 x 1 | b BTC 102 x 1',
      'BTC-USD:  | ',
      'BTC-USD: a BTC 97 x 1 | a BTC 103 x 1',
    ]);
    expect(asked).to.deep.equal(['a BTC', 'b BTC', 'a BTC']);
  });

  it('fails with what instrumentOf throws, and lets go of the source', () => {
    const source$ = new Subject<OfInstrument<BookState>>();
    let failure: unknown;
    const broken = () => {
      throw new RangeError('no such symbol');
    };
    source$
      .pipe(consolidatedQuotes({ instrumentOf: broken }))
      .subscribe({ error: (error: unknown) => (failure = error) });
    source$.next(live('a', '99', '101'));
    expect(failure).to.be.instanceOf(RangeError);
    expect(source$.observed).to.equal(false);
  });

  it('keeps order where a quote brings the next state at once', () => {
    const source$ = new Subject<OfInstrument<BookState>>();
    const seen: string[] = [];
    source$.pipe(consolidatedQuotes({ instrumentOf })).subscribe((quote) => {
      seen.push(text(quote));
      if (seen.length === 1) source$.next(live('b', '98', ''));
    });
    source$.next(live('a', '99', ''));
    source$.next(stateOf('a', SYNCING));
    expect(seen).to.deep.equal([
      'BTC-USD: a BTC 99 x 1 | ',
      'BTC-USD: a BTC 99 x 1, b BTC 98 x 1 | ',
      'BTC-USD: b BTC 98 x 1 | ',
    ]);
  });

  itKeepsTheChecklist(
    () => consolidatedQuotes({ instrumentOf }),
    [live('a', '99', '101'), live('b', '98', '101'), live('a', '97', '101', '1', 'ETH')],
  );
});

describe('consolidatedQuoteReducer', () => {
  it('starts with nobody', () => {
    expect(noQuotes(ETH)).to.deep.equal({
      instrument: ETH,
      bids: [],
      asks: [],
      bid: undefined,
      ask: undefined,
    });
  });

  it('returns the same value where nothing at the top changes, and shares a side that stays', () => {
    const before = consolidatedQuoteReducer(noQuotes(BTC), live('a', '99', '101'));
    const deeper = bookOf(
      [
        ['99', '1'],
        ['98', '1'],
      ],
      [['101', '1']],
    );
    expect(consolidatedQuoteReducer(before, stateOf('a', liveState(deeper)))).to.equal(before);
    const after = consolidatedQuoteReducer(before, live('a', '99', '102'));
    expect(after.bids).to.equal(before.bids);
    expect(after.bid).to.equal(before.bid);
    expect(before.ask?.level.priceText).to.equal('101');
    expect(after.ask?.level.priceText).to.equal('102');
  });
});
