import { Decimal } from 'decimal.js';

import type { TokenAmount } from '../domain/fee.js';
import { add } from '../domain/exact.js';
import type { Fill } from './orderTerms.js';

export const NOTHING = new Decimal(0);

/** The greater of two amounts. */
export const greater = (a: Decimal, b: Decimal): Decimal => (a.gte(b) ? a : b);

/** Totals by token with the fees of one more fill in them, in the order of the tokens' names. */
export function addFees(
  totals: readonly TokenAmount[],
  fees: readonly TokenAmount[],
): readonly TokenAmount[] {
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
