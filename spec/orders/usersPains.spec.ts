import { expect } from 'chai';
import fc from 'fast-check';
import { pipe } from 'rxjs';

import { clientOrderId } from '../../src/domain/index.js';
import {
  clientOrderIds,
  executedBase,
  orderEvents,
  orderStatus,
  trackOrders,
  wants,
  type OrderInput,
} from '../../src/orders/index.js';
import { outputsOf } from '../support/operatorChecklist.js';
import { chaos } from './chaos.js';
import {
  acknowledged,
  answerLost,
  brief,
  cancelAcknowledged,
  cancelAnswerLost,
  cancelRequested,
  dec,
  filled,
  found,
  notFound,
  report,
  run,
  story,
  submitted,
  trade,
} from './orderInputs.js';

const clock = (now: number): OrderInput => ({ _tag: 'clock', now });
const told = (...inputs: readonly OrderInput[]) =>
  outputsOf(pipe(trackOrders(), orderEvents()), inputs).map(
    (event) => `${event.clientId ?? '-'} ${brief(event)}`,
  );

describe('what users of other libraries run into with orders', () => {
  it('timeout, but the order is live (ccxt#7411, #2599); phantom rejects (nautilus#4411, #4958): it is unknown, and asked for by client id', () => {
    const silent = [submitted(), clock(99), clock(100), clock(1e6), clock(1e9)];
    expect(story(...silent)).to.be.empty;
    const { order } = run(silent);
    expect([orderStatus(order), order.clientId, order.venueIds.length]).to.deep.equal(['unknown', 'c1', 0]);
    expect(wants(order, 1e9)).to.deep.equal([{ _tag: 'lookUp', because: 'answerLost' }]);
    expect(story(...silent, found(1e9, 'partiallyFilled', '40'))).to.deep.equal(['created']);
  });

  it('a blind retry doubles the order (catalyst#317): whatever happens, all that is wanted are questions, and a second submit is told', () => {
    fc.assert(
      fc.property(chaos, fc.nat(1_000), (inputs, now) => {
        for (const { _tag } of wants(run(inputs).order, now))
          expect(_tag).to.be.oneOf(['lookUp', 'openOrders', 'fills']);
      }),
      { numRuns: 500 },
    );
    const twice = [submitted(), answerLost(), submitted({ amount: dec('7') }), acknowledged()];
    expect(told(...twice)).to.deep.equal(['c1 anomaly submittedTwice', 'c1 created']);
    expect(run(twice).order.terms?.amount.toFixed()).to.equal('100');
  });

  it('a network error counted as "not found" drops a live order (hummingbot#8457): only the venue’s own evidence is final', () => {
    // A question that fails is no input at all; nor does time, or a request whose answer is lost, drop anything.
    const lost = Array.from({ length: 50 }, (_, n) => [
      answerLost({ receivedAt: n }),
      cancelRequested(`x${n}`),
      cancelAnswerLost(`x${n}`, { receivedAt: n }),
      clock(1_000 * n),
    ]).flat();
    expect(story(submitted(), ...lost)).to.be.empty;
    expect(story(submitted(), acknowledged(), ...lost)).to.deep.equal(['created']);
    // The venue says so once, and gives a sign of life before it says so again.
    const seen = [notFound(101), report('open', '0', { receivedAt: 102 }), notFound(103)];
    expect(orderStatus(run([submitted(), acknowledged(), ...seen, ...lost]).order)).to.equal('pendingCancel');
  });

  it('repeated fills (nautilus#3317): they count once', () => {
    const fill = filled(trade('t1', '40'));
    const again = [submitted(), fill, fill, acknowledged(), fill, report('partiallyFilled', '40'), fill];
    expect(told(...again)).to.deep.equal(['c1 created', 'c1 filled t1 40']);
    expect(executedBase(run(again).order).toFixed()).to.equal('40');
  });

  it('fills during or after a cancel lost (hummingbot#2501): late fills always count', () => {
    const during = [
      submitted(),
      acknowledged(),
      cancelRequested(),
      filled(trade('t1', '10')),
      cancelAcknowledged(true),
    ];
    const after = [...during, filled(trade('t2', '20')), report('cancelled', '30'), filled(trade('t3', '1'))];
    expect(story(...after)).to.deep.equal([
      'created',
      'filled t1 10',
      'cancelled',
      'filled t2 20 late',
      'filled t3 1 late',
    ]);
    const { order } = run(after);
    expect([orderStatus(order), executedBase(order).toFixed()]).to.deep.equal(['cancelled', '31']);
  });

  it('an update comes before the acknowledgement (Polymarket ts-sdk#274): tracked before it is sent, found by client id', () => {
    const byClientId = [submitted(), filled(trade('t1', '40'), { venueId: undefined }), acknowledged()];
    expect(told(...byClientId)).to.deep.equal(['c1 created', 'c1 filled t1 40']);
    // By the venue's id alone it waits for the acknowledgement, and is not taken for another's.
    const byVenueId = [submitted(), filled(trade('t1', '40'), { clientId: undefined }), acknowledged()];
    expect(told(...byVenueId)).to.deep.equal(['c1 created', 'c1 filled t1 40']);
  });

  it('cumulative and last-fill amounts mixed up (ccxt#30528): one normalised amount a fill, however the venue counts', () => {
    const net = (...inputs: readonly OrderInput[]) =>
      run([submitted(), acknowledged(), ...inputs]).events.flatMap((event) =>
        event._tag === 'filled' ? [`${event.netAmount.toFixed()} of ${event.executedBase.toFixed()}`] : [],
      );
    const expected = ['40 of 40', '30 of 70'];
    const byTrade = [filled(trade('t1', '40')), filled(trade('t2', '30'))];
    const sums = [report('partiallyFilled', '40'), report('partiallyFilled', '70')];
    expect(net(...byTrade, ...sums)).to.deep.equal(expected);
    expect(net(sums[0]!, byTrade[0]!, sums[1]!, byTrade[1]!)).to.deep.equal(expected);
    const byAmount = ['40', '70'].map((sum, at) =>
      filled({ ...trade('', ['40', '30'][at]!), tradeId: undefined, cumulative: dec(sum) }),
    );
    expect(net(...byAmount, ...byAmount, ...sums)).to.deep.equal(expected);
    // A sum alone is no fill: it is asked for.
    expect(net(...sums)).to.be.empty;
  });

  it('client ids collide (hummingbot#5161): unique per instance, within the venue’s length', () => {
    const [one, other] = ['a', 'b'].map((instance) =>
      clientOrderIds({ instance, prefix: 'x', maxLength: 20 }),
    );
    const pair = { side: 'buy', base: 'BTC', quote: 'USDT' } as const;
    const now = Date.UTC(2026, 0, 1);
    const first = one!(pair, now);
    const ids = [first, one!(pair, now, first.tick), other!(pair, now)].map(({ clientId }) => clientId);
    expect(new Set(ids).size).to.equal(3);
    for (const id of ids) expect(id).to.have.lengthOf.at.most(20);
    // And where two are the same all the same, it is told.
    expect(told(submitted(), submitted({}, { clientId: clientOrderId('c1') }))).to.deep.equal([
      'c1 anomaly submittedTwice',
    ]);
  });
});
