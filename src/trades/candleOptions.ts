import { Decimal } from 'decimal.js';

import { DecimalScanner } from '../domain/decimalScanner.js';
import type { Trade } from '../domain/messages.js';

interface AnyCandleOptions {
  /**
   * When a trade was made, in milliseconds since 1970: the venue's time unless given, and where the venue does not say
   * when the trade reached us. Asked more than once of a trade, and the same each time.
   */
  readonly timeOf?: (trade: Trade) => number;
  /** Also shows the candle that is forming, at every trade, with `complete` false. False unless given. */
  readonly forming?: boolean;
}

/** Candles of equal time. */
export interface TimeCandleOptions extends AnyCandleOptions {
  /** The length of a window, in whole milliseconds. Windows start at multiples of it since 1970, in UTC. */
  readonly everyMs: number;
  /**
   * Windows without trades, after the first with some, give flat candles without volume: one each, also where a venue's
   * first trade is of hours ago. False unless given.
   */
  readonly fillEmpty?: boolean;
  /**
   * Closes a candle this many milliseconds after the end of its window by our clock, whether or not another trade has
   * come. To be longer than trades take to reach us and than the venue's clock is behind ours. Unless given, a candle
   * is closed by the first trade of a later window.
   */
  readonly closeAfterMs?: number;
  readonly everyTrades?: never;
  readonly everyVolume?: never;
}

/** Candles of equally many trades. */
export interface CountCandleOptions extends AnyCandleOptions {
  /** How many trades a candle is made of. */
  readonly everyTrades: number;
  readonly everyMs?: never;
  readonly everyVolume?: never;
}

/** Candles of equal volume. */
export interface VolumeCandleOptions extends AnyCandleOptions {
  /** The volume at which a candle is closed, in base currency (contracts at some venues): exact, so no `number`. */
  readonly everyVolume: Decimal | string;
  readonly everyMs?: never;
  readonly everyTrades?: never;
}

/** By what candles are made: exactly one of time, count and volume. */
export type CandleOptions = TimeCandleOptions | CountCandleOptions | VolumeCandleOptions;

/** Longer delays timers do not keep. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * @throws {RangeError} that names what is wrong with the options.
 */
export function checkCandleOptions(options: CandleOptions): void {
  const { everyMs, everyTrades, everyVolume } = options;
  const given = Object.entries({ everyMs, everyTrades, everyVolume }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.join(' and ');
    throw new RangeError(`candles want one of everyMs, everyTrades, everyVolume: ${found} is given`);
  }
  if (options.everyMs !== undefined) checkTimes(options);
  if (everyTrades !== undefined) checkWhole('everyTrades', everyTrades);
  if (everyVolume !== undefined) volumeOf(everyVolume);
}

function checkTimes({ everyMs, closeAfterMs }: TimeCandleOptions): void {
  checkWhole('everyMs', everyMs);
  if (closeAfterMs === undefined) return;
  if (!(closeAfterMs >= 0)) throw new RangeError(`closeAfterMs is no time: ${closeAfterMs}`);
  if (everyMs + closeAfterMs > LONGEST_TIMER_MS) {
    throw new RangeError(`closeAfterMs with everyMs is no time of a timer: ${closeAfterMs} after ${everyMs}`);
  }
}

function checkWhole(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0))
    throw new RangeError(`${name} is no whole number above zero: ${value}`);
}

/**
 * The exact volume at which a candle is closed.
 *
 * @throws {RangeError} where that is no number above zero.
 */
export function volumeOf(everyVolume: Decimal | string): Decimal {
  const isNumber = typeof everyVolume !== 'string' || new DecimalScanner().scan(everyVolume) >= 0;
  const volume = new Decimal(isNumber ? everyVolume : NaN);
  if (!(volume.isFinite() && volume.gt(0)))
    throw new RangeError(`everyVolume is no volume above zero: ${String(everyVolume)}`);
  return volume;
}
