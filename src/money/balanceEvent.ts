import type { Decimal } from 'decimal.js';

/** How much there is of a token. */
export interface Balance {
  readonly total: Decimal;
  /** What no order locks and nothing else does; never below zero. */
  readonly available: Decimal;
}

/** The balances of an account, by token. */
export type Balances = ReadonlyMap<string, Balance>;

/** What came was not used for this token. */
export interface RefusedNews {
  readonly token: string;
  /**
   * `older` than what is known; `repeated`: known already; `undecided`: nothing says which is the newer, and a later
   * snapshot will tell.
   */
  readonly why: 'older' | 'repeated' | 'undecided';
}

interface AfterMessage {
  /** All that are known, after the message. */
  readonly balances: Balances;
  /** The tokens for which the message was not used. */
  readonly refused: readonly RefusedNews[];
}

/** Balances are others than before. */
export interface BalancesChanged extends AfterMessage {
  readonly _tag: 'balancesChanged';
  readonly tokens: readonly string[];
}

/** The message changed no balance: it told what was known, or what waits for the first snapshot. */
export interface BalancesUnchanged extends AfterMessage {
  readonly _tag: 'balancesUnchanged';
}

/** Nothing of the message was used. */
export interface BalancesRefused extends AfterMessage {
  readonly _tag: 'balancesRefused';
}

/** What a message meant for the balances: one event a message. */
export type BalanceEvent = BalancesChanged | BalancesUnchanged | BalancesRefused;
