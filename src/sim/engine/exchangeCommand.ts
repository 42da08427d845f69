import type { Decimal } from 'decimal.js';

import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { AccountFees } from './accountFees.js';
import type { NewOrder } from './newOrder.js';

/** An open order by one of its ids; where both are given, both have to be its. */
export type OrderReference =
  | { readonly orderId: number; readonly clientId?: ClientOrderId | undefined }
  | { readonly orderId?: undefined; readonly clientId: ClientOrderId };

interface Timed {
  /** In milliseconds since 1970; never before that of the command before. */
  readonly time: number;
}

interface OfAccount extends Timed {
  readonly account: string;
}

interface OfInstrument extends OfAccount {
  readonly symbol: VenueSymbol;
}

/** Assets come in. */
export interface Deposit extends OfAccount {
  readonly _tag: 'deposit';
  readonly token: string;
  readonly amount: Decimal;
}

/** Assets go out: refused where they are not available. */
export interface Withdraw extends OfAccount {
  readonly _tag: 'withdraw';
  readonly token: string;
  readonly amount: Decimal;
}

/** From here on the account pays these fees. */
export interface SetFees extends OfAccount {
  readonly _tag: 'setFees';
  readonly fees: AccountFees;
}

/** A new order. */
export interface PlaceOrder extends OfInstrument {
  readonly _tag: 'place';
  /** No open order of the account may have it, of this instrument. */
  readonly clientId: ClientOrderId;
  readonly order: NewOrder;
}

/** Which orders a cancel may meet: those of which nothing is filled yet, or those of which something is. */
export type CancelRestriction = 'onlyNew' | 'onlyPartiallyFilled';

/** An open order is to go. */
export interface CancelOrder extends OfInstrument {
  readonly _tag: 'cancel';
  readonly cancel: OrderReference;
  readonly restriction?: CancelRestriction | undefined;
}

/** All open orders of an account on an instrument are to go, the oldest first; there may be none. */
export interface CancelAllOrders extends OfInstrument {
  readonly _tag: 'cancelAll';
}

/**
 * An open order is to go and a new one to come, in one step: Binance's cancelReplace. The rule is checked before anything
 * is done; an order that breaks it cancels nothing. Where the cancel is refused, `stopOnFailure` leaves it at that, and
 * `allowFailure` places the new order all the same. That a new order is refused brings the old one not back.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "Cancel an Existing Order and Send a New Order", as of 2026-02-02.
 */
export interface ReplaceOrder extends OfInstrument {
  readonly _tag: 'replace';
  readonly cancel: OrderReference;
  readonly restriction?: CancelRestriction | undefined;
  readonly mode: 'stopOnFailure' | 'allowFailure';
  readonly clientId: ClientOrderId;
  readonly order: NewOrder;
}

/**
 * An open order is to be smaller and to keep its place in the queue: Binance's order.amend.keepPriority.
 *
 * Source: binance-spot-api-docs, `rest-api.md`, "Order Amend Keep Priority", as of 2026-02-02.
 */
export interface AmendOrder extends OfInstrument {
  readonly _tag: 'amend';
  readonly order: OrderReference;
  /** The whole of the order from here on, what is filled included; below what it was. In base currency. */
  readonly amount: Decimal;
  /** Its client id from here on; as it was where left out. */
  readonly newClientId?: ClientOrderId | undefined;
}

/** Nothing but that it is so late: orders that are good till a time expire. */
export interface Advance extends Timed {
  readonly _tag: 'advance';
}

/** No orders are taken, changed or matched; cancelled they may be, and they expire. */
export interface HaltTrading extends Timed {
  readonly _tag: 'halt';
  readonly symbol: VenueSymbol;
}

/** Trading goes on. */
export interface ResumeTrading extends Timed {
  readonly _tag: 'resume';
  readonly symbol: VenueSymbol;
}

/** Everything that can be asked of the exchange. Plain data: a list of them, executed again, gives the same events. */
export type ExchangeCommand =
  | Deposit
  | Withdraw
  | SetFees
  | PlaceOrder
  | CancelOrder
  | CancelAllOrders
  | ReplaceOrder
  | AmendOrder
  | Advance
  | HaltTrading
  | ResumeTrading;
