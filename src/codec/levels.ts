import * as t from 'io-ts';

import { PriceLevels, PriceLevelsBuilder } from '../domain/priceLevels.js';

const expectedOf = { price: 'text of a price at or above zero', size: 'text of a size at or above zero' };

/**
 * Levels as venues list them: `[[price, size, ...], ...]`, texts of decimal numbers; what follows the two is passed
 * over. `keepText` keeps what regenerates the wire text, for venues whose checksums are made of it.
 */
export const priceLevelsFromTexts = (options: { readonly keepText: boolean }) =>
  new t.Type<PriceLevels, readonly (readonly [string, string])[], unknown>(
    'list of [price, size]',
    (value): value is PriceLevels => value instanceof PriceLevels,
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context);
      const builder = new PriceLevelsBuilder(options.keepText);
      for (let at = 0; at < value.length; at++) {
        const level: unknown = value[at];
        const pair: readonly unknown[] = Array.isArray(level) ? level : NO_PAIR;
        const [price, size] = pair;
        const fault =
          typeof price !== 'string' ? 'price' : typeof size !== 'string' ? 'size' : builder.add(price, size);
        if (fault !== undefined) return levelFailure(level, at, fault, context);
      }
      return t.success(builder.build());
    },
    (levels) => Array.from(levels, (level) => [level.priceWireText, level.sizeWireText] as const),
  );

const NO_PAIR: readonly unknown[] = [];

function levelFailure(
  level: unknown,
  at: number,
  fault: 'price' | 'size',
  context: t.Context,
): t.Validation<never> {
  const ofLevel = [...context, { key: String(at), type: t.UnknownArray, actual: level }];
  if (!Array.isArray(level)) return t.failure(level, ofLevel, '[price, size]');
  const index = fault === 'price' ? 0 : 1;
  const value: unknown = level[index];
  return t.failure(
    value,
    [...ofLevel, { key: String(index), type: t.string, actual: value }],
    expectedOf[fault],
  );
}
