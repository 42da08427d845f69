import type { Decimal } from 'decimal.js';

import type { Liquidity, TokenAmount } from '../../domain/fee.js';
import type { ClientOrderId, VenueSymbol } from '../../domain/ids.js';
import type { Side } from '../../domain/origin.js';
import type { AccountBalance, Exchange } from '../engine/exchange.js';
import type { ExchangeOrder } from '../engine/exchangeOrder.js';

/** One side of a trade: what it did for an order of an account. */
export interface LedgerFill {
  readonly symbol: VenueSymbol;
  /** Counts up by instrument. */
  readonly tradeId: number;
  readonly orderId: number;
  readonly clientId: ClientOrderId;
  readonly side: Side;
  readonly liquidity: Liquidity;
  /** In quote currency. */
  readonly price: Decimal;
  /** In base currency. */
  readonly amount: Decimal;
  readonly fee: TokenAmount;
  /** In milliseconds since 1970, by the venue's clock. */
  readonly time: number;
}

/** What an exchange knows of an account: the truth that a client's own books are held to. */
export interface AccountLedger {
  /** Open and ended ones, the oldest first. */
  readonly orders: readonly ExchangeOrder[];
  /** By instrument, then by trade. */
  readonly fills: readonly LedgerFill[];
  readonly balances: ReadonlyMap<string, AccountBalance>;
}

/**
 * All orders, fills and balances of an account, on all instruments. Complete as long as no more of them ended than the
 * exchange's `history` keeps.
 */
export function accountLedger(exchange: Exchange, account: string): AccountLedger {
  const orders = exchange.symbols.flatMap((symbol) => exchange.orders(account, symbol));
  return {
    orders: orders.toSorted((one, other) => one.orderId - other.orderId),
    fills: exchange.symbols.flatMap((symbol) => fillsOf(exchange, account, symbol)),
    balances: exchange.balances(account),
  };
}

const fillsOf = (exchange: Exchange, account: string, symbol: VenueSymbol): readonly LedgerFill[] =>
  exchange.accountTrades(account, symbol).flatMap(({ tradeId, price, amount, time, maker, taker }) =>
    [maker, taker]
      .filter((party) => party.account === account)
      .map(({ orderId, clientId, side, liquidity, fee }) => ({
        symbol,
        tradeId,
        orderId,
        clientId,
        side,
        liquidity,
        price,
        amount,
        fee,
        time,
      })),
  );
