import type { Decimal } from 'decimal.js';

import type { ClientOrderId, OrderId, VenueName, VenueSymbol } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';
import type { Order } from './order.js';
import { termsOf, venueIdOf } from './amendments.js';
import { executedBase, orderStatus, type OrderStatus } from './orderQueries.js';

/** A limit order as a strategy or a screen wants it: what is ordered now, how much of it is filled, where it is. Frozen. */
export interface LimitOrder {
  readonly venue: VenueName;
  readonly symbol: VenueSymbol;
  /** Undefined of an order that was placed without one, and not from here. */
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
  readonly side: Side;
  /** Whether it is refused where it would take (post-only). */
  readonly makerOnly: boolean;
  /** The two currencies; undefined where whoever told the order did not tell them. */
  readonly base: string | undefined;
  readonly quote: string | undefined;
  /** In quote currency. */
  readonly price: Decimal;
  /** In the currency that `sizedIn` names. */
  readonly amount: Decimal;
  readonly sizedIn: 'base' | 'quote';
  /** How much is filled, in base currency. */
  readonly executedBase: Decimal;
  readonly status: OrderStatus;
  /** When it was first heard of here, by our clock, in milliseconds since 1970: its submit, of an order of ours. */
  readonly createdAt: number;
}

/** An order as a limit order, amendments in it; undefined where it is none, or has not been told in full yet. */
export function toLimitOrder(order: Order): LimitOrder | undefined {
  const terms = termsOf(order);
  if (terms === undefined || terms.type === 'market' || terms.price === undefined) return undefined;
  const { side, type, base, quote, price, amount, sizedIn } = terms;
  const { venue, symbol, clientId, createdAt } = order;
  return Object.freeze({
    venue,
    symbol,
    clientId,
    venueId: venueIdOf(order),
    side,
    makerOnly: type === 'limitMaker',
    base,
    quote,
    price,
    amount,
    sizedIn,
    executedBase: executedBase(order),
    status: orderStatus(order),
    createdAt,
  });
}
