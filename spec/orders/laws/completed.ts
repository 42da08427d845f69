import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { add, divide, multiply, subtract } from '../../../src/domain/exact.js';
import { executedBase, termsOf, wants, type OrderFilledEvent } from '../../../src/orders/index.js';
import { showsAccepted } from './created.js';
import { comesBack, expectSame, inText, outcomeOf, withEvent, type Step, type Told } from './steps.js';

const textOf = (amount: Decimal | undefined): string | undefined => amount?.toFixed();

/** Whether what is filled reaches the order: its amount or, where that is not known in base, the venue's last word. */
export function isReached({ order, after }: Step): boolean {
  const terms = termsOf(order);
  if (terms?.sizedIn === 'base') return after.executed.gt(0) && after.executed.gte(terms.amount);
  const isFinal = after.word !== undefined && (after.word.tells || after.listedAt >= after.word.at);
  return isFinal && after.executed.gt(0) && after.executed.gte(after.told?.base ?? 0);
}

/** Law 3: `completed` comes as soon as fills reach the amount, said or not, and never otherwise. */
export function expectCompletedAtOnce(steps: readonly Step[]): void {
  for (const step of steps) {
    const { events, before, after, order } = step;
    const other = events.some((event) => !['filled', undefined].includes(outcomeOf(event)));
    const isOver = other || (before.end !== undefined && !comesBack(events));
    expectSame(
      events.filter(({ _tag }) => _tag === 'completed').length,
      !isOver && after.created && isReached(step) ? 1 : 0,
      'completed',
    );
    expectSame(textOf(executedBase(order)), textOf(after.executed));
  }
}

/** Law 3: what the venue says is filled and its fills do not show is asked for, as long as that is so. */
export function expectFillsWanted(steps: readonly Step[]): void {
  for (const { order, after } of steps) {
    const lacks = after.told?.base.gt(after.executed) === true;
    const isWanted = wants(order, 0).some(({ because }) => because === 'fillsMissing');
    // Where its lists have said all that there is, nothing more is to be asked for.
    const isShort = order.anomalies.includes(`filledShort: filled at ${textOf(after.executed)}`);
    expectSame(isWanted, lacks || (after.saidFilled && after.end === undefined && !isShort), 'fills wanted');
  }
}

/** Whether a list says something of the order, in the phase in which it is. */
const isHeard = ({ input, before }: Step): boolean => before.end !== 'failed' || showsAccepted(input);

/**
 * When a list of fills was asked for, if that is what came, and was asked for since the venue told of the amount, if it
 * did. Another says nothing of what it lacks.
 */
function listAskedAt(step: Step): number | undefined {
  const { input, after } = step;
  if (input._tag !== 'polled' || input.fills === undefined || !isHeard(step)) return undefined;
  return after.told === undefined || after.told.at <= input.askedAt ? input.askedAt : undefined;
}

/** Law 3: such a list that lacks some of the amount makes one inferred fill of what it lacks, and nothing else does. */
export function expectInferred(steps: readonly Step[]): void {
  for (const step of steps) {
    const { events, before, after } = step;
    const inferred = events.flatMap((event) =>
      event._tag === 'filled' && event.inferred ? [textOf(event.cumulative)] : [],
    );
    const real = events.reduce(
      (facts, event) => (event.inferred ? facts : withEvent(facts, event)),
      before,
    ).executed;
    const isLacking = listAskedAt(step) !== undefined && after.told?.base.gt(real) === true;
    expectSame(inText(inferred), isLacking ? textOf(after.told?.base) : '');
  }
}

/** Whether the venue has nothing more to tell of what is filled: by this list and the filled word's amount, or two lists. */
function isAllListed(step: Step): boolean {
  const askedAt = listAskedAt(step);
  const { before, after } = step;
  if (askedAt === undefined || after.word === undefined) return false;
  const isSecond = before.listedAt >= after.word.at && before.listedAt !== askedAt;
  return after.word.tells || (isSecond && askedAt >= after.word.at);
}

/** Law 3: what the venue says is filled, and is not with all that it lists, is told as short, and never else. */
export function expectShortTold(steps: readonly Step[]): void {
  const short = new Set<string>();
  for (const step of steps) {
    const { after, order } = step;
    if (isAllListed(step) && after.end === undefined && termsOf(order) !== undefined)
      short.add(`filledShort: filled at ${textOf(after.executed)}`);
    expectSame(inText(order.anomalies.filter((text) => text.startsWith('filledShort'))), inText([...short]));
  }
}

/** What is filled in quote currency, after so much of real fills. */
const quoteOf = (base: Decimal, quote: Decimal, inferred: Told | undefined): Decimal =>
  inferred?.quote === undefined || base.gte(inferred.base) || quote.gt(inferred.quote)
    ? quote
    : inferred.quote;

/** Law 3: each fill says what it adds; a real one what of an inferred one it replaces, an inferred one what is left to it. */
export function expectNetAmounts(steps: readonly Step[]): void {
  let inferred: Told | undefined;
  let quote = new Decimal(0);
  for (const { events, before, after } of steps) {
    let facts = before;
    for (const event of events) {
      const next = withEvent(facts, event);
      if (event._tag === 'filled') {
        expectNet(event, subtract(next.executed, facts.executed), inferred);
        if (event.inferred) {
          expectLeft(event, after.told!, quoteOf(facts.real, quote, inferred));
          inferred = after.told;
        } else quote = add(quote, multiply(event.fillAmount, event.fillPrice!));
      }
      facts = next;
      expectSame(textOf(event.executedBase), textOf(next.executed));
      expectSame(textOf(event.executedQuote), textOf(quoteOf(next.real, quote, inferred)));
    }
  }
}

function expectNet(
  { netAmount, fillAmount, replaces }: OrderFilledEvent,
  net: Decimal,
  inferred?: Told,
): void {
  expectSame(textOf(netAmount), textOf(net));
  const replaced = subtract(fillAmount, net);
  expect(replaces && [textOf(replaces.cumulative), textOf(replaces.amount)]).to.deep.equal(
    replaced.isZero() ? undefined : [textOf(inferred?.base), textOf(replaced)],
  );
}

function expectLeft({ fillAmount, fillPrice }: OrderFilledEvent, told: Told, quote: Decimal): void {
  const price =
    told.quote === undefined || told.quote.lte(quote)
      ? undefined
      : divide(subtract(told.quote, quote), fillAmount);
  expectSame(textOf(fillPrice), textOf(price));
}
