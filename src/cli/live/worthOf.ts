import { Decimal } from 'decimal.js';
import { isLeft } from 'fp-ts/lib/Either.js';

import { quoteForVolume, type OrderBook } from '../../book/index.js';
import { multiply } from '../../domain/exact.js';
import type { OrderRequest } from '../../domain/tradingRule.js';

/** What an order may be worth at most, in quote currency; undefined where the book is too thin to tell. */
export function worthOf(book: OrderBook, request: OrderRequest): Decimal | undefined {
  const { side, amount, price } = request;
  if (request.orderType === 'market' && request.sizedIn === 'quote') return amount;
  const atLimit = price === undefined ? undefined : multiply(price, amount);
  if (side === 'buy' && atLimit !== undefined) return atLimit;
  if (amount.lte(0)) return new Decimal(0);
  const taken = quoteForVolume(book, side, amount);
  const atOnce = isLeft(taken) ? undefined : taken.right;
  if (atLimit === undefined) return atOnce;
  // A sell gets its limit or better: what the best bids give, of as much as they take, and the limit for the rest.
  const best = book.bids.best?.price;
  return best === undefined ? atLimit : Decimal.max(atLimit, multiply(best, amount));
}
