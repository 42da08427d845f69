import type { Decimal } from 'decimal.js';

/** So much of a token. */
export interface TokenAmount {
  readonly token: string;
  readonly amount: Decimal;
}

/** Whether an order rested in the book when it was filled, or came to it. */
export type Liquidity = 'maker' | 'taker';

/**
 * Other names of tokens: `{ WETH: 'ETH' }` says that a fee in WETH is one in ETH. One step: what a name leads to is not
 * looked up again.
 */
export type TokenAliases = Readonly<Record<string, string>>;

/**
 * A fee and where it goes. `cost`: added to what is paid, quote currency of a buy and base currency of a sell, of contracts the
 * currency that they are settled in. `returns`: deducted from what is received, the other way round. `thirdToken`: paid
 * beside both.
 */
export interface Fee extends TokenAmount {
  /** Below zero where the venue pays. */
  readonly amount: Decimal;
  readonly paidFrom: 'cost' | 'returns' | 'thirdToken';
}

/** What a venue takes for a fill. */
export interface FeeSchedule {
  /** Share of the notional, as a fraction: 0.001 is 0.1 per cent. Below zero where the venue pays. */
  readonly makerRate: Decimal;
  /** Share of the notional, as a fraction: 0.001 is 0.1 per cent. */
  readonly takerRate: Decimal;
  /** Once an order that rests, besides. */
  readonly makerFlat: readonly TokenAmount[];
  /** Once an order that takes, besides. */
  readonly takerFlat: readonly TokenAmount[];
  /** Whether the share is added to the cost of a buy, or deducted from its returns; of contracts always added. */
  readonly buyFrom: 'cost' | 'returns';
  /** Whether the share is added to the cost of a sell, or deducted from its returns; of contracts always added. */
  readonly sellFrom: 'cost' | 'returns';
  /**
   * Whether a buy that is sized in quote currency spends that amount with the fee in it, where the fee is added to the
   * cost; else the fee comes on top.
   */
  readonly sizeInclusiveOfFees: boolean;
  /** The token that the share is paid in, on both sides; undefined where it is as `buyFrom` and `sellFrom` say. */
  readonly token: string | undefined;
  readonly aliases: TokenAliases;
}
