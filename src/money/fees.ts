import { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { add, multiply } from '../domain/exact.js';
import type { Fee, FeeSchedule, Liquidity, TokenAliases, TokenAmount } from '../domain/fee.js';
import type { Side } from '../domain/origin.js';
import { addAmounts, tokenName, type TokenTotals } from './tokens.js';

const ONE = new Decimal(1);

/** What is traded for what, and which way. */
interface Exchange {
  readonly side: Side;
  readonly base: string;
  readonly quote: string;
}

/** A trade that may come about. */
export interface ExpectedTrade extends Exchange {
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  readonly liquidity: Liquidity;
}

/** A trade that has come about, with the fees that the venue has told. */
export interface SettledTrade extends Exchange {
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  readonly fees: readonly TokenAmount[];
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
 * The fees that a trade will cost, one a token, by the venue's schedule: a share of the notional and what is flat. Right
 * with none of zero; left where the share is paid in a third token whose rate is not known.
 *
 * ```
 *   buy 2 at 100, taker 0.1 %        0.2 quote from cost
 *   the same, from returns           0.002 base from returns
 *   the same, in BNB at 0.002 BNB    0.0004 BNB from a third token
 * ```
 *
 * @param rates asked for the worth of quote currency in the schedule's token, where that is a third one.
 */
export function estimateFee(
  schedule: FeeSchedule,
  trade: ExpectedTrade,
  rates: TokenRates = () => undefined,
): Either<NoTokenRate, readonly Fee[]> {
  const share = shareOf(schedule, trade, rates);
  if ('_tag' in share) return left(share);
  return right(placed(trade, [share, ...flatFees(schedule, trade)], schedule.aliases));
}

/** What of a trade's fees is added to its cost: that needs no rate. Not below zero, for a rebate comes after the fill. */
export function feeOnCost(schedule: FeeSchedule, trade: ExpectedTrade): Decimal | undefined {
  const share = shareOf(schedule, trade, () => undefined);
  const known = '_tag' in share ? [] : [share];
  const fees = placed(trade, [...known, ...flatFees(schedule, trade)], schedule.aliases);
  const amount = fees.find(({ paidFrom }) => paidFrom === 'cost')?.amount;
  return amount?.gt(0) === true ? amount : undefined;
}

/**
 * What a fill changes in the balances, exactly: what came, what went, and each fee as the venue told it, added up by
 * token. A fee in another name of one of the two tokens is one in that token.
 */
export function settledChanges(trade: SettledTrade, aliases: TokenAliases = {}): readonly TokenAmount[] {
  const { side, base, quote, price, amount } = trade;
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

/** The token that is paid, and the one that is received. */
export const costToken = ({ side, base, quote }: Exchange): string => (side === 'buy' ? quote : base);
const returnsToken = ({ side, base, quote }: Exchange): string => (side === 'buy' ? base : quote);

/** The name by which the trade has this token, where it is one of its two. */
function ownToken({ base, quote }: Exchange, token: string, aliases: TokenAliases): string {
  const name = tokenName(token, aliases);
  for (const own of [quote, base]) if (tokenName(own, aliases) === name) return own;
  return token;
}

function shareOf(schedule: FeeSchedule, trade: ExpectedTrade, rates: TokenRates): TokenAmount | NoTokenRate {
  const { side, base, quote, price, amount, liquidity } = trade;
  const rate = liquidity === 'maker' ? schedule.makerRate : schedule.takerRate;
  const from = side === 'buy' ? schedule.buyFrom : schedule.sellFrom;
  const usual = from === 'cost' ? costToken(trade) : returnsToken(trade);
  const token = ownToken(trade, schedule.token ?? usual, schedule.aliases);
  if (token === base) return { token, amount: multiply(amount, rate) };
  const inQuote = { token, amount: multiply(multiply(price, amount), rate) };
  if (token === quote || rate.isZero()) return inQuote;
  const worth = rates(quote, token);
  if (worth === undefined) return { _tag: 'noTokenRate', from: quote, to: token };
  return { token, amount: multiply(inQuote.amount, worth) };
}

const flatFees = ({ makerFlat, takerFlat }: FeeSchedule, { liquidity }: ExpectedTrade) =>
  liquidity === 'maker' ? makerFlat : takerFlat;

/** Fees of one token are one fee; where each comes from follows from its token. */
function placed(trade: Exchange, amounts: readonly TokenAmount[], aliases: TokenAliases): readonly Fee[] {
  const sums = new Map<string, Decimal>();
  for (const { token, amount } of amounts) {
    const name = ownToken(trade, token, aliases);
    const before = sums.get(name);
    sums.set(name, before === undefined ? amount : add(before, amount));
  }
  const placeOf = (token: string): Fee['paidFrom'] => {
    if (token === costToken(trade)) return 'cost';
    return token === returnsToken(trade) ? 'returns' : 'thirdToken';
  };
  return Array.from(sums, ([token, amount]) => ({ token, amount, paidFrom: placeOf(token) })).filter(
    ({ amount }) => !amount.isZero(),
  );
}
