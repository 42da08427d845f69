import { expect } from 'chai';
import fc from 'fast-check';

import { orderId } from '../../src/domain/index.js';
import {
  newOrder,
  orderFromJson,
  orderReducer,
  orderStatus,
  orderToJson,
  termsOf,
  venueIdOf,
  type Fill,
  type OrderAmended,
  type OrderInput,
} from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  brief,
  dec,
  filled,
  report,
  run,
  story,
  submitted,
  TERMS,
  trade,
} from './orderInputs.js';

const OPEN = [submitted(), acknowledged()];
const inPlace = (amount?: string, price?: string, venueTime?: number): OrderAmended => ({
  ...amended('v1', 'v1', { venueTime }),
  amount: amount === undefined ? undefined : dec(amount),
  price: price === undefined ? undefined : dec(price),
});
const to = (previous: string, next: string, amount?: string): OrderAmended => ({
  ...amended(previous, next),
  amount: amount === undefined ? undefined : dec(amount),
});
const now = (...inputs: readonly OrderInput[]) => {
  const { order } = run([...OPEN, ...inputs]);
  const terms = termsOf(order);
  return `${venueIdOf(order)}: ${terms?.amount.toFixed()} at ${terms?.price?.toFixed()}`;
};
const terms = (amount: string, price = '10') => ({ ...TERMS, amount: dec(amount), price: dec(price) });

describe('an amendment under the id that the order has', () => {
  it('changes amount and price, the last one last, and the id stays', () => {
    expect(now(inPlace('50'))).to.equal('v1: 50 at 10');
    expect(now(inPlace('50'), inPlace('40', '11'))).to.equal('v1: 40 at 11');
    expect(now(inPlace('50', '12'), inPlace('40'))).to.equal('v1: 40 at 12');
    expect(now(inPlace())).to.equal('v1: 100 at 10');
  });

  it('is the later one by the time of the venue, for either term by itself, in any order', () => {
    const all = [inPlace('50', undefined, 5), inPlace(undefined, '11', 3), inPlace('60', '12', 4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (inputs) => {
        expect(now(...inputs)).to.equal('v1: 50 at 12');
      }),
    );
  });

  it('is as new as the last that told the same', () => {
    const [former, again, between] = [inPlace('90', '9', 1), inPlace('90', '9', 3), inPlace('80', '8', 2)];
    for (const inputs of [
      [former, again, between],
      [former, between, again],
      [between, again, former],
    ])
      expect(now(...inputs)).to.equal('v1: 90 at 9');
  });

  it('holds for what it was made of, before or after the order got another id', () => {
    expect(now(inPlace('50'), to('v1', 'v2'))).to.equal('v2: 50 at 10');
    expect(now(to('v1', 'v2'), inPlace('50'))).to.equal('v2: 50 at 10');
    expect(now(to('v1', 'v2', '70'), inPlace('50'))).to.equal('v2: 70 at 10');
    expect(now(inPlace('50'), to('v1', 'v2', '70'))).to.equal('v2: 70 at 10');
    expect(now(to('v1', 'v2', '70'), { ...to('v2', 'v2', '30') })).to.equal('v2: 30 at 10');
  });

  it('lets the order complete at what it was changed to', () => {
    const inputs = [...OPEN, inPlace('50'), inPlace('40'), filled(trade('t1', '40'))];
    expect(story(...inputs)).to.deep.equal(['created', 'filled t1 40', 'completed']);
  });

  it('is kept once however often it comes, and in JSON', () => {
    const { order } = run([...OPEN, ...Array.from({ length: 50 }, (_, at) => inPlace(String(50 + at)))]);
    expect(order.amendments).to.deep.equal([]);
    expect(order.termsInPlace).to.have.length(1);
    expect(orderFromJson(JSON.parse(JSON.stringify(orderToJson(order))))).to.deep.equal(order);
    const plain = orderToJson(run(OPEN).order);
    expect(plain).not.to.have.property('termsInPlace');
  });
});

describe('terms that a report tells', () => {
  it('are not taken for an amendment: which is newer hangs on the order of arrival, where the venue does not number its news', () => {
    for (const status of ['open', 'partiallyFilled', 'cancelled'] as const)
      expect(now(report(status, '10', { terms: terms('50', '11'), sequence: 2 }))).to.equal('v1: 100 at 10');
  });
});

describe('an amendment that comes after the fills that it is for', () => {
  it('is told where it makes an order larger that had ended by its fills, once', () => {
    const inputs = [...OPEN, filled(trade('t1', '100'))];
    for (const larger of [to('v1', 'v2', '150'), inPlace('150')]) {
      const { order, events } = run([...inputs, larger, larger, filled(trade('t2', '50'))]);
      expect(events.map(brief)).to.deep.equal([
        'created',
        'filled t1 100',
        'completed',
        'anomaly contradiction',
        'filled t2 50 late',
      ]);
      expect(order.anomalies).to.deep.equal(['contradiction: amended to 150 after filled at 100']);
      expect(orderStatus(order)).to.equal('filled');
    }
  });

  it('is told too where the order had been made smaller before, under another id', () => {
    const inputs = [...OPEN, inPlace('50'), filled(trade('t1', '50')), to('v1', 'v2', '70')];
    expect(run(inputs).order.anomalies).to.deep.equal(['contradiction: amended to 70 after filled at 50']);
  });

  it('is none where only the price changed, and the amount became known late', () => {
    const unknown = [
      report('filled', '40'),
      filled(trade('t1', '40')),
      report('filled', '40', { terms: TERMS }),
    ];
    const { order } = run([...unknown, inPlace(undefined, '9')]);
    expect([orderStatus(order), ...order.anomalies]).to.deep.equal(['filled']);
  });

  it('is none where the order has not ended, or is filled all the same', () => {
    expect(story(...OPEN, filled(trade('t1', '90')), inPlace('150'))).to.deep.equal([
      'created',
      'filled t1 90',
    ]);
    const over = [...OPEN, filled(trade('t1', '160')), inPlace('150')];
    expect(story(...over)).to.deep.equal(['created', 'filled t1 160', 'anomaly overfilled', 'completed']);
    const less = [...OPEN, filled(trade('t1', '100')), inPlace('90'), inPlace('95')];
    expect(run(less).order.anomalies).to.deep.equal(['overfilled: more is filled than was ordered']);
  });
});

describe('an order of many changes and fills', () => {
  const start = () => OPEN.reduce((order, input) => orderReducer(order, input).order, newOrder(OPEN[0]!));

  it('takes each change in a time that hardly grows with how many there were', () => {
    let order = start();
    const from = performance.now();
    for (let at = 0; at < 1000; at++) {
      const change = { ...amended(at === 0 ? 'v1' : `w${at}`, `w${at + 1}`), price: dec(String(at + 1)) };
      ({ order } = orderReducer(order, change));
    }
    expect(performance.now() - from).to.be.below(1500);
    expect(termsOf(order)?.price?.toFixed()).to.equal('1000');
  });

  it('looks at the id of each fill a few times, however many there are', () => {
    let looks = 0;
    const counted = (fill: Fill): Fill =>
      Object.defineProperty({ ...fill }, 'tradeId', { enumerable: true, get: () => (looks++, fill.tradeId) });
    let order = start();
    for (let at = 0; at < 500; at++)
      ({ order } = orderReducer(order, filled(counted(trade(`t${at}`, '0.001')))));
    expect(order.fills).to.have.length(500);
    expect(looks).to.be.below(500 * 10);
  });

  it('keeps lists of fills apart that have one in common', () => {
    const one = orderReducer(start(), filled(trade('t1', '1'))).order;
    const [left, right] = ['2', '3'].map((id) => orderReducer(one, filled(trade(`t${id}`, '1'))).order);
    const again = (order: typeof one, id: string) =>
      orderReducer(order, filled(trade(id, '1'))).events.length;
    expect(
      [left!, right!, one].map((order) => ['t1', 't2', 't3'].map((id) => again(order, id))),
    ).to.deep.equal([
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    expect(venueIdOf(one)).to.equal(orderId('v1'));
  });
});
