import fc from 'fast-check';

import type { OneOrderInput, OrderInput } from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  answerLost,
  cancelAcknowledged,
  cancelAnswerLost,
  cancelRefused,
  cancelRequested,
  expired,
  filled,
  notFound,
  polled,
  refused,
  report,
  submitted,
  trade,
} from './orderInputs.js';

/** Where an order may be when it is sought. */
const starts = fc.constantFrom<readonly OneOrderInput[]>(
  [cancelRequested()],
  [submitted()],
  [submitted(), answerLost()],
  [submitted(), acknowledged()],
  [submitted(), acknowledged(), cancelRequested()],
  [report('open', '0')],
  [submitted(), report('pending', '40')],
  [submitted(), report('filled')],
  [report('filled')],
);

/** What the venue may say of it all the same, and what says nothing of it. */
const words = fc.constantFrom<OneOrderInput>(
  acknowledged(),
  refused(),
  answerLost(),
  report('pending'),
  report('open'),
  report('cancelled'),
  report('rejected'),
  // More often: of all words only a fill leaves the question open whether it is gone.
  filled(trade('t1', '40')),
  filled(trade('t2', '10')),
  filled(trade('t3', '10')),
  amended('v1', 'v2'),
  expired(),
  cancelAcknowledged(false),
  cancelRefused(),
  cancelAnswerLost(),
  submitted(),
  polled(0, true),
  polled(0, undefined, [trade('t1', '40')]),
);

/** An input that comes now, to a question that was asked then. */
type MakeInput = (now: number, askedAt: number) => OrderInput;

const oneInput: fc.Arbitrary<MakeInput> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<MakeInput>((now, askedAt) => notFound(askedAt, { receivedAt: now })) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(false, undefined), fc.constantFrom(undefined, [])).map(
      ([open, fills]): MakeInput =>
        (now, askedAt) =>
          polled(askedAt, open, fills, { receivedAt: now }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<MakeInput>((now) => ({ _tag: 'clock', now })) },
  {
    weight: 2,
    arbitrary: words.map(
      (word): MakeInput =>
        (now, askedAt) =>
          word._tag === 'polled' ? { ...word, receivedAt: now, askedAt } : { ...word, receivedAt: now },
    ),
  },
);

/**
 * An order that is asked for, and not found or not heard of, around the time at which its submit ends to be valid, which is
 * 100: answers come late, repeated and out of order, many of them asked in the moment of something else.
 */
export const silence: fc.Arbitrary<readonly OrderInput[]> = fc
  .record({
    start: starts,
    from: fc.integer({ min: 94, max: 102 }),
    makes: fc.array(fc.tuple(oneInput, fc.nat(2), fc.nat(5)), { minLength: 3, maxLength: 20 }),
  })
  .map(({ start, from, makes }) => {
    let now = from;
    return [
      ...start,
      ...makes.map(([make, gap, age]) => {
        now += gap;
        return make(now, now - age);
      }),
    ];
  });
