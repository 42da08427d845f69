import type { VenueSymbol } from '../../../../domain/ids.js';
import type { AggregateTrade } from '../aggregateTrades.js';
import { aggregateJson } from '../aggregateTrades.js';
import { candlesOf, intervalAt } from '../candles.js';
import { averagePrice, dayOf, miniTickerEvent, tickerEvent } from '../dayStatistics.js';
import type { Exchange } from '../../../engine/exchange.js';
import type { ExchangeEvent } from '../../../engine/exchangeEvent.js';
import { numberText, wireTime, ZERO } from '../numberText.js';
import { levelJson } from '../operations/marketData.js';
import { DepthDiffs } from './depthDiffs.js';

/** Where one stream of an instrument gets what it sends: from each step, or from the clock. */
export interface Feed {
  /** How often the clock counts, in milliseconds; undefined where steps do. */
  readonly everyMs?: number;
  readonly onTick?: (time: number) => unknown;
  readonly onEvents?: (events: readonly ExchangeEvent[]) => readonly unknown[];
  readonly onAggregates?: (trades: readonly AggregateTrade[]) => readonly unknown[];
}

const FAST_MS = 100;
const SLOW_MS = 1_000;

/**
 * The feed of a stream by its name behind the `@`; undefined where there is none of the name: Binance sends nothing then, and
 * does not say so.
 *
 * Source: binance-spot-api-docs, `web-socket-streams.md`, as of 2026-01-15.
 */
export function feedOf(exchange: Exchange, symbol: VenueSymbol, name: string): Feed | undefined {
  const [, levels, speed] = /^depth(5|10|20|)(@100ms|@1000ms)?$/.exec(name) ?? [];
  const everyMs = speed === '@100ms' ? FAST_MS : SLOW_MS;
  if (levels === '') return depthFeed(symbol, everyMs);
  if (levels !== undefined) return partialDepthFeed(exchange, symbol, Number(levels), everyMs);
  const interval = /^kline_(\w+)$/.exec(name)?.[1];
  if (interval !== undefined) return klineFeed(exchange, symbol, interval);
  switch (name) {
    case 'trade':
      return tradeFeed(symbol);
    case 'aggTrade':
      return aggregateFeed(symbol);
    case 'bookTicker':
      return bookTickerFeed(exchange, symbol);
    case 'ticker':
      return { everyMs: SLOW_MS, onTick: (time) => tickerEvent(exchange, symbol, time) };
    case 'miniTicker':
      return { everyMs: SLOW_MS, onTick: (time) => miniTickerEvent(exchange, symbol, time) };
    case 'avgPrice':
      return { everyMs: SLOW_MS, onTick: (time) => averageEvent(exchange, symbol, time) };
    default:
      return undefined;
  }
}

function depthFeed(symbol: VenueSymbol, everyMs: number): Feed {
  const diffs = new DepthDiffs();
  return {
    everyMs,
    onTick: (time) => diffs.take(symbol, time),
    onEvents: (events) => {
      for (const event of events) if (event._tag === 'level' && event.symbol === symbol) diffs.add(event);
      return [];
    },
  };
}

function partialDepthFeed(exchange: Exchange, symbol: VenueSymbol, levels: number, everyMs: number): Feed {
  let sent = -1;
  return {
    everyMs,
    onTick: () => {
      const { lastUpdateId, bids, asks } = exchange.book(symbol, levels);
      if (lastUpdateId === sent) return undefined;
      sent = lastUpdateId;
      return { lastUpdateId, bids: bids.map(levelJson), asks: asks.map(levelJson) };
    },
  };
}

const tradeFeed = (symbol: VenueSymbol): Feed => ({
  onEvents: (events) =>
    events.flatMap((event) => {
      if (event._tag !== 'trade' || event.symbol !== symbol) return [];
      const { time, tradeId, price, amount, maker } = event;
      const at = wireTime(time);
      const [p, q] = [numberText(price), numberText(amount)];
      return [{ e: 'trade', E: at, s: symbol, t: tradeId, p, q, T: at, m: maker.side === 'buy', M: true }];
    }),
});

const aggregateFeed = (symbol: VenueSymbol): Feed => ({
  onAggregates: (trades) =>
    trades
      .filter((trade) => trade.symbol === symbol)
      .map((trade) => ({ e: 'aggTrade', E: wireTime(trade.time), s: symbol, ...aggregateJson(trade) })),
});

function bookTickerFeed(exchange: Exchange, symbol: VenueSymbol): Feed {
  let sent = '';
  return {
    onEvents: (events) => {
      if (!events.some((event) => event._tag === 'level' && event.symbol === symbol)) return [];
      const { lastUpdateId, bids, asks } = exchange.book(symbol, 1);
      const best = {
        b: numberText(bids[0]?.price ?? ZERO),
        B: numberText(bids[0]?.size ?? ZERO),
        a: numberText(asks[0]?.price ?? ZERO),
        A: numberText(asks[0]?.size ?? ZERO),
      };
      const text = Object.values(best).join(' ');
      if (text === sent) return [];
      sent = text;
      return [{ u: lastUpdateId, s: symbol, ...best }];
    },
  };
}

function klineFeed(exchange: Exchange, symbol: VenueSymbol, interval: string): Feed | undefined {
  try {
    intervalAt(interval, 0);
  } catch {
    return undefined;
  }
  return {
    everyMs: interval === '1s' ? SLOW_MS : 2 * SLOW_MS,
    onTick: (time) => {
      const { start } = intervalAt(interval, time);
      const candle = candlesOf(
        exchange.trades(symbol).filter((trade) => trade.time >= start),
        interval,
      ).at(-1);
      if (candle === undefined) return undefined;
      return {
        e: 'kline',
        E: wireTime(time),
        s: symbol,
        k: {
          t: candle.openTime,
          T: candle.closeTime,
          s: symbol,
          i: interval,
          f: candle.firstTradeId,
          L: candle.lastTradeId,
          o: numberText(candle.open),
          c: numberText(candle.close),
          h: numberText(candle.high),
          l: numberText(candle.low),
          v: numberText(candle.volume),
          n: candle.count,
          x: false,
          q: numberText(candle.quoteVolume),
          V: numberText(candle.takerBuyVolume),
          Q: numberText(candle.takerBuyQuoteVolume),
          B: '0',
        },
      };
    },
  };
}

function averageEvent(exchange: Exchange, symbol: VenueSymbol, time: number): unknown {
  const { candle } = dayOf(exchange, symbol, time);
  const last = exchange.lastTrade(symbol);
  if (candle === undefined || last === undefined) return undefined;
  const w = numberText(averagePrice(candle));
  return { e: 'avgPrice', E: wireTime(time), s: symbol, i: '5m', w, T: wireTime(last.time) };
}
