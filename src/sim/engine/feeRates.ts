import { Decimal } from 'decimal.js';

import { multiply, subtract } from '../../domain/exact.js';
import type { AccountFees } from './accountFees.js';
import { asFraction, type Fraction } from './units.js';

/** A share for each kind of liquidity. */
interface Rates {
  readonly maker: Fraction;
  readonly taker: Fraction;
}

/** The fees of an account, ready to be multiplied with. */
export interface FeeRates {
  /** Of what is received. */
  readonly usual: Rates;
  /** In the discount's token, of each token that is received. */
  readonly discounted: ReadonlyMap<string, Rates>;
  /** That token. */
  readonly discountToken: string | undefined;
}

const ONE = new Decimal(1);

/** Reckoned once, when an account's fees are said. */
export function feeRates({ makerRate, takerRate, discount }: AccountFees): FeeRates {
  const rates = (worth: Decimal): Rates => ({
    maker: asFraction(multiply(makerRate, worth)),
    taker: asFraction(multiply(takerRate, worth)),
  });
  const usual = rates(ONE);
  if (discount === undefined) return { usual, discounted: new Map(), discountToken: undefined };
  const { token, share } = discount;
  const left = subtract(ONE, share);
  const worths = Object.entries({ [token]: ONE, ...discount.rates });
  return {
    usual,
    discounted: new Map(worths.map(([name, worth]) => [name, rates(multiply(left, worth))])),
    discountToken: token,
  };
}
