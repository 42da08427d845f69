import * as t from 'io-ts';

import { venueName, venueSymbol } from '../../domain/ids.js';
import {
  listing,
  type Contract,
  type Listing,
  type ListingChange,
  type Listings,
} from '../../domain/listing.js';
import type { InstrumentDropped } from '../../domain/messages.js';
import type { Json } from '../marbleDiagram.js';
import type { MarbleMoment } from '../marbleOperator.js';
import { closed } from './closed.js';
import { readOrThrow, within } from './marbleJsonError.js';
import { DEFAULT_VENUE } from './messages.js';
import type { Reader } from './readByFirstKey.js';
import { fieldsJson, milliseconds, unless } from './scalars.js';

const contract = t.union([
  closed({ kind: t.literal('spot') }, {}),
  closed({ kind: t.literal('perpetual') }, {}),
  closed({ kind: t.literal('future'), expiry: t.string }, {}),
  closed(
    {
      kind: t.literal('option'),
      expiry: t.string,
      strike: t.string,
      right: t.keyof({ call: null, put: null }),
    },
    {},
  ),
]) satisfies t.Type<Contract, unknown, unknown>;

const listingFields = closed(
  { symbol: t.string },
  { base: t.string, quote: t.string, contract, trading: t.boolean },
);
const covers = t.keyof({
  all: null,
  nothing: null,
  spot: null,
  perpetual: null,
  future: null,
  option: null,
});
const place = { venue: t.string, receivedAt: milliseconds };
const listingsFields = closed({ listings: t.UnknownArray }, { covers, ...place });
const droppedFields = closed({ dropped: t.string }, place);

/** The currencies that a symbol such as `BTC-USD` names. */
const currenciesOf = (symbol: string) => {
  const [base = '', quote = ''] = symbol.split('-');
  return { base, quote };
};

/** A symbol stands for a spot instrument that trades, under the currencies that it names. */
function readListing(json: unknown): Listing {
  const { symbol, ...rest } = readOrThrow(listingFields, typeof json === 'string' ? { symbol: json } : json);
  return listing({ symbol: venueSymbol(symbol), ...currenciesOf(symbol), trading: true, ...rest });
}

function listingJson({ symbol, base, quote, contract: of, trading }: Listing): Json {
  const currencies = currenciesOf(symbol);
  const { symbol: _symbol, ...rest } = fieldsJson({
    symbol,
    base: unless(base, currencies.base),
    quote: unless(quote, currencies.quote),
    contract: of.kind === 'spot' ? undefined : { ...of },
    trading: unless(trading, true),
  }) as { readonly symbol: string };
  return Object.keys(rest).length === 0 ? symbol : { symbol, ...rest };
}

interface Place {
  readonly venue?: string;
  readonly receivedAt?: number;
}

const placeOf = ({ venue = DEFAULT_VENUE, receivedAt }: Place, { frame }: MarbleMoment) => ({
  venue: venueName(venue),
  receivedAt: receivedAt ?? frame,
});

const placeJson = (
  { venue, receivedAt }: Listings | ListingChange | InstrumentDropped,
  { frame }: MarbleMoment,
) => ({
  venue: unless<string>(venue, DEFAULT_VENUE),
  receivedAt: unless(receivedAt, frame),
});

/** `{"listings":["BTC-USD",{"symbol":"ETH-USD","trading":false}]}`; covers all unless it says otherwise. */
export const readListings: Reader<Listings> = (json, moment) => {
  const { listings, covers: covered = 'all', ...rest } = readOrThrow(listingsFields, json);
  return {
    _tag: 'listings',
    ...placeOf(rest, moment),
    covers: covered,
    listings: listings.map((each, at) => within(`listings[${at}]`, () => readListing(each))),
  };
};

export const listingsJson = (list: Listings, moment: MarbleMoment): Json =>
  fieldsJson({
    listings: list.listings.map(listingJson),
    covers: unless(list.covers, 'all'),
    ...placeJson(list, moment),
  });

const changeReader =
  <T extends ListingChange['_tag']>(tag: T): Reader<ListingChange & { readonly _tag: T }> =>
  (json, moment) => {
    const fields = closed({ [tag]: t.unknown }, place);
    const { [tag]: of, ...rest } = readOrThrow(fields, json);
    const listed = within(tag, () => readListing(of));
    const change = { _tag: tag, ...placeOf(rest, moment), symbol: listed.symbol, listing: listed };
    return change as ListingChange & { readonly _tag: T };
  };

/** What changes in what is listed, by the first key: `{"halted":"BTC-USD"}`. */
export const LISTING_READERS = {
  listed: changeReader('listed'),
  halted: changeReader('halted'),
  resumed: changeReader('resumed'),
  delisted: changeReader('delisted'),
} satisfies Record<ListingChange['_tag'], Reader<ListingChange>>;

export const listingChangeJson = (change: ListingChange, moment: MarbleMoment): Json =>
  fieldsJson({ [change._tag]: listingJson(change.listing), ...placeJson(change, moment) });

export const readDropped: Reader<InstrumentDropped> = (json, moment) => {
  const { dropped, ...rest } = readOrThrow(droppedFields, json);
  return { _tag: 'dropped', ...placeOf(rest, moment), symbol: venueSymbol(dropped) };
};

export const droppedJson = (message: InstrumentDropped, moment: MarbleMoment): Json =>
  fieldsJson({ dropped: message.symbol, ...placeJson(message, moment) });
