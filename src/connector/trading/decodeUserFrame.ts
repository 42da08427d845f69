import { isLeft } from 'fp-ts/lib/Either.js';

import { excerptOf } from '../../codec/faults.js';
import { readJson } from '../../codec/json.js';
import type { Frame } from '../../domain/frame.js';
import { asText, badFrame } from '../decodeFrames.js';
import { excerptOfFrame } from '../frameContents.js';
import { reasonOf } from '../requests/callOverHttp.js';
import type { TradingVenue, UserContent } from './tradingVenue.js';

/** What of a venue reads the frames of its user stream and of its WebSocket API. */
export type UserFrameVenue = Pick<TradingVenue, 'name' | 'readBytes'> & {
  readonly trading: Pick<TradingVenue['trading'], 'decodeUser' | 'json'>;
};

/**
 * What one frame of a user stream, or of a venue's WebSocket API, holds. A frame that breaks the format, or makes the venue's decoder
 * throw, is a bad one among the contents: the stream goes on.
 */
export function decodeUserFrame(venue: UserFrameVenue, wire: Frame): readonly UserContent[] {
  const frame = wire.bytes === undefined ? wire : asText(venue, wire, wire.bytes);
  if ('_tag' in frame) return [frame];
  const bad = (value: string, expected: string) =>
    badFrame(venue, frame, [{ path: '', value, expected }], excerptOfFrame(frame));
  const json = readJson(frame.text, venue.trading.json);
  if (isLeft(json)) return [bad(excerptOf(frame.text), `JSON (${json.left.message})`)];
  try {
    const contents = venue.trading.decodeUser(json.right, frame);
    return isLeft(contents) ? [badFrame(venue, frame, contents.left, excerptOfFrame(frame))] : contents.right;
  } catch (error) {
    const expected = `a frame that does not make its decoder throw (${reasonOf(error)})`;
    return [bad(excerptOf(json.right), expected)];
  }
}
