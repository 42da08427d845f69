import type { Decimal } from 'decimal.js';

import type { TokenAmount } from '../domain/fee.js';
import type { TradeId } from '../domain/ids.js';
import type { Side } from '../domain/origin.js';
import type { OrderType } from '../domain/tradingRule.js';

/** What is ordered. Amounts and prices are exact. */
export interface OrderTerms {
  readonly side: Side;
  readonly type: OrderType;
  /** In the currency that `sizedIn` names. */
  readonly amount: Decimal;
  readonly sizedIn: 'base' | 'quote';
  /** In quote currency; undefined for a market order. */
  readonly price: Decimal | undefined;
  /** The two currencies; undefined where whoever told the order did not tell them. */
  readonly base: string | undefined;
  readonly quote: string | undefined;
}

/** What tells one fill of an order from another: the trade's id or, where the venue gives none, the cumulative amount. */
export type FillKey =
  | { readonly tradeId: TradeId; readonly cumulative: Decimal | undefined }
  | { readonly tradeId: undefined; readonly cumulative: Decimal };

/** One fill of an order, as the venue told it. Times are milliseconds since 1970. */
export type Fill = FillKey & {
  /** In base currency; of this fill alone. */
  readonly amount: Decimal;
  readonly price: Decimal;
  /** Empty where none were told, which a repeat may make good. */
  readonly fees: readonly TokenAmount[];
  readonly liquidity: 'maker' | 'taker' | undefined;
  readonly venueTime: number | undefined;
  readonly receivedAt: number;
};

/** The text that is the same for two fills of one order if they are the same fill. */
export const fillKey = ({ tradeId, cumulative }: FillKey): string =>
  tradeId === undefined ? `cumulative ${cumulative.toFixed()}` : `trade ${tradeId}`;
