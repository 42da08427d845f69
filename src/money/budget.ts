import type { Decimal } from 'decimal.js';

import type { FeeSchedule, TokenAmount } from '../domain/fee.js';
import type { OrderRequest, TradingRule } from '../domain/tradingRule.js';
import type { BrokenRule } from './checkOrder.js';
import type { NoLeverage } from './cost.js';
import type { NoTokenRate, TokenRates } from './fees.js';
import type { TokenTotals } from './tokens.js';
import type { NoReferencePrice } from './worth.js';

/** An order that somebody wants to pay for. */
export interface BudgetCandidate {
  readonly order: OrderRequest;
  readonly rule: TradingRule;
  readonly fees: FeeSchedule;
  /** What a market order is expected to be filled at, in quote currency. */
  readonly referencePrice?: Decimal | undefined;
  /** Of contracts: how many times its margin a position is worth. */
  readonly leverage?: Decimal | undefined;
}

/** There is less of a token than the order takes. */
export interface InsufficientBalance {
  readonly _tag: 'insufficientBalance';
  readonly token: string;
  /** What the order takes as it was wanted, fees included. */
  readonly wanted: Decimal;
  /** What was left of the token when its turn came. */
  readonly allowed: Decimal;
}

/** Of a list of which all or none is wanted another order was refused. */
export interface OtherRefused {
  readonly _tag: 'otherRefused';
  /** The place in the list of the first that was refused for a reason of its own. */
  readonly at: number;
}

/** Why an order was scaled or refused. Broken rules are those that the scaled order would break. */
export type BudgetFault =
  InsufficientBalance | NoReferencePrice | NoLeverage | NoTokenRate | OtherRefused | BrokenRule;

/** The order can be paid for as it is. */
export interface FundedOrder {
  readonly _tag: 'funded';
  readonly order: OrderRequest;
  /** What it takes, fees that it may have to pay included; one entry a token. */
  readonly takes: readonly TokenAmount[];
}

/** The order can be paid for with a smaller amount, the greatest one that its rule allows. */
export interface ScaledOrder {
  readonly _tag: 'scaled';
  /** With the smaller amount. */
  readonly order: OrderRequest;
  readonly takes: readonly TokenAmount[];
  /** The amount that was wanted, in what the order is sized in. */
  readonly wanted: Decimal;
  /** The amount of `order`. */
  readonly allowed: Decimal;
  /** What there was too little of. */
  readonly reasons: readonly InsufficientBalance[];
}

/** The order cannot be paid for, and takes nothing. */
export interface RefusedOrder {
  readonly _tag: 'refused';
  readonly order: OrderRequest;
  readonly reasons: readonly BudgetFault[];
}

/** What became of one candidate. */
export type BudgetResult = FundedOrder | ScaledOrder | RefusedOrder;

/** What becomes of a list of candidates. */
export interface BudgetCheck {
  /** One a candidate, in their order. */
  readonly results: readonly BudgetResult[];
  /** What is left of each token, its cap taken into account. */
  readonly left: TokenTotals;
}

/** What to do where there is too little, and what else the check is to know. */
export interface BudgetOptions {
  /**
   * `refuse`: the order that cannot be paid for. `scale`: make it smaller, and refuse it where nothing remains that its rule
   * allows. `allOrNone`: refuse all of the list. Default `refuse`.
   */
  readonly whenShort?: 'refuse' | 'scale' | 'allOrNone';
  /** For fees in a third token: how much of a token one of another is worth. */
  readonly rates?: TokenRates;
  /** Of a token, at most so much is to be used. */
  readonly caps?: TokenTotals;
  /**
   * How much of a cap is used already: what own orders lock (`locked` of `BalancesState`) and what their fills took; below
   * zero where fills brought more than they took.
   */
  readonly used?: TokenTotals;
}
