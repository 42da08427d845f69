import { pipe } from 'rxjs';

import { orderEvents, trackOrders } from '../../../orders/index.js';
import { closed } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { ORDER_READERS } from '../orders.js';
import { count, milliseconds } from '../scalars.js';

const options = closed({}, { keepFinishedMs: milliseconds, keepFinished: count, holdMs: milliseconds });

/** Those of `orders`; `recall` cannot be told in a marble file. */
export const orderOperators = {
  trackOrders: marketOperator({
    source: ORDER_READERS,
    optional: { options },
    make: (given) => trackOrders(given.options),
  }),
  orderEvents: marketOperator({
    source: ORDER_READERS,
    make: () => pipe(trackOrders(), orderEvents()),
  }),
} satisfies OperatorTable;
