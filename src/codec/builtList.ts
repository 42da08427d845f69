import * as t from 'io-ts';

/** What is wrong with an item of a list: in which part of it, by field or index; with the whole of it where not told. */
export interface ItemFault {
  readonly part?: string | number;
  readonly expected: string;
}

/** Makes a value of a list, item by item, for one list after the other. */
export interface ListBuilder<A> {
  /** Takes an item; says what is wrong with it, and takes nothing, where it is none. */
  readonly add: (item: unknown) => ItemFault | undefined;
  /** What was added since the last time; starts anew. */
  readonly build: () => A;
  /** Forgets what was added. */
  readonly clear: () => void;
}

/**
 * A list that is read by hand in one pass, for the long ones of books: a value is made of all of its items, or the first
 * that is at fault is told by its place.
 */
export const builtList = <A>(
  name: string,
  is: (value: unknown) => value is A,
  builder: ListBuilder<A>,
): t.Type<A, A, unknown> =>
  new t.Type<A, A, unknown>(
    name,
    is,
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context);
      const items: readonly unknown[] = value;
      for (let at = 0; at < items.length; at++) {
        const item = items[at];
        const fault = builder.add(item);
        if (fault === undefined) continue;
        builder.clear();
        const inList = t.appendContext(context, String(at), t.unknown, item);
        if (fault.part === undefined) return t.failure(item, inList, fault.expected);
        const part = (item as Readonly<Record<string | number, unknown>>)[fault.part];
        return t.failure(part, t.appendContext(inList, String(fault.part), t.unknown, part), fault.expected);
      }
      return t.success(builder.build());
    },
    t.identity,
  );

/** What a text of a level must be. */
export const PRICE_TEXT = 'text of a price at or above zero';
export const SIZE_TEXT = 'text of a size at or above zero';
