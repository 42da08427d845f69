import type { Candle } from '../../src/trades/candle.js';

/** A trade in whole numbers, so that sums need no decimals. */
export interface PlainTrade {
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly buy: boolean;
}

/** What is compared of a candle. */
export interface PlainCandle {
  readonly times: readonly [open: number, close: number];
  readonly prices: readonly [open: number, high: number, low: number, close: number];
  readonly volumes: readonly [base: number, quote: number, takerBuy: number];
  readonly trades: number;
  readonly ids: readonly [first: string | undefined, last: string | undefined];
  readonly late: number;
  readonly seenFromStart: boolean;
}

export const plainCandle = (candle: Candle): PlainCandle => ({
  times: [candle.openTime, candle.closeTime],
  prices: [candle.open.toNumber(), candle.high.toNumber(), candle.low.toNumber(), candle.close.toNumber()],
  volumes: [candle.volume.toNumber(), candle.quoteVolume.toNumber(), candle.takerBuyVolume.toNumber()],
  trades: candle.trades,
  ids: [candle.firstId, candle.lastId],
  late: candle.late,
  seenFromStart: candle.seenFromStart,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The candle of a list of trades. */
function candleOfList(
  trades: readonly PlainTrade[],
  times: PlainCandle['times'],
  late: number,
  seenFromStart: boolean,
): PlainCandle {
  const prices = trades.map(({ price }) => price);
  return {
    times,
    prices: [prices[0]!, Math.max(...prices), Math.min(...prices), prices.at(-1)!],
    volumes: [
      sum(trades.map(({ size }) => size)),
      sum(trades.map(({ price, size }) => price * size)),
      sum(trades.map(({ size, buy }) => (buy ? size : 0))),
    ],
    trades: trades.length,
    ids: [String(trades[0]!.id), String(trades.at(-1)!.id)],
    late,
    seenFromStart,
  };
}

/**
 * Candles by time from all trades at once: a trade is late where one of a later window came before it; the others are
 * sorted into their windows, of which the last stays open.
 */
export function naiveTimeCandles(
  trades: readonly PlainTrade[],
  everyMs: number,
  fillEmpty: boolean,
): readonly PlainCandle[] {
  const windowOf = ({ time }: PlainTrade) => Math.floor(time / everyMs);
  const newest = trades.map((_, at) => Math.max(...trades.slice(0, at + 1).map(windowOf)));
  const onTime = trades.filter((trade, at) => windowOf(trade) === newest[at]);
  const late = trades.flatMap((trade, at) => (windowOf(trade) < newest[at]! ? [newest[at]!] : []));
  const windows = [...new Set(onTime.map(windowOf))].sort((a, b) => a - b);
  const candles: PlainCandle[] = [];
  const fillUntil = (window: number) => {
    const previous = candles.at(-1);
    if (!fillEmpty || previous === undefined) return;
    const close = previous.prices[3];
    for (let empty = previous.times[1] / everyMs; empty < window; empty++) {
      candles.push({
        times: [empty * everyMs, (empty + 1) * everyMs],
        prices: [close, close, close, close],
        volumes: [0, 0, 0],
        trades: 0,
        ids: [undefined, undefined],
        late: 0,
        seenFromStart: true,
      });
    }
  };
  for (const [at, window] of windows.entries()) {
    fillUntil(window);
    if (at === windows.length - 1) break;
    const within = onTime.filter((trade) => windowOf(trade) === window);
    const times = [window * everyMs, (window + 1) * everyMs] as const;
    const told = late.filter((forming) => forming === window).length;
    candles.push(candleOfList(within, times, told, at > 0));
  }
  return candles;
}

/** Candles that are full when `measure` of their trades comes to `every`. */
export function naiveSizeCandles(
  trades: readonly PlainTrade[],
  every: number,
  measure: (trade: PlainTrade) => number,
): readonly PlainCandle[] {
  const candles: PlainCandle[] = [];
  let from = 0;
  for (let to = 1; to <= trades.length; to++) {
    const within = trades.slice(from, to);
    if (sum(within.map(measure)) < every) continue;
    candles.push(candleOfList(within, [within[0]!.time, within.at(-1)!.time], 0, true));
    from = to;
  }
  return candles;
}
