import { checkPieces, checkReading, writtenPieces } from './checkPieces.js';
import type { FrameField } from './frameFields.js';
import { fieldsOf, ListField, type FramePart } from './frameParts.js';

/** Whether some parts read all of a text. */
type ReadsAll = (parts: readonly FramePart[], text: string) => boolean;

/**
 * Checks the shapes of a frame, each for itself, and that none comes again. Then all of their fields are cleared, for
 * `reads` has filled them.
 *
 * @throws {RangeError} that names the shape, and the part by its place.
 */
export function checkShapes(shapes: readonly (readonly FramePart[])[], reads: ReadsAll): void {
  if (shapes.length === 0) throw new RangeError('no shapes');
  const known = new Map<string, number>();
  const numbers = new Map<unknown, number>();
  const numberOf = (part: unknown): number => {
    const number = numbers.get(part) ?? numbers.size;
    numbers.set(part, number);
    return number;
  };
  for (const [at, parts] of shapes.entries()) {
    const where = `shape ${at + 1}, ${writtenPieces(parts)}`;
    checkParts(where, parts, reads);
    const same = writtenPieces(parts, numberOf);
    const before = known.get(same);
    if (before !== undefined) throw new RangeError(`${where}: is shape ${before} again`);
    known.set(same, at + 1);
  }
  for (const field of shapes.flatMap(allFieldsOf)) field.clear();
}

function checkParts(where: string, parts: readonly FramePart[], reads: ReadsAll): void {
  checkPieces(where, parts);
  const places = valuesOf(parts);
  for (const [at, part] of places.entries()) {
    if (part instanceof ListField)
      checkParts(`${where}: items of \${${at + 1}}, ${writtenPieces(part.parts)}`, part.parts, reads);
  }
  checkOnce(where, places);
  const quiet = withoutMaking(parts);
  checkReading(where, parts, (text) => reads(quiet, text));
}

/** No field holds two values at once. */
function checkOnce(where: string, places: readonly FramePart[]): void {
  const known = new Map<FrameField, number>();
  for (const [at, part] of places.entries()) {
    for (const field of allFieldsOf([part])) {
      const before = known.get(field);
      if (before !== undefined)
        throw new RangeError(`${where}: \${${at + 1}} is, or has, the field of \${${before + 1}} again`);
      known.set(field, at);
    }
  }
}

/** The parts that are read, in order. */
const valuesOf = (parts: readonly FramePart[]): readonly FramePart[] =>
  parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    return 'optional' in part ? valuesOf(part.optional) : [part];
  });

/** The fields of some parts, and of the items of their lists. */
const allFieldsOf = (parts: readonly FramePart[]): readonly FrameField[] =>
  fieldsOf(parts).flatMap((field) =>
    field instanceof ListField ? [field, ...allFieldsOf(field.parts)] : [field],
  );

/** The same parts with lists that make nothing of their items: what the user's function makes is of frames only. */
const withoutMaking = (parts: readonly FramePart[]): readonly FramePart[] =>
  parts.map((part): FramePart => {
    if (part instanceof ListField) return new ListField(withoutMaking(part.parts), () => undefined);
    if (typeof part === 'string' || !('optional' in part)) return part;
    const [letters, ...rest] = part.optional;
    return { optional: [letters, ...withoutMaking(rest)] };
  });
