import { Decimal } from 'decimal.js';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';

import { multiply, subtract } from '../domain/exact.js';
import type { TokenAmount } from '../domain/fee.js';
import type { OrderRequest } from '../domain/tradingRule.js';
import type {
  BudgetCandidate,
  BudgetCheck,
  BudgetOptions,
  BudgetResult,
  FundedOrder,
  InsufficientBalance,
} from './budget.js';
import { checkOrder } from './checkOrder.js';
import { costToken, type NoLeverage } from './cost.js';
import { thirdTokenFees } from './estimateFee.js';
import type { NoTokenRate, TokenRates } from './fees.js';
import { roundDown } from './grid.js';
import { timesIn } from './multiples.js';
import { mostPaidFor, possibleLiquidity } from './orderLocks.js';
import { amountGrid, checkNumber } from './quantize.js';
import type { TokenTotals } from './tokens.js';
import type { NoReferencePrice } from './worth.js';

const ZERO = new Decimal(0);

/**
 * Whether orders can be paid for from what is available, one after the other: each takes its cost and the fees that it may
 * have to pay, also those in third tokens, from what the ones before it left. What it would bring is not counted, nor is
 * a rebate. Of a token that is not named nothing is available.
 *
 * An order that can be paid for is not checked against its rule: that is {@link checkOrder}. One that is scaled gets the
 * greatest amount of the rule's grid that can be paid for, and is refused where that breaks the rule.
 *
 * A buy that is sized in quote currency takes that amount at any price, with the fee on top unless the schedule says that
 * it is in it. An order of contracts takes the initial margin of the position that it opens, which is its worth divided by
 * the leverage, in the currency that they are settled in; positions, which it may close instead, and what a venue asks
 * beyond the initial margin are not known here.
 *
 * ```
 *   100 USD available, whenShort 'scale', lot 0.1, no fees
 *   buy 1 at 60, buy 1 at 60, buy 1 at 60  ->  funded 1, scaled 0.6, refused
 * ```
 *
 * @throws {RangeError} where an amount or a price is below zero or none, or a price that divides, or a leverage, is zero.
 */
export function checkBudget(
  candidates: readonly BudgetCandidate[],
  available: TokenTotals,
  { whenShort = 'refuse', rates = () => undefined, caps = new Map(), used = new Map() }: BudgetOptions = {},
): BudgetCheck {
  const start = new Map(
    Array.from(available, ([token, amount]) => {
      const cap = caps.get(token);
      if (cap === undefined) return [token, amount];
      return [token, Decimal.min(amount, Decimal.max(ZERO, subtract(cap, used.get(token) ?? ZERO)))];
    }),
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
  const most = greatestFunded(candidate, left, rates);
  if (most === undefined || most.amount.isZero()) return { _tag: 'refused', order, reasons };
  const { amount, takes: takesThen } = most;
  const smaller: OrderRequest = { ...order, amount };
  const checked = checkOrder(rule, smaller, referencePrice);
  if (isLeft(checked)) return { _tag: 'refused', order, reasons: [...reasons, ...checked.left] };
  return {
    _tag: 'scaled',
    order: smaller,
    takes: takesThen,
    wanted: order.amount,
    allowed: amount,
    reasons,
  };
}

/** What an amount of the order takes of each token. */
function takenBy(
  { order, rule, fees, referencePrice, leverage }: BudgetCandidate,
  amount: Decimal,
  rates: TokenRates,
): Either<NoReferencePrice | NoLeverage | NoTokenRate, readonly TokenAmount[]> {
  const { side, orderType, sizedIn } = order;
  const price = orderType === 'market' ? referencePrice : order.price;
  if (price !== undefined) checkNumber('price', price);
  const trade = {
    ...rule,
    side,
    amount,
    sizedIn,
    price,
  };
  const paid = mostPaidFor(fees, trade, orderType, leverage);
  if ('_tag' in paid) return left(paid);
  const beside = new Map<string, Decimal>();
  for (const liquidity of possibleLiquidity(orderType)) {
    const third = thirdTokenFees(fees, { ...trade, liquidity }, rates);
    if (isLeft(third)) return third;
    // The most of each token: which way it is filled is not known.
    for (const fee of third.right)
      beside.set(fee.token, Decimal.max(beside.get(fee.token) ?? ZERO, fee.amount));
  }
  return right([
    { token: costToken(trade), amount: paid },
    ...Array.from(beside, ([token, fee]) => ({ token, amount: fee })),
  ]);
}

const shortOf = (takes: readonly TokenAmount[], left: TokenTotals): readonly InsufficientBalance[] =>
  takes.flatMap(({ token, amount }) => {
    const allowed = left.get(token) ?? ZERO;
    return amount.lte(allowed) ? [] : [{ _tag: 'insufficientBalance', token, wanted: amount, allowed }];
  });

/** An amount, and what it takes. */
interface Funded extends Pick<FundedOrder, 'takes'> {
  readonly amount: Decimal;
}

/** The greatest amount of the rule's grid below the wanted one that can be paid for: found by halving, in whole steps. */
function greatestFunded(
  candidate: BudgetCandidate,
  left: TokenTotals,
  rates: TokenRates,
): Funded | undefined {
  const { order, rule } = candidate;
  const grid = amountGrid(rule, order.orderType, order.sizedIn);
  // Without a step, to 40 significant digits of what is wanted.
  const step = grid.step ?? new Decimal(`1e${order.amount.e - 39}`);
  const fundedSteps = (steps: bigint): Funded | undefined => {
    const amount = roundDown(grid, multiply(step, new Decimal(steps.toString())));
    const taken = takenBy(candidate, amount, rates);
    if (isLeft(taken) || shortOf(taken.right, left).length > 0) return undefined;
    return { amount, takes: taken.right };
  };
  let most: Funded | undefined;
  let enough = 0n;
  let tooMany = timesIn(order.amount, step) + 1n;
  while (tooMany - enough > 1n) {
    const half = (enough + tooMany) / 2n;
    const funded = fundedSteps(half);
    if (funded === undefined) tooMany = half;
    else [enough, most] = [half, funded];
  }
  return most;
}
