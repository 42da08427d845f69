import { termsOf, venueIdOf } from './amendments.js';
import type { OrderCompleted, OrderCreated, OrderEventBase, OrderFilledEvent } from './orderEvent.js';
import type { OrderDraft } from './orderDraft.js';
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

/** What only a `filled` says. */
type FillDetails = Omit<OrderFilledEvent, keyof OrderEventBase | '_tag'>;

/** A `filled`; late where the order had ended before. */
export function filledEvent(
  { order, venueTime, receivedAt }: OrderDraft,
  details: FillDetails,
  inferred: boolean,
): OrderFilledEvent {
  const terms = termsOf(order);
  return {
    _tag: 'filled',
    tradeId: details.tradeId,
    cumulative: details.cumulative,
    fillAmount: details.fillAmount,
    fillPrice: details.fillPrice,
    fillFees: details.fillFees,
    liquidity: details.liquidity,
    netAmount: details.netAmount,
    replaces: details.replaces,
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
    inferred,
    adopted: order.adopted,
  };
}
