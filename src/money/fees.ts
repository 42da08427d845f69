import { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { add, multiply } from '../domain/exact.js';
import type { TokenAliases, TokenAmount } from '../domain/fee.js';
import { ownToken, type Exchange } from './cost.js';
import { addAmounts, tokenName, type TokenTotals } from './tokens.js';

const ONE = new Decimal(1);

/** A trade of two currencies that has come about, with the fees that the venue has told. */
export interface SettledTrade extends Exchange {
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  readonly fees: readonly TokenAmount[];
  /** What contracts change in the balances depends on the position: the venue tells it. */
  readonly contract?: undefined;
}

/** How much of the token `to` one of the token `from` is worth; undefined where it is not known. */
export type TokenRates = (from: string, to: string) => Decimal | undefined;

/** A fee is in a third token, and what that is worth is not known. */
export interface NoTokenRate {
  readonly _tag: 'noTokenRate';
  readonly from: string;
  readonly to: string;
}

/**
 * What a fill changes in the balances, exactly: what came, what went, and each fee as the venue told it, added up by
 * token. A fee in another name of one of the two tokens is one in that token.
 *
 * @throws {TypeError} of contracts, which the type does not let through.
 */
export function settledChanges(trade: SettledTrade, aliases: TokenAliases = {}): readonly TokenAmount[] {
  const { side, base, quote, price, amount, contract } = trade;
  if (contract !== undefined) throw new TypeError('what contracts change in the balances is not known here');
  const notional = multiply(price, amount);
  const traded =
    side === 'buy'
      ? [
          { token: base, amount },
          { token: quote, amount: notional.neg() },
        ]
      : [
          { token: base, amount: amount.neg() },
          { token: quote, amount: notional },
        ];
  const fees = trade.fees.map((fee) => ({
    token: ownToken(trade, fee.token, aliases),
    amount: fee.amount.neg(),
  }));
  return Array.from(addAmounts(addAmounts(new Map(), traded), fees), ([token, sum]) => ({
    token,
    amount: sum,
  }));
}

/** All fees of fills, as the venue told them, added up by token; other names of a token are that token. */
export function feeTotals(
  fills: Iterable<{ readonly fees: readonly TokenAmount[] }>,
  aliases: TokenAliases = {},
): TokenTotals {
  let totals: TokenTotals = new Map();
  for (const { fees } of fills) totals = addAmounts(totals, fees, aliases);
  return totals;
}

/**
 * What fees are worth together in one token, exactly; left where the rate of one is not known.
 *
 * @param rates asked for the worth of each other token in that one.
 */
export function feesIn(
  token: string,
  fees: readonly TokenAmount[],
  rates: TokenRates,
  aliases: TokenAliases = {},
): Either<NoTokenRate, Decimal> {
  let sum = new Decimal(0);
  for (const fee of fees) {
    const own = tokenName(fee.token, aliases) === tokenName(token, aliases);
    const rate = own ? ONE : rates(fee.token, token);
    if (rate === undefined) return left({ _tag: 'noTokenRate', from: fee.token, to: token });
    sum = add(sum, multiply(fee.amount, rate));
  }
  return right(sum);
}
