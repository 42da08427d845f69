import fc from 'fast-check';

import { clientOrderId } from '../../src/domain/index.js';
import type { Fill, OneOrderInput, OrderInput, VenueStatus } from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  answerLost,
  cancelAcknowledged,
  cancelAnswerLost,
  cancelRefused,
  cancelRequested,
  dec,
  expired,
  filled,
  found,
  notFound,
  polled,
  refused,
  report,
  submitted,
  TERMS,
  trade,
} from './orderInputs.js';

const STATUSES: readonly VenueStatus[] = [
  'pending',
  'open',
  'partiallyFilled',
  'pendingCancel',
  'filled',
  'cancelled',
  'expired',
  'rejected',
];

/** A market order sized in quote currency. */
const QUOTE_TERMS = { amount: dec('1000'), sizedIn: 'quote', type: 'market', price: undefined } as const;

const status = fc.constantFrom(...STATUSES);
const amount = fc.constantFrom(undefined, '0', '40', '100', '130');
/** Some repeat others with more, less or something else; the last two have no trade id. */
const fills = fc.constantFrom<Fill>(
  trade('t1', '40'),
  trade('t2', '60', { price: dec('9.99'), liquidity: 'maker' }),
  trade('t3', '30', { cumulative: dec('130') }),
  trade('t1', '41'),
  trade('t1', '40', { price: dec('11') }),
  trade('t1', '40', { fees: [{ token: 'BNB', amount: dec('0.1') }] }),
  trade('t1', '40', { fees: [{ token: 'ETH', amount: dec('0.1') }] }),
  { ...trade('', '40'), tradeId: undefined, cumulative: dec('40') },
  { ...trade('', '60'), tradeId: undefined, cumulative: dec('100') },
);
const request = fc.constantFrom('x1', 'x2');
const news = fc.record({
  sequence: fc.constantFrom(undefined, 1, 2, 3),
  terms: fc.constantFrom(undefined, TERMS, { ...TERMS, side: 'sell', amount: dec('70') } as const),
  cumulativeQuote: fc.constantFrom(undefined, dec('399'), dec('400'), dec('1001')),
  venueTime: fc.constantFrom(undefined, 1, 2),
  reason: fc.constantFrom(undefined, 'would take'),
});
const amendment = fc.record({
  amount: fc.constantFrom(undefined, dec('0'), dec('70'), dec('130'), dec('2000')),
  price: fc.constantFrom(undefined, dec('9'), dec('8')),
  venueTime: fc.constantFrom(undefined, 1, 2),
});
/** Some to another id, some under the id that stays. */
const amendedIds = fc.constantFrom(['v1', 'v2'] as const, ['v1', 'v1'] as const, ['v2', 'v2'] as const);

const amendedSo = fc
  .tuple(amendedIds, amendment)
  .map(([ids, more]): OneOrderInput => ({ ...amended(ids[0], ids[1]), ...more }));

/** An order that is amended again and again. */
export const amendedOften: fc.Arbitrary<readonly OrderInput[]> = fc
  .tuple(
    fc.constantFrom<readonly OneOrderInput[]>(
      [submitted(), acknowledged()],
      [submitted(), filled(trade('t1', '100'))],
      [submitted(), filled(trade('t1', '130'))],
      [submitted(QUOTE_TERMS), report('filled', '40'), filled(trade('t1', '40'))],
      [report('filled', '40'), filled(trade('t1', '40')), report('filled', '40', { terms: TERMS })],
    ),
    fc.array(amendedSo, { minLength: 2, maxLength: 8 }),
  )
  .map(([start, inputs]) => [...start, ...inputs]);

/** How long ago a question was sent; an input comes each 10 ms. */
const age = fc.constantFrom(0, 1, 5, 10, 15, 25);

type MakeInput = (now: number) => OneOrderInput;

const reported = fc.tuple(status, amount, news, age, fc.boolean()).map(
  ([is, base, more, before, isAsked]): MakeInput =>
    (now) =>
      isAsked ? found(now - before, is, base, more) : report(is, base, more),
);

const listed = fc
  .tuple(
    fc.constantFrom(undefined, true, false),
    fc.option(fc.array(fills, { maxLength: 3 }), { nil: undefined }),
    age,
  )
  .map(
    ([open, list, before]): MakeInput =>
      (now) =>
        polled(now - before, open, list),
  );

const sameAlways = (input: fc.Arbitrary<OneOrderInput>): fc.Arbitrary<MakeInput> =>
  input.map((one) => () => one);

/** As many of each kind as there are ways that it matters: each status of a report is a kind. */
const oneInput: fc.Arbitrary<MakeInput> = fc.oneof(
  sameAlways(fc.constantFrom({}, QUOTE_TERMS).map((terms) => submitted(terms))),
  sameAlways(fc.constant(acknowledged())),
  sameAlways(fc.constant(refused())),
  sameAlways(fc.constant(answerLost())),
  { weight: 9, arbitrary: reported },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fills, fc.constantFrom('buy', 'sell', undefined))
      .map(([fill, side]): MakeInput => () => ({ ...filled(fill), side })),
  },
  sameAlways(request.map((name) => cancelRequested(name))),
  sameAlways(fc.tuple(fc.boolean(), request).map(([final, name]) => cancelAcknowledged(final, name))),
  sameAlways(request.map((name) => cancelRefused(name))),
  sameAlways(request.map((name) => cancelAnswerLost(name))),
  sameAlways(amendedSo),
  sameAlways(fc.constant(expired())),
  {
    weight: 2,
    arbitrary: age.map(
      (before): MakeInput =>
        (now) =>
          notFound(now - before),
    ),
  },
  { weight: 2, arbitrary: listed },
);

const lost = [submitted(), answerLost()];

/** Where an order may be when anything happens: one for each column of the table, and more. */
const starts = fc.constantFrom<readonly OneOrderInput[]>(
  [],
  [cancelRequested()],
  [submitted(), cancelRequested()],
  [submitted(QUOTE_TERMS)],
  lost,
  [submitted(), acknowledged(), cancelRequested()],
  [submitted(), acknowledged(), cancelRequested(), cancelRefused()],
  [
    submitted(),
    acknowledged(),
    filled(trade('t1', '40')),
    report('partiallyFilled', '100', { cumulativeQuote: dec('400') }),
  ],
  [submitted(), report('pending', '40')],
  [submitted(), report('filled', '100')],
  [submitted(), report('open', '40', { receivedAt: 160 }), report('filled', '40', { receivedAt: 175 })],
  [submitted(), report('filled', '100'), filled(trade('t1', '100'))],
  [
    submitted(),
    report('filled', '100'),
    filled(trade('t1', '100')),
    { ...amended('v1', 'v2'), amount: dec('130') },
  ],
  [submitted(QUOTE_TERMS), report('filled', '40'), filled(trade('t1', '40'))],
  [submitted(), report('cancelled', '40', { sequence: 2 })],
  [submitted(), refused()],
  [...lost, notFound(150), notFound(160), polled(170, false)],
  [submitted(), acknowledged(), notFound(150), notFound(160), polled(170, false, [])],
  // All but the last answer that would prove it gone.
  [cancelRequested(), notFound(150), polled(170, false)],
  [...lost, notFound(150), polled(170, false)],
  [submitted(), acknowledged(), notFound(150), polled(170, false, [])],
  [submitted(), report('filled'), notFound(150), polled(170, false, [])],
);

const C1 = clientOrderId('c1');

/** Most name the order by our id, some by the venue's alone, some by another. */
const clientIds = fc.constantFrom('c1', 'c1', 'c1', undefined, 'c2');

/** Anything in any order, 10 ms apart, from anywhere. */
export const chaos: fc.Arbitrary<readonly OrderInput[]> = fc
  .record({
    start: starts,
    makes: fc.array(fc.tuple(oneInput, clientIds, fc.boolean()), { minLength: 1, maxLength: 20 }),
  })
  .map(({ start, makes }) => [
    ...start,
    ...makes.flatMap(([make, client, isTick], at): readonly OrderInput[] => {
      const now = 180 + at * 10;
      const made = make(now);
      const clientId = client === undefined ? undefined : clientOrderId(client);
      const input: OneOrderInput =
        made._tag === 'submitRequested'
          ? { ...made, receivedAt: now }
          : { ...made, receivedAt: now, clientId: made.venueId === undefined ? (clientId ?? C1) : clientId };
      return at > 0 && isTick ? [{ _tag: 'clock', now }, input] : [input];
    }),
  ]);
