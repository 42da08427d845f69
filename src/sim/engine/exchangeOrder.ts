import type { Decimal } from 'decimal.js';

import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { OrderType, TimeInForce } from '../../domain/tradingRule.js';
import type { SelfTradePrevention } from './newOrder.js';

/** Where an order stands. */
export type OrderStatus = 'new' | 'partiallyFilled' | 'filled' | 'cancelled' | 'expired';

/**
 * Why an order expired: what was not filled at once of an `ioc` order, a `fok` order that could not be filled whole, a
 * market order for which there was too little in the book, its time, or a trade with itself that was prevented.
 */
export type ExpiryReason = 'immediateOrCancel' | 'fillOrKill' | 'noLiquidity' | 'goodTillTime' | 'selfTrade';

/** An order as it stands. Amounts are in base currency where nothing else is said; times in milliseconds since 1970. */
export interface ExchangeOrder {
  /** Counts up from 1, over all instruments. */
  readonly orderId: number;
  readonly clientId: ClientOrderId;
  readonly account: string;
  readonly symbol: VenueSymbol;
  readonly side: Side;
  readonly orderType: OrderType;
  /** Undefined of a market order. */
  readonly timeInForce: TimeInForce | undefined;
  /** When it expires, where it is good till a time. */
  readonly expireAt: number | undefined;
  readonly selfTradePrevention: SelfTradePrevention;
  /** In quote currency; undefined of a market order. */
  readonly price: Decimal | undefined;
  /** As it was ordered, or amended; of one that is sized in quote currency, what the book had for that. */
  readonly amount: Decimal;
  /** What was to be spent or received, where it was sized so. */
  readonly quoteAmount: Decimal | undefined;
  readonly filled: Decimal;
  /** In quote currency. */
  readonly filledQuote: Decimal;
  /** What was taken off it to prevent trades with itself. */
  readonly prevented: Decimal;
  readonly status: OrderStatus;
  /** Why it expired, where it did. */
  readonly expiredBy: ExpiryReason | undefined;
  readonly placedAt: number;
  /** When anything of it changed last. */
  readonly updatedAt: number;
}
