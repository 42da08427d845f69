import fc from 'fast-check';

import { clientOrderId } from '../../src/domain/index.js';
import type { OneOrderInput, OrderInput, VenueStatus } from '../../src/orders/index.js';
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

const status = fc.constantFrom(...STATUSES);
const amount = fc.constantFrom(undefined, '0', '40', '100', '130');
const fills = fc.constantFrom(trade('t1', '40'), trade('t2', '60'), trade('t3', '30'), trade('t1', '41'));
const request = fc.constantFrom('x1', 'x2');
const news = fc.record({
  sequence: fc.constantFrom(undefined, 1, 2, 3),
  terms: fc.constantFrom(undefined, TERMS),
});

const oneInput: fc.Arbitrary<(now: number) => OneOrderInput> = fc.oneof(
  fc.constant(() => submitted()),
  fc.constant(() => acknowledged()),
  fc.constant(() => refused()),
  fc.constant(() => answerLost()),
  fc.tuple(status, amount, news).map(
    ([is, base, more]) =>
      () =>
        report(is, base, more),
  ),
  fc.tuple(status, amount, news).map(
    ([is, base, more]) =>
      (now: number) =>
        found(now - 1, is, base, more),
  ),
  fills.map((fill) => () => filled(fill)),
  request.map((name) => () => cancelRequested(name)),
  fc.tuple(fc.boolean(), request).map(
    ([final, name]) =>
      () =>
        cancelAcknowledged(final, name),
  ),
  request.map((name) => () => cancelRefused(name)),
  request.map((name) => () => cancelAnswerLost(name)),
  fc.constant(() => amended('v1', 'v2')),
  fc.constant(() => expired()),
  fc.nat(5).map((age) => (now: number) => notFound(now - age)),
  fc
    .tuple(
      fc.constantFrom(undefined, true, false),
      fc.option(fc.array(fills, { maxLength: 3 }), { nil: undefined }),
    )
    .map(
      ([open, list]) =>
        (now: number) =>
          polled(now - 1, open, list),
    ),
);

const lost = [submitted(), answerLost()];

/** Where an order may be when anything happens: one for each column of the table, and more. */
const starts = fc.constantFrom<readonly OneOrderInput[]>(
  [],
  [submitted()],
  lost,
  [submitted(), acknowledged()],
  [submitted(), acknowledged(), cancelRequested()],
  [submitted(), report('filled', '100')],
  [submitted(), report('cancelled', '40', { sequence: 2 })],
  [submitted(), refused()],
  [...lost, notFound(150), notFound(160), polled(170, false)],
  [submitted(), acknowledged(), notFound(150), notFound(160), polled(170, false, [])],
);

/** Anything in any order, 10 ms apart, from anywhere; the names are those of one order. */
export const chaos: fc.Arbitrary<readonly OrderInput[]> = fc
  .record({
    start: starts,
    makes: fc.array(oneInput, { minLength: 1, maxLength: 20 }),
    clocks: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  })
  .map(({ start, makes, clocks }) => [
    ...start,
    ...makes.flatMap((make, at): readonly OrderInput[] => {
      const now = 180 + at * 10;
      const input: OneOrderInput = { ...make(now), receivedAt: now, clientId: clientOrderId('c1') };
      return at > 0 && clocks[at] === true ? [{ _tag: 'clock', now }, input] : [input];
    }),
  ]);
