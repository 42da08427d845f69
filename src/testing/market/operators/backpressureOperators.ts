import * as t from 'io-ts';
import { concat, EMPTY, ignoreElements, of, timer, type Observable } from 'rxjs';

import { boundedBuffer, conflate } from '../../../backpressure/index.js';
import { isRecord } from '../closed.js';
import { marketOperator, type OperatorTable } from '../marketOperator.js';
import { count, milliseconds } from '../scalars.js';

/** A consumer that shows what it gets and then takes its time; none at all for 0. */
const takes =
  (takesMs: number) =>
  <D>(delivered: D): Observable<D> =>
    concat(of(delivered), takesMs === 0 ? EMPTY : timer(takesMs).pipe(ignoreElements()));

const fieldOf =
  (name: string) =>
  (value: unknown): unknown =>
    isRecord(value) ? value[name] : undefined;

/** Those of `backpressure`. */
export const backpressureOperators = {
  conflate: marketOperator({
    required: { takesMs: milliseconds },
    optional: { by: t.string },
    make: ({ takesMs, by }) =>
      conflate<unknown, unknown>(takes(takesMs), by === undefined ? {} : { by: fieldOf(by) }),
  }),
  boundedBuffer: marketOperator({
    required: {
      takesMs: milliseconds,
      limit: count,
      overflow: t.keyof({ dropOldest: null, dropNewest: null, fail: null }),
    },
    make: ({ takesMs, limit, overflow }) =>
      boundedBuffer<unknown, unknown>(takes(takesMs), { limit, overflow }),
  }),
} satisfies OperatorTable;
