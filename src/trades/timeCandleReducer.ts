import { candleOf, flatCandle, withTrade, type Candle } from './candle.js';
import type { TimeCandleOptions } from './candleOptions.js';
import type { CandleInput, CandleState } from './candleState.js';
import { timeOfTrade } from './timeOfTrade.js';
import { windowStart } from './timeWindow.js';

/** Nothing was closed: what most trades give. */
const NONE: readonly Candle[] = [];

/** The reducer of candles by time. */
export function timeCandleReducer(
  options: TimeCandleOptions,
): (state: CandleState, input: CandleInput) => CandleState {
  const { everyMs, fillEmpty = false, forming: showsForming = false } = options;

  /** Closes each window that ends at `start` or before. */
  function closeUntil(state: CandleState, start: number): CandleState {
    const { forming, openFrom, late } = state;
    if (openFrom === undefined || start <= openFrom) return { ...state, candles: NONE };
    const closed = forming && { ...forming, complete: true };
    const last = closed ?? state.last;
    const emptyFrom = closed?.closeTime ?? openFrom;
    const candles = closed === undefined ? NONE : [closed];
    const next = { forming: undefined, last, openFrom: start };
    if (!fillEmpty || last === undefined || emptyFrom >= start) return { ...next, late, candles };
    return { ...next, late: 0, candles: chain(candles, flatCandles(last, emptyFrom, start, late)) };
  }

  const flatCandles = (last: Candle, from: number, to: number, late: number): Iterable<Candle> => ({
    *[Symbol.iterator]() {
      for (let openTime = from; openTime < to; openTime += everyMs) {
        yield flatCandle(last, {
          openTime,
          closeTime: openTime + everyMs,
          late: openTime === from ? late : 0,
        });
      }
    },
  });

  /** The state with this candle forming, which is shown where that is wanted. */
  function withForming(state: CandleState, forming: Candle): CandleState {
    const { candles } = state;
    const next = { ...state, forming, late: 0 };
    if (!showsForming) return next;
    return { ...next, candles: candles === NONE ? [forming] : chain(candles, [forming]) };
  }

  return (state, input) => {
    if (input._tag === 'timePassed') return closeUntil(state, windowStart(input.time, everyMs));
    const openTime = windowStart(timeOfTrade(input, options), everyMs);
    if (state.openFrom !== undefined && openTime < state.openFrom) {
      const { forming, late } = state;
      if (forming === undefined) return { ...state, late: late + 1, candles: NONE };
      return withForming({ ...state, candles: NONE }, { ...forming, late: forming.late + 1 });
    }
    const open = closeUntil(state, openTime);
    if (open.forming !== undefined) {
      return withForming(open, withTrade(open.forming, input, open.forming.closeTime));
    }
    const beginning = { openTime, closeTime: openTime + everyMs, late: open.late };
    const seenFromStart = state.openFrom !== undefined;
    return withForming({ ...open, openFrom: openTime }, candleOf(input, { ...beginning, seenFromStart }));
  };
}

/** One after the other, without a copy of either. */
const chain = (first: Iterable<Candle>, second: Iterable<Candle>): Iterable<Candle> => ({
  *[Symbol.iterator]() {
    yield* first;
    yield* second;
  },
});
