import type { VenueName, VenueSymbol } from '../domain/ids.js';
import type { Place } from './place.js';

/** One value for each place, made when it is first asked for. */
export class ByPlace<T> {
  readonly #make: () => T;
  readonly #byVenue = new Map<VenueName, Map<VenueSymbol, T>>();

  constructor(make: () => T) {
    this.#make = make;
  }

  /** The value of a place. Two lookups by texts that exist are a fraction of one by a text put together of them. */
  of({ venue, symbol }: Place): T {
    const bySymbol = this.#byVenue.get(venue) ?? new Map<VenueSymbol, T>();
    const known = bySymbol.get(symbol);
    if (known !== undefined) return known;
    const made = this.#make();
    this.#byVenue.set(venue, bySymbol.set(symbol, made));
    return made;
  }
}
