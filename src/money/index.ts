export {
  type Balance,
  type BalanceEvent,
  type Balances,
  type BalancesChanged,
  type BalancesRefused,
  type BalancesUnchanged,
  type RefusedNews,
} from './balanceEvent.js';
export {
  type BalanceDelta,
  type BalanceInput,
  type BalanceNews,
  type BalanceSnapshot,
  type OrderLocked,
  type VenueBalance,
} from './balanceInput.js';
export {
  balanceReducer,
  INITIAL_BALANCES,
  type BalanceOptions,
  type BalancesResult,
  type BalancesState,
} from './balanceReducer.js';
export { balances } from './balances.js';
export {
  type BudgetCandidate,
  type BudgetCheck,
  type BudgetFault,
  type BudgetOptions,
  type BudgetResult,
  type FundedOrder,
  type InsufficientBalance,
  type OtherRefused,
  type RefusedOrder,
  type ScaledOrder,
} from './budget.js';
export { checkBudget } from './checkBudget.js';
export {
  checkOrder,
  uncheckedRules,
  type BrokenLimit,
  type BrokenRule,
  type NotPositive,
  type RuleName,
  type TooManyDigits,
  type UnsupportedSizing,
  type UnsupportedTime,
  type UnsupportedType,
} from './checkOrder.js';
export { type NoLeverage } from './cost.js';
export { estimateFee, type ExpectedTrade } from './estimateFee.js';
export {
  feesIn,
  feeTotals,
  settledChanges,
  type NoTokenRate,
  type SettledTrade,
  type TokenRates,
} from './fees.js';
export {
  feeSchedule,
  overrideFees,
  venueFees,
  type FeeOverrides,
  type FeesOf,
  type VenueFeeOverrides,
} from './feeSchedule.js';
export { orderLocks, type RestingAmount } from './orderLocks.js';
export { amountStep, priceStep, quantizeAmount, quantizeOrder, quantizePrice } from './quantize.js';
export { addAmounts, type TokenTotals } from './tokens.js';
export { type NoReferencePrice } from './worth.js';
