/** What is put into a text in place of something else: what a frame is made of, and what is hard to read right. */
const PIECES = [
  ...'0123456789".,:[]{}-+eETZr \\/u\u0000é'.split(''),
  '","',
  '["',
  '"],["',
  '],[',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  ',"r"',
  'buy',
  'sell',
  'offer',
];

/** Numbers as they may be written, right and wrong. */
const NUMBERS = [
  '0',
  '00',
  '-0',
  '-1',
  '+1',
  '1.',
  '.5',
  '0.0',
  '0.10',
  '1e5',
  '1E5',
  '1E+5',
  '9.121E-7',
  '1e-400',
  '1e999',
  '123456789012345',
  '1234567890123456',
  '999999999999999',
  '1000000000000000',
  '9007199254740991',

  '9007199254740992',
  '9007199254740993',
  '10000000000000000',
  '0.30000000000000004',
  '3307.9982700421942',

  '1234567.89012345678901',
  '0.0000000000000000000001',
  '0.00000000000000000000001',
  '2.516448728473207E7',
  '100000000000000.0',
  '99999999999999.9',
  '0.000000000000000',
  '4294967295',
  '4294967296',
  '2147483647',

  '2147483648',
  '-2147483648',
  '-2147483649',
  '1e22',
  '1e23',
  '1.5e-22',
  '1.50E1',
  '12345678901234567890123456789',
];

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

type Random = () => number;

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** Some letters replaced, removed or put in. */
function lettersChanged(text: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  const by = random() < 0.2 ? '' : pick(random, PIECES);
  return text.slice(0, at) + by + text.slice(at + Math.floor(random() * 3));
}

/** One number replaced by another one: an odd one, or any. */
function numberChanged(text: string, random: Random): string {
  const places = [...text.matchAll(NUMBER)];
  if (places.length === 0) return text;
  const { index, 0: old } = pick(random, places);
  const by =
    random() < 0.6
      ? pick(random, NUMBERS)
      : (random() * 10 ** Math.floor(random() * 18 - 6)).toFixed(random() * 12);
  return text.slice(0, index) + by + text.slice(index + old.length);
}

/** One digit replaced by another one. */
function digitChanged(text: string, random: Random): string {
  const places = [...text.matchAll(/\d/g)];
  if (places.length === 0) return text;
  const { index } = pick(random, places);
  return text.slice(0, index) + String(Math.floor(random() * 10)) + text.slice(index + 1);
}

/** What stands between two commas in the place of what stands between two others, and that in its place. */
function fieldsSwapped(text: string, random: Random): string {
  const fields = text.split(',');
  const [a, b] = [Math.floor(random() * fields.length), Math.floor(random() * fields.length)];
  [fields[a], fields[b]] = [fields[b]!, fields[a]!];
  return fields.join(',');
}

/** What stands between two commas told twice, or not at all. */
function fieldRepeated(text: string, random: Random): string {
  const fields = text.split(',');
  const at = Math.floor(random() * fields.length);
  fields.splice(at, 1, ...(random() < 0.5 ? [fields[at]!, fields[at]!] : []));
  return fields.join(',');
}

/** Its start. */
const cutOff = (text: string, random: Random): string => text.slice(0, Math.floor(random() * text.length));

/** Numbers first: most other changes leave no frame that is read. */
const CHANGES = [
  numberChanged,
  numberChanged,
  numberChanged,
  digitChanged,
  lettersChanged,
  lettersChanged,
  fieldsSwapped,
  fieldRepeated,
  cutOff,
];

/** The text with one or two changes, by chance. */
export function changedText(text: string, random: Random): string {
  let changed = text;
  for (let left = random() < 0.7 ? 1 : 2; left > 0; left--) changed = pick(random, CHANGES)(changed, random);
  return changed;
}
