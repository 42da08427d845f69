import { styleText } from 'node:util';

import type { Terminal } from './terminal.js';

/** What a piece of text is for; the terminal decides how that looks. */
export type Style = 'bid' | 'ask' | 'good' | 'bad' | 'strong' | 'dim' | 'chosen';

/** Makes a piece of text look like what it is for; must not change how wide it is. */
export type Paint = (style: Style, text: string) => string;

/** For terminals without colours: nothing but the chosen tab needs to be told apart, and it has brackets. */
export const plainPaint: Paint = (_, text) => text;

export const colourPaint: Paint = (style, text) => styleText(FORMATS[style], text);

/** Whether colours are wanted; see https://no-color.org. */
export const wantsColour = ({ env }: Pick<Terminal, 'env'>): boolean =>
  (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';

const FORMATS = {
  bid: 'green',
  ask: 'red',
  good: 'green',
  bad: 'red',
  strong: 'bold',
  dim: 'gray',
  chosen: 'inverse',
} as const;

/** A piece of a line. */
export type Segment = readonly [text: string, ...styles: Style[]];

/** One line of at most `width` characters: what does not fit is left out. */
export function paintLine(segments: readonly Segment[], width: number, paint: Paint): string {
  let line = '';
  let left = width;
  for (const [text, ...styles] of segments) {
    const part = text.slice(0, left);
    left -= part.length;
    if (part !== '') line += styles.reduce((painted, style) => paint(style, painted), part);
  }
  return line;
}

/** Segments side by side over the whole width: the second list ends at the right edge, if there is room for it. */
export function spread(
  left: readonly Segment[],
  right: readonly Segment[],
  width: number,
): readonly Segment[] {
  const gap = width - lengthOf(left) - lengthOf(right);
  return gap < 2 ? left : [...left, [' '.repeat(gap)], ...right];
}

/** Segments in a column of so many characters, and others to the right of it. */
export function beside(
  left: readonly Segment[],
  width: number,
  right: readonly Segment[],
): readonly Segment[] {
  const cut: Segment[] = [];
  let room = width;
  for (const [text, ...styles] of left) {
    cut.push([text.slice(0, room), ...styles]);
    room -= Math.min(room, text.length);
  }
  return [...cut, [' '.repeat(room)], ...right];
}

const lengthOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, [text]) => sum + text.length, 0);
