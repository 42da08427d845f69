import { sampleOf } from './checkPieces.js';
import type {
  ANY_INTEGER,
  ANY_TEXT,
  ByteField,
  FrameField,
  IntegerField,
  LevelsField,
  TextField,
} from './frameFields.js';

/** Parts that may be missing, told by the letters that they begin with. The fields of missing ones are cleared. */
export interface OptionalParts {
  readonly optional: readonly [letters: string, ...parts: FramePart[]];
}

/** A piece of a frame: letters as they stand, or what is read. */
export type FramePart =
  | string
  | IntegerField
  | TextField
  | LevelsField
  | ByteField
  | ListField<unknown>
  | typeof ANY_TEXT
  | typeof ANY_INTEGER
  | OptionalParts;

const NO_ITEMS: readonly never[] = [];

/**
 * A list of things of which each has the same parts. What each of them is, `make` makes of the fields that were read of
 * it, one after the other.
 */
export class ListField<A> implements FrameField {
  /** The items; undefined where the part with them was missing. */
  given: readonly A[] | undefined;

  constructor(
    readonly parts: readonly FramePart[],
    readonly make: () => A,
  ) {}

  /** The items; none where the part with them was missing. */
  get items(): readonly A[] {
    return this.given ?? NO_ITEMS;
  }

  get samples(): readonly string[] {
    return [`[${sampleOf(this.parts)}]`];
  }

  clear(): void {
    this.given = undefined;
  }
}

/** The fields that some parts read. Those of a list are its items' own. */
export function fieldsOf(parts: readonly FramePart[]): readonly FrameField[] {
  return parts.flatMap((part): readonly FrameField[] => {
    if (typeof part === 'string' || '_tag' in part) return [];
    return 'optional' in part ? fieldsOf(part.optional.slice(1)) : [part];
  });
}
