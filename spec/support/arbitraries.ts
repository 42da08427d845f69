import fc from 'fast-check';

import type { Pair } from './messages.js';

/** Few prices, so that levels meet: changed, deleted, inserted again, deleted though missing. */
export const roundPrice = fc.integer({ min: 1, max: 150 }).map((ticks) => String(ticks / 4));

/** A third of them delete. */
const roundSize = fc.constantFrom('0', '0.0', '1', '2.5', '0.001', '40000');

/** Texts whose doubles collide with others here, or lose digits, or leave the range of doubles. */
const TREACHEROUS = [
  '0.1',
  '0.10',
  '1e-1',
  '0.1000000000000000',
  '0.1000000000000000055511151231257827',
  '0.1000000000000000055511151231257827021181583404541015625',
  '0.1000000000000000055511151231257828',
  '0.09999999999999999',
  '0.3',
  '0.30000000000000004',
  '0.300000000000000044408920985006',
  '9007199254740992',
  '9007199254740993',
  '9007199254740993.0',
  '9007199254740992.5',
  '1E+3',
  '1000.000',
  '123456789012345678901234567890.1234567891',
  '123456789012345678901234567890.1234567892',
  '4.9e-324',
  '1e-400',
  '2e-400',
  '10e-401',
  '1e400',
  '2e400',
] as const;

const digits = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(''));

/** Decimal texts of 16 to 40 significant digits. */
export const longText = fc
  .tuple(fc.integer({ min: 1, max: 999 }), digits(15, 37))
  .map(([whole, fraction]) => `${whole}.${fraction}`);

/** A decimal text at or above zero that a double may not give back. */
export const treacherousText = fc.oneof(fc.constantFrom(...TREACHEROUS), longText, roundPrice);

/** Sizes of all kinds; some delete. */
const treacherousSize = fc.oneof(fc.constantFrom('0', '0.000', '0e5', '0.00000000'), treacherousText);

/** A level of few round prices. */
export const roundPair: fc.Arbitrary<Pair> = fc.tuple(roundPrice, roundSize);

/** A level that wants exactness. */
export const treacherousPair: fc.Arbitrary<Pair> = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...TREACHEROUS) },
    { weight: 1, arbitrary: treacherousText },
  ),
  treacherousSize,
);

/** The levels of one message; enough of them to split chunks of a side and to merge them again. */
export const levelsOf = (pair: fc.Arbitrary<Pair>, maxLength = 60): fc.Arbitrary<readonly Pair[]> =>
  fc.array(pair, { maxLength, size: 'max' });

const whole = fc.integer({ min: 2, max: 40 });
const smallSize = fc.constantFrom('0', '0.0', '1', '2');

/** Whole prices, and others so near them that they are the same doubles. */
const crowdedPair: fc.Arbitrary<Pair> = fc.tuple(
  fc
    .tuple(whole, fc.constantFrom('at', 'below', 'above'), fc.integer({ min: 1, max: 3 }))
    .map(([price, place, digit]) => {
      if (place === 'at') return String(price);
      return place === 'below'
        ? `${price - 1}.99999999999999999${digit}`
        : `${price}.00000000000000000${digit}`;
    }),
  fc.oneof(smallSize, fc.constant('0.30000000000000004441')),
);

/** Levels whose prices are few doubles, but many numbers; some runs are short, some of whole prices only. */
export const crowdedLevels = (maxLength: number): fc.Arbitrary<readonly Pair[]> =>
  fc.oneof(
    levelsOf(crowdedPair, maxLength),
    levelsOf(crowdedPair, 3),
    levelsOf(fc.tuple(whole.map(String), smallSize), maxLength),
  );

/** Changes that walk over a side tick by tick or in leaps, up or down, as one message of a venue may. */
export const walk: fc.Arbitrary<readonly Pair[]> = fc
  .record({
    from: fc.integer({ min: 1, max: 3000 }),
    step: fc.integer({ min: -40, max: 40 }),
    count: fc.integer({ min: 1, max: 150 }),
    size: fc.constantFrom('0', '0', '1', '2.5'),
  })
  .map(({ from, step, count, size }) =>
    Array.from({ length: count }, (_, at): Pair => [String(Math.abs(from + at * step) / 8), size]),
  );
