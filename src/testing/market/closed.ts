import * as t from 'io-ts';

/** What {@link closed} reads. */
export type Closed<R extends t.Props, O extends t.Props> = {
  readonly [K in keyof R]: t.TypeOf<R[K]>;
} & { readonly [K in keyof O]?: t.TypeOf<O[K]> };

/** A JSON object with these keys and no other: an unknown one is a fault, and so is a required one that is missing. */
export function closed<R extends t.Props, O extends t.Props>(
  required: R,
  optional: O,
): t.Type<Closed<R, O>, unknown, unknown> {
  const types: t.Props = { ...required, ...optional };
  const known = Object.keys(types);
  const name = `object of ${known.join(', ')}`;
  return new t.Type<Closed<R, O>, unknown, unknown>(
    name,
    (value): value is Closed<R, O> =>
      isRecord(value) &&
      Object.entries(required).every(([key, type]) => type.is(value[key])) &&
      Object.entries(value).every(([key, field]) => Object.hasOwn(types, key) && types[key]!.is(field)),
    (value, context) => {
      if (!isRecord(value)) return t.failure(value, context, name);
      const errors: t.Errors = [];
      const fields: Record<string, unknown> = {};
      for (const key of new Set([...Object.keys(required), ...Object.keys(value)])) {
        const type = Object.hasOwn(types, key) ? types[key] : undefined;
        const field = value[key];
        const place = t.appendContext(context, key, type ?? t.never, field);
        if (type === undefined) {
          errors.push({ value: field, context: place, message: `no key '${key}' here: ${known.join(', ')}` });
          continue;
        }
        const result = type.validate(field, place);
        if (result._tag === 'Left') errors.push(...result.left);
        else fields[key] = result.right;
      }
      return errors.length > 0 ? t.failures(errors) : t.success(fields as Closed<R, O>);
    },
    t.identity,
  );
}

/** Whether a value is an object and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
