import {
  termsOf,
  type ListedOrder,
  type OneOrderInput,
  type Order,
  type OrderFound,
} from '../../orders/index.js';

/** An order as the venue told it when it was asked. */
export type FoundOrder = ListedOrder & Pick<OrderFound, 'venue' | 'receivedAt'>;

/**
 * What an order that is found with another amount says: that it was amended, by a call whose answer was lost or by somebody else. The reducer
 * takes no terms from reports; of two amendments the venue's times decide, so that an old list changes nothing back.
 */
export function amendedBy(order: Order, { terms, venueId, ...found }: FoundOrder): readonly OneOrderInput[] {
  const known = termsOf(order);
  if (venueId === undefined || terms === undefined || known?.sizedIn !== 'base') return [];
  if (terms.sizedIn !== 'base' || terms.amount.eq(known.amount)) return [];
  const { venue, symbol, clientId, venueTime, receivedAt } = found;
  const origin = { venue, symbol, clientId, venueId, venueTime, receivedAt };
  const { amount } = terms;
  return [{ _tag: 'amended', ...origin, previousVenueId: venueId, amount, price: undefined }];
}
