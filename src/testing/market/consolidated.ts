import * as t from 'io-ts';

import type { ConsolidatedQuote, VenueQuote } from '../../book/consolidatedQuote.js';
import { venueName, venueSymbol, type Instrument } from '../../domain/ids.js';
import { priceLevels } from '../../domain/priceLevels.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { readOrThrow } from './marbleJsonError.js';
import { DEFAULT_SYMBOL, DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { fieldsJson, levelTexts, milliseconds, unless } from './scalars.js';

const venueQuoteFields = closed(
  { level: levelTexts },
  { venue: t.string, symbol: t.string, venueTime: milliseconds, receivedAt: milliseconds },
);
const quoteFields = closed(
  { instrument: t.string },
  { bids: t.array(venueQuoteFields), asks: t.array(venueQuoteFields) },
);

const toVenueQuote = (json: t.TypeOf<typeof venueQuoteFields>, { frame }: MarbleMoment): VenueQuote => ({
  venue: venueName(json.venue ?? DEFAULT_VENUE),
  symbol: venueSymbol(json.symbol ?? DEFAULT_SYMBOL),
  level: priceLevels([json.level]).at(0)!,
  venueTime: json.venueTime,
  receivedAt: json.receivedAt ?? frame,
});

/** What one venue quotes: `{"level":["100","1"],"venue":"kraken"}`. */
export const readVenueQuote: Reader<VenueQuote> = (json, moment) =>
  toVenueQuote(readOrThrow(venueQuoteFields, json), moment);

/** What all venues quote: `{"instrument":"BTC-USD","bids":[{"level":["100","1"]}]}`. */
export const readConsolidatedQuote: Reader<ConsolidatedQuote> = (json, moment) => {
  const { instrument, ...sides } = readOrThrow(quoteFields, json);
  const bids = sides.bids?.map((quote) => toVenueQuote(quote, moment)) ?? [];
  const asks = sides.asks?.map((quote) => toVenueQuote(quote, moment)) ?? [];
  return { instrument: instrument as Instrument, bids, asks, bid: bids[0], ask: asks[0] };
};

/** The JSON of what one venue quotes. */
export const venueQuoteJson = (quote: VenueQuote, { frame }: MarbleMoment): Json =>
  fieldsJson({
    level: [quote.level.priceText, quote.level.sizeText],
    venue: unless<string>(quote.venue, DEFAULT_VENUE),
    symbol: unless<string>(quote.symbol, DEFAULT_SYMBOL),
    venueTime: quote.venueTime,
    receivedAt: unless(quote.receivedAt, frame),
  });

/** The JSON of what all venues quote; the best of a side is shown only where it is not the first. */
export function consolidatedQuoteJson(quote: ConsolidatedQuote, moment: MarbleMoment): Json {
  const { instrument, bids, asks, bid, ask } = quote;
  const best = (own: VenueQuote | undefined, first: VenueQuote | undefined): Json | undefined => {
    if (own === first) return undefined;
    return own === undefined ? null : venueQuoteJson(own, moment);
  };
  return fieldsJson({
    instrument,
    bids: bids.map((each) => venueQuoteJson(each, moment)),
    asks: asks.map((each) => venueQuoteJson(each, moment)),
    bid: best(bid, bids[0]),
    ask: best(ask, asks[0]),
  });
}
