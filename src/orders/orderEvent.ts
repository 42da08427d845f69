import type { Decimal } from 'decimal.js';

import type { TokenAmount } from '../domain/fee.js';
import type { OrderType } from '../domain/tradingRule.js';
import type { ClientOrderId, OrderId, TradeId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';

/** What every event of an order says. Amounts are in base currency unless their name says otherwise, and exact. */
export interface OrderEventBase {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  /** The id by which the venue knows the order now. */
  readonly venueId: OrderId | undefined;
  /** Undefined as long as an order that was not submitted here has not been told in full. */
  readonly side: Side | undefined;
  readonly type: OrderType | undefined;
  /** What was ordered, in the currency that the order is sized in. */
  readonly amount: Decimal | undefined;
  /** The limit. */
  readonly price: Decimal | undefined;
  /** All that is filled, this event included. */
  readonly executedBase: Decimal;
  readonly executedQuote: Decimal;
  /** Fees of all fills, by token. */
  readonly fees: readonly TokenAmount[];
  /** When, by the venue's clock; undefined where it did not say. */
  readonly venueTime: number | undefined;
  /** When what caused the event came, by our clock. */
  readonly receivedAt: number;
  /** Came after the order had ended. */
  readonly late: boolean;
  /** Concluded from what the venue's lists lack, not told by the venue. */
  readonly inferred: boolean;
  /** The order was not submitted here, or had been given up. */
  readonly adopted: boolean;
}

/** The venue has accepted the order. */
export interface OrderCreated extends OrderEventBase {
  readonly _tag: 'created';
}

/** The order was filled, by so much. */
export interface OrderFilledEvent extends OrderEventBase {
  readonly _tag: 'filled';
  /** Undefined where the venue gives none, and where the fill is inferred. */
  readonly tradeId: TradeId | undefined;
  /** Which cumulative amount it leads to; the identity of a fill that has no trade id. */
  readonly cumulative: Decimal | undefined;
  readonly fillAmount: Decimal;
  /** To 40 digits where the fill is inferred; then undefined where the venue told no greater cumulative quote amount. */
  readonly fillPrice: Decimal | undefined;
  readonly fillFees: readonly TokenAmount[];
  readonly liquidity: 'maker' | 'taker' | undefined;
  /** By how much `executedBase` has grown: less than `fillAmount` where an inferred fill is replaced. */
  readonly netAmount: Decimal;
  /** How much of the inferred fill up to that cumulative amount it replaces; undefined where it replaces none. */
  readonly replaces: { readonly cumulative: Decimal; readonly amount: Decimal } | undefined;
}

/** The order is filled, all of it. */
export interface OrderCompleted extends OrderEventBase {
  readonly _tag: 'completed';
}

/** The order ended before it was filled. */
export interface OrderCancelled extends OrderEventBase {
  readonly _tag: 'cancelled';
  readonly reason: string | undefined;
}

/** The order ended at its time. */
export interface OrderExpiredEvent extends OrderEventBase {
  readonly _tag: 'expired';
  readonly reason: string | undefined;
}

/** The venue never accepted the order. */
export interface OrderFailed extends OrderEventBase {
  readonly _tag: 'failed';
  readonly reason: string | undefined;
}

/**
 * What cannot be, and was told:
 *
 * - `overfilled`: more is filled than was ordered;
 * - `contradiction`: the order had ended otherwise, or as smaller than it proves to be, or the venue had refused it;
 * - `cameBack`: an order that had been given up as not found is there;
 * - `fillDiffers`: a repeated fill has another amount, price or fee;
 * - `filledShort`: the venue says filled, and its own lists do not reach the order's amount;
 * - `submittedTwice`: one client id, two submits;
 * - `linkedLate`: an order that had been adopted by its venue id proves to be this one, and has become part of it;
 * - `idsDisagree`: the two ids of an input are of two orders of ours.
 */
export type AnomalyKind =
  | 'overfilled'
  | 'contradiction'
  | 'cameBack'
  | 'fillDiffers'
  | 'filledShort'
  | 'submittedTwice'
  | 'linkedLate'
  | 'idsDisagree';

/** Something that wants a person's eye. Nothing was dropped for it. Told once an order, kind and detail. */
export interface OrderAnomaly extends OrderEventBase {
  readonly _tag: 'anomaly';
  readonly kind: AnomalyKind;
  readonly detail: string;
}

/** What happened to an order. */
export type OrderEvent =
  | OrderCreated
  | OrderFilledEvent
  | OrderCompleted
  | OrderCancelled
  | OrderExpiredEvent
  | OrderFailed
  | OrderAnomaly;
