import * as t from 'io-ts';

import { decimalFromText } from '../../codec/numbers.js';
import type { SequenceId } from '../../domain/ids.js';
import type { PriceLevel } from '../../domain/priceLevel.js';
import type { Json } from '../marbleDiagram.js';

/** A codec of a value that is in JSON what it is in the program, if `is` says so. */
const plain = <A>(name: string, is: (value: unknown) => value is A) =>
  new t.Type<A, A, unknown>(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context, name)),
    t.identity,
  );

/** An integer at or above zero. */
export const count = plain(
  'count',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
);

/** A number of milliseconds, at or above zero. */
export const milliseconds = plain(
  'milliseconds',
  (value): value is number => typeof value === 'number' && value >= 0,
);

/** The text of a decimal number at or above zero. */
export const amountText = plain(
  'text of a decimal number at or above zero',
  (value): value is string => decimalFromText.decode(value)._tag === 'Right',
);

/** The text of a decimal number. */
export const signedText = plain(
  'text of a decimal number',
  (value): value is string => typeof value === 'string' && amountText.is(value.replace(/^-/, '')),
);

/** What `tuple` reads, and nothing behind it. */
export const exactly = <A>(tuple: t.Type<A, unknown, unknown> & { readonly types: readonly unknown[] }) =>
  new t.Type<A, A, unknown>(
    tuple.name,
    tuple.is,
    (value, context) =>
      Array.isArray(value) && value.length > tuple.types.length
        ? t.failure(value, context, `list of ${tuple.types.length}: ${tuple.name}`)
        : tuple.validate(value, context),
    t.identity,
  );

/** `[price, size]`. */
export const levelTexts = exactly(t.tuple([amountText, amountText], '[price, size]'));

/** An id: a number, above 2^53 its digits as a text. */
export const id = new t.Type<SequenceId, SequenceId, unknown>(
  'id',
  (value): value is SequenceId => typeof value === 'bigint' || count.is(value),
  (value, context) => {
    if (count.is(value)) return t.success(value);
    const big = typeof value === 'string' && /^[1-9]\d*$/.test(value) ? BigInt(value) : 0n;
    return big > BigInt(Number.MAX_SAFE_INTEGER)
      ? t.success(big)
      : t.failure(value, context, 'an id: a number, or above 2^53 the text of its digits');
  },
  t.identity,
);

/** The JSON of an id. */
export const idJson = (value: SequenceId): Json =>
  value > Number.MAX_SAFE_INTEGER ? String(value) : Number(value);

/** The JSON of levels: pairs of texts, as the venue wrote them where that was kept. */
export const levelsJson = (levels: Iterable<PriceLevel>): Json =>
  Array.from(levels, (level) => [level.priceWireText, level.sizeWireText]);

/** A JSON object of those fields that are not undefined. */
export const fieldsJson = (fields: Readonly<Record<string, Json | undefined>>): Json => {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept;
};

/** `value`; undefined where that is what is meant when nothing is said, and null where it is missing against that. */
export const unless = <T extends Json>(
  value: T | undefined,
  meantAnyway: T | undefined,
): T | null | undefined => (value === meantAnyway ? undefined : (value ?? null));

/** Null, or what `type` reads. */
export const orNull = <A>(type: t.Type<A, A, unknown>) =>
  new t.Type<A | null, A | null, unknown>(
    `${type.name} or null`,
    (value): value is A | null => value === null || type.is(value),
    (value, context) => (value === null ? t.success(null) : type.validate(value, context)),
    t.identity,
  );
