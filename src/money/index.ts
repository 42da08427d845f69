export {
  checkOrder,
  uncheckedRules,
  type BrokenLimit,
  type BrokenRule,
  type NotPositive,
  type RuleName,
  type TooManyDigits,
  type UnsupportedTime,
  type UnsupportedType,
} from './checkOrder.js';
export { quantizeAmount, quantizeOrder, quantizePrice } from './quantize.js';
