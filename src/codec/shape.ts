import type { FramePart, OptionalParts } from './frameParts.js';
import type { RowPart } from './rowsField.js';

/** The letters of a template and the parts between them, in order. Line breaks and what follows them are for the eye. */
function partsOf<P>(
  texts: TemplateStringsArray,
  between: readonly (readonly P[])[],
): readonly (P | string)[] {
  const parts: (P | string)[] = [];
  for (const part of texts.flatMap((text, at) => [text.replace(/\n\s*/g, ''), ...(between[at] ?? [])])) {
    const before = parts.at(-1);
    // Letters beside letters are one piece, which is read faster than two.
    if (typeof part === 'string' && typeof before === 'string') parts[parts.length - 1] = before + part;
    else if (part !== '') parts.push(part);
  }
  return parts;
}

/**
 * The parts of a frame, or of some of it, written as the frame looks, with the fields where their values stand:
 *
 * ```ts
 * shape`{"id":${id},"bids":${bids}}`; // ['{"id":', id, ',"bids":', bids, '}']
 * ```
 *
 * What is put in may be parts again. Line breaks, and the spaces after them, are left out.
 */
export const shape = (
  texts: TemplateStringsArray,
  ...between: readonly (FramePart | readonly FramePart[])[]
): readonly FramePart[] =>
  partsOf(
    texts,
    between.map((part) => [part].flat()),
  );

/**
 * Parts of a frame that may be missing, written as {@link shape}.
 *
 * @throws {RangeError} where they do not begin with letters, by which they are told.
 */
export function optional(texts: TemplateStringsArray, ...between: readonly FramePart[]): OptionalParts {
  const [letters, ...parts] = shape(texts, ...between);
  if (typeof letters !== 'string') throw new RangeError('what may be missing has to begin with letters');
  return { optional: [letters, ...parts] };
}

/** The parts of a row of a `RowsField`, written as {@link shape}. */
export const row = (texts: TemplateStringsArray, ...between: readonly RowPart[]): readonly RowPart[] =>
  partsOf(
    texts,
    between.map((part) => [part]),
  );
