import { FrameReader, type FramePart } from '../codec/frameReader.js';
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
   * where that is for the codecs to say after all.
   */
  readonly contents: (frame: Frame) => readonly FrameContent[] | undefined;
}

/**
 * A venue's `scan`, from the kinds of frames that it describes, the most frequent first. Answers to requests are not
 * scanned. `sequence` is the field with the number of a frame in its connection, which all kinds are to have then.
 */
export function scanFrames(
  kinds: readonly FrameKind[],
  sequence?: IntegerField,
): (frame: Frame) => Scanned | undefined {
  const scanner = new FrameScanner();
  const readers = kinds.map(({ shapes, contents }) => ({
    reader: new FrameReader(shapes, scanner),
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
