import type { VenueSymbol } from '../../../../domain/ids.js';
import { candleSince } from '../candles.js';
import { averagePrice, tickerJson } from '../dayStatistics.js';
import { numberText, wireTime, ZERO } from '../numberText.js';
import type { Call, Operation } from '../operation.js';
import type { Params } from '../params.js';
import { badCombination } from '../refusal.js';

/** One, where one symbol is named; else a list. */
function ofSymbols({ desk, params }: Call, json: (symbol: VenueSymbol) => unknown): unknown {
  if (params.has('symbol') && params.has('symbols')) throw badCombination();
  const symbols = desk.symbols(params);
  return params.has('symbol') ? symbols.map(json)[0] : symbols.map(json);
}

const light = (params: Params): number => (params.has('symbol') ? 2 : 4);

/** Symbol price ticker. */
export const priceTicker: Operation = {
  security: 'none',
  parameters: ['symbol', 'symbols', 'symbolStatus'],
  weight: light,
  run: (call) =>
    ofSymbols(call, (symbol) => ({
      symbol,
      price: numberText(call.desk.exchange.lastTrade(symbol)?.price ?? ZERO),
    })),
};

/** Symbol order book ticker. */
export const bookTicker: Operation = {
  security: 'none',
  parameters: ['symbol', 'symbols', 'symbolStatus'],
  weight: light,
  run: (call) =>
    ofSymbols(call, (symbol) => {
      const { bids, asks } = call.desk.exchange.book(symbol, 1);
      return {
        symbol,
        bidPrice: numberText(bids[0]?.price ?? ZERO),
        bidQty: numberText(bids[0]?.size ?? ZERO),
        askPrice: numberText(asks[0]?.price ?? ZERO),
        askQty: numberText(asks[0]?.size ?? ZERO),
      };
    }),
};

/** 24hr ticker price change statistics. */
export const dayTicker: Operation = {
  security: 'none',
  parameters: ['symbol', 'symbols', 'type', 'symbolStatus'],
  weight: (params) => (params.has('symbol') || params.has('symbols') ? 2 : 80),
  run: (call) => {
    const isMini = call.params.oneOf('type', ['FULL', 'MINI']) === 'MINI';
    return ofSymbols(call, (symbol) => tickerJson(call.desk.exchange, symbol, call.time, isMini));
  },
};

const AVERAGE_MINUTES = 5;

/** Current average price, of five minutes. */
export const averagePriceOf: Operation = {
  security: 'none',
  parameters: ['symbol'],
  weight: 2,
  run: ({ desk, params, time }) => {
    const symbol = desk.symbol(params);
    const since = time - AVERAGE_MINUTES * 60_000;
    const candle = candleSince(
      desk.exchange.trades(symbol).filter((trade) => trade.time > since),
      since,
    );
    const last = desk.exchange.lastTrade(symbol);
    const price = candle === undefined ? (last?.price ?? ZERO) : averagePrice(candle);
    return { mins: AVERAGE_MINUTES, price: numberText(price), closeTime: wireTime(last?.time ?? time) };
  },
};
