import { Decimal } from 'decimal.js';

import { add, multiply } from '../domain/exact.js';
import type { TradeId } from '../domain/ids.js';
import type { Trade } from '../domain/messages.js';
import type { Origin } from '../domain/origin.js';

/** What the trades of a while come to: prices in quote currency, all numbers exact, times in milliseconds since 1970. */
export interface Candle extends Pick<Origin, 'venue' | 'symbol'> {
  /** Of a time candle the start of its window; else the time of the first trade. */
  readonly openTime: number;
  /** Of a time candle the end of its window, the first moment that is no longer in it; else the time of the last trade. */
  readonly closeTime: number;
  /** The price of the trade that came first. */
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  /** The price of the trade that came last. */
  readonly close: Decimal;
  /** The sum of sizes, in base currency (contracts at some venues). */
  readonly volume: Decimal;
  /** The sum of price times size, in quote currency. */
  readonly quoteVolume: Decimal;
  /** The part of `volume` whose taker bought. */
  readonly takerBuyVolume: Decimal;
  /** How many trades it is made of. */
  readonly trades: number;
  /** The id of the first trade; undefined without trades, and at venues that number none. */
  readonly firstId: TradeId | undefined;
  /** The id of the last trade. */
  readonly lastId: TradeId | undefined;
  /** How many trades have come since the candle before was closed that belonged to a window closed already. */
  readonly late: number;
  /** False where trades of its window may have been made before the first that was seen: the first time candle. */
  readonly seenFromStart: boolean;
  /** Whether it is closed: a complete candle never changes, one that is forming comes again with the next trade. */
  readonly complete: boolean;
}

const ZERO = new Decimal(0);

/** What a new candle has beside its first trade. */
type Beginning = Pick<Candle, 'openTime' | 'closeTime' | 'late' | 'seenFromStart'>;

/** A forming candle of one trade. */
export const candleOf = (
  { venue, symbol, id, price, size, side }: Trade,
  { openTime, closeTime, late, seenFromStart }: Beginning,
): Candle => ({
  venue,
  symbol,
  openTime,
  closeTime,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: size,
  quoteVolume: multiply(price, size),
  takerBuyVolume: side === 'buy' ? size : ZERO,
  trades: 1,
  firstId: id,
  lastId: id,
  late,
  seenFromStart,
  complete: false,
});

/** The candle with one more trade in it. */
export const withTrade = (candle: Candle, { id, price, size, side }: Trade, closeTime: number): Candle => ({
  ...candle,
  closeTime,
  high: price.gt(candle.high) ? price : candle.high,
  low: price.lt(candle.low) ? price : candle.low,
  close: price,
  volume: add(candle.volume, size),
  quoteVolume: add(candle.quoteVolume, multiply(price, size)),
  takerBuyVolume: side === 'buy' ? add(candle.takerBuyVolume, size) : candle.takerBuyVolume,
  trades: candle.trades + 1,
  lastId: id,
});

/** The candle of a window without trades: all its prices are the close of the candle before. */
export const flatCandle = (
  { venue, symbol, close }: Candle,
  { openTime, closeTime, late }: Omit<Beginning, 'seenFromStart'>,
): Candle => ({
  venue,
  symbol,
  openTime,
  closeTime,
  open: close,
  high: close,
  low: close,
  close,
  volume: ZERO,
  quoteVolume: ZERO,
  takerBuyVolume: ZERO,
  trades: 0,
  firstId: undefined,
  lastId: undefined,
  late,
  seenFromStart: true,
  complete: true,
});
