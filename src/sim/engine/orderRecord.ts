import type { Decimal } from 'decimal.js';

import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { OrderType, TimeInForce } from '../../domain/tradingRule.js';
import type { ExpiryReason, OrderStatus } from './exchangeOrder.js';
import type { SelfTradePrevention } from './newOrder.js';

/** An order as the exchange keeps it: it changes. Amounts in units of the base token, or of the quote token where said. */
export interface OrderRecord {
  readonly orderId: number;
  readonly account: string;
  readonly symbol: VenueSymbol;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce | undefined;
  readonly expireAt: number | undefined;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly placedAt: number;
  /** In units of the instrument's price; 0 of a market order. */
  readonly price: bigint;
  readonly priceDecimal: Decimal | undefined;
  readonly quoteAmount: Decimal | undefined;
  clientId: ClientOrderId;
  amount: bigint;
  filled: bigint;
  /** In units of the quote token. */
  filledQuote: bigint;
  prevented: bigint;
  status: OrderStatus;
  expiredBy: ExpiryReason | undefined;
  updatedAt: number;
  /** Where it rests, and who is before and behind it there. */
  level: Level | undefined;
  before: OrderRecord | undefined;
  behind: OrderRecord | undefined;
}

/** The orders that rest at one price, the oldest first. */
export interface Level {
  readonly price: bigint;
  readonly priceDecimal: Decimal;
  /** The sum of what is left of them. */
  size: bigint;
  first: OrderRecord | undefined;
  last: OrderRecord | undefined;
}

/** What can still be filled of an order. */
export const leftOf = ({ amount, filled, prevented }: OrderRecord): bigint => amount - filled - prevented;

/** Whether an order may still trade. */
export const isOpen = ({ status }: OrderRecord): boolean => status === 'new' || status === 'partiallyFilled';
