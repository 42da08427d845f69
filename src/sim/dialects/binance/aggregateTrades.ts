import type { Decimal } from 'decimal.js';

import { add } from '../../../domain/exact.js';
import type { VenueSymbol } from '../../../domain/ids.js';
import type { ExchangeStep } from '../../engine/exchange.js';
import { numberText, wireTime } from './numberText.js';

/** Trades of one order that came, at one price, as one. */
export interface AggregateTrade {
  readonly symbol: VenueSymbol;
  readonly id: number;
  readonly price: Decimal;
  readonly amount: Decimal;
  readonly firstTradeId: number;
  readonly lastTradeId: number;
  readonly time: number;
  readonly isBuyerMaker: boolean;
}

const KEPT = 10_000;

/** The aggregate trades of all instruments, the newest by instrument. */
export class AggregateTrades {
  readonly #bySymbol = new Map<VenueSymbol, { lastId: number; readonly trades: AggregateTrade[] }>();

  /** The aggregate trades of a step. */
  onStep({ events }: ExchangeStep): readonly AggregateTrade[] {
    const made: AggregateTrade[] = [];
    for (const event of events) {
      if (event._tag !== 'trade') continue;
      const { symbol, price, amount, tradeId, time, maker } = event;
      const last = made.at(-1);
      if (last?.symbol === symbol && last.price.eq(price)) {
        made[made.length - 1] = { ...last, amount: add(last.amount, amount), lastTradeId: tradeId };
        continue;
      }
      const isBuyerMaker = maker.side === 'buy';
      const id = ++this.#of(symbol).lastId;
      made.push({
        symbol,
        id,
        price,
        amount,
        firstTradeId: tradeId,
        lastTradeId: tradeId,
        time,
        isBuyerMaker,
      });
    }
    for (const trade of made) {
      const { trades } = this.#of(trade.symbol);
      trades.push(trade);
      if (trades.length > 2 * KEPT) trades.splice(0, KEPT);
    }
    return made;
  }

  /** The oldest first. */
  trades(symbol: VenueSymbol): readonly AggregateTrade[] {
    return this.#of(symbol).trades;
  }

  #of(symbol: VenueSymbol) {
    let kept = this.#bySymbol.get(symbol);
    if (kept === undefined) {
      kept = { lastId: 0, trades: [] };
      this.#bySymbol.set(symbol, kept);
    }
    return kept;
  }
}

/** As both the list and the stream have it. */
export const aggregateJson = (trade: AggregateTrade) => ({
  a: trade.id,
  p: numberText(trade.price),
  q: numberText(trade.amount),
  f: trade.firstTradeId,
  l: trade.lastTradeId,
  T: wireTime(trade.time),
  m: trade.isBuyerMaker,
  M: true,
});
