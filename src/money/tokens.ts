import type { Decimal } from 'decimal.js';

import { add } from '../domain/exact.js';
import type { TokenAliases, TokenAmount } from '../domain/fee.js';

/** How much there is of each token. */
export type TokenTotals = ReadonlyMap<string, Decimal>;

/** The name that stands for a token's other names. */
export const tokenName = (token: string, aliases: TokenAliases): string =>
  Object.hasOwn(aliases, token) ? aliases[token]! : token;

/**
 * The totals with these amounts, each under the name that its token's other names stand for. Given the fees of one fill
 * after another, what an order has cost in each token: exact, and rebates are deducted.
 */
export function addAmounts(
  totals: TokenTotals,
  amounts: Iterable<TokenAmount>,
  aliases: TokenAliases = {},
): TokenTotals {
  const sums = new Map(totals);
  for (const { token, amount } of amounts) {
    const name = tokenName(token, aliases);
    const before = sums.get(name);
    sums.set(name, before === undefined ? amount : add(before, amount));
  }
  return sums;
}
