import { candleOf, withTrade, type Candle } from './candle.js';
import type { CandleOptions } from './candleOptions.js';
import type { CandleInput, CandleState } from './candleState.js';
import { timeOfTrade } from './timeOfTrade.js';

/** The reducer of candles that are closed by what is in them, with the trade that makes them full. */
export const sizeCandleReducer =
  (
    options: Pick<CandleOptions, 'timeOf' | 'forming'>,
    isFull: (candle: Candle) => boolean,
  ): ((state: CandleState, input: CandleInput) => CandleState) =>
  (state, input) => {
    if (input._tag === 'timePassed') return { ...state, candles: [] };
    const time = timeOfTrade(input, options);
    const forming =
      state.forming === undefined
        ? candleOf(input, { openTime: time, closeTime: time, late: 0, seenFromStart: true })
        : withTrade(state.forming, input, time);
    if (!isFull(forming)) return { ...state, forming, candles: options.forming ? [forming] : [] };
    const closed = { ...forming, complete: true };
    return { ...state, forming: undefined, last: closed, candles: [closed] };
  };
