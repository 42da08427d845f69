export { generateBinanceFrames, type GenerateOptions } from './generateBinanceFrames.js';
export { type SyntheticInstrument } from './syntheticMarket.js';
