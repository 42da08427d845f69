import type { Decimal } from 'decimal.js';

import type { OrderType } from '../../../domain/tradingRule.js';
import type { Side } from '../../../domain/origin.js';
import type { OrderTerms, VenueStatus } from '../../../orders/index.js';
import type { WireSide, WireStatus } from '../wire/values.js';

/** What the venue's statuses mean. `EXPIRED_IN_MATCH`: expired, so that the account does not trade with itself. */
export const STATUSES: Readonly<Record<WireStatus, VenueStatus>> = {
  NEW: 'open',
  PENDING_NEW: 'pending',
  PARTIALLY_FILLED: 'partiallyFilled',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  PENDING_CANCEL: 'pendingCancel',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
};

export const SIDES: Readonly<Record<WireSide, Side>> = { BUY: 'buy', SELL: 'sell' };

/** The kinds of order that are known here, by the venue's names for them. */
export const ORDER_TYPES: ReadonlyMap<string, OrderType> = new Map([
  ['LIMIT', 'limit'],
  ['LIMIT_MAKER', 'limitMaker'],
  ['MARKET', 'market'],
]);

interface WireTerms {
  readonly side: WireSide;
  readonly type: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** Above zero where the order is sized in quote currency. */
  readonly quoteQuantity: Decimal | undefined;
}

/** What is ordered; undefined of a kind of order that cannot be said here: one with a stop price. */
export function orderTerms(wire: WireTerms): OrderTerms | undefined {
  const type = ORDER_TYPES.get(wire.type);
  if (type === undefined) return undefined;
  const { quantity, quoteQuantity, price } = wire;
  const inQuote = type === 'market' && quoteQuantity !== undefined && quoteQuantity.gt(0);
  return {
    side: SIDES[wire.side],
    type,
    amount: inQuote ? quoteQuantity : quantity,
    sizedIn: inQuote ? 'quote' : 'base',
    price: type === 'market' ? undefined : price,
    base: undefined,
    quote: undefined,
  };
}

/** A cumulative amount in quote currency: below zero the venue does not know it any more. */
export const knownAmount = (amount: Decimal): Decimal | undefined => (amount.isNeg() ? undefined : amount);
