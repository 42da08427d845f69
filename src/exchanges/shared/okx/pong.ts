import { otherFrame } from '../../../connector/index.js';
import type { FrameContent } from '../../../domain/contents.js';
import type { Frame } from '../../../domain/frame.js';
import type { VenueName } from '../../../domain/ids.js';

/** Reads the one frame that is no JSON: the answer to the text `ping`. */
export const scanPong =
  (venue: VenueName) =>
  ({ text, via }: Frame): readonly FrameContent[] | undefined =>
    text === 'pong' && via === 'stream' ? [otherFrame(venue, 'pong')] : undefined;
