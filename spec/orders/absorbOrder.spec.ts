import { expect } from 'chai';
import fc from 'fast-check';

import { orderReducer, orderStatus, wants } from '../../src/orders/index.js';
import { absorbOrder } from '../../src/orders/absorbOrder.js';
import { arrivals, finalState, newsOf } from './modelVenue.js';
import {
  acknowledged,
  brief,
  cancelAnswerLost,
  cancelRequested,
  filled,
  notFound,
  polled,
  report,
  run,
  submitted,
  trade,
} from './orderInputs.js';

const link = acknowledged({ receivedAt: 500 });
const absorbed = (own: Parameters<typeof run>[0], adopted: Parameters<typeof run>[0]) => {
  const { order, events } = absorbOrder(run(own).order, run(adopted).order, link);
  return { order, told: events.map(brief) };
};

const OF_STREAM = ['orderReported', 'fill', 'amended', 'expired'];

describe('absorbOrder', () => {
  it('takes over what was known of the other, and tells only what follows from both', () => {
    const { order, told } = absorbed(
      [submitted(), filled(trade('t1', '40'))],
      [filled(trade('t2', '60')), filled(trade('t1', '40'))],
    );
    expect(told).to.deep.equal(['anomaly linkedLate', 'completed']);
    expect(orderStatus(order)).to.equal('filled');
    expect(order.fills.map(({ tradeId }) => tradeId)).to.deep.equal(['t1', 't2']);
  });

  it('takes over an end, what was said and what was inferred', () => {
    expect(orderStatus(absorbed([submitted()], [report('cancelled', '0')]).order)).to.equal('cancelled');
    const said = absorbed([submitted()], [report('filled', '100')]).order;
    expect([said.saidFilled, said.accepted, said.told?.base.toFixed()]).to.deep.equal([true, true, '100']);
    const inferred = absorbed(
      [submitted(), acknowledged()],
      [report('partiallyFilled', '40'), polled(10, true, [])],
    ).order;
    expect(inferred.inferred?.base.toFixed()).to.equal('40');
    expect(orderStatus(inferred)).to.equal('partiallyFilled');
  });

  it('takes over the last word of the venue: what was not found before it is no proof', () => {
    const sought = [submitted(), notFound(150), notFound(160)];
    const isGone = (adopted: Parameters<typeof run>[0]) =>
      orderReducer(absorbed(sought, adopted).order, polled(510, false, [])).events.map(brief);
    expect(isGone([report('open', '0', { receivedAt: 155 })])).to.deep.equal([]);
    expect(isGone([report('open', '0', { receivedAt: 150 })])).to.deep.equal([]);
    expect(isGone([report('open', '0', { receivedAt: 149 })])).to.deep.equal(['cancelled inferred']);
    const { order } = absorbed(sought, [report('open', '0', { receivedAt: 300 })]);
    expect(orderReducer(order, notFound(300)).order.absence.notFoundAt).to.deep.equal([]);
    expect(orderReducer(order, notFound(301)).order.absence.notFoundAt).to.deep.equal([301]);
  });

  it('gives nothing up that the venue says is filled of the other, and asks for its fills alone', () => {
    const own = [submitted(), cancelRequested(), cancelAnswerLost(), notFound(150), notFound(160)];
    const { order } = absorbed(own, [report('filled', undefined, { receivedAt: 120 })]);
    expect(wants(order, 500)).to.deep.equal([{ _tag: 'fills', because: 'fillsMissing' }]);
    const update = orderReducer(order, polled(510, false, []));
    expect(update.events).to.deep.equal([]);
    expect(wants(update.order, 520)).to.deep.equal([{ _tag: 'fills', because: 'fillsMissing' }]);
  });

  it('makes of a history in two halves what it is in one', () => {
    fc.assert(
      fc.property(arrivals, fc.func(fc.boolean()), ({ history, inputs }, isOfOther) => {
        fc.pre(history.outcome !== 'refused');
        const rest = inputs.slice(history.local.length);
        // Answers to our own requests go to the order that asked.
        const other = rest.filter((input) => OF_STREAM.includes(input._tag) && isOfOther(input));
        const own = [...history.local, ...rest.filter((input) => !other.includes(input))];
        fc.pre(other.length > 0);
        const { order, events } = absorbOrder(run(own).order, run(other).order, link);
        const { anomalies, ...state } = finalState({ order, events }) as Record<string, unknown>;
        const { anomalies: known, ...whole } = finalState(run(inputs)) as Record<string, unknown>;
        expect(state).to.deep.equal(whole);
        expect(anomalies).to.include.members(known as string[]);
        expect(newsOf({ order, events })).to.deep.equal(newsOf(run(inputs)));
      }),
      { numRuns: 500 },
    );
  });
});
