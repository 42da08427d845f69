import { Decimal } from 'decimal.js';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';

import { add, multiply, subtract } from '../domain/exact.js';
import type { TokenAmount } from '../domain/fee.js';
import type { OrderRequest } from '../domain/tradingRule.js';
import type {
  BudgetCandidate,
  BudgetCheck,
  BudgetOptions,
  BudgetResult,
  InsufficientBalance,
  NoReferencePrice,
} from './budget.js';
import { checkOrder } from './checkOrder.js';
import { costToken, estimateFee, type NoTokenRate, type TokenRates } from './fees.js';
import { timesIn } from './multiples.js';
import { expectedLiquidity } from './orderLocks.js';
import { checkNumber, limitsFor, quantizeAmount } from './quantize.js';
import type { TokenTotals } from './tokens.js';

const ZERO = new Decimal(0);

/**
 * Whether orders can be paid for from what is available, one after the other: each takes its cost and the fees that it may
 * have to pay, also those in third tokens, from what the ones before it left. What it would bring is not counted, nor is
 * a rebate. Of a token that is not named nothing is available.
 *
 * An order that can be paid for is not checked against its rule: that is {@link checkOrder}. One that is scaled gets the
 * greatest amount of the rule's grid that can be paid for, and is refused where that breaks the rule.
 *
 * ```
 *   100 USD available, whenShort 'scale', lot 0.1, no fees
 *   buy 1 at 60, buy 1 at 60, buy 1 at 60  ->  funded 1, scaled 0.6, refused
 * ```
 *
 * @throws {RangeError} where an amount or a price is below zero or none.
 */
export function checkBudget(
  candidates: readonly BudgetCandidate[],
  available: TokenTotals,
  { whenShort = 'refuse', rates = () => undefined, caps = new Map() }: BudgetOptions = {},
): BudgetCheck {
  const start = new Map(
    Array.from(available, ([token, amount]) => [token, Decimal.min(amount, caps.get(token) ?? amount)]),
  );
  const left = new Map(start);
  const results = candidates.map((candidate) => {
    const result = resultOf(candidate, left, rates, whenShort === 'scale');
    if (result._tag === 'refused') return result;
    for (const { token, amount } of result.takes) left.set(token, subtract(left.get(token) ?? ZERO, amount));
    return result;
  });
  const at = results.findIndex(({ _tag }) => _tag === 'refused');
  if (whenShort !== 'allOrNone' || at === -1) return { results, left };
  return { results: results.map((result) => withdrawn(result, at)), left: start };
}

const withdrawn = (result: BudgetResult, at: number): BudgetResult =>
  result._tag === 'refused'
    ? result
    : { _tag: 'refused', order: result.order, reasons: [{ _tag: 'otherRefused', at }] };

function resultOf(
  candidate: BudgetCandidate,
  left: TokenTotals,
  rates: TokenRates,
  scale: boolean,
): BudgetResult {
  const { order, rule, referencePrice } = candidate;
  checkNumber('amount', order.amount);
  const taken = takenBy(candidate, order.amount, rates);
  if (isLeft(taken)) return { _tag: 'refused', order, reasons: [taken.left] };
  const takes = taken.right;
  const reasons = shortOf(takes, left);
  if (reasons.length === 0) return { _tag: 'funded', order, takes };
  if (!scale) return { _tag: 'refused', order, reasons };
  const allowed = greatestFunded(candidate, left, rates);
  if (allowed.isZero()) return { _tag: 'refused', order, reasons };
  const smaller: OrderRequest = { ...order, amount: allowed };
  const checked = checkOrder(rule, smaller, referencePrice);
  const takesThen = takenBy(candidate, allowed, rates);
  if (isLeft(checked)) return { _tag: 'refused', order, reasons: [...reasons, ...checked.left] };
  if (isLeft(takesThen)) return { _tag: 'refused', order, reasons: [takesThen.left] };
  return { _tag: 'scaled', order: smaller, takes: takesThen.right, wanted: order.amount, allowed, reasons };
}

/** What an amount of the order takes of each token. */
function takenBy(
  { order, rule, fees, referencePrice }: BudgetCandidate,
  amount: Decimal,
  rates: TokenRates,
): Either<NoReferencePrice | NoTokenRate, readonly TokenAmount[]> {
  const { side, orderType } = order;
  const price = orderType === 'market' ? referencePrice : order.price;
  // A sale takes what is sold, at any price, unless the fee is counted from what it brings.
  if (price === undefined && (side === 'buy' || fees.token !== undefined))
    return left({ _tag: 'noReferencePrice' });
  if (price !== undefined) checkNumber('price', price);
  const trade = {
    ...rule,
    side,
    amount,
    price: price ?? ZERO,
    liquidity: expectedLiquidity(orderType, fees),
  };
  const estimated = estimateFee(fees, trade, rates);
  if (isLeft(estimated)) return estimated;
  const takes = new Map([[costToken(trade), side === 'buy' ? multiply(trade.price, amount) : amount]]);
  for (const fee of estimated.right) {
    if (fee.paidFrom === 'returns' || fee.amount.lte(0)) continue;
    takes.set(fee.token, add(takes.get(fee.token) ?? ZERO, fee.amount));
  }
  return right(Array.from(takes, ([token, sum]) => ({ token, amount: sum })));
}

const shortOf = (takes: readonly TokenAmount[], left: TokenTotals): readonly InsufficientBalance[] =>
  takes.flatMap(({ token, amount }) => {
    const allowed = left.get(token) ?? ZERO;
    return amount.lte(allowed) ? [] : [{ _tag: 'insufficientBalance', token, wanted: amount, allowed }];
  });

/** The greatest amount of the rule's grid below the wanted one that can be paid for: found by halving, in whole lots. */
function greatestFunded(candidate: BudgetCandidate, left: TokenTotals, rates: TokenRates): Decimal {
  const { order, rule } = candidate;
  const { amount, orderType } = order;
  // Without a lot, to 40 significant digits of what is wanted.
  const lot = limitsFor(rule, orderType).lotSize ?? new Decimal(`1e${amount.e - 39}`);
  const sized = (lots: bigint) => multiply(lot, new Decimal(lots.toString()));
  const funded = (lots: bigint) => {
    const taken = takenBy(candidate, sized(lots), rates);
    return !isLeft(taken) && shortOf(taken.right, left).length === 0;
  };
  let most = 0n;
  let tooMany = timesIn(amount, lot) + 1n;
  while (tooMany - most > 1n) {
    const half = (most + tooMany) / 2n;
    if (funded(half)) most = half;
    else tooMany = half;
  }
  return quantizeAmount(rule, sized(most), orderType);
}
