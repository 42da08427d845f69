import { expect } from 'chai';
import fc from 'fast-check';
import { pipe } from 'rxjs';

import { clientOrderId, orderId, venueSymbol } from '../../src/domain/index.js';
import {
  orderEvents,
  orderStatus,
  trackOrders,
  type OneOrderInput,
  type OrderInput,
  type OrderLookup,
  type TrackedOrder,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { arrivals, comparable, type Arrival, type History } from './modelVenue.js';
import { acknowledged, brief, filled, origin, report, submitted, trade } from './orderInputs.js';

const tick = (now: number): OrderInput => ({ _tag: 'clock', now });
const told = (inputs: readonly OrderInput[], options = {}) =>
  outputsOf(pipe(trackOrders(options), orderEvents()), inputs).map(
    (event) => `${event.clientId ?? '-'} ${event.venueId ?? '-'} ${brief(event)}`,
  );

const MESSAGES = [submitted(), acknowledged(), filled(trade('t1', '40')), filled(trade('t2', '60'))];

describe('trackOrders', () => {
  itKeepsTheChecklist(() => trackOrders(), MESSAGES);

  it('refuses options that are no times and no counts, at once', () => {
    const refused: readonly [object, string][] = [
      [{ keepFinishedMs: -1 }, 'keepFinishedMs is no time: -1'],
      [{ holdMs: NaN }, 'holdMs is no time: NaN'],
      [{ keepFinished: 1.5 }, 'keepFinished is no count: 1.5'],
    ];
    for (const [options, message] of refused)
      expect(() => trackOrders(options)).to.throw(RangeError, message);
    expect(() => trackOrders({ keepFinished: Infinity, keepFinishedMs: Infinity })).not.to.throw();
  });

  it('keeps orders of one id apart that are of two venues or two symbols', () => {
    const other = { symbol: venueSymbol('ZRX-ETH') };
    expect(
      told([submitted(), submitted({}, other), acknowledged(), filled(trade('t1', '1'), other)]),
    ).to.deep.equal(['c1 v1 created', 'c1 v1 created', 'c1 v1 filled t1 1']);
  });

  it('asks for an order that has left memory, so that nothing of it is told twice', () => {
    const inputs = [...MESSAGES, tick(10), filled(trade('t2', '60')), filled(trade('t3', '1'))];
    const stored = outputsOf(trackOrders(), MESSAGES).at(-1)!;
    const asked: string[] = [];
    const recall = ({ by, id }: OrderLookup): TrackedOrder | undefined => {
      asked.push(`${by} ${id}`);
      return asked.length > 2 && id === 'c1' ? stored : undefined;
    };
    const events = told(inputs, { keepFinishedMs: 10, recall });
    expect(events.slice(4)).to.deep.equal(['c1 v1 filled t3 1 late', 'c1 v1 anomaly overfilled']);
    expect(asked).to.deep.equal(['clientId c1', 'venueId v1', 'clientId c1']);
  });

  it('gives each order a key for life, what it was before, and which one it took in', () => {
    const updates = outputsOf(trackOrders(), [
      filled(trade('t1', '40'), { clientId: undefined }),
      submitted({}, { symbol: venueSymbol('ZRX-ETH') }),
      submitted(),
      acknowledged(),
    ]);
    expect(updates.map(({ key }) => key)).to.deep.equal([1, 2, 3, 3]);
    expect(updates.map(({ absorbed }) => absorbed)).to.deep.equal([undefined, undefined, undefined, 1]);
    expect(updates.map(({ previous }) => previous)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      updates[2]!.order,
    ]);
  });

  it('keeps what a finished order still tells as long as it is kept, and counts from its end', () => {
    const cancelled = report('cancelled', '0', { receivedAt: 100 });
    const late = filled(trade('t1', '40'), { clientId: undefined });
    const options = { keepFinishedMs: 50 };
    expect(told([...MESSAGES.slice(0, 2), cancelled, tick(149), late], options).at(-1)).to.equal(
      'c1 v1 filled t1 40 late',
    );
    expect(told([...MESSAGES.slice(0, 2), cancelled, tick(150), late], options).slice(2)).to.deep.equal([
      '- v1 created adopted',
      '- v1 filled t1 40 adopted',
    ]);
  });

  it('gives each of many orders what its own history tells, with either id, in any order', () => {
    /** As an input of order `n`; most name it by the venue's id alone, unless that changes. */
    const ofOrder = (input: OneOrderInput, n: number, { told }: History): OneOrderInput => {
      const isAmended = told.some(({ _tag }) => _tag === 'amended');
      const isLinked = isAmended || input.venueId === undefined || LINKS.includes(input._tag);
      const at = (id: string) => orderId(`${n}-${id}`);
      const venueId = input.venueId === undefined ? undefined : at(input.venueId);
      const client = clientOrderId(`c${n}`);
      if (input._tag === 'submitRequested') return { ...input, clientId: client };
      if (input._tag === 'amended') {
        const { previousVenueId } = input;
        return {
          ...input,
          clientId: client,
          venueId: at(input.venueId),
          previousVenueId: at(previousVenueId),
        };
      }
      return { ...input, clientId: isLinked ? client : undefined, venueId };
    };
    /** All inputs, taken in turns; an acknowledgement by both ids at the end links what nothing linked before. */
    const merged = (all: readonly Arrival[]): readonly OrderInput[] => {
      const queues = all.map(({ history, inputs }, n) =>
        inputs.map((input) => (input._tag === 'clock' ? input : ofOrder(input, n, history))),
      );
      const longest = Math.max(...queues.map(({ length }) => length));
      const turns = Array.from({ length: longest }, (_, at) =>
        queues.flatMap((queue) => queue.slice(at, at + 1)),
      );
      return turns.flat();
    };
    fc.assert(
      fc.property(fc.array(arrivals, { minLength: 1, maxLength: 4 }), (all) => {
        const withAcks = all.map((arrival, n) => ({
          ...arrival,
          inputs:
            arrival.history.outcome === 'refused'
              ? arrival.inputs
              : [
                  ...arrival.inputs,
                  { _tag: 'submitAcknowledged' as const, ...origin({ receivedAt: 1000 + n }) },
                ],
        }));
        const inputs = merged(withAcks);
        const updates = outputsOf(trackOrders({ holdMs: Infinity }), inputs);
        for (const [n, arrival] of all.entries()) {
          const events = updates.flatMap((update) =>
            update.order.clientId === `c${n}` || update.order.venueIds.some((id) => id.startsWith(`${n}-`))
              ? update.events
              : [],
          );
          const alone = outputsOf(pipe(trackOrders(), orderEvents()), [
            ...arrival.history.local,
            ...arrival.history.told,
          ]);
          expect(comparable(events)).to.deep.equal(comparable(alone));
          const last = updates.findLast(({ order }) => order.clientId === `c${n}`)!.order;
          expect(orderStatus(last)).to.equal(
            { open: orderStatus(last), refused: 'failed', ...ENDS }[arrival.history.outcome],
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

const LINKS: readonly string[] = ['submitAcknowledged', 'cancelRequested'];
const ENDS = { filled: 'filled', cancelled: 'cancelled', expired: 'expired' } as const;

describe('orderEvents', () => {
  itKeepsTheChecklist(() => orderEvents(), outputsOf(trackOrders(), MESSAGES), 2);

  it('tells nothing that one who is told could change for others', () => {
    const updatesOf = () => outputsOf(trackOrders(), [submitted()]);
    for (const { order, events } of updatesOf()) {
      const lists: readonly unknown[] = [events, order.fills, order.fees, order.venueIds, order.anomalies];
      for (const list of lists) {
        try {
          (list as string[]).push('forged');
        } catch {
          // That is as good.
        }
      }
    }
    for (const { order, events } of updatesOf()) {
      const { fills, fees, venueIds, anomalies } = order;
      expect([events, fills, fees, venueIds, anomalies]).to.deep.equal([[], [], [], [], []]);
    }
  });
});
