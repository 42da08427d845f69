import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { add } from '../../src/domain/exact.js';
import {
  executedBase,
  orderFromJson,
  orderInputFromJson,
  orderInputToJson,
  orderReducer,
  orderToJson,
  termsOf,
  type Order,
  type OrderEvent,
  type OrderInput,
} from '../../src/orders/index.js';
import { fillKey } from '../../src/orders/orderTerms.js';
import { fixedPoint } from '../support/fixedPoint.js';
import { chaos } from './chaos.js';
import { arrivals, comparable, finalState, newsOf, pairsOfArrivals } from './modelVenue.js';
import { run } from './orderInputs.js';

const FINAL = ['completed', 'cancelled', 'expired', 'failed'];

/** Everything: what consistent venues tell in any order, and what none would. */
const anything: fc.Arbitrary<readonly OrderInput[]> = fc.oneof(
  arrivals.map(({ inputs }) => inputs),
  chaos,
);

/** Law 1 of one run's events. */
function expectCreatedFirst(events: readonly OrderEvent[]): void {
  const kinds = events.map(({ _tag }) => _tag);
  const createdAt = kinds.indexOf('created');
  expect(kinds.filter((kind) => kind === 'created')).to.have.length(createdAt === -1 ? 0 : 1);
  const needsCreated = kinds.findIndex((kind) =>
    ['filled', 'completed', 'cancelled', 'expired'].includes(kind),
  );
  if (needsCreated !== -1) expect(createdAt).to.be.within(0, needsCreated - 1);
  if (createdAt !== -1) expect(kinds.lastIndexOf('failed')).to.be.below(createdAt);
}

/** Law 2. */
function expectFillsOnce(events: readonly OrderEvent[]): void {
  const keys = events.flatMap((event) =>
    event._tag === 'filled' && !event.inferred ? [event.tradeId ?? event.cumulative!.toFixed()] : [],
  );
  expect(keys).to.deep.equal([...new Set(keys)]);
}

/** Law 3, but for inferred fills. */
function expectCompletedOnFills(events: readonly OrderEvent[]): void {
  for (const event of events) {
    if (event._tag !== 'completed') continue;
    expect(event.executedBase.gt(0)).to.equal(true);
    if (event.type === 'limit') expect(event.executedBase.gte(event.amount!)).to.equal(true);
  }
}

/** The cumulative amounts that an input tells. */
function toldBy(input: OrderInput): readonly Decimal[] {
  if (input._tag === 'orderReported' || input._tag === 'found') return definedOf([input.cumulativeBase]);
  if (input._tag === 'fill') return definedOf([input.fill.cumulative]);
  return input._tag === 'polled' ? definedOf((input.fills ?? []).map(({ cumulative }) => cumulative)) : [];
}

const definedOf = (amounts: readonly (Decimal | undefined)[]): readonly Decimal[] =>
  amounts.filter((amount) => amount !== undefined);

/** Law 4: one end, unless what was given up as not found came back. */
function expectOneEnd(events: readonly OrderEvent[]): void {
  let ended = false;
  for (const event of events) {
    if (event._tag === 'anomaly' && event.kind === 'cameBack') ended = false;
    if (!FINAL.includes(event._tag)) continue;
    expect(ended, `${event._tag} after an end`).to.equal(false);
    ended = true;
  }
}

/** Law 9: sums of whole numbers, made without decimals. */
function expectExactSums(order: Order): void {
  const sum = (amounts: readonly string[]) =>
    amounts.reduce((total, amount) => total + fixedPoint(amount), 0n);
  const amounts = order.fills.map(({ amount }) => amount.toFixed());
  expect(fixedPoint(order.filledBase.toFixed())).to.equal(sum(amounts));
  const tokens = new Set(order.fills.flatMap(({ fees }) => fees.map(({ token }) => token)));
  expect(order.fees.map(({ token }) => token)).to.deep.equal([...tokens].sort());
  for (const { token, amount } of order.fees) {
    const charged = order.fills.flatMap(({ fees }) => fees.filter((fee) => fee.token === token));
    expect(fixedPoint(amount.toFixed())).to.equal(sum(charged.map((fee) => fee.amount.toFixed())));
  }
}

/** The laws of orders as properties, each over so many histories. */
export function itKeepsTheLaws(numRuns: number): void {
  const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
    fc.assert(
      fc.property(arbitrary, (value) => check(value)),
      { numRuns },
    );

  it('1. created comes once and first; failed only where there was none', () => {
    holds(anything, (inputs) => expectCreatedFirst(run(inputs).events));
  });

  it('2. a fill is told once, whatever is repeated, also by an order that was stored between', () => {
    holds(fc.tuple(anything, fc.nat(20)), ([inputs, at]) => {
      const first = run(inputs.slice(0, at + 1));
      let order = orderFromJson(JSON.parse(JSON.stringify(orderToJson(first.order))));
      const events = [...first.events];
      for (const input of [...inputs.slice(at + 1), ...inputs]) {
        const update = orderReducer(
          order,
          orderInputFromJson(JSON.parse(JSON.stringify(orderInputToJson(input)))),
        );
        ({ order } = update);
        events.push(...update.events);
      }
      expectFillsOnce(events);
      expect(events.filter(({ _tag }) => _tag === 'created').length).to.be.below(2);
    });
  });

  it('3. completed comes after fills that reach the amount; inferred ones only with a list that lacks them', () => {
    holds(anything, (inputs) => expectCompletedOnFills(run(inputs).events));
    holds(anything, (inputs) => {
      for (const event of run(inputs).events) {
        if (event._tag !== 'filled' || !event.inferred) continue;
        const list = inputs.find((input) => input._tag === 'polled' && input.receivedAt === event.receivedAt);
        if (list?._tag !== 'polled' || list.fills === undefined) throw new Error('inferred without a list');
        const told = inputs.flatMap((input) =>
          input._tag !== 'clock' && input.receivedAt <= list.askedAt ? toldBy(input) : [],
        );
        expect(told.some((base) => base.eq(event.cumulative!))).to.equal(true);
        const trades = new Map(list.fills.map((fill) => [fillKey(fill), fill.amount]));
        const listed = [...trades.values()].reduce(add, new Decimal(0));
        expect(listed.lt(event.cumulative!)).to.equal(true);
      }
    });
  });

  it('4. there is one end, and nothing moves an order out of it', () => {
    holds(anything, (inputs) => expectOneEnd(run(inputs).events));
  });

  it('5. news joins: any order and any repetition of it keep the same', () => {
    holds(pairsOfArrivals(false), ([one, other]) => {
      expect(newsOf(run(one.inputs))).to.deep.equal(newsOf(run(other.inputs)));
    });
  });

  it('6. one consistent history gives one final state and the same events, however it arrives', () => {
    holds(pairsOfArrivals(true), ([one, other]) => {
      const { history } = one;
      const plain = run([...history.local, ...history.told]);
      for (const arrival of [one, other]) {
        const result = run(arrival.inputs);
        expect(comparable(result.events)).to.deep.equal(comparable(plain.events));
        expect(finalState(result)).to.deep.equal(finalState(plain));
      }
      const ends = { open: [], refused: ['failed'], filled: ['completed'] };
      expect(plain.events.map(({ _tag }) => _tag).filter((tag) => FINAL.includes(tag))).to.deep.equal(
        { ...ends, cancelled: ['cancelled'], expired: ['expired'] }[history.outcome],
      );
    });
  });

  it('7. failed without the venue saying so takes two answers after the validity and a list without the order', () => {
    holds(chaos, (inputs) => {
      for (const [at, event] of run(inputs).events.entries()) {
        if (!event.inferred || (event._tag !== 'failed' && event._tag !== 'cancelled')) continue;
        const before = inputs.filter(
          (input) => input._tag !== 'clock' && input.receivedAt <= event.receivedAt,
        );
        const submit = before.find(({ _tag }) => _tag === 'submitRequested');
        const validUntil = submit?._tag === 'submitRequested' ? submit.validUntil : 0;
        const asked = new Set(
          before.flatMap((input) =>
            input._tag === 'notFound' && input.askedAt > validUntil ? [input.askedAt] : [],
          ),
        );
        expect(asked.size, `event ${at}`).to.be.at.least(2);
        expect(
          before.some(
            (input) => input._tag === 'polled' && input.open === false && input.askedAt > validUntil,
          ),
        ).to.equal(true);
      }
    });
  });

  it('8. all that is filled counts, and more than was ordered is told', () => {
    holds(anything, (inputs) => {
      const { order, events } = run(inputs);
      const keys = new Set(
        inputs
          .flatMap((input) => {
            if (input._tag === 'fill') return [input.fill];
            return input._tag === 'polled' ? (input.fills ?? []) : [];
          })
          .map(fillKey),
      );
      expect(order.fills.map(fillKey)).to.have.members([...keys]);
      const terms = termsOf(order);
      if (terms?.sizedIn !== 'base') return;
      const told = events.some((event) => event._tag === 'anomaly' && event.kind === 'overfilled');
      expect(told).to.equal(executedBase(order).gt(terms.amount));
    });
  });

  it('9. amounts and fees add up to the last digit', () => {
    holds(anything, (inputs) => expectExactSums(run(inputs).order));
  });
}
