import type { Decimal } from 'decimal.js';

import type { TokenAmount } from '../domain/fee.js';
import type { SequenceId } from '../domain/ids.js';

/** Where news of balances come from, and when they were true. Times are milliseconds since 1970-01-01 UTC. */
export interface BalanceNews {
  /** What they came by: the name of a connection, or of a poll. What one pushes comes in order. */
  readonly feed: string;
  /** The venue's own count of the changes of the account; left out where its feeds do not count alike. */
  readonly sequence?: SequenceId | undefined;
  /** When the venue says that it is so, by its clock. */
  readonly venueTime?: number | undefined;
  /** When it was asked for, by our clock; left out of what the venue sends by itself. */
  readonly requestedAt?: number | undefined;
  /** When it reached us, by our clock. */
  readonly receivedAt: number;
}

/** A token's balance as the venue tells it. */
export interface VenueBalance {
  readonly token: string;
  readonly total: Decimal;
  /** Undefined where the venue tells the total alone. */
  readonly available: Decimal | undefined;
}

/** The venue tells balances. */
export interface BalanceSnapshot extends BalanceNews {
  readonly _tag: 'balanceSnapshot';
  /** `all`: of a token that is not listed there is nothing. */
  readonly covers: 'all' | 'listed';
  readonly balances: readonly VenueBalance[];
}

/** Totals have changed by so much: a fill (`settledChanges` tells what it changes), a deposit, a withdrawal. */
export interface BalanceDelta extends BalanceNews {
  readonly _tag: 'balanceDelta';
  /** Below zero where there is less. */
  readonly changes: readonly TokenAmount[];
}

/** What an own order locks from here on (`orderLocks` tells it); nothing once it has ended. */
export interface OrderLocked {
  readonly _tag: 'orderLocked';
  /** The order's id, always the same one. */
  readonly order: string;
  readonly locks: readonly TokenAmount[];
}

/** Everything that the balances of one account at one venue are made of. */
export type BalanceInput = BalanceSnapshot | BalanceDelta | OrderLocked;
