import type { Frame } from '../../domain/frame.js';
import { drawFrom } from './wholeRange.js';

/** Printable ASCII. */
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

/**
 * A frame that is spoilt: one character of its text, or one byte of a binary frame, is another one, or the end is cut off,
 * or a stretch comes twice. It is never the same as before; an empty one becomes a character. For {@link corruptSome}.
 *
 * One digit for another can leave a frame that is well formed and wrong: only a venue's checksum finds that.
 */
export function corruptFrame(frame: Frame, random: () => number): Frame {
  const { bytes, text } = frame;
  if (bytes !== undefined) {
    return { ...frame, bytes: Uint8Array.from(spoilt(Array.from(bytes), otherByte, random)) };
  }
  // By code points, for no text that came over a wire holds half a character.
  return { ...frame, text: spoilt(Array.from(text), otherThan, random).join('') };
}

/** Parts of a frame, of which one is another one, or the end is missing, or a stretch comes twice. */
function spoilt<T>(
  parts: readonly T[],
  other: (part: T | undefined, random: () => number) => T,
  random: () => number,
): readonly T[] {
  const { length } = parts;
  const place = drawFrom(random, [0, Math.max(0, length - 1)]);
  const head = parts.slice(0, place);
  const kind = length === 0 ? 0 : drawFrom(random, [0, 2]);
  if (kind === 0) return [...head, other(parts[place], random), ...parts.slice(place + 1)];
  if (kind === 1) return head;
  const end = drawFrom(random, [place + 1, length]);
  return [...parts.slice(0, end), ...parts.slice(place)];
}

/** A byte that is not this one. */
function otherByte(byte: number | undefined, random: () => number): number {
  const drawn = drawFrom(random, [0, 254]);
  return drawn < (byte ?? 255) ? drawn : drawn + 1;
}

/** A printable character that is not this one. */
function otherThan(character: string | undefined, random: () => number): string {
  const code = character?.codePointAt(0) ?? Infinity;
  const drawn = drawFrom(random, [FIRST_PRINTABLE, LAST_PRINTABLE - 1]);
  return String.fromCodePoint(drawn < code ? drawn : drawn + 1);
}
