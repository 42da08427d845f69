import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import type { Side } from '../../../src/domain/index.js';
import type { OrderNews, OrderTerms, VenueStatus } from '../../../src/orders/index.js';
import { expectSame, inText, isReport, type Step } from './steps.js';

const NOTHING = new Decimal(0);

/** The statuses as an order goes through them; the last four are ends. */
const COURSE: readonly VenueStatus[] = ['pending', 'open', 'partiallyFilled', 'pendingCancel'];
const placeOf = (status: VenueStatus): number =>
  COURSE.includes(status) ? COURSE.indexOf(status) : COURSE.length;

/** Below zero, zero or above zero: how one piece of news is to another by the first that differs. */
const comparisons: readonly ((a: OrderNews, b: OrderNews) => number)[] = [
  (a, b) => Number(a.sequence ?? 0) - Number(b.sequence ?? 0),
  (a, b) => (a.cumulativeBase ?? NOTHING).cmp(b.cumulativeBase ?? NOTHING),
  (a, b) => placeOf(a.status) - placeOf(b.status),
  (a, b) => (a.venueTime ?? 0) - (b.venueTime ?? 0),
];

function isLater(a: OrderNews, b: OrderNews): boolean {
  for (const compare of comparisons) if (compare(a, b) !== 0) return compare(a, b) > 0;
  return false;
}

const laterOf = (known: OrderNews | undefined, news: OrderNews): OrderNews =>
  known !== undefined && !isLater(news, known) ? known : news;

const inShort = (news: OrderNews | undefined): string | undefined =>
  news &&
  inText([news.status, news.cumulativeBase?.toFixed(), String(news.sequence), String(news.venueTime)]);

/** Law 5: of all that the venue said of the state, the newest is kept: of what it numbered, and of the rest. */
export function expectNewestKept(steps: readonly Step[]): void {
  let numbered: OrderNews | undefined;
  let others: OrderNews | undefined;
  for (const { input, order } of steps) {
    if (isReport(input) && input.sequence !== undefined) numbered = laterOf(numbered, input);
    if (isReport(input) && input.sequence === undefined) others = laterOf(others, input);
    expectSame(inShort(order.newsBySequence), inShort(numbered));
    expectSame(inShort(order.newsByContent), inShort(others));
  }
}

const toldText = (base: Decimal, quote: Decimal | undefined, at: number): string =>
  inText([base.toFixed(), quote?.toFixed(), String(at)]);

/** Law 5: the greatest amount that the venue told is kept. */
export function expectGreatestTold(steps: readonly Step[]): void {
  for (const { order, after } of steps) {
    const { told } = order;
    expectSame(
      told && toldText(told.base, told.quote, told.receivedAt),
      after.told && toldText(after.told.base, after.told.quote, after.told.at),
    );
  }
}

/** Law 5: what was ordered is as it was first told, and only amendments change it; the terms know the side better than a fill. */
export function expectFirstTerms(steps: readonly Step[]): void {
  let terms: OrderTerms | undefined;
  let side: Side | undefined;
  for (const { input, order } of steps) {
    if (isReport(input) || input._tag === 'submitRequested') terms ??= input.terms;
    if (input._tag === 'fill') side = input.side ?? side;
    if (order.terms !== terms) expect(order.terms).to.deep.equal(terms);
    expectSame(order.side, terms?.side ?? side);
  }
}
