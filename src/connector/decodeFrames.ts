import { isLeft, left } from 'fp-ts/lib/Either.js';
import { defer, type OperatorFunction } from 'rxjs';

import { excerptOf } from '../codec/faults.js';
import { readJson } from '../codec/json.js';
import type { FrameContent } from '../domain/contents.js';
import type { BadFrame, FrameFault } from '../domain/errors.js';
import type { Frame } from '../domain/frame.js';
import type { SequenceId } from '../domain/ids.js';
import { ConnectionSequence } from '../sequence/index.js';
import { fastPaths } from './fastPaths.js';
import { excerptOfBytes, excerptOfFrame, type Decoded } from './frameContents.js';
import { mapEach } from '../sequence/mapEach.js';
import type { Scanned } from './scanFrames.js';
import type { MarketDataVenue } from './venue.js';

/**
 * What one frame of a venue holds, whatever came before it. A frame that breaks the format is a {@link BadFrame} among
 * the contents.
 */
export const decodeFrame = (venue: MarketDataVenue, frame: Frame): readonly FrameContent[] =>
  decodeWith(venue, frame, undefined);

/**
 * A function that decodes the frames of a venue one after the other: {@link decodeFrame}, and with it the watch over what
 * is lost. At venues that number the frames of a connection a hole in the numbers, and at venues whose ids would not show
 * a lost diff a bad frame, interrupts the connection: a checksum is no proof here, for it covers the best levels only.
 */
export function frameDecoder(venue: MarketDataVenue): (frame: Frame) => readonly FrameContent[] {
  const connections = venue.numberOf && new ConnectionSequence();
  const { noticesLoss } = venue.continuity;
  return (frame) => {
    const contents = decodeWith(venue, frame, connections);
    const unseen = !noticesLoss && frame.via === 'stream' && contents.some(({ _tag }) => _tag === 'badFrame');
    return unseen ? contents.flatMap(withInterruption) : contents;
  };
}

/** A frame that cannot be read may have held a diff of any book of its connection. */
const withInterruption = (content: FrameContent): readonly FrameContent[] =>
  content._tag === 'badFrame'
    ? [
        { _tag: 'interrupted', connection: content.connection, cause: LOST, receivedAt: content.receivedAt },
        content,
      ]
    : [content];

const LOST = { _tag: 'frameLost' } as const;

/**
 * What a venue's frames hold, one by one and at once. A bad frame becomes a value (`_tag: 'badFrame'`) that names the
 * venue, the path and the value, and the feed goes on; what shows that a diff may be lost, as {@link frameDecoder} tells,
 * becomes one that invalidates the books of its connection (`_tag: 'interrupted'`). Completes and fails with the source.
 */
export const decodeFrames =
  (venue: MarketDataVenue): OperatorFunction<Frame, FrameContent> =>
  (source) =>
    defer(() => source.pipe(mapEach(frameDecoder(venue))));

function decodeWith(
  venue: MarketDataVenue,
  wire: Frame,
  connections: ConnectionSequence | undefined,
): readonly FrameContent[] {
  const frame = wire.bytes === undefined ? wire : asText(venue, wire, wire.bytes);
  if ('_tag' in frame) return [frame];
  let scanned: Scanned | undefined;
  let thrown: { readonly error: unknown } | undefined;
  try {
    scanned = venue.scan?.(frame);
  } catch (error) {
    thrown = { error };
  }
  if (scanned !== undefined && (fastPaths.on || scanned.contents.every(isOther))) {
    return connections === undefined ? scanned.contents : inPlace(scanned, frame, connections);
  }
  const json = readJson(frame.text, venue.json);
  if (isLeft(json)) {
    const expected = `JSON (${json.left.message})`;
    const faults = [{ path: '', value: excerptOf(frame.text), expected }];
    return [badFrame(venue, frame, faults, excerptOfFrame(frame))];
  }
  const trouble = connections && judgePlace(venue.numberOf?.(json.right), frame, connections);
  if (trouble?._tag === 'frameRepeated') return [trouble];
  const decoded = thrown ? spoiled(json.right, thrown.error) : decodeJson(venue, json.right, frame);
  const contents = isLeft(decoded)
    ? [badFrame(venue, frame, decoded.left, excerptOfFrame(frame))]
    : decoded.right;
  return trouble === undefined ? contents : [trouble, ...contents];
}

/** Whether a content is of a frame that may be no JSON: the long way is not for it. */
const isOther = ({ _tag }: FrameContent): boolean => _tag === 'other';

/** What the venue makes of the JSON. A decoder is not to throw, nor a scan; one that does spoils its frame, and no other. */
function decodeJson(venue: MarketDataVenue, json: unknown, frame: Frame): Decoded {
  try {
    return venue.decode(json, frame);
  } catch (error) {
    return spoiled(json, error);
  }
}

const spoiled = (json: unknown, error: unknown): Decoded =>
  left([
    {
      path: '',
      value: excerptOf(json),
      expected: `a frame that does not make its decoder throw (${reasonOf(error)})`,
    },
  ]);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What was scanned, judged for its place in the connection as what is decoded is. */
function inPlace(
  { contents, sequence }: Scanned,
  frame: Frame,
  connections: ConnectionSequence,
): readonly FrameContent[] {
  const trouble = judgePlace(sequence, frame, connections);
  if (trouble === undefined) return contents;
  return trouble._tag === 'frameRepeated' ? [trouble] : [trouble, ...contents];
}

const judgePlace = (
  sequence: SequenceId | undefined,
  { connection, receivedAt, via }: Frame,
  connections: ConnectionSequence,
) =>
  sequence === undefined || via !== 'stream'
    ? undefined
    : connections.take({ connection, sequence, receivedAt });

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A binary frame as one of text; a bad frame where its bytes are none of the venue's. */
export function asText(
  venue: Pick<MarketDataVenue, 'name' | 'readBytes'>,
  frame: Frame,
  bytes: Uint8Array,
): Frame | BadFrame {
  try {
    const text = venue.readBytes === undefined ? UTF8.decode(bytes) : venue.readBytes(bytes);
    return { ...frame, text, bytes: undefined };
  } catch (error) {
    const excerpt = excerptOfBytes(bytes);
    return badFrame(
      venue,
      frame,
      [{ path: '', value: excerpt, expected: `its text (${reasonOf(error)})` }],
      excerpt,
    );
  }
}

/** A frame that breaks the format, with what is wrong. */
export const badFrame = (
  venue: Pick<MarketDataVenue, 'name'>,
  frame: Frame,
  faults: readonly FrameFault[],
  excerpt: string,
): BadFrame => ({
  _tag: 'badFrame',
  venue: venue.name,
  connection: frame.connection,
  receivedAt: frame.receivedAt,
  faults,
  excerpt,
});
