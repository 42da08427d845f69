import type { JsonObject, JsonValue } from '../../src/orders/index.js';

const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isType: Readonly<Record<string, (json: unknown) => boolean>> = {
  string: (json) => typeof json === 'string',
  number: (json) => typeof json === 'number',
  integer: Number.isInteger,
  boolean: (json) => typeof json === 'boolean',
  null: (json) => json === null,
  array: Array.isArray,
  object: isObject,
};

const all = (schemas: JsonValue): readonly JsonObject[] => schemas as readonly JsonObject[];

/** What each keyword that we use asks of a value. One that is not here is a mistake. */
const KEYWORDS: Readonly<Record<string, (asked: JsonValue, json: unknown, schema: JsonObject) => boolean>> = {
  type: (type, json) => isType[type as string]!(json),
  enum: (names, json) => (names as readonly unknown[]).includes(json),
  pattern: (pattern, json) => typeof json !== 'string' || new RegExp(pattern as string, 'u').test(json),
  minimum: (least, json) => typeof json !== 'number' || json >= Number(least),
  maximum: (most, json) => typeof json !== 'number' || json <= Number(most),
  items: (items, json) => !Array.isArray(json) || json.every((item) => fitsSchema(items as JsonObject, item)),
  required: (keys, json) =>
    !isObject(json) || (keys as readonly string[]).every((key) => Object.hasOwn(json, key)),
  properties: (forms, json) =>
    !isObject(json) ||
    Object.entries(forms as Readonly<Record<string, JsonObject>>).every(
      ([key, form]) => !Object.hasOwn(json, key) || fitsSchema(form, json[key]),
    ),
  additionalProperties: (allowed, json, { properties }) =>
    allowed === true ||
    !isObject(json) ||
    Object.keys(json).every((key) => Object.hasOwn(properties as object, key)),
  anyOf: (schemas, json) => all(schemas).some((schema) => fitsSchema(schema, json)),
  oneOf: (schemas, json) => all(schemas).filter((schema) => fitsSchema(schema, json)).length === 1,
};

/** Whether JSON fits a JSON Schema, as far as ours go. */
export const fitsSchema = (schema: JsonObject, json: unknown): boolean =>
  Object.entries(schema).every(([keyword, asked]) => KEYWORDS[keyword]!(asked, json, schema));
