import { defer, filter, map, type OperatorFunction } from 'rxjs';

import type { Instrument, VenueName, VenueSymbol } from '../domain/ids.js';
import { isOver, type BookState } from './bookState.js';
import { consolidatedQuoteReducer, noQuotes, type ConsolidatedQuote } from './consolidatedQuote.js';
import type { InstrumentKey, OfInstrument } from './routeByInstrument.js';

/** What {@link consolidatedQuotes} has to know. */
export interface ConsolidatedQuotesOptions {
  /**
   * Which instrument a venue's symbol is; undefined: it is left out. Asked once for each. Give one name only to what is
   * the same thing in the same units: contracts of a derivative are not coins, and USD is not USDT.
   */
  readonly instrumentOf: (key: InstrumentKey) => Instrument | undefined;
}

/**
 * The book of books: what all venues quote for an instrument, best first, from the merged books of several. One value
 * whenever a price, a size or a venue at the top changes, none for what happens below it. That the best bid of one
 * venue is above the best ask of another is no fault, and told.
 *
 * A book that is not live leaves its instrument at once, whatever the reason; so does a side that is empty, or whose best
 * level is not known since its snapshot was cut. Nothing else ends a quote: a source that falls silent, or one of those
 * merged that completes, keeps its last. So mark silence, as `orderBooks(venue, { staleAfterMs })` does.
 *
 * Costs a look-up and the venues of the instrument a state. Completes and fails with the source; an error of
 * `instrumentOf` is an error notification.
 *
 * ```
 *   source:  -a-b-c-d-|   kraken 100 | 101, okx 99 | 100.5, a change deep in kraken's book, a gap at okx
 *   result:  -A-B---D-|   100 | 101, 100 | 100.5, 100 | 101
 * ```
 *
 * Marbles: `marbles/book/consolidatedQuotes`.
 */
export const consolidatedQuotes =
  ({
    instrumentOf,
  }: ConsolidatedQuotesOptions): OperatorFunction<OfInstrument<BookState>, ConsolidatedQuote> =>
  (source) =>
    defer(() => {
      const quotes = new CurrentQuotes(instrumentOf);
      return source.pipe(
        map((update) => quotes.changeBy(update)),
        filter((quote) => quote !== undefined),
      );
    });

/** Where the quote of an instrument is kept, for all symbols that are it. */
interface Place {
  quote: ConsolidatedQuote;
}

/** The quotes of one subscription. */
class CurrentQuotes {
  private readonly byInstrument = new Map<Instrument, Place>();
  /** Undefined: left out. */
  private readonly bySymbol = new Map<VenueName, Map<VenueSymbol, Place | undefined>>();

  constructor(private readonly instrumentOf: ConsolidatedQuotesOptions['instrumentOf']) {}

  /** The new quote of an instrument; undefined where nothing in it changes. */
  changeBy(update: OfInstrument<BookState>): ConsolidatedQuote | undefined {
    const place = this.placeOf(update);
    if (place === undefined) return undefined;
    const before = place.quote;
    place.quote = consolidatedQuoteReducer(before, update);
    if (isOver(update.value)) this.forget(update, place.quote);
    return place.quote === before ? undefined : place.quote;
  }

  /** Frees what is kept of a book that has ended, and of an instrument that nobody quotes any more. */
  private forget({ venue, symbol }: InstrumentKey, { instrument, bids, asks }: ConsolidatedQuote): void {
    this.bySymbol.get(venue)?.delete(symbol);
    if (bids.length + asks.length === 0) this.byInstrument.delete(instrument);
  }

  private placeOf({ venue, symbol }: InstrumentKey): Place | undefined {
    let places = this.bySymbol.get(venue);
    if (places === undefined) this.bySymbol.set(venue, (places = new Map<VenueSymbol, Place | undefined>()));
    const known = places.get(symbol);
    if (known !== undefined || places.has(symbol)) return known;
    const place = this.placeOfInstrument(this.instrumentOf({ venue, symbol }));
    places.set(symbol, place);
    return place;
  }

  private placeOfInstrument(instrument: Instrument | undefined): Place | undefined {
    if (instrument === undefined) return undefined;
    let place = this.byInstrument.get(instrument);
    if (place === undefined) this.byInstrument.set(instrument, (place = { quote: noQuotes(instrument) }));
    return place;
  }
}
