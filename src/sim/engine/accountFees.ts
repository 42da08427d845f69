import { Decimal } from 'decimal.js';

/** Fees in a token of their own, cheaper. */
export interface FeeDiscount {
  /** What the fees are paid in: BNB at Binance. */
  readonly token: string;
  /** By how much less is paid, as a fraction: 0.25 is a quarter less. */
  readonly share: Decimal;
  /** How much of `token` one of each token that is received is worth. */
  readonly rates: Readonly<Record<string, Decimal>>;
}

/**
 * What an account pays for its trades: a share of what it receives, taken from that. With a discount it is paid in the
 * discount's token instead, where its worth is known and as much of it is available; else in full from what is
 * received, as at Binance (binance-spot-api-docs, `faqs/commission_faq.md`, as of 2026-02-02).
 *
 * Fees are rounded down to the precision of the token that they are paid in: what a fee does not take stays with the
 * payer.
 */
export interface AccountFees {
  /** As a fraction: 0.001 is 0.1 per cent. */
  readonly makerRate: Decimal;
  /** As a fraction. */
  readonly takerRate: Decimal;
  readonly discount: FeeDiscount | undefined;
}

type Value = Decimal | string | number;

/** What {@link accountFees} takes. */
export interface AccountFeesFields {
  readonly makerRate: Value;
  readonly takerRate: Value;
  readonly discount?:
    | {
        readonly token: string;
        readonly share: Value;
        readonly rates: Readonly<Record<string, Value>>;
      }
    | undefined;
}

/**
 * Fees from decimals or their texts.
 *
 * @throws {RangeError} at once where a rate is below zero, or 1 or more; where a share is below zero or above 1; where
 * the worth of a token is not above zero.
 */
export function accountFees({ makerRate, takerRate, discount }: AccountFeesFields): AccountFees {
  return {
    makerRate: number('makerRate', makerRate, (rate) => rate.gte(0) && rate.lt(1)),
    takerRate: number('takerRate', takerRate, (rate) => rate.gte(0) && rate.lt(1)),
    discount: discount && {
      token: discount.token,
      share: number('share', discount.share, (share) => share.gte(0) && share.lte(1)),
      rates: Object.fromEntries(
        Object.entries(discount.rates).map(([token, rate]) => [
          token,
          number(`rate of ${token}`, rate, (worth) => worth.gt(0) && worth.isFinite()),
        ]),
      ),
    },
  };
}

/** Nothing is paid. */
export const NO_FEES: AccountFees = accountFees({ makerRate: 0, takerRate: 0 });

function number(name: string, value: Value, isAllowed: (value: Decimal) => boolean): Decimal {
  try {
    const read = new Decimal(value);
    if (isAllowed(read)) return read;
  } catch {
    // Said below, as of any other value that is none.
  }
  throw new RangeError(`${name} is out of range: ${value.toString()}`);
}
