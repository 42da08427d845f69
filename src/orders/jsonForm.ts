import { Decimal } from 'decimal.js';

import { plainText } from '../domain/exact.js';
import type { SequenceId } from '../domain/ids.js';
import { OrderJsonError } from './orderJsonError.js';

/** A value as JSON has it. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** How values of one kind are written as JSON and read from it, without loss; both throw an {@link OrderJsonError}. */
export interface JsonForm<T> {
  /** What is read, as a JSON Schema of 2020-12. */
  readonly schema: JsonObject;
  /** Whether a field of this form may be left out. */
  readonly mayBeLeftOut?: true;
  /** Undefined where nothing is written. */
  write(value: T): JsonValue | undefined;
  /**
   * The text that `JSON.stringify` gives for what is written, several times faster. It throws too where that cannot be
   * written, but does not say where in the value: {@link textBy} does.
   */
  text(value: T): string | undefined;
  read(json: unknown, path: string): T;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether JSON writes a character otherwise than it is: control characters, and halves of pairs, that may be alone. */
const isEscaped = (code: number): boolean =>
  code < 0x20 || code === QUOTE || code === BACKSLASH || (code >= 0xd800 && code <= 0xdfff);

function quoted(value: string): string {
  for (let at = 0; at < value.length; at++) if (isEscaped(value.charCodeAt(at))) return JSON.stringify(value);
  return `"${value}"`;
}

/** The text of a value by its form; throws an {@link OrderJsonError} that says where it cannot be written. */
export function textBy<T>(form: JsonForm<T>, value: T): string {
  try {
    return form.text(value) ?? 'null';
  } catch {
    return JSON.stringify(form.write(value) ?? null);
  }
}

const scalar = <T extends string | number | boolean>(
  schema: JsonObject,
  expected: string,
  is: (json: unknown) => json is T,
): JsonForm<T> => {
  const read = (json: unknown, path: string): T => {
    if (!is(json)) throw new OrderJsonError(path, json, expected);
    return json;
  };
  // What is written is read again: a value that only its type says to be right is refused before it is stored.
  return {
    schema,
    write: (value) => read(value, ''),
    text: (value) => {
      const json = read(value, '');
      return typeof json === 'string' ? quoted(json) : String(json);
    },
    read,
  };
};

const isText = (json: unknown): json is string => typeof json === 'string';

/** A text. */
export const text = scalar({ type: 'string' }, 'a text', isText);
/** True or false. */
export const flag = scalar(
  { type: 'boolean' },
  'true or false',
  (json): json is boolean => typeof json === 'boolean',
);
const isFinite = (json: unknown): json is number => typeof json === 'number' && Number.isFinite(json);

/** A finite number, such as milliseconds. */
export const finite = scalar({ type: 'number' }, 'a finite number', isFinite);

/** A text that `brand` makes an id of. */
export const idText = <T extends string>(brand: (text: string) => T): JsonForm<T> => ({
  schema: text.schema,
  write: (value) => text.write(value),
  text: (value) => text.text(value),
  read: (json, path) => brand(text.read(json, path)),
});

/** One of these texts. */
export const oneOf = <T extends string>(...names: readonly T[]): JsonForm<T> => {
  const set: ReadonlySet<unknown> = new Set(names);
  return scalar({ enum: names }, `one of ${names.join(', ')}`, (json): json is T => set.has(json));
};

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A decimal number, as its exact plain text. */
export const decimal: JsonForm<Decimal> = {
  schema: { type: 'string', pattern: PLAIN_DECIMAL.source },
  write: (value) => {
    if (!value.isFinite()) throw new OrderJsonError('', String(value), 'a decimal number');
    return value.toFixed();
  },
  text: (value) => {
    if (!value.isFinite()) throw new OrderJsonError('', String(value), 'a decimal number');
    return `"${plainText(value)}"`;
  },
  read: (json, path) => {
    if (!isText(json) || !PLAIN_DECIMAL.test(json))
      throw new OrderJsonError(path, json, 'the text of a decimal number');
    return new Decimal(json);
  },
};

const NOT_NEGATIVE = new RegExp(PLAIN_DECIMAL.source.replace('-?', ''));

/** A decimal number at or above zero, as its exact plain text. */
export const notNegative: JsonForm<Decimal> = {
  schema: { type: 'string', pattern: NOT_NEGATIVE.source },
  write: (value) => {
    if (!value.isFinite() || value.lt(0))
      throw new OrderJsonError('', String(value), 'a decimal number at or above zero');
    return value.abs().toFixed();
  },
  text: (value) => {
    if (value.isFinite() && !value.isNegative()) return `"${plainText(value)}"`;
    const json = notNegative.write(value);
    return JSON.stringify(json);
  },
  read: (json, path) => {
    if (!isText(json) || !NOT_NEGATIVE.test(json))
      throw new OrderJsonError(path, json, 'the text of a decimal number at or above zero');
    return new Decimal(json);
  },
};

const DIGITS = /^-?\d+$/;

/** A venue's sequence number: a number, above 2^53 the text of its digits. */
export const sequence: JsonForm<SequenceId> = {
  schema: {
    anyOf: [
      { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      { type: 'string', pattern: DIGITS.source },
    ],
  },
  write: (value) => {
    if (typeof value === 'bigint') return String(value);
    if (Number.isSafeInteger(value)) return value;
    throw new OrderJsonError('', value, 'a whole number below 2^53, or a bigint');
  },
  text: (value) => JSON.stringify(sequence.write(value)),
  read: (json, path) => {
    if (typeof json === 'number' && Number.isSafeInteger(json)) return json;
    if (isText(json) && DIGITS.test(json)) return BigInt(json);
    throw new OrderJsonError(path, json, 'a whole number, or the text of its digits');
  },
};

/** What may be undefined, which is written as nothing. Null is read as undefined too. */
export const optional = <T>(form: JsonForm<T>): JsonForm<T | undefined> => ({
  schema: { anyOf: [form.schema, { type: 'null' }] },
  mayBeLeftOut: true,
  write: (value) => (value === undefined ? undefined : form.write(value)),
  text: (value) => (value === undefined ? undefined : form.text(value)),
  read: (json, path) => (json === undefined || json === null ? undefined : form.read(json, path)),
});

/** Writes what is at a place, which the error names where that cannot be written. */
function writeAt<T>(place: string, form: JsonForm<T>, value: T): JsonValue | undefined {
  try {
    return form.write(value);
  } catch (error) {
    throw error instanceof OrderJsonError ? error.inside(place) : error;
  }
}

/** A list; an empty one may be left out. */
export const list = <T>(form: JsonForm<T>): JsonForm<readonly T[]> => ({
  schema: { type: 'array', items: form.schema },
  mayBeLeftOut: true,
  write: (values) => values.map((value, at) => writeAt(`[${at}]`, form, value) ?? null),
  text: (values) => {
    let written = '';
    for (const value of values) written += `${written === '' ? '' : ','}${form.text(value) ?? 'null'}`;
    return `[${written}]`;
  },
  read: (json, path) => {
    if (json === undefined) return [];
    if (!Array.isArray(json)) throw new OrderJsonError(path, json, 'a list');
    return json.map((item: unknown, at) => form.read(item, `${path}[${at}]`));
  },
});

/** The forms of an object's fields. */
export type FieldForms<T> = { readonly [K in keyof T]-?: JsonForm<T[K]> };

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** An object with these fields and no other. */
export const object = <T extends object>(forms: FieldForms<T>): JsonForm<T> => {
  const keys = keysOf(forms);
  const heads = keys.map((key) => `,${JSON.stringify(key)}:`);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(keysOf(forms).map((key) => [key, forms[key].schema])),
      required: keysOf(forms).filter((key) => forms[key].mayBeLeftOut !== true),
      additionalProperties: false,
    },
    write: (value) => {
      const written: Record<string, JsonValue> = {};
      for (const key of keysOf(forms)) {
        const json = writeAt(key, forms[key], value[key]);
        if (json !== undefined) written[key] = json;
      }
      return written;
    },
    text: (value) => {
      let written = '';
      for (let at = 0; at < keys.length; at++) {
        const key = keys[at]!;
        const json = forms[key].text(value[key]);
        if (json !== undefined) written += heads[at]! + json;
      }
      // Each begins with a comma.
      return `{${written.slice(1)}}`;
    },
    read: (json, path) => {
      if (!isObject(json)) throw new OrderJsonError(path, json, 'an object');
      const place = (key: string) => (path === '' ? key : `${path}.${key}`);
      for (const [key, value] of Object.entries(json)) {
        if (!Object.hasOwn(forms, key))
          throw new OrderJsonError(place(key), value, `no such key: ${keysOf(forms).join(', ')}`);
      }
      const read: Partial<T> = {};
      for (const key of keysOf(forms)) read[key] = forms[key].read(json[key], place(key));
      return read as T;
    },
  };
};

const keysOf = <T extends object>(forms: FieldForms<T>): readonly (keyof T & string)[] =>
  Object.keys(forms) as (keyof T & string)[];

/** A tagged union: the form of each of its members by its tag, which is the key `_tag`. */
export const tagged = <T extends { readonly _tag: string }>(forms: {
  readonly [K in T['_tag']]: JsonForm<Extract<T, { readonly _tag: K }>>;
}): JsonForm<T> => {
  // The form of a tag is only ever given values of that tag.
  const byTag = forms as Readonly<Record<string, JsonForm<T>>>;
  const formOf = (tag: string): JsonForm<T> => {
    const form = Object.hasOwn(byTag, tag) ? byTag[tag] : undefined;
    if (form !== undefined) return form;
    throw new OrderJsonError('_tag', tag, `one of ${Object.keys(forms).join(', ')}`);
  };
  return {
    schema: { oneOf: Object.values(byTag).map(({ schema }) => schema) },
    write: (value) => formOf(value._tag).write(value),
    text: (value) => formOf(value._tag).text(value),
    read: (json, path) => {
      const tag = isObject(json) ? json['_tag'] : undefined;
      const form = isText(tag) && Object.hasOwn(byTag, tag) ? byTag[tag] : undefined;
      if (form === undefined)
        throw new OrderJsonError(
          path === '' ? '_tag' : `${path}._tag`,
          tag,
          `one of ${Object.keys(forms).join(', ')}`,
        );
      return form.read(json, path);
    },
  };
};
