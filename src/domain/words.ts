import { Decimal } from 'decimal.js';

// Arithmetic on what a Decimal is made of, as decimal.js documents it: `d`, words of seven digits of which neither the
// first nor the last is zero, `e`, the power of ten of the first digit, and `s`, the sign. Words of all Decimals begin at
// the same places, so that those of one place are added as they are. What is too long for this, or is none of the usual
// numbers, gives undefined: that is for the arithmetic of decimal.js, which copies each operand and rounds each result.

const WORD_DIGITS = 7;
const WORD = 10 ** WORD_DIGITS;
/** The code of the digit. */
const ZERO = 48;

/** Results of more words are for decimal.js. A sum of so many products of two words is still exact in a double. */
const MOST_WORDS = 32;

/** To be copied, which gives lists of small integers, no longer than they have to be. */
const ZEROS: readonly (readonly number[])[] = Array.from({ length: MOST_WORDS + 1 }, (_, length) => {
  const zeros: number[] = [];
  while (zeros.length < length) zeros.push(0);
  return zeros;
});

/** Exponents beyond are for decimal.js, which knows where its own end. */
const MOST_EXPONENT = 1e9;

/** The words of a number that is not zero and has an end; undefined for others. */
function wordsOf({ d, e }: Decimal): readonly number[] | undefined {
  // Null where there is no end, whatever the type says.
  const words: readonly number[] | null = d;
  return words === null || words[0] === 0 || Math.abs(e) > MOST_EXPONENT ? undefined : words;
}

/** The place of the first word: its weight is 10^7 to that power. */
const topOf = ({ e }: Decimal): number => Math.floor(e / WORD_DIGITS);

/** A Decimal that is nobody's yet. */
type Parts = { -readonly [K in 's' | 'e' | 'd']: Decimal[K] };

/** The Decimal of these words, the first of which is at `top`; there may be zeros at both ends. */
function decimalOf(sign: number, top: number, words: number[]): Decimal {
  let first = 0;
  let end = words.length;
  while (first < end && words[first] === 0) first++;
  const made = new Decimal(0);
  if (first === end) return made;
  while (words[end - 1] === 0) end--;
  let exponent = (top - first) * WORD_DIGITS;
  for (let power = 10; power <= words[first]!; power *= 10) exponent++;
  const parts: Parts = made;
  parts.s = sign;
  parts.e = exponent;
  parts.d = end - first === words.length ? words : words.slice(first, end);
  return made;
}

/** Below zero where `a` is less than `b`, both above zero, whatever their signs. */
function compareSizes(a: Decimal, b: Decimal): number {
  if (a.e !== b.e) return a.e - b.e;
  const [these, those] = [a.d, b.d];
  const common = Math.min(these.length, those.length);
  for (let at = 0; at < common; at++) {
    const difference = these[at]! - those[at]!;
    if (difference !== 0) return difference;
  }
  return these.length - those.length;
}

/** As `a.cmp(b)`: below zero where `a` is less, 0 where they are the same, NaN where one of them is. */
export function compare(a: Decimal, b: Decimal): number {
  const these: readonly number[] | null = a.d;
  const those: readonly number[] | null = b.d;
  if (these === null || those === null) return a.cmp(b);
  if (these[0] === 0) return those[0] === 0 ? 0 : -b.s;
  return a.s === b.s && those[0] !== 0 ? a.s * compareSizes(a, b) : a.s;
}

/** `a + b` where `sign` is 1, `a - b` where it is -1. */
export function sumOfWords(a: Decimal, b: Decimal, sign: 1 | -1): Decimal | undefined {
  const these = wordsOf(a);
  const those = wordsOf(b);
  if (these === undefined || those === undefined) return undefined;
  const aTop = topOf(a);
  const bTop = topOf(b);
  const top = Math.max(aTop, bTop);
  const length = top + 1 - Math.min(aTop + 1 - these.length, bTop + 1 - those.length);
  if (length > MOST_WORDS) return undefined;
  const bSign = sign * b.s;
  const isSum = a.s === bSign;
  const isReversed = !isSum && compareSizes(a, b) < 0;
  const xFactor = isReversed ? -1 : 1;
  const yFactor = isSum || isReversed ? 1 : -1;
  const words = ZEROS[length]!.slice();
  let carried = 0;
  for (let at = length - 1, i = at - top + aTop, j = at - top + bTop; at >= 0; at--, i--, j--) {
    let word = carried;
    if (i >= 0 && i < these.length) word += xFactor * these[i]!;
    if (j >= 0 && j < those.length) word += yFactor * those[j]!;
    carried = 0;
    if (word >= WORD) {
      word -= WORD;
      carried = 1;
    } else if (word < 0) {
      word += WORD;
      carried = -1;
    }
    words[at] = word;
  }
  if (carried === 0) return decimalOf(isReversed ? bSign : a.s, top, words);
  words.unshift(carried);
  return decimalOf(a.s, top + 1, words);
}

/** `a * b`. */
export function productOfWords(a: Decimal, b: Decimal): Decimal | undefined {
  const [these, those] = [wordsOf(a), wordsOf(b)];
  if (these === undefined || those === undefined) return undefined;
  const length = these.length + those.length;
  if (length > MOST_WORDS) return undefined;
  const words = ZEROS[length]!.slice();
  for (let i = these.length - 1; i >= 0; i--) {
    let carried = 0;
    for (let j = those.length - 1; j >= 0; j--) {
      const sum = words[i + j + 1]! + these[i]! * those[j]! + carried;
      carried = Math.floor(sum / WORD);
      words[i + j + 1] = sum - carried * WORD;
    }
    words[i] = carried;
  }
  return decimalOf(a.s * b.s, topOf(a) + topOf(b) + 1, words);
}

/** A word with all its digits. */
const digitsOf = (word: number): string => String(WORD + word).slice(1);

/** As `value.toFixed()`: plain notation, no exponent, no trailing zeros. */
export function plainText(value: Decimal): string {
  const { d, e, s } = value;
  const words: readonly number[] | null = d;
  if (words === null || words.length > MOST_WORDS || e < -WORD_DIGITS || e >= MOST_WORDS)
    return value.toFixed();
  const top = topOf(value);
  let text = top < 0 ? '0' : String(words[0]);
  for (let at = 1; at <= top; at++) text += digitsOf(words[at] ?? 0);
  if (words.length - 1 > top) {
    text += '.';
    for (let at = top + 1; at < words.length - 1; at++) text += digitsOf(words[at]!);
    // The last word is not zero.
    const last = digitsOf(words.at(-1)!);
    let end = WORD_DIGITS;
    while (last.charCodeAt(end - 1) === ZERO) end--;
    text += last.slice(0, end);
  }
  return s < 0 && words[0] !== 0 ? `-${text}` : text;
}
