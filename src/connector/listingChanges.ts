import { defer, type OperatorFunction } from 'rxjs';

import type { FrameContent } from '../domain/contents.js';
import type { VenueName, VenueSymbol } from '../domain/ids.js';
import type { Listing, ListingChange, Listings } from '../domain/listing.js';
import { mapEach } from '../sequence/mapEach.js';

/** What a venue lists, by its own symbols. */
export type KnownListings = ReadonlyMap<VenueSymbol, Listing>;

/** What is listed after a list has come, and what that changed. */
export interface ListingsResult {
  readonly known: KnownListings;
  /** In order of the list; what is gone comes last. */
  readonly changes: readonly ListingChange[];
}

/**
 * The pure reducer of one venue's lists. What is new is `listed`; what trades no more, or again, is `halted`, or `resumed`;
 * what is missing where the list covers it is `delisted`. A symbol that stands for another instrument now is delisted and
 * listed anew. A list that covers something and is empty is not believed: it changes nothing.
 */
export function listingsReducer(known: KnownListings, list: Listings): ListingsResult {
  const { venue, receivedAt, listings, covers } = list;
  if (listings.length === 0) return { known, changes: [] };
  const next = new Map(known);
  const changes: ListingChange[] = [];
  const tell = (_tag: ListingChange['_tag'], listing: Listing) =>
    changes.push({ _tag, venue, symbol: listing.symbol, listing, receivedAt });

  // Of one symbol told twice the later place counts.
  for (const listing of new Map(listings.map((each) => [each.symbol, each])).values()) {
    const before = next.get(listing.symbol);
    next.set(listing.symbol, listing);
    if (before?.instrument !== listing.instrument) {
      if (before !== undefined) tell('delisted', before);
      tell('listed', listing);
    } else if (before.trading !== listing.trading) {
      tell(listing.trading ? 'resumed' : 'halted', listing);
    }
  }
  if (covers === 'nothing') return { known: next, changes };
  const present = new Set(listings.map(({ symbol }) => symbol));
  for (const listing of known.values()) {
    if (present.has(listing.symbol) || (covers !== 'all' && covers !== listing.contract.kind)) continue;
    next.delete(listing.symbol);
    tell('delisted', listing);
  }
  return { known: next, changes };
}

/**
 * What changes in what venues list, from the lists among what their frames hold; the first list of a venue tells all of
 * it as `listed`. Everything else is passed over. Merged with the messages before `orderBooks` or `routeByInstrument`, a
 * delisting ends the book of its instrument and touches no other.
 *
 * Completes and fails with the source; one state a subscription.
 *
 * ```
 *   source:  -L---L--   the first list has A and B; the second has A, halted
 *   result:  -(AB)(HD)  listed, listed; A halted, B delisted
 * ```
 *
 * Marbles: `marbles/connector/listingChanges`.
 */
export const listingChanges = (): OperatorFunction<FrameContent, ListingChange> => (source) =>
  defer(() => {
    const venues = new Map<VenueName, KnownListings>();
    return source.pipe(
      mapEach((content) => {
        if (content._tag !== 'listings') return [];
        const { known, changes } = listingsReducer(venues.get(content.venue) ?? new Map(), content);
        venues.set(content.venue, known);
        return changes;
      }),
    );
  });
