import type { BookLevel } from '../../../engine/views.js';
import { aggregateJson } from '../aggregateTrades.js';
import { candlesOf } from '../candles.js';
import { numberText, wireTime } from '../numberText.js';
import type { Operation } from '../operation.js';
import { badCombination } from '../refusal.js';
import { newest } from './newest.js';

export const levelJson = ({ price, size }: BookLevel): readonly [string, string] => [
  numberText(price),
  numberText(size),
];

/** Order book. */
export const depth: Operation = {
  security: 'none',
  parameters: ['symbol', 'limit', 'symbolStatus'],
  weight: (params) => {
    const limit = params.limit(100, 5000);
    return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250;
  },
  run: ({ desk, params }) => {
    const book = desk.exchange.book(desk.symbol(params), params.limit(100, 5000));
    return {
      lastUpdateId: book.lastUpdateId,
      bids: book.bids.map(levelJson),
      asks: book.asks.map(levelJson),
    };
  },
};

const tradesOf = (parameters: readonly string[]): Operation => ({
  security: 'none',
  parameters,
  weight: 25,
  run: ({ desk, params }) => {
    const symbol = desk.symbol(params);
    const limit = params.limit(500, 1000);
    const trades = desk.exchange.trades(symbol, { fromId: params.whole('fromId'), limit });
    return trades.map(({ tradeId, price, amount, quoteAmount, time, maker }) => ({
      id: tradeId,
      price: numberText(price),
      qty: numberText(amount),
      quoteQty: numberText(quoteAmount),
      time: wireTime(time),
      isBuyerMaker: maker.side === 'buy',
      isBestMatch: true,
    }));
  },
});

/** Recent trades list. */
export const recentTrades = tradesOf(['symbol', 'limit']);

/** Old trade lookup. */
export const historicalTrades = tradesOf(['symbol', 'limit', 'fromId']);

/** Compressed, aggregate trades list. */
export const aggregateTrades: Operation = {
  security: 'none',
  parameters: ['symbol', 'fromId', 'startTime', 'endTime', 'limit'],
  weight: 4,
  run: ({ desk, params }) => {
    const symbol = desk.symbol(params);
    const [fromId, start, end] = ['fromId', 'startTime', 'endTime'].map((name) => params.whole(name));
    if (fromId !== undefined && (start !== undefined || end !== undefined)) throw badCombination();
    const trades = desk.aggregates
      .trades(symbol)
      .filter(
        ({ id, time }) =>
          id >= (fromId ?? 0) && time >= (start ?? 0) && Math.floor(time) <= (end ?? Infinity),
      );
    const isForward = fromId !== undefined || start !== undefined;
    return newest(trades, params.limit(500, 1000), isForward).map(aggregateJson);
  },
};

/** Kline and candlestick data, made of the trades that are kept. */
export const klines: Operation = {
  security: 'none',
  parameters: ['symbol', 'interval', 'startTime', 'endTime', 'timeZone', 'limit'],
  weight: 2,
  run: ({ desk, params }) => {
    const symbol = desk.symbol(params);
    const candles = candlesOf(desk.exchange.trades(symbol), params.needed('interval')).filter(
      ({ openTime }) =>
        openTime >= (params.whole('startTime') ?? 0) && openTime <= (params.whole('endTime') ?? Infinity),
    );
    return newest(candles, params.limit(500, 1000), params.has('startTime')).map((candle) => [
      candle.openTime,
      numberText(candle.open),
      numberText(candle.high),
      numberText(candle.low),
      numberText(candle.close),
      numberText(candle.volume),
      candle.closeTime,
      numberText(candle.quoteVolume),
      candle.count,
      numberText(candle.takerBuyVolume),
      numberText(candle.takerBuyQuoteVolume),
      '0',
    ]);
  },
};
