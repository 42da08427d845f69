import type { Decimal } from 'decimal.js';

import { compare, divide, multiply } from '../domain/exact.js';
import { termsOf } from './amendments.js';
import { greater, NOTHING } from './amounts.js';
import type { Order } from './order.js';
import type { VenueStatus } from './orderInput.js';
import { newestNews } from './orderNews.js';

/** The usual names of an order's state. */
export type OrderStatus =
  | 'pendingCreate'
  | 'open'
  | 'partiallyFilled'
  | 'pendingCancel'
  | 'unknown'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'failed';

/**
 * The usual name of an order's state. `unknown`: whether the venue has it is not known. An order that the venue says is
 * filled is `partiallyFilled` until its fills prove it. A cancel whose answer was lost leaves it `pendingCancel`.
 */
export function orderStatus(order: Order): OrderStatus {
  if (order.end !== undefined) return order.end.outcome;
  if (!order.accepted) return order.submit?.answer === 'awaited' ? 'pendingCreate' : 'unknown';
  if (order.saidFilled) return 'partiallyFilled';
  const cancelling = order.cancel !== undefined && order.cancel.answer !== 'refused';
  if (cancelling || newestNews(order)?.status === 'pendingCancel') return 'pendingCancel';
  return executedBase(order).gt(0) || order.told?.base.gt(0) === true ? 'partiallyFilled' : 'open';
}

/** Whether the order is over: filled, cancelled, expired or failed. */
export const isDone = ({ end }: Order): boolean => end !== undefined;

/** Whether the order ended before it was filled, by a cancel or by time. */
export const isCancelled = ({ end }: Order): boolean =>
  end?.outcome === 'cancelled' || end?.outcome === 'expired';

/** Whether the order is filled, all of it. */
export const isFilled = ({ end }: Order): boolean => end?.outcome === 'filled';

/** Whether the order came to nothing by another's will: failed, cancelled or expired. */
export const isFailure = (order: Order): boolean => isCancelled(order) || order.end?.outcome === 'failed';

/** How much of the order is filled, in base currency, inferred fills included. */
export const executedBase = ({ filledBase, inferred }: Order): Decimal =>
  greater(filledBase, inferred?.base ?? NOTHING);

/** The same in quote currency; an inferred fill whose price the venue did not tell adds nothing. */
export const executedQuote = ({ filledBase, filledQuote, inferred }: Order): Decimal =>
  inferred?.quote === undefined || compare(filledBase, inferred.base) >= 0
    ? filledQuote
    : greater(filledQuote, inferred.quote);

/** The average price of what is filled, to 40 digits; undefined before the first fill. */
export function averagePrice(order: Order): Decimal | undefined {
  const base = executedBase(order);
  if (base.isZero()) return undefined;
  const quote = executedQuote(order);
  const price = order.fills.at(-1)?.price;
  // All at one price, as most are: a product is made sooner than a quotient.
  const isOne = price !== undefined && price.precision() <= 40 && compare(multiply(base, price), quote) === 0;
  return isOne ? price : divide(quote, base);
}

/** How much was paid in fees of a token, over all fills, exactly; below zero where the venue paid. */
export const feePaid = ({ fees }: Order, token: string): Decimal =>
  fees.find((fee) => fee.token === token)?.amount ?? NOTHING;

/** What the venue said last of the order's state, in its words; undefined where it has not said any. */
export const venueStatusOf = (order: Order): VenueStatus | undefined => newestNews(order)?.status;

/** Whether the venue told of more than the fills that are known. */
export const lacksFills = (order: Order): boolean =>
  order.told !== undefined && compare(order.told.base, executedBase(order)) > 0;

/**
 * Whether how much is filled in the end is known of an order that the venue says is filled: it told that with the word, or
 * has listed the fills since. Amounts from before the word are of their moment only.
 */
export function isFinalKnown(order: Order): boolean {
  const { saidFilled, filledWord, told, fillsListedAt = -Infinity, evidenceAt = Infinity } = order;
  if (!saidFilled) return false;
  // The word was heard by a version that did not keep when.
  if (filledWord === undefined) return told !== undefined || fillsListedAt >= evidenceAt;
  return filledWord.tellsAmount || fillsListedAt >= filledWord.receivedAt;
}

/** How an order is short that the venue says is filled: its anomaly's detail. */
export const shortOf = (order: Order): string => `filled at ${executedBase(order).toFixed()}`;

/** Whether the venue says that it is filled, and has nothing more to tell of why its fills do not reach the amount. */
export const isShort = (order: Order): boolean =>
  order.saidFilled && !lacksFills(order) && order.anomalies.includes(`filledShort: ${shortOf(order)}`);

/**
 * Whether something is filled, and reaches what was ordered; an order sized in quote is as large as the venue says in the
 * end.
 */
export function reachesAmount(order: Order): boolean {
  const executed = executedBase(order);
  if (executed.isZero()) return false;
  const terms = termsOf(order);
  if (terms?.sizedIn === 'base') return compare(executed, terms.amount) >= 0;
  return isFinalKnown(order) && !lacksFills(order);
}

/** Whether more is filled than was ordered. */
export function isOverfilled(order: Order): boolean {
  const terms = termsOf(order);
  if (terms === undefined) return false;
  const executed = terms.sizedIn === 'base' ? executedBase(order) : executedQuote(order);
  // Before the first fill the amount need not be looked at.
  if (executed.isZero()) return false;
  return compare(executed, terms.amount) > 0;
}
