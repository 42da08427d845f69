import { Decimal } from 'decimal.js';

import { add } from '../../../domain/exact.js';
import type { TradeExecuted } from '../../engine/exchangeEvent.js';
import { ZERO } from './numberText.js';
import { Refusal } from './refusal.js';

/** What was traded in an interval. Prices in quote currency, volumes in base currency, times in milliseconds since 1970. */
export interface Candle {
  readonly openTime: number;
  /** The last millisecond of it. */
  readonly closeTime: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
  readonly quoteVolume: Decimal;
  readonly count: number;
  readonly takerBuyVolume: Decimal;
  readonly takerBuyQuoteVolume: Decimal;
  readonly firstTradeId: number;
  readonly lastTradeId: number;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const INTERVALS = '1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d'.split(' ');
const WEEK_MS = 7 * 86_400_000;
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/** When the interval of a time began, and how long it is. Months are not here. */
export function intervalAt(
  interval: string,
  time: number,
): { readonly start: number; readonly lengthMs: number } {
  if (interval === '1w') {
    const start = Math.floor((time - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
    return { start, lengthMs: WEEK_MS };
  }
  const unit = UNIT_MS[interval.slice(-1)];
  if (unit === undefined || !INTERVALS.includes(interval)) throw new Refusal(-1120, 'Invalid interval.');
  const lengthMs = unit * Number(interval.slice(0, -1));
  return { start: Math.floor(time / lengthMs) * lengthMs, lengthMs };
}

/** The candles of trades, the oldest first; of an interval without trades there is none. */
export function candlesOf(trades: readonly TradeExecuted[], interval: string): readonly Candle[] {
  intervalAt(interval, 0);
  const candles: Candle[] = [];
  for (const trade of trades) {
    const { start, lengthMs } = intervalAt(interval, trade.time);
    const last = candles.at(-1);
    if (last?.openTime === start) candles[candles.length - 1] = grown(last, trade);
    else candles.push(grown(begun(start, lengthMs, trade), trade));
  }
  return candles;
}

/** The candle of all trades, from a time on. */
export const candleSince = (trades: readonly TradeExecuted[], openTime: number): Candle | undefined =>
  trades.reduce<Candle | undefined>(
    (candle, trade) => grown(candle ?? begun(openTime, 86_400_000, trade), trade),
    undefined,
  );

const begun = (start: number, lengthMs: number, { price, tradeId }: TradeExecuted): Candle => ({
  openTime: start,
  closeTime: start + lengthMs - 1,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: ZERO,
  quoteVolume: ZERO,
  count: 0,
  takerBuyVolume: ZERO,
  takerBuyQuoteVolume: ZERO,
  firstTradeId: tradeId,
  lastTradeId: tradeId,
});

function grown(candle: Candle, { price, amount, quoteAmount, tradeId, taker }: TradeExecuted): Candle {
  const isBuy = taker.side === 'buy';
  return {
    ...candle,
    high: Decimal.max(candle.high, price),
    low: Decimal.min(candle.low, price),
    close: price,
    volume: add(candle.volume, amount),
    quoteVolume: add(candle.quoteVolume, quoteAmount),
    count: candle.count + 1,
    takerBuyVolume: isBuy ? add(candle.takerBuyVolume, amount) : candle.takerBuyVolume,
    takerBuyQuoteVolume: isBuy ? add(candle.takerBuyQuoteVolume, quoteAmount) : candle.takerBuyQuoteVolume,
    lastTradeId: tradeId,
  };
}
