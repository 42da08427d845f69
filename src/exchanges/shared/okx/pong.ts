import { otherFrame, type Scanned } from '../../../connector/index.js';
import type { Frame } from '../../../domain/frame.js';
import type { VenueName } from '../../../domain/ids.js';

/** Reads the one frame that is no JSON: the answer to the text `ping`. */
export const scanPong =
  (venue: VenueName) =>
  ({ text, via }: Frame): Scanned | undefined =>
    text === 'pong' && via === 'stream'
      ? { contents: [otherFrame(venue, 'pong')], sequence: undefined }
      : undefined;
