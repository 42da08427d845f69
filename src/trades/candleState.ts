import type { Trade } from '../domain/messages.js';
import type { Candle } from './candle.js';

/** By our clock no more trades before this time are to come. */
export interface TimePassed {
  readonly _tag: 'timePassed';
  /** In milliseconds since 1970, by the clock that stamps the trades. */
  readonly time: number;
}

/** What candles are made of. */
export type CandleInput = Trade | TimePassed;

/** Where the making of candles stands. */
export interface CandleState {
  /** The candle that is being made. */
  readonly forming: Candle | undefined;
  /** The candle that was closed last. */
  readonly last: Candle | undefined;
  /** Where the first window starts that is still open: trades before it come too late. Undefined before the first trade. */
  readonly openFrom: number | undefined;
  /** How many trades came too late that no candle has told yet. */
  readonly late: number;
  /**
   * What the last input gave, oldest first; may be gone through again and again. Not always a list: a long silence has
   * many windows without trades, which are made one by one.
   */
  readonly candles: Iterable<Candle>;
}

/** Before the first trade. */
export const INITIAL_CANDLES: CandleState = {
  forming: undefined,
  last: undefined,
  openFrom: undefined,
  late: 0,
  candles: [],
};
