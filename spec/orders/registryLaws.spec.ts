import { expect } from 'chai';
import fc from 'fast-check';

import { orderStatus, type Order, type OrderInput } from '../../src/orders/index.js';
import { OrderRegistry } from '../../src/orders/orderRegistry.js';
import { fillKey } from '../../src/orders/orderTerms.js';
import { EMPTY_STATE, type TrackedUpdate } from '../../src/orders/trackedOrder.js';
import { manyOrders } from './manyOrders.js';
import {
  acknowledged,
  brief,
  filled,
  notFound,
  polled,
  report,
  submitted,
  TERMS,
  trade,
} from './orderInputs.js';

const ENDS = ['completed', 'cancelled', 'expired', 'failed'];

function updatesOf(inputs: readonly OrderInput[]): readonly TrackedUpdate[] {
  const registry = new OrderRegistry(
    { keepFinishedMs: Infinity, keepFinished: Infinity, holdMs: 5, recall: () => undefined },
    EMPTY_STATE,
  );
  return inputs.flatMap((input) => registry.take(input));
}

const toldBy = (inputs: readonly OrderInput[]) =>
  updatesOf(inputs).map(({ key, events, absorbed }) =>
    [key, ...(absorbed === undefined ? [] : [`absorbs ${absorbed}`]), ...events.map(brief)].join(', '),
  );

/** What has been told of an order, that of orders which became part of it included. */
interface Told {
  isCreated: boolean;
  isEnded: boolean;
  readonly fills: Set<string>;
  order: Order;
}

/** Laws 1, 2 and 4 of many orders, which become one another's parts. */
function expectToldOnce(updates: readonly TrackedUpdate[]): void {
  const all = new Map<number, Told>();
  for (const { key, order, events, absorbed, previous } of updates) {
    const told = all.get(key) ?? { isCreated: false, isEnded: false, fills: new Set(), order };
    all.set(key, told);
    const part = absorbed === undefined ? undefined : all.get(absorbed);
    for (const fill of part?.fills ?? []) told.fills.add(fill);
    told.isCreated ||= part?.isCreated === true;
    told.isEnded ||= part?.isEnded === true;
    for (const event of events) {
      // Only an end by absence is taken back: where one of two was given up, how the other ended stays.
      if (event._tag === 'anomaly' && event.kind === 'cameBack')
        told.isEnded = [previous, part?.order].some((one) => one?.end?.byAbsence === false);
      if (event._tag === 'created') {
        expect(told.isCreated, 'created again').to.equal(false);
        told.isCreated = true;
      }
      if (event._tag === 'filled' && !event.inferred) {
        const name = event.tradeId ?? `cumulative ${event.cumulative?.toFixed()}`;
        expect([...told.fills], 'filled again').not.to.include(name);
        told.fills.add(name);
      }
      if (!ENDS.includes(event._tag)) continue;
      expect(told.isEnded, `${event._tag} after an end`).to.equal(false);
      told.isEnded = true;
    }
    told.order = order;
  }
}

/** An order of ours that is given up as not found, by its client id alone. */
const GIVEN_UP = [
  submitted(),
  notFound(150),
  notFound(160),
  polled(170, false, undefined, { venueId: undefined }),
];
const byVenue = { clientId: undefined, receivedAt: 200 };

/** No time of what was given up comes again. */
function muchLater(input: OrderInput): OrderInput {
  if (input._tag === 'clock') return { ...input, now: input.now + 1000 };
  const receivedAt = input.receivedAt + 1000;
  return 'askedAt' in input
    ? { ...input, receivedAt, askedAt: input.askedAt + 1000 }
    : { ...input, receivedAt };
}

describe('the laws of orders that become one', () => {
  it('an end that was told of the one is not told of the other, which had been given up', () => {
    const inputs = [
      ...GIVEN_UP,
      filled(trade('t1', '100'), byVenue),
      report('filled', '100', { ...byVenue, terms: TERMS }),
      report('filled', '100', { receivedAt: 300 }),
      report('filled', '100', { receivedAt: 310 }),
    ];
    expect(toldBy(inputs)).to.deep.equal([
      '1',
      '1',
      '1',
      '1, failed inferred',
      '2, created adopted, filled t1 100 adopted',
      '2, completed adopted',
      '1, absorbs 2, anomaly linkedLate adopted, anomaly cameBack adopted',
      '1',
    ]);
    const { order } = updatesOf(inputs).at(-1)!;
    expect([orderStatus(order), order.end?.byAbsence, order.fills.map(fillKey)]).to.deep.equal([
      'filled',
      false,
      ['trade t1'],
    ]);
  });

  it('what had been given up is alive again with a part that is, and ends once', () => {
    const inputs = [
      ...GIVEN_UP,
      filled(trade('t1', '40'), byVenue),
      acknowledged({ receivedAt: 300 }),
      filled(trade('t2', '60'), { receivedAt: 310 }),
    ];
    expect(toldBy(inputs).slice(4)).to.deep.equal([
      '2, created adopted, filled t1 40 adopted',
      '1, absorbs 2, anomaly linkedLate adopted, anomaly cameBack adopted',
      '1, filled t2 60 adopted, completed adopted',
    ]);
  });

  it('a rejection of the one proves that the other, which had been given up, has failed', () => {
    const inputs = [
      ...GIVEN_UP,
      report('rejected', undefined, byVenue),
      report('rejected', undefined, { receivedAt: 300 }),
    ];
    expect(toldBy(inputs).slice(4)).to.deep.equal(['2, failed', '1, absorbs 2, anomaly linkedLate']);
    expect(updatesOf(inputs).at(-1)?.order.end?.byAbsence).to.equal(false);
  });

  it('created, each fill and the end are told once, also of what had been two', () => {
    const givenUpFirst = fc
      .tuple(manyOrders(), fc.boolean())
      .map(([inputs, isGivenUp]) => (isGivenUp ? [...GIVEN_UP, ...inputs.map(muchLater)] : inputs));
    fc.assert(
      fc.property(givenUpFirst, (inputs) => expectToldOnce(updatesOf(inputs))),
      { numRuns: 1000 },
    );
  });
});
