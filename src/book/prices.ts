import { Decimal } from 'decimal.js';

import { add, multiply, subtract } from './exact.js';
import type { OrderBook } from './orderBook.js';

const HALF = new Decimal('0.5');

/** The price half way between best bid and best ask, exactly; undefined where a side is empty. */
export function midPrice({ bids, asks }: OrderBook): Decimal | undefined {
  const bid = bids.best;
  const ask = asks.best;
  return bid === undefined || ask === undefined ? undefined : multiply(add(bid.price, ask.price), HALF);
}

/** Best ask less best bid, exactly; undefined where a side is empty. */
export function spread({ bids, asks }: OrderBook): Decimal | undefined {
  const bid = bids.best;
  const ask = asks.best;
  return bid === undefined || ask === undefined ? undefined : subtract(ask.price, bid.price);
}
