import type { Frame } from '../../domain/frame.js';
import { drawFrom } from './wholeRange.js';

/** Printable ASCII. */
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

/**
 * A frame whose text is spoilt: one character is another one, or the end is cut off, or a stretch comes twice. Its text
 * is never the same as before; an empty one becomes a character. For {@link corruptSome}.
 *
 * One digit for another can leave a frame that is well formed and wrong: only a venue's checksum finds that.
 */
export function corruptFrame(frame: Frame, random: () => number): Frame {
  // By code points, for no text that came over a wire holds half a character.
  const characters = Array.from(frame.text);
  const { length } = characters;
  const place = drawFrom(random, [0, Math.max(0, length - 1)]);
  const head = characters.slice(0, place);
  const kind = length === 0 ? 0 : drawFrom(random, [0, 2]);
  if (kind === 0) {
    return spoilt(frame, [...head, otherThan(characters[place], random), ...characters.slice(place + 1)]);
  }
  if (kind === 1) return spoilt(frame, head);
  const end = drawFrom(random, [place + 1, length]);
  return spoilt(frame, [...characters.slice(0, end), ...characters.slice(place)]);
}

const spoilt = (frame: Frame, characters: readonly string[]): Frame => ({
  ...frame,
  text: characters.join(''),
});

/** A printable character that is not this one. */
function otherThan(character: string | undefined, random: () => number): string {
  const code = character?.codePointAt(0) ?? Infinity;
  const drawn = drawFrom(random, [FIRST_PRINTABLE, LAST_PRINTABLE - 1]);
  return String.fromCodePoint(drawn < code ? drawn : drawn + 1);
}
