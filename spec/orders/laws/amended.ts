import type { Decimal } from 'decimal.js';

import { termsOf, venueIdOf, type OrderAmended } from '../../../src/orders/index.js';
import { comesBack, expectSame, inText, type Step } from './steps.js';

type Changes = Pick<OrderAmended, 'amount' | 'price' | 'venueTime'>;

/** What was told last of one term: by the venue's time where both have one, else by arrival. A repeat without one adds nothing. */
function lastOf(all: readonly Changes[], term: 'amount' | 'price'): Decimal | undefined {
  let last: Changes | undefined;
  for (const change of all) {
    const value = change[term];
    if (value === undefined) continue;
    const isOlder =
      change.venueTime === undefined
        ? last?.[term]?.eq(value) === true
        : last?.venueTime !== undefined && change.venueTime < last.venueTime;
    if (!isOlder) last = change;
  }
  return last?.[term];
}

/** The inputs that change the terms under an id that stays, and the first that led to each id. */
function amendmentsIn(steps: readonly Step[]) {
  const all = steps.flatMap(({ input }) => (input._tag === 'amended' ? [input] : []));
  const inPlace = all.filter(({ previousVenueId, venueId }) => previousVenueId === venueId);
  return { inPlace, links: all.filter((input) => !inPlace.includes(input)) };
}

/** Law 5: what is ordered now is what it was changed to last under the id that it has or, if not, under those before. */
export function expectTermsNow(steps: readonly Step[]): void {
  const { order } = steps.at(-1)!;
  if (order.terms === undefined) return expectSame(termsOf(order)?.amount.toFixed(), undefined);
  const { inPlace, links } = amendmentsIn(steps);
  for (const term of ['amount', 'price'] as const) {
    let value: Decimal | undefined;
    for (let id = venueIdOf(order), left = links.length; id !== undefined && left >= 0; left--) {
      const at: typeof id = id;
      const link = links.find(({ venueId }) => venueId === at);
      value ??= lastOf(
        inPlace.filter(({ venueId }) => venueId === at),
        term,
      );
      value ??= link?.[term];
      id = link?.previousVenueId;
    }
    expectSame(termsOf(order)?.[term]?.toFixed(), (value ?? order.terms[term])?.toFixed(), term);
  }
}

/** Law 4: an order that ended by its fills has ended so also where it proves to have been larger, which is told. */
export function expectLargerTold(steps: readonly Step[]): void {
  const larger = new Set<string>();
  for (const { input, events, before, after, order } of steps) {
    const terms = termsOf(order);
    const isEnded = before.end === 'filled' && !comesBack(events);
    const isTold = input._tag === 'amended' && input.amount !== undefined;
    if (isTold && isEnded && terms?.sizedIn === 'base' && terms.amount.gt(after.executed))
      larger.add(`amended to ${terms.amount.toFixed()} after filled at ${after.executed.toFixed()}`);
    const told = order.anomalies.filter((text) => text.includes(': amended to '));
    expectSame(inText(told), inText([...larger].map((text) => `contradiction: ${text}`)));
  }
}
