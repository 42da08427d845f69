import type { Order } from './order.js';
import { isShort, lacksFills } from './orderQueries.js';

/** Something to ask the venue for about one order, and why. */
export type OrderQuestion =
  | {
      /** The order itself, by its client id where it has no other. */
      readonly _tag: 'lookUp';
      readonly because:
        | 'answerLost'
        | 'unheardOf'
        | 'notFound'
        | 'notOpen'
        | 'idUnknown'
        | 'cancelUnanswered'
        | 'cancelRefused'
        | 'termsUnknown';
    }
  | {
      /** The list of open orders. */
      readonly _tag: 'openOrders';
      readonly because: 'notFound';
    }
  | {
      /** All fills of the order. */
      readonly _tag: 'fills';
      readonly because: 'fillsMissing' | 'notFound';
    };

/**
 * What the venue has to be asked for, by what is known of an order at `now`, by our clock, in milliseconds since 1970.
 * Fills of an order that is told as `filledShort` are asked for no more, until the venue tells of others.
 * Nothing is asked here; how often to ask is for whoever asks.
 */
export function wants(order: Order, now: number): readonly OrderQuestion[] {
  const questions: OrderQuestion[] = [];
  const because = whyLookUp(order, now);
  if (because !== undefined) questions.push({ _tag: 'lookUp', because });
  const isSought = order.end === undefined && order.absence.notFoundAt.length > 0;
  if (isSought) questions.push({ _tag: 'openOrders', because: 'notFound' });
  if (lacksFills(order) || (order.saidFilled && order.end === undefined && !isShort(order)))
    questions.push({ _tag: 'fills', because: 'fillsMissing' });
  else if (isSought && order.accepted) questions.push({ _tag: 'fills', because: 'notFound' });
  return questions;
}

function whyLookUp(order: Order, now: number): (OrderQuestion & { _tag: 'lookUp' })['because'] | undefined {
  const { end, accepted, submit, cancel, absence, lookedUpAt = -Infinity, saidFilled, terms } = order;
  if (end !== undefined) return undefined;
  if (!accepted) {
    if (submit === undefined) return 'unheardOf';
    return submit.answer !== 'awaited' || now >= submit.validUntil ? 'answerLost' : undefined;
  }
  // An answer to a cancel that is only its receipt is no answer: the end is still to come, and may have been missed.
  if (cancel !== undefined && cancel.answer === 'refused' && lookedUpAt < (cancel.answeredAt ?? now))
    return 'cancelRefused';
  if (cancel?.answer === 'lost' || cancel?.answer === 'acknowledged') return 'cancelUnanswered';
  if (absence.notFoundAt.length > 0) return 'notFound';
  // What is filled is not open, and wants its fills only.
  if (absence.notOpenAt !== undefined && !saidFilled) return 'notOpen';
  if (terms === undefined) return 'termsUnknown';
  // Lists that tell the venue's ids alone cannot be read for it; whoever answers without one will not be asked for ever.
  const isNamed = order.venueIds.length > 0 || order.lookedUpAt !== undefined;
  return isNamed || now < (submit?.validUntil ?? now) ? undefined : 'idUnknown';
}
