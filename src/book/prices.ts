import { Decimal } from 'decimal.js';

import type { PriceLevel } from '../domain/priceLevel.js';
import type { ReadableSide } from './bookSide.js';
import { add, multiply, subtract } from '../domain/exact.js';
import type { ReadableBook } from './orderBook.js';

const HALF = new Decimal('0.5');

/** The price half way between best bid and best ask, exactly; undefined where one of them is not known. */
export function midPrice({ bids, asks }: ReadableBook): Decimal | undefined {
  const bid = knownBest(bids);
  const ask = knownBest(asks);
  return bid === undefined || ask === undefined ? undefined : multiply(add(bid.price, ask.price), HALF);
}

/** Best ask less best bid, exactly; undefined where one of them is not known. */
export function spread({ bids, asks }: ReadableBook): Decimal | undefined {
  const bid = knownBest(bids);
  const ask = knownBest(asks);
  return bid === undefined || ask === undefined ? undefined : subtract(ask.price, bid.price);
}

/** The best level of a side; undefined where it is empty, or may have better ones than those that are known. */
export const knownBest = (side: ReadableSide): PriceLevel | undefined =>
  side.bestIsKnown ? side.best : undefined;
