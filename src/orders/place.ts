import type { VenueName, VenueSymbol } from '../domain/ids.js';

/** Where ids of orders are unique. */
export interface Place {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
}

/** A text that no other place has: names may have any character in them. */
export const placeKey = ({ venue, symbol }: Place): string => JSON.stringify([venue, symbol]);
