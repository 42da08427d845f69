import type { ClientOrderId, OrderId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';
import type { OrderReport } from './orderInput.js';
import type { Fill } from './orderTerms.js';

/** What a list of a venue covers, and when it was asked for. Times are milliseconds since 1970, by our clock. */
interface ListScope {
  readonly symbols: readonly VenueSymbol[] | 'all';
  /** When the question was sent, of several pages the first one. */
  readonly askedAt: number;
  /** When the answer came, of several pages the last one. */
  readonly receivedAt: number;
  /** False where the list was cut, by a limit of pages or of entries: what it lacks proves nothing then. */
  readonly complete: boolean;
}

/** Which order an entry of a list is of. Either id may be missing, not both. */
interface ListedIds {
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
}

/** An order as a list of the venue shows it. */
export interface ListedOrder extends ListedIds, OrderReport {
  /** When the order was last changed, by the venue's clock; undefined where the list does not say. */
  readonly venueTime: number | undefined;
}

/** A fill as a list of the venue shows it. */
export interface ListedFill extends ListedIds {
  readonly fill: Fill;
  /** The order's side; undefined where the list does not tell it. */
  readonly side: Side | undefined;
}

/** The open orders of an account. */
export interface OpenOrderList extends ListScope {
  readonly orders: readonly ListedOrder[];
}

/** The fills of an account since a time. */
export interface FillList extends ListScope {
  /**
   * In milliseconds since 1970, by the venue's clock; `-Infinity` where the list goes back to the first fill. To be chosen
   * before the moment from which on anything may have been lost: an order that ended by a cancel's answer does not say that
   * it lacks fills.
   */
  readonly since: number;
  readonly fills: readonly ListedFill[];
}

/** What a venue answers when it is asked what there is. Both lists are of one account; undefined was not asked for. */
export interface VenueLists {
  readonly venue: VenueName;
  readonly openOrders?: OpenOrderList | undefined;
  readonly fills?: FillList | undefined;
}
