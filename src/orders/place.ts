import type { VenueName, VenueSymbol } from '../domain/ids.js';

/** Where ids of orders are unique. */
export interface Place {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
}

export const placeKey = ({ venue, symbol }: Place): string => `${venue} ${symbol}`;
