import { expect } from 'chai';

import type { TokenAmount } from '../../../src/domain/index.js';
import type { Fill, OrderFilledEvent } from '../../../src/orders/index.js';
import { fillKey } from '../../../src/orders/orderTerms.js';
import { expectSame, fillsOf, inText, withEvent, type Step } from './steps.js';

const feesText = (fees: readonly TokenAmount[]): string =>
  fees
    .map(({ token, amount }) => `${amount.toFixed()} ${token}`)
    .sort()
    .join(' ');

const fillText = ({ tradeId, cumulative, amount, price, fees, liquidity }: Fill): string =>
  inText([tradeId, cumulative?.toFixed(), amount.toFixed(), price.toFixed(), feesText(fees), liquidity]);

const eventText = (event: OrderFilledEvent): string => {
  const { tradeId, cumulative, fillAmount, fillPrice, fillFees, liquidity } = event;
  const amounts = [cumulative, fillAmount, fillPrice].map((amount) => amount?.toFixed());
  return inText([tradeId, ...amounts, feesText(fillFees), liquidity]);
};

/** Law 2: each fill is told as the venue told it, with its first telling and never again, late where the order had ended. */
export function expectFillsAtOnce(steps: readonly Step[]): void {
  const known = new Set<string>();
  for (const { input, events, before } of steps) {
    const fresh: string[] = [];
    for (const fill of fillsOf(input)) {
      if (known.has(fillKey(fill))) continue;
      known.add(fillKey(fill));
      fresh.push(fillText(fill));
    }
    const told: string[] = [];
    let facts = before;
    for (const event of events) {
      if (event._tag === 'filled' && !event.inferred) told.push(eventText(event));
      expectSame(event.late, event._tag === 'filled' && facts.end !== undefined, 'late');
      facts = withEvent(facts, event);
    }
    expectSame(inText(told), inText(fresh));
  }
}

/** Law 2: a repeat may add the fee that the first telling lacked; where it says anything else than that, it is told. */
export function expectRepeats(steps: readonly Step[]): void {
  const first = new Map<string, Fill>();
  const fees = new Map<string, string>();
  const differ = new Set<string>();
  for (const fill of steps.flatMap(({ input }) => fillsOf(input))) {
    const key = fillKey(fill);
    const known = first.get(key) ?? fill;
    first.set(key, known);
    const before = fees.get(key) ?? '';
    const now = feesText(fill.fees);
    if (before === '') fees.set(key, now);
    const isOther = !known.amount.eq(fill.amount) || !known.price.eq(fill.price);
    if (isOther || (before !== '' && now !== '' && before !== now)) differ.add(key);
  }
  const { order } = steps.at(-1)!;
  expect(Object.fromEntries(order.fills.map((fill) => [fillKey(fill), feesText(fill.fees)]))).to.deep.equal(
    Object.fromEntries(fees),
  );
  const told = order.anomalies.flatMap((text) => /^fillDiffers: (.*?): /.exec(text)?.[1] ?? []);
  expect([...new Set(told)].sort()).to.deep.equal([...differ].sort());
}
