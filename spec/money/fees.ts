import type { Fee, FeeSchedule, TokenAmount } from '../../src/domain/index.js';
import { feeSchedule, type FeeOverrides } from '../../src/money/index.js';

/** A schedule of 0.1 and 0.2 per cent, with what is said instead. */
export const scheduleOf = (fields: FeeOverrides = {}): FeeSchedule =>
  feeSchedule({ makerRate: '0.001', takerRate: '0.002', ...fields });

/** Each as `amount token`, a fee with where it is paid from. */
export const amountTexts = (amounts: Iterable<TokenAmount | Fee>): readonly string[] =>
  Array.from(amounts, (each) =>
    [each.amount.toFixed(), each.token, ...('paidFrom' in each ? [each.paidFrom] : [])].join(' '),
  );
