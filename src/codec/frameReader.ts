import { NO_LEVELS, type PriceLevels } from '../domain/priceLevels.js';
import { FrameScanner, Letters } from './frameScanner.js';

/** An integer at or above zero of a frame, with up to 15 digits; `value` after a frame was read. */
export class IntegerField {
  // A double from the start: another kind of number would make the field change its form.
  value = 0.5;
}

/** A text of a frame, within its quotes and without escapes; `value` after a frame was read. */
export class TextField {
  value = '';
}

/** A list of levels of a frame, `[["price","size"],...]`; `value` after a frame was read. */
export class LevelsField {
  value: PriceLevels = NO_LEVELS;
}

/** A text that is passed over, whatever it is. */
export const ANY_TEXT = { _tag: 'anyText' } as const;

/** Parts that may be missing, told by the letters that they begin with. */
export interface OptionalParts {
  readonly optional: readonly [letters: string, ...parts: (string | typeof ANY_TEXT)[]];
}

/** A piece of a frame: letters as they stand, or what is read. */
export type FramePart = string | IntegerField | TextField | LevelsField | typeof ANY_TEXT | OptionalParts;

/** What a step reads: small integers, which are told apart faster than their names. */
const LETTERS = 0;
const OPTIONAL = 1;
const INTEGER = 2;
const TEXT = 3;
const PASSED_OVER = 4;
const LEVELS = 5;

/** One piece, made ready: the same fields whatever it is, so that all steps are of one form. */
class Step {
  constructor(
    readonly kind: number,
    readonly letters: Letters = NO_LETTERS,
    /** How many steps are passed over where an optional part is missing. */
    readonly more: number = 0,
    readonly integer: IntegerField = NO_INTEGER,
    readonly text: TextField = NO_TEXT,
    readonly levels: LevelsField = NO_LIST,
  ) {}
}

// The fields of what a step does not read.
const NO_LETTERS = new Letters('');
const NO_INTEGER = new IntegerField();
const NO_TEXT = new TextField();
const NO_LIST = new LevelsField();

/**
 * Reads frames of a fixed shape as a venue describes them, without making a tree of them:
 *
 * ```ts
 * const id = new IntegerField();
 * const bids = new LevelsField();
 * const reader = new FrameReader([['{"id":', id, ',"bids":', bids, '}']]);
 * if (reader.read(text)) use(id.value, bids.value);
 * ```
 *
 * Strict: a frame that is not just as described to the letter is not read, and is for the JSON parser and the codecs,
 * which define what is right. One that is read is valid JSON and means what they make of it, as `FrameScanner` tells.
 */
export class FrameReader {
  private readonly scanner = new FrameScanner();
  private readonly shapes: readonly (readonly Step[])[];

  /** The shapes that a frame may have, each as its parts in order. The first that fits is read. */
  constructor(shapes: readonly (readonly FramePart[])[]) {
    this.shapes = shapes.map((parts) => parts.flatMap(stepsOf));
  }

  /** Whether the frame has one of the shapes: then the fields have its values. */
  read(text: string): boolean {
    const { scanner, shapes } = this;
    scanner.start(text);
    for (let at = 0; at < shapes.length; at++) {
      if (at > 0) scanner.rewind();
      if (readShape(scanner, shapes[at]!)) return true;
    }
    return false;
  }
}

function readShape(scanner: FrameScanner, steps: readonly Step[]): boolean {
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at]!;
    switch (step.kind) {
      case LETTERS:
        scanner.expect(step.letters);
        break;
      case OPTIONAL:
        if (!scanner.skip(step.letters)) at += step.more;
        break;
      case INTEGER:
        step.integer.value = scanner.integer();
        break;
      case TEXT:
        step.text.value = scanner.string();
        break;
      case PASSED_OVER:
        scanner.skipString();
        break;
      default:
        step.levels.value = scanner.levels() ?? NO_LEVELS;
    }
    if (!scanner.ok) return false;
  }
  return scanner.end();
}

function stepsOf(part: FramePart): readonly Step[] {
  if (typeof part === 'string') return [new Step(LETTERS, new Letters(part))];
  if (part instanceof IntegerField) return [new Step(INTEGER, undefined, 0, part)];
  if (part instanceof TextField) return [new Step(TEXT, undefined, 0, undefined, part)];
  if (part instanceof LevelsField) return [new Step(LEVELS, undefined, 0, undefined, undefined, part)];
  if ('_tag' in part) return [new Step(PASSED_OVER)];
  const [letters, ...rest] = part.optional;
  const more = rest.flatMap(stepsOf);
  return [new Step(OPTIONAL, new Letters(letters), more.length), ...more];
}
