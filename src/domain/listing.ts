import { instrument, type Instrument, type VenueName, type VenueSymbol } from './ids.js';

/** What is traded: the currency itself, or a contract on it; how large one is, the trading rule says (`ContractSize`). */
export type Contract = Spot | Perpetual | Future | Option;

/** The currency itself. */
export interface Spot {
  readonly kind: 'spot';
}

/** A contract without an end; a swap. */
export interface Perpetual {
  readonly kind: 'perpetual';
}

/** A contract that is settled on a day. */
export interface Future {
  readonly kind: 'future';
  /** The day, in UTC: `20261225`. */
  readonly expiry: string;
}

/** The right to buy or to sell at a price on a day. */
export interface Option {
  readonly kind: 'option';
  /** The day, in UTC: `20261225`. */
  readonly expiry: string;
  /** The price, in quote currency, as the venue writes it. */
  readonly strike: string;
  readonly right: 'call' | 'put';
}

export const SPOT: Spot = { kind: 'spot' };
export const PERPETUAL: Perpetual = { kind: 'perpetual' };

/** The UTC day of a time in milliseconds since 1970, as contracts are named by: `20261225`. */
export const expiryOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

/** One instrument that a venue lists. */
export interface Listing {
  /** The venue's own name of it. */
  readonly symbol: VenueSymbol;
  /** The unified name; of one venue's instruments that trade each has its own. */
  readonly instrument: Instrument;
  readonly base: string;
  readonly quote: string;
  readonly contract: Contract;
  /** Whether it trades now. */
  readonly trading: boolean;
}

/** What a venue says that it lists. */
export interface Listings {
  readonly _tag: 'listings';
  readonly venue: VenueName;
  /** When it reached us, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** Of what it is the whole list, so that what is not in it is not listed: of all, of a kind of contract, of nothing. */
  readonly covers: 'all' | Contract['kind'] | 'nothing';
  readonly listings: readonly Listing[];
}

interface OfListing {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  /** When the list that shows it reached us, by our clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** The venue lists an instrument that it did not list before, or lists it again. */
export interface InstrumentListed extends OfListing {
  readonly _tag: 'listed';
  readonly listing: Listing;
}

/** A listed instrument trades no more. */
export interface InstrumentHalted extends OfListing {
  readonly _tag: 'halted';
  readonly listing: Listing;
}

/** A listed instrument trades again. */
export interface InstrumentResumed extends OfListing {
  readonly _tag: 'resumed';
  readonly listing: Listing;
}

/** The venue lists an instrument no more. */
export interface InstrumentDelisted extends OfListing {
  readonly _tag: 'delisted';
  /** As it was listed last. */
  readonly listing: Listing;
}

/** What changes in what a venue lists. */
export type ListingChange = InstrumentListed | InstrumentHalted | InstrumentResumed | InstrumentDelisted;

/** The unified name: `BASE-QUOTE` of the currencies, with what tells the contract behind it. */
export function instrumentName(base: string, quote: string, contract: Contract = SPOT): Instrument {
  const pair = `${base}-${quote}`;
  switch (contract.kind) {
    case 'spot':
      return instrument(pair);
    case 'perpetual':
      return instrument(`${pair}-PERP`);
    case 'future':
      return instrument(`${pair}-${contract.expiry}`);
    case 'option': {
      const right = contract.right === 'call' ? 'C' : 'P';
      return instrument(`${pair}-${contract.expiry}-${contract.strike}-${right}`);
    }
  }
}

/** A listing under its unified name. */
export const listing = ({
  symbol,
  base,
  quote,
  contract = SPOT,
  trading,
}: Omit<Listing, 'instrument' | 'contract'> & { readonly contract?: Contract }): Listing => ({
  symbol,
  instrument: instrumentName(base, quote, contract),
  base,
  quote,
  contract,
  trading,
});
