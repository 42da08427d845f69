import { expect } from 'chai';

import { termsOf } from '../../../src/orders/index.js';
import { fixedPoint, fixedText, times } from '../../support/fixedPoint.js';
import { fillKey } from '../../../src/orders/orderTerms.js';
import { expectSame, fillsOf, type Step } from './steps.js';

/** Law 8: more than was ordered is told when it is filled, not before, not of others, and once. */
export function expectOverfillTold(steps: readonly Step[]): void {
  let isTold = false;
  for (const { order, events, after } of steps) {
    const terms = termsOf(order);
    const executed = terms?.sizedIn === 'base' ? after.executed : events.at(-1)?.executedQuote;
    const isOver = terms !== undefined && executed?.gt(terms.amount) === true;
    const told = events.filter((event) => event._tag === 'anomaly' && event.kind === 'overfilled').length;
    expectSame(told, isOver && !isTold ? 1 : 0, 'overfilled');
    isTold ||= isOver;
  }
}

/** Law 8: all fills that were told of count. */
export function expectAllCount(steps: readonly Step[]): void {
  const keys = new Set(steps.flatMap(({ input }) => fillsOf(input)).map(fillKey));
  expect(steps.at(-1)!.order.fills.map(fillKey)).to.have.members([...keys]);
}

/** Law 9: sums of whole numbers, made without decimals. */
export function expectExactSums(steps: readonly Step[]): void {
  const { order } = steps.at(-1)!;
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

/** Law 9: what is filled in quote currency, made without decimals. */
export function expectExactQuote(steps: readonly Step[]): void {
  const { order } = steps.at(-1)!;
  const quote = order.fills
    .map(({ amount, price }) => times(fixedPoint(amount.toFixed()), fixedPoint(price.toFixed())))
    .reduce((sum, one) => sum + one, 0n);
  expect(order.filledQuote.toFixed()).to.equal(fixedText(quote));
}
