import { Decimal } from 'decimal.js';

import { subtract } from '../../../domain/exact.js';
import type { VenueSymbol } from '../../../domain/ids.js';
import type { Exchange } from '../../engine/exchange.js';
import { candleSince, type Candle } from './candles.js';
import { numberText, wireTime, ZERO } from './numberText.js';

const DAY_MS = 86_400_000;

/** A day that ends now, of the trades that are kept. */
export interface Day {
  readonly candle: Candle | undefined;
  readonly openTime: number;
  readonly closeTime: number;
  readonly priceChange: Decimal;
  readonly priceChangePercent: string;
  readonly weightedAvgPrice: Decimal;
  readonly lastAmount: Decimal;
}

export function dayOf(exchange: Exchange, symbol: VenueSymbol, now: number): Day {
  const trades = exchange.trades(symbol).filter(({ time }) => time > now - DAY_MS);
  const candle = candleSince(trades, now - DAY_MS);
  const change = candle === undefined ? ZERO : subtract(candle.close, candle.open);
  return {
    candle,
    openTime: wireTime(now - DAY_MS),
    closeTime: wireTime(now),
    priceChange: change,
    priceChangePercent: (candle === undefined ? ZERO : change.div(candle.open).times(100)).toFixed(3),
    weightedAvgPrice: candle === undefined ? ZERO : averagePrice(candle),
    lastAmount: trades.at(-1)?.amount ?? ZERO,
  };
}

/** To eight digits. */
export const averagePrice = ({ quoteVolume, volume }: Candle): Decimal =>
  new Decimal(quoteVolume.div(volume).toFixed(8));

/** As the list of tickers has it, `FULL` or `MINI`. */
export function tickerJson(exchange: Exchange, symbol: VenueSymbol, now: number, isMini: boolean): unknown {
  const day = dayOf(exchange, symbol, now);
  const { candle } = day;
  const prices = {
    openPrice: numberText(candle?.open ?? ZERO),
    highPrice: numberText(candle?.high ?? ZERO),
    lowPrice: numberText(candle?.low ?? ZERO),
    lastPrice: numberText(candle?.close ?? ZERO),
    volume: numberText(candle?.volume ?? ZERO),
    quoteVolume: numberText(candle?.quoteVolume ?? ZERO),
    openTime: day.openTime,
    closeTime: day.closeTime,
    firstId: candle?.firstTradeId ?? -1,
    lastId: candle?.lastTradeId ?? -1,
    count: candle?.count ?? 0,
  };
  if (isMini) return { symbol, ...prices };
  const { bids, asks } = exchange.book(symbol, 1);
  return {
    symbol,
    priceChange: numberText(day.priceChange),
    priceChangePercent: day.priceChangePercent,
    weightedAvgPrice: numberText(day.weightedAvgPrice),
    prevClosePrice: prices.openPrice,
    lastQty: numberText(day.lastAmount),
    bidPrice: numberText(bids[0]?.price ?? ZERO),
    bidQty: numberText(bids[0]?.size ?? ZERO),
    askPrice: numberText(asks[0]?.price ?? ZERO),
    askQty: numberText(asks[0]?.size ?? ZERO),
    ...prices,
  };
}

/** As the stream of a symbol's ticker has it. */
export function tickerEvent(exchange: Exchange, symbol: VenueSymbol, now: number): unknown {
  const day = dayOf(exchange, symbol, now);
  const { bids, asks } = exchange.book(symbol, 1);
  const { c, ...mini } = miniTickerEvent(exchange, symbol, now);
  return {
    ...mini,
    e: '24hrTicker',
    p: numberText(day.priceChange),
    P: day.priceChangePercent,
    w: numberText(day.weightedAvgPrice),
    x: mini.o,
    c,
    Q: numberText(day.lastAmount),
    b: numberText(bids[0]?.price ?? ZERO),
    B: numberText(bids[0]?.size ?? ZERO),
    a: numberText(asks[0]?.price ?? ZERO),
    A: numberText(asks[0]?.size ?? ZERO),
    O: day.openTime,
    C: day.closeTime,
    F: day.candle?.firstTradeId ?? -1,
    L: day.candle?.lastTradeId ?? -1,
    n: day.candle?.count ?? 0,
  };
}

/** As the stream of a symbol's mini ticker has it. */
export function miniTickerEvent(exchange: Exchange, symbol: VenueSymbol, now: number) {
  const { candle } = dayOf(exchange, symbol, now);
  return {
    e: '24hrMiniTicker',
    E: wireTime(now),
    s: symbol,
    c: numberText(candle?.close ?? ZERO),
    o: numberText(candle?.open ?? ZERO),
    h: numberText(candle?.high ?? ZERO),
    l: numberText(candle?.low ?? ZERO),
    v: numberText(candle?.volume ?? ZERO),
    q: numberText(candle?.quoteVolume ?? ZERO),
  };
}
