import * as t from 'io-ts';

import { candles } from '../../../trades/index.js';
import { closed } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { amountText, count, milliseconds } from '../scalars.js';
import { TRADES } from './sources.js';

const candleOptions = t.union([
  closed({ everyMs: count }, { forming: t.boolean, fillEmpty: t.boolean, closeAfterMs: milliseconds }),
  closed({ everyTrades: count }, { forming: t.boolean }),
  closed({ everyVolume: amountText }, { forming: t.boolean }),
]);

/** Those of `trades`. */
export const tradesOperators = {
  candles: marketOperator({
    source: TRADES,
    required: { options: candleOptions },
    make: ({ options }) => candles(options),
  }),
} satisfies OperatorTable;
