import * as t from 'io-ts';

import { PriceLevels, PriceLevelsBuilder, type LevelFault } from '../domain/priceLevels.js';
import { PRICE_TEXT, SIZE_TEXT } from './builtList.js';
import { jsonNumber, textOfNumber, type JsonNumber } from './json.js';

/** How a venue writes the numbers of its levels. */
interface LevelNumbers<N> {
  /** The decimal text of one; undefined of what is none. */
  readonly textOf: (value: unknown) => string | undefined;
  readonly fromText: (text: string) => N;
  readonly expected: Readonly<Record<LevelFault, string>>;
}

/** A list of price levels in a venue's frames; see {@link priceLevelsFromTexts} and {@link priceLevelsFromNumbers}. */
export class PriceLevelsCodec<N = string> extends t.Type<
  PriceLevels,
  readonly (readonly [price: N, size: N])[],
  unknown
> {
  private readonly builder: PriceLevelsBuilder;

  constructor(
    private readonly numbers: LevelNumbers<N>,
    keepText: boolean,
  ) {
    super(
      'list of [price, size]',
      (value): value is PriceLevels => value instanceof PriceLevels,
      (value, context) => {
        const levels = this.read(value);
        return levels === undefined ? explain(numbers, value, context) : t.success(levels);
      },
      (levels) =>
        Array.from(
          levels,
          (level) => [numbers.fromText(level.priceWireText), numbers.fromText(level.sizeWireText)] as const,
        ),
    );
    this.builder = new PriceLevelsBuilder(keepText);
  }

  /** The levels; undefined where they are at fault. What {@link decode} does, without the words. */
  read(value: unknown): PriceLevels | undefined {
    if (!Array.isArray(value)) return undefined;
    const { builder, numbers } = this;
    for (let at = 0; at < value.length; at++) {
      const level: unknown = value[at];
      if (!Array.isArray(level) || addLevel(builder, numbers, level) !== undefined) {
        builder.clear();
        return undefined;
      }
    }
    return builder.build();
  }
}

/** What is to be known of every list of levels. */
export interface LevelsOptions {
  /** Whether to keep what regenerates the wire text, for venues whose checksums are made of it. */
  readonly keepText: boolean;
}

/**
 * Levels as most venues list them: `[["price", "size", ...], ...]`, texts of decimal numbers; what follows the two is
 * passed over.
 */
export const priceLevelsFromTexts = ({ keepText }: LevelsOptions): PriceLevelsCodec =>
  new PriceLevelsCodec(TEXTS, keepText);

/**
 * Levels in numbers, `[[price, size, ...], ...]`, from lossless JSON: exact, exponents too. What follows the two is
 * passed over. A `number` that may have lost digits, as native JSON makes them, is a fault.
 */
export const priceLevelsFromNumbers = ({ keepText }: LevelsOptions): PriceLevelsCodec<JsonNumber> =>
  new PriceLevelsCodec(NUMBERS, keepText);

const TEXTS: LevelNumbers<string> = {
  textOf: (value) => (typeof value === 'string' ? value : undefined),
  fromText: (text) => text,
  expected: { price: PRICE_TEXT, size: SIZE_TEXT },
};

const NUMBERS: LevelNumbers<JsonNumber> = {
  textOf: textOfNumber,
  fromText: jsonNumber,
  expected: {
    price: 'price at or above zero, a number without loss',
    size: 'size at or above zero, a number without loss',
  },
};

function addLevel(
  builder: PriceLevelsBuilder,
  { textOf }: LevelNumbers<unknown>,
  level: readonly unknown[],
): LevelFault | undefined {
  const price = textOf(level[0]);
  const size = textOf(level[1]);
  if (price === undefined) return 'price';
  if (size === undefined) return 'size';
  return builder.add(price, size);
}

/** Says what is wrong with the first level at fault. */
function explain(numbers: LevelNumbers<unknown>, value: unknown, context: t.Context): t.Validation<never> {
  if (!Array.isArray(value)) return t.failure(value, context);
  const builder = new PriceLevelsBuilder(false);
  const levels: readonly unknown[] = value;
  for (const [at, level] of levels.entries()) {
    const ofLevel = t.appendContext(context, String(at), t.UnknownArray, level);
    if (!Array.isArray(level)) return t.failure(level, ofLevel, '[price, size]');
    const fault = addLevel(builder, numbers, level);
    if (fault === undefined) continue;
    const index = fault === 'price' ? 0 : 1;
    const part: unknown = level[index];
    return t.failure(part, t.appendContext(ofLevel, String(index), t.string, part), numbers.expected[fault]);
  }
  return t.failure(value, context);
}
