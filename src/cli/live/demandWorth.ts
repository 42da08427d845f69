import type { Decimal } from 'decimal.js';
import { isLeft } from 'fp-ts/lib/Either.js';
import { filter, firstValueFrom, map, timeout } from 'rxjs';

import type { Connector, InstrumentName } from '../../connector/index.js';
import type { OrderRequest } from '../../domain/tradingRule.js';
import { RefusedError } from '../refusedError.js';
import { worthOf } from './worthOf.js';

/** How long a live book is waited for, in milliseconds. */
const BOOK_LIMIT_MS = 15_000;

/**
 * Refuses an order that may be worth more than is allowed, by the book as it is now: what a market order would take, and
 * what a sell would get at best, whatever its limit. Between this look and the order's arrival the book may change.
 */
export async function demandWorth(
  connector: Pick<Connector, 'book' | 'checkOrder'>,
  name: InstrumentName,
  request: OrderRequest,
  most: Decimal,
): Promise<void> {
  const checked = connector.checkOrder(name, request);
  // What breaks a rule is not sent anyway, and tells why.
  if (isLeft(checked)) return;
  const book = await firstValueFrom(
    connector.book(name).pipe(
      filter((state) => state.status === 'live'),
      map((state) => state.book),
      timeout({
        first: BOOK_LIMIT_MS,
        with: () => {
          throw new RefusedError(
            `${name} has no live book: what the order is worth cannot be told; not sent`,
          );
        },
      }),
    ),
  );
  const worth = worthOf(book, checked.right);
  if (worth === undefined)
    throw new RefusedError(
      `the book of ${name} has not enough for the order: what it is worth cannot be told; not sent`,
    );
  if (worth.gt(most))
    throw new RefusedError(
      `the order may be worth ${worth.toFixed()}, more than --max-notional ${most.toFixed()}: not sent`,
    );
}
