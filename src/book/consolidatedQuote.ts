import type { Instrument, VenueName, VenueSymbol } from '../domain/ids.js';
import type { PriceLevel } from '../domain/priceLevel.js';
import type { BookSide } from './bookSide.js';
import type { BookState } from './bookState.js';
import { knownBest } from './prices.js';
import type { OfInstrument } from './routeByInstrument.js';
import { sameLevel } from './sameLevel.js';

/** The best level of one side of one venue's live book. Times are milliseconds since 1970-01-01 UTC. */
export interface VenueQuote {
  readonly venue: VenueName;
  /** The venue's own name of the instrument. */
  readonly symbol: VenueSymbol;
  /** Price and size, in the venue's units of that symbol. */
  readonly level: PriceLevel;
  /** When the venue made the message that brought this price and size, by its clock; undefined where it does not say. */
  readonly venueTime: number | undefined;
  /** When that message reached us, by our clock. */
  readonly receivedAt: number;
}

/** What all venues quote for one instrument; a value that never changes. */
export interface ConsolidatedQuote {
  readonly instrument: Instrument;
  /** Buyers, highest price first; of one price the larger size, then the one that reached us earlier. */
  readonly bids: readonly VenueQuote[];
  /** Sellers, lowest price first; ties as of the bids. */
  readonly asks: readonly VenueQuote[];
  /** The first of the bids; undefined where nobody bids. */
  readonly bid: VenueQuote | undefined;
  /** The first of the asks; undefined where nobody asks. May be below the best bid of another venue. */
  readonly ask: VenueQuote | undefined;
}

/** An instrument that nobody quotes. */
export const noQuotes = (instrument: Instrument): ConsolidatedQuote => ({
  instrument,
  bids: [],
  asks: [],
  bid: undefined,
  ask: undefined,
});

/**
 * The pure reducer of `consolidatedQuotes`: what one state of one venue's book makes of an instrument's quotes. Returns
 * the same value where no price, no size and no venue at the top changes. The caller sees to it that all updates are of
 * the same instrument.
 */
export function consolidatedQuoteReducer(
  quote: ConsolidatedQuote,
  update: OfInstrument<BookState>,
): ConsolidatedQuote {
  const book = update.value.status === 'live' ? update.value.book : undefined;
  const bids = withBest(quote.bids, update, book?.bids);
  const asks = withBest(quote.asks, update, book?.asks);
  if (bids === quote.bids && asks === quote.asks) return quote;
  return { instrument: quote.instrument, bids, asks, bid: bids[0], ask: asks[0] };
}

/** One side with the best level of a venue's book in its place, or without that venue. */
function withBest(
  quotes: readonly VenueQuote[],
  { venue, symbol, value }: OfInstrument<BookState>,
  side: BookSide | undefined,
): readonly VenueQuote[] {
  const at = quotes.findIndex((quote) => quote.venue === venue && quote.symbol === symbol);
  const level = side && knownBest(side);
  if (sameLevel(quotes[at]?.level, level)) return quotes;
  const others = at < 0 ? quotes : quotes.toSpliced(at, 1);
  if (side === undefined || level === undefined || value.status !== 'live') return others;
  const { venueTime, receivedAt } = value;
  const quote: VenueQuote = { venue, symbol, level, venueTime, receivedAt };
  const worse = others.findIndex((other) => compareQuotes(quote, other, side.sign) < 0);
  return others.toSpliced(worse < 0 ? others.length : worse, 0, quote);
}

/** Negative where `a` comes before `b`; zero where only the order of their arrival can tell. */
const compareQuotes = (a: VenueQuote, b: VenueQuote, sign: 1 | -1): number =>
  sign * comparePrices(b.level, a.level) || compareSizes(b.level, a.level) || a.receivedAt - b.receivedAt;

// Doubles that differ are in the order of the numbers next to which they are; of one double the exact numbers decide.
const comparePrices = (a: PriceLevel, b: PriceLevel): number =>
  a.priceNumber === b.priceNumber ? a.price.cmp(b.price) : a.priceNumber - b.priceNumber;

const compareSizes = (a: PriceLevel, b: PriceLevel): number =>
  a.sizeNumber === b.sizeNumber ? a.size.cmp(b.size) : a.sizeNumber - b.sizeNumber;
