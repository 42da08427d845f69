export { type Candle } from './candle.js';
export {
  type CandleOptions,
  type CountCandleOptions,
  type TimeCandleOptions,
  type VolumeCandleOptions,
} from './candleOptions.js';
export { candleReducer } from './candleReducer.js';
export { candles } from './candles.js';
export { INITIAL_CANDLES, type CandleInput, type CandleState, type TimePassed } from './candleState.js';
export { MixedInstrumentsError } from './mixedInstrumentsError.js';
