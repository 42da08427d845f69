import { Decimal } from 'decimal.js';

import { multiply } from '../../../domain/exact.js';
import type { VenueSymbol } from '../../../domain/ids.js';
import type { NewOrder } from '../../engine/newOrder.js';
import type { Desk } from './desk.js';
import { filter } from './refusalOf.js';

/** How many orders an account may have open on a symbol. */
export const MAX_NUM_ORDERS = 200;

/** How far from the last price an order may be, as multiples of it, on both sides. */
export const PRICE_BAND = { up: new Decimal(5), down: new Decimal('0.2') };

/**
 * The filters that an engine does not know: a band of prices around the last one, and how many orders there may be.
 *
 * Source: binance-spot-api-docs, `filters.md`, `PERCENT_PRICE_BY_SIDE` (here with `avgPriceMins` 0: the last price) and
 * `MAX_NUM_ORDERS`, as of 2026-01-15.
 */
export function checkFilters(desk: Desk, account: string, symbol: VenueSymbol, { price }: NewOrder): void {
  const last = desk.exchange.lastTrade(symbol)?.price;
  if (price !== undefined && last !== undefined && price.gt(0)) {
    const { up, down } = PRICE_BAND;
    if (price.gt(multiply(last, up)) || price.lt(multiply(last, down))) throw filter('PERCENT_PRICE_BY_SIDE');
  }
  if (desk.exchange.openOrders(account, symbol).length >= MAX_NUM_ORDERS) throw filter('MAX_NUM_ORDERS');
}
