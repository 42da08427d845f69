import type { RecordingBytes } from '../journal/index.js';
import { lineOfFrame } from '../journal/index.js';
import { generateBinanceFrames, type GenerateOptions } from '../sim/index.js';

/** A made-up recording of Binance spot, as the bytes of a file, made while it is read. */
export function generatedRecording(options: GenerateOptions): RecordingBytes {
  return {
    name: `generated recording, seed ${options.seed ?? 1}`,
    bytes: (function* () {
      for (const frame of generateBinanceFrames(options)) yield Buffer.from(`${lineOfFrame(frame)}\n`);
    })(),
  };
}
