import type { Decimal } from 'decimal.js';

import type { InsufficientBalance } from '../../money/budget.js';
import type { BrokenRule } from '../../money/checkOrder.js';
import type { OrderStatus } from './exchangeOrder.js';

/** The exchange does not list the instrument. */
export interface UnknownInstrument {
  readonly _tag: 'unknownInstrument';
}

/** The instrument is halted. */
export interface MarketHalted {
  readonly _tag: 'marketHalted';
}

/** The order breaks the instrument's rule: every part of it that it breaks, with both numbers. */
export interface RuleBroken {
  readonly _tag: 'ruleBroken';
  readonly broken: readonly BrokenRule[];
}

/** A number has more digits after the point than its token. */
export interface TooPrecise {
  readonly _tag: 'tooPrecise';
  readonly token: string;
  readonly wanted: Decimal;
  /** Digits after the point that there may be. */
  readonly allowed: number;
}

/** An open order of the account has the client id. */
export interface DuplicateClientId {
  readonly _tag: 'duplicateClientId';
}

/** The time until which the order would be good has come. */
export interface ExpiryPassed {
  readonly _tag: 'expiryPassed';
  readonly expireAt: number;
}

/** A post-only order would take. */
export interface WouldMatch {
  readonly _tag: 'wouldMatch';
  /** The best price on the other side. */
  readonly best: Decimal;
}

/** Nobody is there whom a market order could trade with. */
export interface NoLiquidity {
  readonly _tag: 'noLiquidity';
}

/** There is no such open order. */
export interface UnknownOrder {
  readonly _tag: 'unknownOrder';
}

/** The order is open, but not as the cancel's restriction wants it. */
export interface CancelRestricted {
  readonly _tag: 'cancelRestricted';
  readonly status: OrderStatus;
}

/** The new amount of an order is not below what it was, or not above what is done of it. */
export interface NotReduced {
  readonly _tag: 'notReduced';
  readonly wanted: Decimal;
  /** The amount as it was. */
  readonly amount: Decimal;
  /** What is filled of it, or was taken off it to prevent a trade with itself. */
  readonly done: Decimal;
}

/** Why a request was refused. */
export type RejectReason =
  | UnknownInstrument
  | MarketHalted
  | RuleBroken
  | TooPrecise
  | DuplicateClientId
  | ExpiryPassed
  | WouldMatch
  | NoLiquidity
  | InsufficientBalance
  | UnknownOrder
  | CancelRestricted
  | NotReduced;
