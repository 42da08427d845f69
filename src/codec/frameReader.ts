import { checkShapes } from './checkShapes.js';
import {
  ANY_TEXT,
  ByteField,
  Int32Field,
  IntegerField,
  LevelsField,
  NameField,
  TextField,
  type FrameField,
} from './frameFields.js';
import { fieldsOf, ListField, type FramePart, type OptionalParts } from './frameParts.js';
import { FrameScanner, Letters } from './frameScanner.js';

/** What a step reads: small integers, which are told apart faster than their names. */
const LETTERS = 0;
const OPTIONAL = 1;
const INTEGER = 2;
const TEXT = 3;
const PASSED_OVER = 4;
const LEVELS = 5;
const BYTES = 6;
const NAME = 7;
const DIGITS = 8;
const LIST = 9;

/** What a step may need. */
interface StepParts {
  readonly letters?: Letters;
  readonly more?: number;
  readonly fields?: readonly FrameField[];
  readonly integer?: IntegerField;
  readonly text?: TextField;
  readonly levels?: LevelsField;
  readonly bytes?: ByteField;
  readonly list?: ListField<unknown>;
  readonly steps?: readonly Step[];
}

/** One piece, made ready: the same fields whatever it is, so that all steps are of one form. */
class Step {
  /** Letters that come first; of an optional part those that tell whether it is there. */
  readonly letters: Letters;
  /** How many steps are passed over where an optional part is missing, and the fields that these would have read. */
  readonly more: number;
  readonly fields: readonly FrameField[];
  readonly integer: IntegerField;
  readonly text: TextField;
  readonly levels: LevelsField;
  readonly bytes: ByteField;
  /** A list, and what reads each of its items. */
  readonly list: ListField<unknown>;
  readonly steps: readonly Step[];

  constructor(
    readonly kind: number,
    parts: StepParts = {},
  ) {
    this.letters = parts.letters ?? NO_LETTERS;
    this.more = parts.more ?? 0;
    this.fields = parts.fields ?? [];
    this.integer = parts.integer ?? NO_INTEGER;
    this.text = parts.text ?? NO_TEXT;
    this.levels = parts.levels ?? NO_LEVEL_LIST;
    this.bytes = parts.bytes ?? NO_BYTES;
    this.list = parts.list ?? NO_LIST;
    this.steps = parts.steps ?? [];
  }
}

// The fields of what a step does not read.
const NO_LETTERS = new Letters('');
const NO_INTEGER = new IntegerField();
const NO_TEXT = new TextField();
const NO_LEVEL_LIST = new LevelsField();
const NO_BYTES = new Int32Field();
const NO_LIST = new ListField<unknown>([], () => undefined);

/** One of the forms of a frame. */
interface Shape {
  readonly steps: readonly Step[];
  /** The fields that other shapes read, and this one does not. */
  readonly missing: readonly FrameField[];
}

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
  private readonly shapes: readonly Shape[];

  /**
   * The shapes that a frame may have, each as its parts in order. The first that fits is read. Readers that look at a frame
   * one after the other may share a scanner.
   *
   * @throws {RangeError} that names the shape, and the part by its place, where a shape is no JSON or could never be read,
   * a field stands in one twice, or a shape comes again. All fields are cleared.
   */
  constructor(
    shapes: readonly (readonly FramePart[])[],
    private readonly scanner = new FrameScanner(),
  ) {
    checkShapes(shapes, (parts, text) => readsAll(scanner, parts, text));
    const all = new Set(shapes.flatMap(fieldsOf));
    this.shapes = shapes.map((parts) => {
      const own = new Set(fieldsOf(parts));
      return { steps: stepsOf(parts), missing: [...all].filter((field) => !own.has(field)) };
    });
  }

  /** Whether the frame has one of the shapes: then the fields have its values. */
  read(text: string): boolean {
    this.scanner.start(text);
    return this.readStarted();
  }

  /** {@link read}s the frame that the scanner is at the start of. */
  readStarted(): boolean {
    const { scanner, shapes } = this;
    for (let at = 0; at < shapes.length; at++) {
      if (at > 0) scanner.rewind();
      const { steps, missing } = shapes[at]!;
      if (!readSteps(scanner, steps)) continue;
      if (!scanner.end()) continue;
      for (const field of missing) field.clear();
      return true;
    }
    return false;
  }
}

/** Whether some parts read all of a text. */
function readsAll(scanner: FrameScanner, parts: readonly FramePart[], text: string): boolean {
  scanner.start(text);
  return readSteps(scanner, stepsOf(parts)) && scanner.end();
}

function readSteps(scanner: FrameScanner, steps: readonly Step[]): boolean {
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at]!;
    if (step.kind === OPTIONAL) {
      if (!scanner.skip(step.letters)) {
        at += step.more;
        for (const field of step.fields) field.clear();
      }
      continue;
    }
    scanner.expect(step.letters);
    if (!scanner.ok) return false;
    switch (step.kind) {
      case LETTERS:
        break;
      case INTEGER:
        step.integer.value = scanner.integer();
        break;
      case TEXT:
        step.text.given = scanner.string();
        break;
      case PASSED_OVER:
        scanner.skipString();
        break;
      case LEVELS:
        step.levels.given = scanner.levels();
        break;
      case BYTES:
        scanner.take(step.bytes);
        break;
      case NAME:
        step.text.given = scanner.stringTo(step.more);
        break;
      case DIGITS:
        scanner.skipInteger();
        break;
      default:
        readList(scanner, step.list, step.steps);
    }
    if (!scanner.ok) return false;
  }
  return true;
}

function readList(scanner: FrameScanner, list: ListField<unknown>, steps: readonly Step[]): void {
  const items: unknown[] = [];
  scanner.expect('[');
  if (!scanner.skip(']')) {
    do {
      if (!readSteps(scanner, steps)) return;
      items.push(list.make());
    } while (scanner.skip(','));
    scanner.expect(']');
  }
  list.given = items;
}

/** What reads some parts, one after the other: a step for each, with the letters before it, and for letters at an end. */
function stepsOf(parts: readonly FramePart[]): readonly Step[] {
  const steps: Step[] = [];
  let before = '';
  const endLetters = () => {
    if (before !== '') steps.push(new Step(LETTERS, { letters: new Letters(before) }));
    before = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      before += part;
    } else if ('optional' in part) {
      endLetters();
      const [letters, ...rest] = part.optional;
      const more = stepsOf(rest);
      steps.push(
        new Step(OPTIONAL, { letters: new Letters(letters), more: more.length, fields: fieldsOf(rest) }),
        ...more,
      );
    } else {
      steps.push(stepOf(part, new Letters(before)));
      before = '';
    }
  }
  endLetters();
  return steps;
}

function stepOf(part: Exclude<FramePart, string | OptionalParts>, letters: Letters): Step {
  if (part instanceof IntegerField) return new Step(INTEGER, { letters, integer: part });
  if (part instanceof NameField) return new Step(NAME, { letters, text: part, more: part.end });
  if (part instanceof TextField) return new Step(TEXT, { letters, text: part });
  if (part instanceof LevelsField) return new Step(LEVELS, { letters, levels: part });
  if (part instanceof ByteField) return new Step(BYTES, { letters, bytes: part });
  if (part instanceof ListField) return new Step(LIST, { letters, list: part, steps: stepsOf(part.parts) });
  return new Step(part === ANY_TEXT ? PASSED_OVER : DIGITS, { letters });
}
