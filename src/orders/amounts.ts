import { Decimal } from 'decimal.js';

import { add, compare } from '../domain/exact.js';
import type { TokenAmount } from '../domain/fee.js';
import type { Fill } from './orderTerms.js';

export const NOTHING = new Decimal(0);

/** The greater of two amounts. */
export const greater = (a: Decimal, b: Decimal): Decimal => (compare(a, b) >= 0 ? a : b);

/** Totals by token with the fees of one more fill in them, in the order of the tokens' names. */
export function addFees(
  totals: readonly TokenAmount[],
  fees: readonly TokenAmount[],
): readonly TokenAmount[] {
  const [total] = totals;
  const [fee] = fees;
  // Most orders pay one fee a fill, in one token.
  if (fee === undefined) return totals;
  if (fees.length === 1 && totals.length <= 1 && (total ?? fee).token === fee.token)
    return [{ token: fee.token, amount: add(total?.amount ?? NOTHING, fee.amount) }];
  const byToken = new Map(totals.map(({ token, amount }) => [token, amount]));
  for (const { token, amount } of fees) byToken.set(token, add(byToken.get(token) ?? NOTHING, amount));
  return Array.from(byToken, ([token, amount]) => ({ token, amount })).sort((a, b) =>
    a.token < b.token ? -1 : 1,
  );
}

/** Whether two fills, or two repeats of one, were charged the same. */
export function sameFees(a: Fill, b: Fill): boolean {
  const [left, right] = [addFees([], a.fees), addFees([], b.fees)];
  return (
    left.length === right.length &&
    left.every(({ token, amount }, at) => token === right[at]!.token && amount.eq(right[at]!.amount))
  );
}
