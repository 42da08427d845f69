import type { Decimal } from 'decimal.js';

import { divide } from '../domain/exact.js';
import type { TokenAliases } from '../domain/fee.js';
import type { Side } from '../domain/origin.js';
import type { ContractSize, SizedIn } from '../domain/tradingRule.js';
import { tokenName } from './tokens.js';

/** What is traded for what, and which way. */
export interface Exchange {
  readonly side: Side;
  readonly base: string;
  readonly quote: string;
  readonly contract?: ContractSize | undefined;
}

/** What an order of contracts takes depends on the leverage, and that was not told. */
export interface NoLeverage {
  readonly _tag: 'noLeverage';
}

/** In which currency is paid: what is given away, or what contracts are settled in. */
export function costCurrency({ side, contract }: Exchange): SizedIn {
  if (contract === undefined) return side === 'buy' ? 'quote' : 'base';
  return contract.type === 'linear' ? 'quote' : 'base';
}

/** The token that is paid. */
export const costToken = (trade: Exchange): string => trade[costCurrency(trade)];

/** The token that is received; contracts bring none. */
export function returnsToken({ side, base, quote, contract }: Exchange): string | undefined {
  if (contract !== undefined) return undefined;
  return side === 'buy' ? base : quote;
}

/** The name by which the trade has this token, where it is one of its two. */
export function ownToken({ base, quote }: Exchange, token: string, aliases: TokenAliases): string {
  const name = tokenName(token, aliases);
  for (const own of [quote, base]) if (tokenName(own, aliases) === name) return own;
  return token;
}

/**
 * What is paid before fees for what is worth so much: that or, of contracts, the initial margin, which is that divided by
 * the leverage.
 *
 * @throws {RangeError} where the leverage is not above zero.
 */
export function costOf(
  { contract }: Exchange,
  worth: Decimal,
  leverage: Decimal | undefined,
): Decimal | NoLeverage {
  if (contract === undefined) return worth;
  if (leverage === undefined) return { _tag: 'noLeverage' };
  if (!leverage.gt(0)) throw new RangeError(`leverage is not above zero: ${leverage.toFixed()}`);
  return divide(worth, leverage);
}
