import fc from 'fast-check';

import type { Side } from '../../../src/domain/index.js';
import { ModelExchange, type Act, type OrderMarket } from './modelExchange.js';

const side = fc.constantFrom<Side>('buy', 'sell');
const price = fc.integer({ min: 0, max: 9 });
const size = fc.integer({ min: 1, max: 12 });
const at = fc.nat({ max: 1000 });

const limit = fc.record({ kind: fc.constant('limit' as const), side, price, size });

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: limit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('market' as const), side, size }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('selfTrade' as const), side, price, size }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('shrink' as const), at, size }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('modify' as const), at, price, size }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'heartbeat' as const) }) },
);

/** Any market: some dozens of acts, the last of them orders that each send two messages or more. */
export const orderMarket: fc.Arbitrary<OrderMarket> = fc
  .record({
    start: fc.constantFrom(0, 13_051_505_638),
    acts: fc.array(act, { maxLength: 60, size: 'max' }),
    last: fc.array(limit, { minLength: 6, maxLength: 6 }),
  })
  .map(({ start, acts, last }) => {
    const exchange = new ModelExchange(start);
    for (const each of [...acts, ...last]) exchange.do(each);
    return exchange.history();
  });
