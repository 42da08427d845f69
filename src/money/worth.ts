import type { Decimal } from 'decimal.js';

import { divide, multiply } from '../domain/exact.js';
import type { ContractSize, SizedIn } from '../domain/tradingRule.js';

/** How large an order or a trade is, and at what price. */
export interface Sized {
  /** In base currency, unless `sizedIn` or `contract` says otherwise. */
  readonly amount: Decimal;
  /** Default `base`. */
  readonly sizedIn?: SizedIn | undefined;
  /** Where amounts count contracts. */
  readonly contract?: ContractSize | undefined;
  /** In quote currency; of a market order, what it is expected to be filled at. Undefined where that is not known. */
  readonly price?: Decimal | undefined;
}

/** What is asked for depends on a price, of a market order one that it is expected to be filled at, and there is none. */
export interface NoReferencePrice {
  readonly _tag: 'noReferencePrice';
}

export const NO_REFERENCE_PRICE: NoReferencePrice = { _tag: 'noReferencePrice' };

/** In which currency it is so much at any price, and how much. */
function fixedWorth({ amount, sizedIn, contract }: Sized): readonly [SizedIn, Decimal] {
  if (sizedIn === 'quote') return ['quote', amount];
  if (contract === undefined) return ['base', amount];
  return [contract.type === 'linear' ? 'base' : 'quote', multiply(amount, contract.multiplier)];
}

/**
 * What it is worth in base or in quote currency: exact, or to 40 digits where the price divides. Undefined where that depends
 * on the price and there is none.
 *
 * @throws {RangeError} where the price divides and is not above zero.
 */
export function worthIn(currency: SizedIn, sized: Sized): Decimal | undefined {
  const [fixed, worth] = fixedWorth(sized);
  const { price } = sized;
  if (fixed === currency) return worth;
  if (price === undefined) return undefined;
  if (currency === 'quote') return multiply(price, worth);
  if (!price.gt(0)) throw new RangeError(`price is not above zero: ${price.toFixed()}`);
  return divide(worth, price);
}

/**
 * How large it is as rules of size count: in base currency, or in contracts. Undefined, and throws, as {@link worthIn}.
 */
export function sizeOf(sized: Sized): Decimal | undefined {
  const { amount, sizedIn, contract } = sized;
  if (sizedIn !== 'quote') return amount;
  const worth = worthIn(contract?.type === 'inverse' ? 'quote' : 'base', sized);
  return contract === undefined || worth === undefined ? worth : divide(worth, contract.multiplier);
}
