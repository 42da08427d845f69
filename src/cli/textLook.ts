import { colourPaint, plainPaint, wantsColour, type Paint, type Segment } from './paint.js';
import type { Terminal } from './terminal.js';

/** How text for people is to look. */
export interface TextLook {
  /** How wide it may be, in characters; Infinity where it goes to no terminal. */
  readonly columns: number;
  readonly paint: Paint;
}

/** Some pseudo terminals say that they have no size. */
const USUAL_COLUMNS = 80;

/** How text on standard output is to look: as wide as the terminal and coloured where there is one, else neither. */
export function textLook(terminal: Terminal): TextLook {
  const { isTTY, columns } = terminal.stdout;
  if (!isTTY) return { columns: Infinity, paint: plainPaint };
  return { columns: columns || USUAL_COLUMNS, paint: wantsColour(terminal) ? colourPaint : plainPaint };
}

/** What ids and reasons of a venue may hold, and no terminal is to obey. */
const CONTROLS = /\p{Cc}/gu;

/** A text without what a terminal would obey; what stands for it is as wide. */
export const visible = (text: string): string => text.replace(CONTROLS, '\uFFFD');

/** A line as it goes to the terminal. */
export const lineText = (segments: readonly Segment[], paint: Paint): string =>
  segments
    .map(([text, ...styles]) => styles.reduce((painted, style) => paint(style, painted), visible(text)))
    .join('');

/** Words in lines of at most `width` characters; a word that is longer than that is left whole, to be copied. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
