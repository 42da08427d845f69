import type { Decimal } from 'decimal.js';

import { termsOf, venueIdOf } from './amendments.js';
import type { OrderCompleted, OrderCreated, OrderEventBase, OrderFilledEvent } from './orderEvent.js';
import type { OrderDraft } from './draftOf.js';
import type { Fill } from './orderTerms.js';
import { executedBase, executedQuote } from './orderQueries.js';

// The events that most orders have are written out, field by field: to spread one object into another that has fields
// already costs more than all else of an event.

/** What every event of a step says. */
export function eventBase(
  { order, venueTime, receivedAt }: OrderDraft,
  late: boolean,
  inferred: boolean,
): OrderEventBase {
  const terms = termsOf(order);
  return {
    venue: order.venue,
    symbol: order.symbol,
    clientId: order.clientId,
    venueId: venueIdOf(order),
    side: order.side,
    type: terms?.type,
    amount: terms?.amount,
    price: terms?.price,
    executedBase: executedBase(order),
    executedQuote: executedQuote(order),
    fees: order.fees,
    venueTime,
    receivedAt,
    late,
    inferred,
    adopted: order.adopted,
  };
}

/** An event that says nothing more. */
export function plainEvent<T extends (OrderCreated | OrderCompleted)['_tag']>(
  tag: T,
  { order, venueTime, receivedAt }: OrderDraft,
  inferred: boolean,
): OrderEventBase & { readonly _tag: T } {
  const terms = termsOf(order);
  return {
    _tag: tag,
    venue: order.venue,
    symbol: order.symbol,
    clientId: order.clientId,
    venueId: venueIdOf(order),
    side: order.side,
    type: terms?.type,
    amount: terms?.amount,
    price: terms?.price,
    executedBase: executedBase(order),
    executedQuote: executedQuote(order),
    fees: order.fees,
    venueTime,
    receivedAt,
    late: false,
    inferred,
    adopted: order.adopted,
  };
}

/** The `filled` of a fill that was told; late where the order had ended before. */
export function filledEvent(
  { order, venueTime, receivedAt }: OrderDraft,
  { tradeId, cumulative, amount, price, fees, liquidity }: Fill,
  netAmount: Decimal,
  replaces: OrderFilledEvent['replaces'],
): OrderFilledEvent {
  const terms = termsOf(order);
  return {
    _tag: 'filled',
    tradeId,
    cumulative,
    fillAmount: amount,
    fillPrice: price,
    fillFees: fees,
    liquidity,
    netAmount,
    replaces,
    venue: order.venue,
    symbol: order.symbol,
    clientId: order.clientId,
    venueId: venueIdOf(order),
    side: order.side,
    type: terms?.type,
    amount: terms?.amount,
    price: terms?.price,
    executedBase: executedBase(order),
    executedQuote: executedQuote(order),
    fees: order.fees,
    venueTime,
    receivedAt,
    late: order.end !== undefined,
    inferred: false,
    adopted: order.adopted,
  };
}
