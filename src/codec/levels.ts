import * as t from 'io-ts';

import { PriceLevels, PriceLevelsBuilder, type LevelFault } from '../domain/priceLevels.js';

/** A list of price levels in a venue's frames; see {@link priceLevelsFromTexts}. */
export class PriceLevelsCodec extends t.Type<PriceLevels, readonly (readonly [string, string])[], unknown> {
  private readonly builder: PriceLevelsBuilder;

  constructor(keepText: boolean) {
    super(
      'list of [price, size]',
      (value): value is PriceLevels => value instanceof PriceLevels,
      (value, context) => {
        const levels = this.read(value);
        return levels === undefined ? explain(value, context) : t.success(levels);
      },
      (levels) => Array.from(levels, (level) => [level.priceWireText, level.sizeWireText] as const),
    );
    this.builder = new PriceLevelsBuilder(keepText);
  }

  /** The levels; undefined where they are at fault. What {@link decode} does, without the words. */
  read(value: unknown): PriceLevels | undefined {
    if (!Array.isArray(value)) return undefined;
    const { builder } = this;
    for (let at = 0; at < value.length; at++) {
      const level: unknown = value[at];
      if (!Array.isArray(level) || addLevel(builder, level) !== undefined) {
        builder.clear();
        return undefined;
      }
    }
    return builder.build();
  }
}

/**
 * Levels as venues list them: `[[price, size, ...], ...]`, texts of decimal numbers; what follows the two is passed
 * over. `keepText` keeps what regenerates the wire text, for venues whose checksums are made of it.
 */
export const priceLevelsFromTexts = (options: { readonly keepText: boolean }): PriceLevelsCodec =>
  new PriceLevelsCodec(options.keepText);

function addLevel(builder: PriceLevelsBuilder, level: readonly unknown[]): LevelFault | undefined {
  const price = level[0];
  const size = level[1];
  if (typeof price !== 'string') return 'price';
  if (typeof size !== 'string') return 'size';
  return builder.add(price, size);
}

const EXPECTED = { price: 'text of a price at or above zero', size: 'text of a size at or above zero' };

/** Says what is wrong with the first level at fault. */
function explain(value: unknown, context: t.Context): t.Validation<never> {
  if (!Array.isArray(value)) return t.failure(value, context);
  const builder = new PriceLevelsBuilder(false);
  const levels: readonly unknown[] = value;
  for (const [at, level] of levels.entries()) {
    const ofLevel = t.appendContext(context, String(at), t.UnknownArray, level);
    if (!Array.isArray(level)) return t.failure(level, ofLevel, '[price, size]');
    const fault = addLevel(builder, level);
    if (fault === undefined) continue;
    const index = fault === 'price' ? 0 : 1;
    const part: unknown = level[index];
    return t.failure(part, t.appendContext(ofLevel, String(index), t.string, part), EXPECTED[fault]);
  }
  return t.failure(value, context);
}
