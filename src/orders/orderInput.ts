import type { Decimal } from 'decimal.js';

import type { ClientOrderId, OrderId, SequenceId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';
import type { Fill, OrderTerms } from './orderTerms.js';

/**
 * Which order an input is of, and when it came. Either id may be missing, not both. Times are milliseconds since
 * 1970-01-01 UTC, microseconds in the fraction.
 */
export interface OrderInputOrigin {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
  /** By the venue's clock; undefined where it does not say, and for what we did ourselves. */
  readonly venueTime: number | undefined;
  /** By our clock. */
  readonly receivedAt: number;
}

/** The order is about to be sent: it is tracked from now on. */
export interface SubmitRequested extends OrderInputOrigin {
  readonly _tag: 'submitRequested';
  readonly clientId: ClientOrderId;
  readonly terms: OrderTerms;
  /** From when on, by our clock, the venue cannot accept the request any more: only then is "not found" evidence. */
  readonly validUntil: number;
}

/** The venue answered the submit: it has the order. */
export interface SubmitAcknowledged extends OrderInputOrigin {
  readonly _tag: 'submitAcknowledged';
}

/** The venue answered the submit: it will not have the order. Never a network error and never a timeout. */
export interface SubmitRefused extends OrderInputOrigin {
  readonly _tag: 'submitRefused';
  readonly reason: string;
}

/** No answer to the submit: the order may be live or may never have arrived. */
export interface SubmitAnswerLost extends OrderInputOrigin {
  readonly _tag: 'submitAnswerLost';
}

/** What a venue says of an order. `pending`: received and not yet accepted; `rejected`: by the venue, at any time. */
export type VenueStatus =
  'pending' | 'open' | 'partiallyFilled' | 'pendingCancel' | 'filled' | 'cancelled' | 'expired' | 'rejected';

/** What the venue says an order's state is. */
export interface OrderReport {
  readonly status: VenueStatus;
  /** How much of it is filled, in base currency; undefined where the venue does not say. */
  readonly cumulativeBase: Decimal | undefined;
  /** The same in quote currency. */
  readonly cumulativeQuote: Decimal | undefined;
  /** The venue's own number of this news, where each later news of the order has a greater one. */
  readonly sequence: SequenceId | undefined;
  /**
   * What is ordered now, not what is left of it, where the report tells all of it: an order that was not submitted here
   * needs it. Another amount or price than is known, in news that is newer, changes the order.
   */
  readonly terms: OrderTerms | undefined;
  readonly reason: string | undefined;
}

/** The venue told an order's state by itself, or in a list. */
export interface OrderReported extends OrderInputOrigin, OrderReport {
  readonly _tag: 'orderReported';
}

/** The venue told of one fill. */
export interface OrderFilled extends OrderInputOrigin {
  readonly _tag: 'fill';
  readonly fill: Fill;
  /** The order's side; undefined where the fill does not tell it. */
  readonly side: Side | undefined;
}

/** A cancel is about to be sent. */
export interface CancelRequested extends OrderInputOrigin {
  readonly _tag: 'cancelRequested';
  /** Name of the request, which its answers bear. */
  readonly request: string;
}

/** The venue took the cancel. */
export interface CancelAcknowledged extends OrderInputOrigin {
  readonly _tag: 'cancelAcknowledged';
  readonly request: string;
  /** Whether the venue documents that the order is cancelled then, and not only going to be. */
  readonly final: boolean;
}

/** The venue will not cancel: most often because the order is over already. */
export interface CancelRefused extends OrderInputOrigin {
  readonly _tag: 'cancelRefused';
  readonly request: string;
  readonly reason: string;
}

/** No answer to a cancel. */
export interface CancelAnswerLost extends OrderInputOrigin {
  readonly _tag: 'cancelAnswerLost';
  readonly request: string;
}

/**
 * The venue changed the order; it stays the same one. `venueId` is its new id, or the one that it had where that stays: of
 * several changes under one id the last one by the venue's time holds, without times that which came last.
 */
export interface OrderAmended extends OrderInputOrigin {
  readonly _tag: 'amended';
  readonly venueId: OrderId;
  readonly previousVenueId: OrderId;
  /** The new amount and price; undefined where they are as before. */
  readonly amount: Decimal | undefined;
  readonly price: Decimal | undefined;
}

/** The venue ended the order at its time. */
export interface OrderExpired extends OrderInputOrigin {
  readonly _tag: 'expired';
  readonly reason: string | undefined;
}

/** The venue was asked for the order, and told its state. */
export interface OrderFound extends OrderInputOrigin, OrderReport {
  readonly _tag: 'found';
  /** When the question was sent, by our clock. */
  readonly askedAt: number;
}

/** The venue was asked for the order, and said itself that it knows none. A failed request is not that. */
export interface OrderNotFound extends OrderInputOrigin {
  readonly _tag: 'notFound';
  readonly askedAt: number;
}

/** What lists of the venue say of the order; each list is whole, as far as this order goes. */
export interface OrderPolled extends OrderInputOrigin {
  readonly _tag: 'polled';
  readonly askedAt: number;
  /** Whether the order is in the list of the open ones; undefined where that was not asked for. */
  readonly open: boolean | undefined;
  /** All fills that the venue lists of it; undefined where they were not asked for. */
  readonly fills: readonly Fill[] | undefined;
}

/** Time passes. Nothing here reads a clock. */
export interface ClockTicked {
  readonly _tag: 'clock';
  /** By our clock, in milliseconds since 1970. */
  readonly now: number;
}

/** All that can happen to one order. */
export type OneOrderInput =
  | SubmitRequested
  | SubmitAcknowledged
  | SubmitRefused
  | SubmitAnswerLost
  | OrderReported
  | OrderFilled
  | CancelRequested
  | CancelAcknowledged
  | CancelRefused
  | CancelAnswerLost
  | OrderAmended
  | OrderExpired
  | OrderFound
  | OrderNotFound
  | OrderPolled;

/** All that orders hear of. */
export type OrderInput = OneOrderInput | ClockTicked;
