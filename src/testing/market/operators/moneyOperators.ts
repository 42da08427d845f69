import { balances } from '../../../money/index.js';
import { closed } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { count } from '../scalars.js';
import { BALANCES } from './sources.js';

/** Those of `money`. */
export const moneyOperators = {
  balances: marketOperator({
    source: BALANCES,
    optional: { options: closed({}, { holdLimit: count }) },
    make: ({ options }) => balances(options),
  }),
} satisfies OperatorTable;
