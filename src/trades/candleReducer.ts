import { checkCandleOptions, volumeOf, type CandleOptions } from './candleOptions.js';
import type { CandleInput, CandleState } from './candleState.js';
import { MixedInstrumentsError } from './mixedInstrumentsError.js';
import { sizeCandleReducer } from './sizeCandleReducer.js';
import { timeCandleReducer } from './timeCandleReducer.js';

/**
 * The pure reducer behind {@link candles}: what a trade, or the time that has passed without one, makes of a state that
 * started with {@link INITIAL_CANDLES}. `closeAfterMs` is the operator's: it tells the time that has passed.
 *
 * @throws {RangeError} at once where an option is none; the reducer itself where `timeOf` gives no time.
 * @throws {MixedInstrumentsError} the reducer itself, at a trade of another instrument than the first.
 */
export function candleReducer(
  options: CandleOptions,
): (state: CandleState, input: CandleInput) => CandleState {
  checkCandleOptions(options);
  const reduce = reducerOf(options);
  return (state, input) => {
    const known = state.forming ?? state.last;
    if (known !== undefined && input._tag === 'trade') {
      const { venue, symbol } = input;
      if (symbol !== known.symbol || venue !== known.venue) {
        throw new MixedInstrumentsError({ venue: known.venue, symbol: known.symbol }, { venue, symbol });
      }
    }
    return reduce(state, input);
  };
}

function reducerOf(options: CandleOptions): (state: CandleState, input: CandleInput) => CandleState {
  if (options.everyMs !== undefined) return timeCandleReducer(options);
  if (options.everyTrades !== undefined) {
    const { everyTrades } = options;
    return sizeCandleReducer(options, ({ trades }) => trades >= everyTrades);
  }
  const everyVolume = volumeOf(options.everyVolume);
  return sizeCandleReducer(options, ({ volume }) => volume.gte(everyVolume));
}
