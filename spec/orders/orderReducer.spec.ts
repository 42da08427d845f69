import { expect } from 'chai';

import { orderId } from '../../src/domain/index.js';
import {
  averagePrice,
  executedBase,
  executedQuote,
  feePaid,
  isCancelled,
  isDone,
  isFailure,
  isFilled,
  orderReducer,
  orderStatus,
  termsOf,
  venueIdOf,
  venueStatusOf,
  wants,
  type OrderInput,
} from '../../src/orders/index.js';
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
  run,
  story,
  submitted,
  TERMS,
  trade,
} from './orderInputs.js';

const statusOf = (...inputs: readonly OrderInput[]) => orderStatus(run(inputs).order);
const wanted = (now: number, ...inputs: readonly OrderInput[]) =>
  wants(run(inputs).order, now).map(({ _tag, because }) => `${_tag}: ${because}`);

const OPEN = [submitted(), acknowledged()];

describe('orderReducer', () => {
  it('leaves the order that it is given as it is', () => {
    const { order } = run([...OPEN, filled(trade('t1', '40'))]);
    const before = JSON.stringify(order);
    orderReducer(order, filled(trade('t2', '60')));
    orderReducer(order, report('cancelled', '40'));
    expect(JSON.stringify(order)).to.equal(before);
  });

  it('learns of an order that it does not know in full whatever an input tells of it, once', () => {
    const ofVenue = { clientId: undefined };
    const sideless = { ...filled(trade('t1', '40'), ofVenue), side: undefined };
    const adopted = run([sideless]).order;
    expect([adopted.clientId, adopted.side, adopted.terms]).to.deep.equal([undefined, undefined, undefined]);
    const named = orderReducer(adopted, filled(trade('t2', '1'))).order;
    expect([named.clientId, named.side, named.venueIds]).to.deep.equal(['c1', 'buy', ['v1']]);
    const told = orderReducer(named, report('open', '41', { terms: { ...TERMS, side: 'sell' } })).order;
    expect([told.side, told.terms?.side]).to.deep.equal(['sell', 'sell']);
    const again = orderReducer(told, report('open', '41', { terms: TERMS })).order;
    expect([again.side, again.terms]).to.deep.equal(['sell', told.terms]);
  });

  it('notes when it last heard of an order, also by what tells nothing new', () => {
    const { order } = run([...OPEN, filled(trade('t1', '100'))]);
    const later = orderReducer(order, cancelRefused('x1', { receivedAt: 70 })).order;
    expect(later).to.deep.equal({ ...order, updatedAt: 70 });
    expect(orderReducer(later, cancelRefused('x1', { receivedAt: 60 })).order).to.deep.equal(later);
  });

  describe('derives the usual names', () => {
    const named: readonly [string, readonly OrderInput[]][] = [
      ['pendingCreate', [submitted()]],
      ['pendingCreate', [submitted(), report('pending')]],
      ['unknown', [submitted(), answerLost()]],
      ['unknown', [cancelRefused()]],
      ['open', OPEN],
      ['partiallyFilled', [...OPEN, filled(trade('t1', '1'))]],
      ['partiallyFilled', [...OPEN, report('partiallyFilled', '1')]],
      ['partiallyFilled', [...OPEN, report('filled', '100')]],
      ['pendingCancel', [...OPEN, cancelRequested()]],
      ['pendingCancel', [...OPEN, filled(trade('t1', '1')), cancelRequested(), cancelAcknowledged(false)]],
      ['pendingCancel', [...OPEN, cancelRequested(), cancelAnswerLost()]],
      ['pendingCancel', [...OPEN, report('pendingCancel', '0')]],
      ['open', [...OPEN, cancelRequested(), cancelRefused()]],
      ['filled', [...OPEN, filled(trade('t1', '100'))]],
      ['cancelled', [...OPEN, cancelAcknowledged(true)]],
      ['expired', [...OPEN, expired()]],
      ['failed', [submitted(), refused()]],
      ['failed', [submitted(), report('rejected')]],
    ];
    for (const [name, inputs] of named) {
      const tags = inputs.map((input) => ('status' in input ? `says ${input.status}` : input._tag));
      it(`${name}: ${tags.join(', ')}`, () => expect(statusOf(...inputs)).to.equal(name));
    }
  });

  it('makes an order unknown whose answer is not there when its validity ends, and no other', () => {
    const clock = (now: number) => ({ _tag: 'clock', now }) as const;
    expect(statusOf(submitted(), clock(99))).to.equal('pendingCreate');
    expect(statusOf(submitted(), clock(100))).to.equal('unknown');
    expect(run([submitted(), clock(100)]).order.submit).to.include({ answer: 'lost', answeredAt: 100 });
    expect(statusOf(...OPEN, clock(100))).to.equal('open');
    expect(story(submitted(), clock(1e9))).to.be.empty;
  });

  it('takes an answer that comes after the news, and an amendment after it is said to be filled', () => {
    const { submit } = run([submitted(), report('open', '0'), acknowledged()]).order;
    expect(submit).to.include({ answer: 'acknowledged' });
    const short = [...OPEN, report('filled', '90'), filled(trade('t1', '90'))];
    expect(story(...short)).to.deep.equal(['created', 'filled t1 90']);
    expect(story(...short, { ...amended('v1', 'v2'), amount: dec('90') }).at(-1)).to.equal('completed');
  });

  it('tells the wide questions apart: done, cancelled, filled, failure', () => {
    const told = (...inputs: readonly OrderInput[]) => {
      const { order } = run([submitted(), ...inputs]);
      return [isDone, isCancelled, isFilled, isFailure].map((is) => is(order));
    };
    expect(told(acknowledged())).to.deep.equal([false, false, false, false]);
    expect(told(filled(trade('t1', '100')))).to.deep.equal([true, false, true, false]);
    expect(told(report('cancelled'))).to.deep.equal([true, true, false, true]);
    expect(told(expired())).to.deep.equal([true, true, false, true]);
    expect(told(refused())).to.deep.equal([true, false, false, true]);
  });

  it('sums amounts, quote amounts and fees to the last digit, fees by token', () => {
    const fees = (amount: string, token: string) => ({ fees: [{ amount: dec(amount), token }] });
    const { order } = run([
      ...OPEN,
      filled(trade('t1', '0.1', { price: dec('0.00160699'), ...fees('1e-30', 'BNB') })),
      filled(trade('t2', '0.2', { price: dec('123456789012345678901234567890'), ...fees('1', 'BNB') })),
      filled(trade('t3', '0.3', { price: dec('1e-20'), ...fees('-0.5', 'ETH') })),
    ]);
    expect(executedBase(order).toFixed()).to.equal('0.6');
    expect(executedQuote(order).toFixed()).to.equal('24691357802469135780246913578.000160699000000000003');
    expect(order.fees.map(({ token, amount }) => `${token} ${amount.toFixed()}`)).to.deep.equal([
      'BNB 1.000000000000000000000000000001',
      'ETH -0.5',
    ]);
    expect(averagePrice(order)?.toFixed()).to.equal('41152263004115226300411522630.00026783167');
    expect(averagePrice(run(OPEN).order)).to.equal(undefined);
    expect(['BNB', 'ETH', 'BTC'].map((token) => feePaid(order, token).toFixed())).to.deep.equal([
      '1.000000000000000000000000000001',
      '-0.5',
      '0',
    ]);
  });

  it('tells what the venue said last of it', () => {
    const said = (...inputs: readonly OrderInput[]) => venueStatusOf(run([...OPEN, ...inputs]).order);
    expect(said()).to.equal(undefined);
    expect(said(report('partiallyFilled', '1'), report('open', '0'))).to.equal('partiallyFilled');
    expect(
      said(report('pendingCancel', '0', { sequence: 2 }), report('open', '0', { sequence: 1 })),
    ).to.equal('pendingCancel');
  });

  it('keeps the two fees of one fill, and says where a repeat has others', () => {
    const fees = [
      { token: 'BNB', amount: dec('1') },
      { token: 'ETH', amount: dec('2') },
    ];
    const first = filled(trade('t1', '1', { fees }));
    const turned = filled(trade('t1', '1', { fees: fees.toReversed() }));
    const other = filled(trade('t1', '1', { fees: fees.slice(1) }));
    expect(story(...OPEN, first, turned, first)).to.deep.equal(['created', 'filled t1 1']);
    expect(story(...OPEN, first, other, other).slice(2)).to.deep.equal(['anomaly fillDiffers']);
    expect(run([...OPEN, first, other]).order.fees.map(({ amount }) => amount.toFixed())).to.deep.equal([
      '1',
      '2',
    ]);
  });

  describe('infers a fill', () => {
    const said = report('filled', '100', { cumulativeQuote: dec('1001'), receivedAt: 10 });

    it('at the price that the cumulative amounts leave, and only while the list lacks it', () => {
      const { events, order } = run([
        ...OPEN,
        said,
        filled(trade('t1', '40')),
        polled(20, false, [trade('t1', '40')]),
      ]);
      const inferred = events.find((event) => event.inferred);
      if (inferred?._tag !== 'filled') throw new Error('no inferred fill');
      expect([inferred.fillAmount.toFixed(), inferred.fillPrice?.toFixed(10)]).to.deep.equal([
        '60',
        '10.0166666667',
      ]);
      expect([executedBase(order).toFixed(), executedQuote(order).toFixed()]).to.deep.equal(['100', '1001']);
    });

    it('without a price where the venue told no quote amount', () => {
      const { events } = run([...OPEN, report('filled', '100'), polled(20, false, [])]);
      const inferred = events.find((event) => event.inferred);
      expect(inferred).to.include({ _tag: 'filled', fillPrice: undefined });
      expect(inferred?.executedQuote.toFixed()).to.equal('0');
    });

    it('without a price where the quote amount is no more than that of its fills: nothing is for nothing', () => {
      const same = report('partiallyFilled', '100', { cumulativeQuote: dec('400') });
      const { events } = run([...OPEN, filled(trade('t1', '40')), same, polled(20, true, [])]);
      expect(events.at(-2)).to.include({ inferred: true, fillPrice: undefined });
    });

    it('never by a list from before, by time, or by a report alone', () => {
      const clock = { _tag: 'clock', now: 1e9 } as const;
      expect(story(...OPEN, said, polled(9, false, []), clock, said)).to.deep.equal(['created']);
      expect(story(...OPEN, said, polled(10, false, []))).to.deep.equal([
        'created',
        'filled 100 inferred',
        'completed',
      ]);
    });

    it('and lets real ones beyond it count for what they are more', () => {
      const inputs = [
        ...OPEN,
        report('partiallyFilled', '50'),
        polled(20, true, []),
        filled(trade('t1', '70')),
      ];
      expect(story(...inputs)).to.deep.equal([
        'created',
        'filled 50 inferred',
        'filled t1 70 net 20 replaces 50',
      ]);
      expect(executedBase(run(inputs).order).toFixed()).to.equal('70');
    });

    it('and lets one of nothing replace nothing', () => {
      const told = [...OPEN, report('partiallyFilled', '50'), polled(20, true, [])];
      const { events } = run([...told, filled(trade('t1', '0'))]);
      expect(events.at(-1)).to.include({ _tag: 'filled', tradeId: 't1', replaces: undefined });
    });
  });

  describe('gives an order up', () => {
    const lost = [submitted(), answerLost()];
    const gone = [...lost, notFound(101), notFound(102), polled(103, false)];

    it('after two answers and a list, in any order of the three', () => {
      expect(story(...gone)).to.deep.equal(['failed inferred']);
      expect(story(...lost, polled(101, false), notFound(102), notFound(103))).to.deep.equal([
        'failed inferred',
      ]);
    });

    it('not by one answer told twice, nor without the list, nor by a list that has it', () => {
      expect(story(...lost, notFound(101), notFound(101), polled(103, false))).to.be.empty;
      expect(story(...lost, notFound(101), notFound(102), notFound(103))).to.be.empty;
      expect(story(...lost, notFound(101), notFound(102), polled(103, undefined))).to.be.empty;
      expect(story(...lost, notFound(101), notFound(102), polled(103, true))).to.deep.equal(['created']);
    });

    it('not by answers to questions from before the last evidence', () => {
      const evidence = report('pending', undefined, { receivedAt: 110 });
      expect(story(...lost, evidence, notFound(109), notFound(110), polled(111, false))).to.be.empty;
    });

    it('not by what was asked before evidence that came in another order', () => {
      const evidence = [110, 105].map((receivedAt) => report('pending', undefined, { receivedAt }));
      expect(story(...lost, ...evidence, notFound(106), notFound(107), polled(108, false))).to.be.empty;
      expect(story(...lost, ...evidence, notFound(111), notFound(112), polled(113, false))).to.deep.equal([
        'failed inferred',
      ]);
    });

    it('whose fills are told again: only a new one shows it, and then a list of the open ones counts anew', () => {
      const filledOnce = [...OPEN, filled(trade('t1', '40'))];
      const again = [filled(trade('t1', '40'), { receivedAt: 103 }), polled(104, false, [trade('t1', '40')])];
      expect(story(...filledOnce, notFound(101), notFound(102), ...again).at(-1)).to.equal(
        'cancelled inferred',
      );

      const more = polled(104, false, [trade('t1', '40'), trade('t2', '1')]);
      const inputs = [...filledOnce, notFound(101), notFound(102), more, notFound(105), notFound(106)];
      expect(story(...inputs).at(-1)).to.equal('filled t2 1');
      const asked = [...inputs, polled(107, undefined, [])];
      expect(story(...asked).at(-1)).to.equal('filled t2 1');
      expect(story(...asked, polled(108, false)).at(-1)).to.equal('cancelled inferred');
      expect(story(...inputs, polled(107, false, [])).at(-1)).to.equal('cancelled inferred');
    });

    it('that it had only when its fills have been asked for too', () => {
      const had = [...OPEN, notFound(101), notFound(102), polled(103, false)];
      expect(story(...had)).to.deep.equal(['created']);
      expect(wanted(104, ...had)).to.deep.equal([
        'lookUp: notFound',
        'openOrders: notFound',
        'fills: notFound',
      ]);
      expect(story(...had, polled(104, false, []))).to.deep.equal(['created', 'cancelled inferred']);
      expect(story(...had, polled(104, false, [trade('t1', '100')]))).to.deep.equal([
        'created',
        'filled t1 100',
        'completed',
      ]);
    });

    it('and takes it back at a sign of life, once a time', () => {
      expect(story(...gone, report('open', '0'), report('open', '0'))).to.deep.equal([
        'failed inferred',
        'anomaly cameBack adopted',
        'created adopted',
      ]);
      const open = [...OPEN, notFound(101), notFound(102), polled(103, false, [])];
      expect(story(...open, report('open', '0'), filled(trade('t1', '100')))).to.deep.equal([
        'created',
        'cancelled inferred',
        'anomaly cameBack adopted',
        'filled t1 100 adopted',
        'completed adopted',
      ]);
    });

    it('but not what the venue says is filled', () => {
      const inputs = [...OPEN, report('filled', '100'), notFound(101), notFound(102), polled(103, false)];
      expect(story(...inputs)).to.deep.equal(['created']);
      expect(wanted(104, ...inputs)).to.deep.equal(['fills: fillsMissing']);
    });
  });

  describe('reports a contradiction', () => {
    const contradictions: readonly [string, readonly OrderInput[], readonly string[]][] = [
      ['expired after cancelled', [...OPEN, report('cancelled', '0'), expired()], ['created', 'cancelled']],
      [
        'cancelled after filled',
        [...OPEN, filled(trade('t1', '100')), cancelAcknowledged(true)],
        ['created', 'filled t1 100', 'completed'],
      ],
      [
        'cancelled after it is said to be filled',
        [...OPEN, report('filled', '100'), report('cancelled', '0')],
        ['created'],
      ],
      [
        'found open after cancelled',
        [...OPEN, report('cancelled', '0', { receivedAt: 5 }), found(6, 'open', '0')],
        ['created', 'cancelled'],
      ],
      ['a fill after refused', [submitted(), refused(), filled(trade('t1', '1'))], ['failed', 'created']],
    ];
    for (const [what, inputs, before] of contradictions) {
      it(`${what}, once`, () => {
        const told = story(...inputs, inputs.at(-1)!);
        expect(told.slice(0, before.length)).to.deep.equal(before);
        expect(told.filter((line) => line.startsWith('anomaly'))).to.deep.equal(['anomaly contradiction']);
      });
    }

    it('not where the news is older: by number, by question', () => {
      const ended = [...OPEN, report('cancelled', '0', { sequence: 5, receivedAt: 5 })];
      expect(story(...ended, report('open', '0', { sequence: 4 }))).to.deep.equal(['created', 'cancelled']);
      expect(story(...ended, found(5, 'open', '0'))).to.deep.equal(['created', 'cancelled']);
    });
  });

  it('takes a second submit of one id for a mistake, and one that news overtook for ours', () => {
    expect(story(submitted(), submitted())).to.deep.equal(['anomaly submittedTwice']);
    const { order } = run([report('open', '0'), submitted()]);
    expect(order.submit?.validUntil).to.equal(100);
    expect(termsOf(order)).to.deep.equal(TERMS);
  });

  it('answers to a cancel count for their own request only', () => {
    const again = [...OPEN, cancelRequested('x1'), cancelAnswerLost('x1'), cancelRequested('x2')];
    expect(run([...again, cancelRefused('x1')]).order.cancel).to.include({
      request: 'x2',
      answer: 'awaited',
    });
    expect(run([...again, cancelRefused('x2')]).order.cancel).to.include({
      request: 'x2',
      answer: 'refused',
    });
    const late = [...OPEN, cancelRequested('x1'), cancelRefused('x1'), cancelAnswerLost('x1')];
    expect(run(late).order.cancel).to.include({ answer: 'refused' });
  });

  it('finds the venue id and the terms of now through amendments, in any order', () => {
    const first = { ...amended('v1', 'v2'), amount: dec('90') };
    const second = { ...amended('v2', 'v3'), price: dec('11') };
    for (const inputs of [
      [first, second],
      [second, first, second],
    ]) {
      const { order } = run([...OPEN, ...inputs]);
      expect(venueIdOf(order)).to.equal(orderId('v3'));
      expect(termsOf(order)).to.deep.equal({ ...TERMS, amount: dec('90'), price: dec('11') });
    }
  });

  it('wants what its state lacks, and nothing else', () => {
    expect(wanted(99, submitted())).to.be.empty;
    expect(wanted(100, submitted())).to.deep.equal(['lookUp: answerLost']);
    expect(wanted(0, cancelRefused())).to.deep.equal(['lookUp: unheardOf']);
    expect(wanted(0, filled(trade('t1', '1')))).to.deep.equal(['lookUp: termsUnknown']);
    expect(wanted(0, ...OPEN, cancelRequested())).to.be.empty;
    expect(wanted(0, ...OPEN, cancelRequested(), cancelAnswerLost())).to.deep.equal([
      'lookUp: cancelUnanswered',
    ]);
    const no = cancelRefused('x1', { receivedAt: 10 });
    expect(wanted(0, ...OPEN, cancelRequested(), no)).to.deep.equal(['lookUp: cancelRefused']);
    expect(wanted(0, ...OPEN, cancelRequested(), no, found(9, 'open'))).to.deep.equal([
      'lookUp: cancelRefused',
    ]);
    expect(wanted(0, ...OPEN, cancelRequested(), no, found(10, 'open'))).to.be.empty;
    expect(wanted(0, ...OPEN, report('cancelled', '40'))).to.deep.equal(['fills: fillsMissing']);
    expect(wanted(0, ...OPEN, report('cancelled', '40'), filled(trade('t1', '40')))).to.be.empty;
  });

  it('wants an accepted order looked up that a list of the open ones lacks, until it is told of again', () => {
    const missing = [...OPEN, polled(101, false)];
    expect(wanted(102, ...missing)).to.deep.equal(['lookUp: notOpen']);
    expect(wanted(102, ...missing, found(102, 'open', '0'))).to.be.empty;
    expect(wanted(102, ...missing, report('cancelled', '0'))).to.be.empty;
    expect(wanted(103, ...missing, notFound(102))).to.deep.equal([
      'lookUp: notFound',
      'openOrders: notFound',
      'fills: notFound',
    ]);
    // A fill is no sign that it is open still.
    const late = filled(trade('t1', '40'), { receivedAt: 105 });
    expect(wanted(106, ...missing, late)).to.deep.equal(['lookUp: notOpen']);
    expect(wanted(106, ...OPEN, polled(101, false, [trade('t1', '40')]))).to.deep.equal(['lookUp: notOpen']);
  });

  it('wants nothing for a list that proves nothing, nor for what is filled or never was there', () => {
    expect(wanted(99, ...OPEN, polled(100, false))).to.be.empty;
    expect(wanted(102, ...OPEN, report('open', '0', { receivedAt: 101 }), polled(101, false))).to.be.empty;
    expect(wanted(102, ...OPEN, polled(101, false), filled(trade('t1', '100')))).to.be.empty;
    expect(wanted(102, ...OPEN, report('filled', '100'), polled(101, false))).to.deep.equal([
      'fills: fillsMissing',
    ]);
    expect(wanted(102, submitted(), answerLost(), polled(101, false))).to.deep.equal(['lookUp: answerLost']);
  });

  it('tells with each event what is needed to act on it', () => {
    const fee = { token: 'BNB', amount: dec('0.01') };
    const fill = trade('t1', '40', { fees: [fee], liquidity: 'maker', price: dec('9.5') });
    const where = { venueTime: 5, receivedAt: 7 };
    const event = run([...OPEN, filled(fill, where)]).events.at(-1);
    expect(event).to.deep.equal({
      _tag: 'filled',
      venue: 'test',
      symbol: 'XRP-ETH',
      clientId: 'c1',
      venueId: 'v1',
      side: 'buy',
      type: 'limit',
      amount: dec('100'),
      price: dec('10'),
      executedBase: dec('40'),
      executedQuote: dec('380'),
      fees: [fee],
      venueTime: 5,
      receivedAt: 7,
      late: false,
      inferred: false,
      adopted: false,
      tradeId: 't1',
      cumulative: undefined,
      fillAmount: dec('40'),
      fillPrice: dec('9.5'),
      fillFees: [fee],
      liquidity: 'maker',
      netAmount: dec('40'),
      replaces: undefined,
    });
  });
});
