import fc from 'fast-check';

type Json = fc.JsonValue;

const DIGITS = '0123456789';
const CHARACTERS = `${DIGITS}"{}[]:,.-+eE \\/abceEsuUpdnrtfl\u0000é`;

/** One edit of a text: what is at `at` (a share of its length) for `length` characters becomes `by`. */
const edits = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.nat(3),
  by: fc.oneof(
    fc.string({ unit: fc.constantFrom(...CHARACTERS.split('')), maxLength: 3 }),
    fc.constantFrom('null', 'true', '""', '[]', '{}', '-1', '1e999', '9007199254740993', '"0.10"'),
  ),
});

/** The text with one to four runs of characters replaced, removed or put in. */
export const bytesChanged = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, fc.array(edits, { minLength: 1, maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((changed, { at, length, by }) => {
      const from = Math.floor(at * changed.length);
      return changed.slice(0, from) + by + changed.slice(from + length);
    }, text),
  );

const strangeValues: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<(Json | undefined)[]>(
    undefined,
    null,
    '',
    '1',
    '-1',
    'constructor',
    -1,
    0.5,
    2 ** 53,
    1e300,
    [],
    {},
  ),
);

/** The JSON text with one value somewhere within replaced by another one, or left out. */
export const valueChanged = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, fc.nat(), strangeValues).map(([text, which, value]) => {
    let left = which % Math.max(1, countOf(JSON.parse(text)));
    const replaced: unknown = JSON.parse(text, (_, old: unknown) => (left-- === 0 ? value : old));
    return JSON.stringify(replaced) ?? 'null';
  });

function countOf(json: unknown): number {
  let count = 0;
  JSON.stringify(json, (_, value: unknown) => {
    count++;
    return value;
  });
  return count;
}
