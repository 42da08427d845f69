import { fieldsOf, type FramePart } from '../codec/frameParts.js';
import { FrameReader } from '../codec/frameReader.js';
import type { IntegerField } from '../codec/frameFields.js';
import { FrameScanner } from '../codec/frameScanner.js';
import type { FrameContent } from '../domain/contents.js';
import type { Frame } from '../domain/frame.js';
import type { SequenceId } from '../domain/ids.js';

/** What was read straight from the text of a frame. */
export interface Scanned {
  readonly contents: readonly FrameContent[];
  /** The number of the frame in its connection, where the venue has such, as `MarketDataVenue.numberOf` would tell it. */
  readonly sequence: SequenceId | undefined;
}

/** A kind of frames that a venue sends often, and always in the same form. */
export interface FrameKind {
  /** The shapes that such a frame may have, the most frequent first. */
  readonly shapes: readonly (readonly FramePart[])[];
  /**
   * What one holds, made of the fields that were read of it: just what the venue's `decode` says of the frame. Undefined
   * where that is for the codecs to say after all. Where it throws, its frame alone is bad.
   */
  readonly contents: (frame: Frame) => readonly FrameContent[] | undefined;
}

/**
 * A venue's `scan`, from the kinds of frames that it describes, the most frequent first. Answers to requests are not
 * scanned. `sequence` is the field with the number of a frame in its connection, which all kinds are to have then.
 *
 * @throws {RangeError} that names the kind, the shape and the part by its place, where there are no kinds, one has not that
 * number, or a shape is at fault as `FrameReader` tells.
 */
export function scanFrames(
  kinds: readonly FrameKind[],
  sequence?: IntegerField,
): (frame: Frame) => Scanned | undefined {
  const scanner = new FrameScanner();
  if (kinds.length === 0) throw new RangeError('no kinds of frames');
  const readers = kinds.map(({ shapes, contents }, at) => ({
    reader: readerOf(shapes, scanner, `kind ${at + 1}`, sequence),
    contents,
  }));
  return (frame) => {
    if (frame.via !== 'stream') return undefined;
    scanner.start(frame.text);
    for (let at = 0; at < readers.length; at++) {
      if (at > 0) scanner.rewind();
      const { reader, contents } = readers[at]!;
      if (!reader.readStarted()) continue;
      const read = contents(frame);
      return read && { contents: read, sequence: sequence?.given };
    }
    return undefined;
  };
}

function readerOf(
  shapes: FrameKind['shapes'],
  scanner: FrameScanner,
  kind: string,
  sequence: IntegerField | undefined,
): FrameReader {
  try {
    const reader = new FrameReader(shapes, scanner);
    // Of a kind without it the number of an earlier frame would be taken; a shape without it clears it.
    if (sequence !== undefined && !shapes.some((parts) => fieldsOf(parts).includes(sequence)))
      throw new RangeError('no shape has the number of the frame');
    return reader;
  } catch (error) {
    throw error instanceof RangeError ? new RangeError(`${kind}: ${error.message}`, { cause: error }) : error;
  }
}
