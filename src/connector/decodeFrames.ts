import { isLeft } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';

import { excerptOf } from '../codec/faults.js';
import { readJson } from '../codec/json.js';
import type { FrameContent } from '../domain/contents.js';
import type { BadFrame, FrameFault } from '../domain/errors.js';
import type { Frame } from '../domain/frame.js';
import { excerptOfFrame } from './frameContents.js';
import { mapEach } from './mapEach.js';
import type { MarketDataVenue } from './venue.js';

/** What one frame of a venue holds. A frame that breaks the format is a {@link BadFrame} among the contents. */
export function decodeFrame(venue: MarketDataVenue, frame: Frame): readonly FrameContent[] {
  const scanned = venue.scan?.(frame);
  if (scanned !== undefined) return scanned;
  const json = readJson(frame.text, venue.json);
  if (isLeft(json)) {
    const expected = `JSON (${json.left.message})`;
    return [badFrame(venue, frame, [{ path: '', value: excerptOf(frame.text), expected }])];
  }
  const contents = venue.decode(json.right, frame);
  return isLeft(contents) ? [badFrame(venue, frame, contents.left)] : contents.right;
}

/**
 * What a venue's frames hold, one by one and at once. A bad frame becomes a value (`_tag: 'badFrame'`) that names the
 * venue, the path and the value, and the feed goes on. Completes and fails with the source.
 */
export const decodeFrames = (venue: MarketDataVenue): OperatorFunction<Frame, FrameContent> =>
  mapEach((frame) => decodeFrame(venue, frame));

const badFrame = (venue: MarketDataVenue, frame: Frame, faults: readonly FrameFault[]): BadFrame => ({
  _tag: 'badFrame',
  venue: venue.name,
  connection: frame.connection,
  receivedAt: frame.receivedAt,
  faults,
  excerpt: excerptOfFrame(frame),
});
