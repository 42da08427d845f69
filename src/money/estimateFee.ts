import { Decimal } from 'decimal.js';
import { left, right, type Either } from 'fp-ts/lib/Either.js';

import { add, divide, multiply, subtract } from '../domain/exact.js';
import type { Fee, FeeSchedule, Liquidity, TokenAmount } from '../domain/fee.js';
import {
  costCurrency,
  costOf,
  costToken,
  ownToken,
  returnsToken,
  type Exchange,
  type NoLeverage,
} from './cost.js';
import type { NoTokenRate, TokenRates } from './fees.js';
import { addAmounts } from './tokens.js';
import { NO_REFERENCE_PRICE, worthIn, type NoReferencePrice, type Sized } from './worth.js';

const ZERO = new Decimal(0);
const ONE = new Decimal(1);

/** A trade that may come about. */
export interface ExpectedTrade extends Exchange, Sized {
  readonly liquidity: Liquidity;
}

/** Why a fee cannot be told. */
type FeeFault = NoTokenRate | NoReferencePrice;

/**
 * The fees that a trade will cost, one a token, by the venue's schedule: a share of the notional and what is flat. Right
 * with none of zero; left where the share is paid in a third token whose rate is not known, or where it depends on a
 * price that is not known. Exact, or to 40 digits where the price divides.
 *
 * ```
 *   buy 2 at 100, taker 0.1 %        0.2 quote from cost
 *   the same, from returns           0.002 base from returns
 *   the same, in BNB at 0.002 BNB    0.0004 BNB from a third token
 *   buy for 200, whatever the price  0.2 quote from cost
 *   buy 2 inverse contracts of 100   0.002 base from cost, at a price of 100
 * ```
 *
 * @param rates asked for the worth of quote currency in the schedule's token, where that is a third one.
 * @throws {RangeError} where the price divides and is not above zero.
 */
export function estimateFee(
  schedule: FeeSchedule,
  trade: ExpectedTrade,
  rates: TokenRates = () => undefined,
): Either<FeeFault, readonly Fee[]> {
  const token = shareToken(schedule, trade);
  const share = shareOf(schedule, trade, token, rates);
  if ('_tag' in share) return left(share);
  return right(placed(schedule, trade, [{ token, amount: share }]));
}

/**
 * What a trade takes of the token that is paid: its cost and the fees that are added to it, unless the amount has them in it.
 * A rebate is left out, for it comes after the fill.
 */
export function paidFor(
  schedule: FeeSchedule,
  trade: ExpectedTrade,
  leverage: Decimal | undefined,
): Decimal | NoReferencePrice | NoLeverage {
  const worth = worthIn(costCurrency(trade), trade);
  if (worth === undefined) return NO_REFERENCE_PRICE;
  const cost = costOf(trade, worth, leverage);
  if ('_tag' in cost || hasFeesInside(schedule, trade)) return cost;
  const token = costToken(trade);
  const own = shareToken(schedule, trade) === token;
  const share = own ? [{ token, amount: beforeFill(multiply(worth, rateOf(schedule, trade))) }] : [];
  const fee = placed(schedule, trade, share).find(({ paidFrom }) => paidFrom === 'cost');
  return fee?.amount.gt(0) === true ? add(cost, fee.amount) : cost;
}

/** The fees of a trade that are paid in third tokens, rebates left out. */
export function thirdTokenFees(
  schedule: FeeSchedule,
  trade: ExpectedTrade,
  rates: TokenRates,
): Either<FeeFault, readonly Fee[]> {
  const token = shareToken(schedule, trade);
  const share = placeOf(trade, token) === 'thirdToken' ? shareOf(schedule, trade, token, rates) : ZERO;
  if ('_tag' in share) return left(share);
  const fees = placed(schedule, trade, [{ token, amount: beforeFill(share) }]);
  return right(fees.filter(({ paidFrom, amount }) => paidFrom === 'thirdToken' && amount.gt(0)));
}

/** A share that is a rebate comes after the fill, and pays for nothing that is flat. */
const beforeFill = (share: Decimal): Decimal => (share.lt(0) ? ZERO : share);

function placeOf(trade: Exchange, token: string): Fee['paidFrom'] {
  if (token === costToken(trade)) return 'cost';
  return token === returnsToken(trade) ? 'returns' : 'thirdToken';
}

/** The token that the share is paid in. */
function shareToken({ buyFrom, sellFrom, token, aliases }: FeeSchedule, trade: Exchange): string {
  const from = trade.side === 'buy' ? buyFrom : sellFrom;
  const usual = from === 'returns' ? returnsToken(trade) : undefined;
  return ownToken(trade, token ?? usual ?? costToken(trade), aliases);
}

/** Whether the amount is what is to be spent, with the fee in it that is added to the cost. */
const hasFeesInside = ({ sizeInclusiveOfFees }: FeeSchedule, { side, sizedIn, contract }: ExpectedTrade) =>
  sizeInclusiveOfFees && side === 'buy' && sizedIn === 'quote' && contract === undefined;

const rateOf = ({ makerRate, takerRate }: FeeSchedule, { liquidity }: ExpectedTrade): Decimal =>
  liquidity === 'maker' ? makerRate : takerRate;

/** The share of the notional, in this token. */
function shareOf(
  schedule: FeeSchedule,
  trade: ExpectedTrade,
  token: string,
  rates: TokenRates,
): Decimal | FeeFault {
  const { base, quote } = trade;
  const rate = rateOf(schedule, trade);
  if (rate.isZero()) return ZERO;
  const traded = worthIn(token === base ? 'base' : 'quote', trade);
  if (traded === undefined) return NO_REFERENCE_PRICE;
  const share = multiply(traded, rate);
  if (token === base) return share;
  if (token === quote) return hasFeesInside(schedule, trade) ? inside(share, schedule, trade) : share;
  const worth = rates(quote, token);
  return worth === undefined ? { _tag: 'noTokenRate', from: quote, to: token } : multiply(share, worth);
}

/** What the share is where the amount has it and the flat fees in it, so that only the rest is traded. */
function inside(share: Decimal, schedule: FeeSchedule, trade: ExpectedTrade): Decimal {
  const rate = rateOf(schedule, trade);
  const flat = placed(schedule, trade, []).find(({ token }) => token === trade.quote)?.amount ?? ZERO;
  return divide(subtract(share, multiply(flat, rate)), add(ONE, rate));
}

/** The share and what is flat: fees of one token are one fee, none is zero, and where each comes from follows from its token. */
function placed(
  { makerFlat, takerFlat, aliases }: FeeSchedule,
  trade: ExpectedTrade,
  share: readonly TokenAmount[],
): readonly Fee[] {
  const flat = trade.liquidity === 'maker' ? makerFlat : takerFlat;
  const own = [...share, ...flat].map(({ token, amount }) => ({
    token: ownToken(trade, token, aliases),
    amount,
  }));
  return Array.from(addAmounts(new Map(), own), ([token, amount]) => ({
    token,
    amount,
    paidFrom: placeOf(trade, token),
  })).filter(({ amount }) => !amount.isZero());
}
