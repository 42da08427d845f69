import { expect } from 'chai';
import fc from 'fast-check';

import {
  ordersInDoubt,
  ordersInDoubtReducer,
  OrderSet,
  presentUpdate,
  trackOrders,
  wants,
  type DoubtKind,
  type OrderInDoubt,
  type OrderInput,
  type TrackedUpdate,
} from '../../src/orders/index.js';
import { itKeepsTheChecklist, outputsOf } from '../support/operatorChecklist.js';
import { manyOrders } from './manyOrders.js';
import {
  acknowledged,
  answerLost,
  cancelAnswerLost,
  cancelRefused,
  cancelRequested,
  filled,
  found,
  notFound,
  report,
  submitted,
  trade,
} from './orderInputs.js';

const KEEP_ALL = { keepFinished: Infinity, keepFinishedMs: Infinity };
const updatesOf = (inputs: readonly OrderInput[]): readonly TrackedUpdate[] =>
  outputsOf(trackOrders(KEEP_ALL), inputs);
const at = (receivedAt: number) => ({ receivedAt });
const text = (set: OrderSet<OrderInDoubt>): string =>
  Array.from(set, ({ key, since, doubts }) =>
    [key, ...doubts.map((doubt) => `${doubt.because} ${doubt.since}`), `since ${since}`].join(', '),
  ).join('; ');
const told = (inputs: readonly OrderInput[], ...kinds: readonly DoubtKind[]): readonly string[] =>
  outputsOf(ordersInDoubt(...kinds), updatesOf(inputs)).map(text);

const UPDATES = updatesOf([
  submitted(),
  answerLost(at(10)),
  acknowledged(at(20)),
  cancelRequested('x1', at(30)),
  cancelAnswerLost('x1', at(40)),
  report('cancelled', '0', at(50)),
]);

describe('ordersInDoubt', () => {
  itKeepsTheChecklist(() => ordersInDoubt(), UPDATES, 2);

  it('has the orders for which the venue has to be asked, whatever the time, for just those reasons', () => {
    fc.assert(
      fc.property(manyOrders(), (inputs) => {
        const updates = updatesOf(inputs);
        let set = OrderSet.empty<OrderInDoubt>();
        const gone = new Set<number>();
        for (const [count, update] of updates.entries()) {
          set = ordersInDoubtReducer(set, update);
          if (update.absorbed !== undefined) gone.add(update.absorbed);
          const now = new Map(updates.slice(0, count + 1).map(({ key, order }) => [key, order]));
          for (const [key, order] of now) {
            const because = new Set(wants(order, -Infinity).map((question) => question.because));
            const kinds = set.get(key)?.doubts.map((doubt) => doubt.because) ?? [];
            const sentAgain = order.cancel?.answer === 'awaited' && !because.has('cancelUnanswered');
            const rest = sentAgain ? kinds.filter((kind) => kind !== 'cancelUnanswered') : kinds;
            expect(rest, `order ${key}`).to.deep.equal(gone.has(key) ? [] : [...because]);
          }
          for (const { doubts, since } of set)
            expect(since).to.equal(Math.min(...doubts.map((doubt) => doubt.since)));
        }
      }),
    );
  });

  it('tells since when each thing is not known', () => {
    expect(outputsOf(ordersInDoubt(), UPDATES).map(text)).to.deep.equal([
      '1, answerLost 10, since 10',
      '',
      '1, cancelUnanswered 40, since 40',
      '',
    ]);
    expect(
      told([submitted(), acknowledged(), cancelRequested('x1', at(5)), cancelRefused('x1', at(8))]),
    ).to.deep.equal(['1, cancelRefused 8, since 8']);
    expect(told([submitted(), acknowledged(), notFound(150), notFound(160)])).to.deep.equal([
      '1, notFound 150, since 150',
      '1, notFound 150, since 150',
    ]);
    const adopted = filled(trade('t1', '40'), { clientId: undefined, receivedAt: 3 });
    expect(
      told([adopted, report('partiallyFilled', '50', { clientId: undefined, receivedAt: 9 })]),
    ).to.deep.equal(['1, termsUnknown 3, since 3', '1, termsUnknown 3, fillsMissing 9, since 3']);
    expect(told([cancelRequested('x1', at(4))])).to.deep.equal(['1, unheardOf 4, since 4']);
  });

  it('takes the time of the news where the order tells none: filled, it is said, by no amount', () => {
    expect(
      told([submitted(), report('filled', undefined, at(30)), report('filled', undefined, at(60))]),
    ).to.deep.equal(['1, fillsMissing 30, since 30']);
  });

  it('does not make a doubt younger when the venue tells more of the same', () => {
    const more = ['10', '20', '30'].map((amount, n) => report('partiallyFilled', amount, at(10 + n * 100)));
    expect(told([submitted(), acknowledged(), ...more])).to.deep.equal([
      '1, fillsMissing 10, since 10',
      '1, fillsMissing 10, since 10',
      '1, fillsMissing 10, since 10',
    ]);
  });

  it('counts a cancel that is sent again and again from the first that was lost, until the venue answers', () => {
    const attempt = (n: number) => [
      cancelRequested(`x${n}`, at(n * 100)),
      cancelAnswerLost(`x${n}`, at(n * 100 + 10)),
    ];
    const inputs = [
      submitted(),
      acknowledged(),
      ...attempt(1),
      ...attempt(2),
      cancelRequested('x3', at(300)),
    ];
    const since = '1, cancelUnanswered 110, since 110';
    expect(told(inputs)).to.deep.equal([since, since, since, since]);
    const answered = [cancelRefused('x3', at(310)), found(320, 'open', '0', at(330))];
    expect(told([...inputs, ...answered]).slice(4)).to.deep.equal(['1, cancelRefused 310, since 310', '']);
    expect(told([...inputs, ...answered, ...attempt(4)]).at(-1)).to.equal(
      '1, cancelUnanswered 410, since 410',
    );
  });

  it('is no doubt that an answer is awaited, nor that a first cancel is', () => {
    expect(told([submitted(), acknowledged(), cancelRequested()])).to.deep.equal([]);
  });

  it('shows the kinds that are asked for, with the times of those', () => {
    const both = updatesOf([
      filled(trade('t1', '40'), { clientId: undefined, receivedAt: 3 }),
      report('partiallyFilled', '50', { clientId: undefined, receivedAt: 9 }),
    ]);
    expect(outputsOf(ordersInDoubt('fillsMissing', 'notFound'), both).map(text)).to.deep.equal([
      '1, fillsMissing 9, since 9',
    ]);
    expect(outputsOf(ordersInDoubt('notFound'), both)).to.deep.equal([]);
  });

  it('is refused by the compiler, and at once by itself, for a kind that there is not', () => {
    // @ts-expect-error what a caller without types may give
    expect(() => ordersInDoubt('lost')).to.throw(
      RangeError,
      'no kind of doubt: lost; there are answerLost, unheardOf, ',
    );
  });

  it('knows the times of orders that are told first, late or after a restart', () => {
    const present = (...inputs: readonly OrderInput[]) =>
      outputsOf(ordersInDoubt(), [presentUpdate(updatesOf(inputs).at(-1)!)]).map(text);
    const by = { clientId: undefined };
    expect(present(submitted(), answerLost(at(10)), notFound(150), notFound(160))).to.deep.equal([
      '1, answerLost 10, notFound 150, since 10',
    ]);
    expect(present(cancelRequested('x1', at(4)), cancelRequested('x2', at(9)))).to.deep.equal([
      '1, unheardOf 4, since 4',
    ]);
    expect(
      present(
        filled(trade('t1', '40'), { ...by, receivedAt: 3 }),
        report('partiallyFilled', '50', { ...by, receivedAt: 9 }),
        report('partiallyFilled', '50', { ...by, receivedAt: 20 }),
      ),
    ).to.deep.equal(['1, termsUnknown 3, fillsMissing 9, since 3']);
    expect(present(submitted(), acknowledged())).to.deep.equal([]);
  });

  it('reduces to the same set where nothing changes in it', () => {
    const set = ordersInDoubtReducer(OrderSet.empty(), UPDATES[1]!);
    expect(set.size).to.equal(1);
    expect(ordersInDoubtReducer(set, UPDATES[1]!)).to.equal(set);
    const none = OrderSet.empty<OrderInDoubt>();
    expect(ordersInDoubtReducer(none, UPDATES[0]!)).to.equal(none);
  });
});
