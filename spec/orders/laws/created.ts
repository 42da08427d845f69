import { expect } from 'chai';

import type { OrderInput } from '../../../src/orders/index.js';
import { expectSame, inText, isReport, outcomeOf, type Step } from './steps.js';

/** Whether the venue shows by this alone that it accepted the order. */
export function showsAccepted(input: OrderInput): boolean {
  if (isReport(input)) return input.status !== 'pending' && input.status !== 'rejected';
  if (input._tag === 'polled') return input.open === true || (input.fills ?? []).length > 0;
  return ['submitAcknowledged', 'fill', 'cancelAcknowledged', 'amended', 'expired'].includes(input._tag);
}

/** Whether the venue will not have the order. */
export const isRefusal = (input: OrderInput): boolean =>
  input._tag === 'submitRefused' || (isReport(input) && input.status === 'rejected');

/** Law 1: `created` once and before all else that says that the order was there; `failed` only where it never was. */
export function expectCreatedFirst(steps: readonly Step[]): void {
  const kinds = steps.flatMap(({ events }) => events.map(({ _tag }) => _tag));
  const createdAt = kinds.indexOf('created');
  expect(kinds.filter((kind) => kind === 'created')).to.have.length(createdAt === -1 ? 0 : 1);
  const needsCreated = kinds.findIndex((kind) =>
    ['filled', 'completed', 'cancelled', 'expired'].includes(kind),
  );
  if (needsCreated !== -1) expect(createdAt).to.be.within(0, needsCreated - 1);
  if (createdAt !== -1) expect(kinds.lastIndexOf('failed')).to.be.below(createdAt);
}

/**
 * Law 1, step by step: `created` comes with the first evidence and not before; an amount that is said to be filled makes
 * evidence of a rejection, and of a list without those fills. It says so where the order was not submitted here.
 */
export function expectCreatedAtOnce(steps: readonly Step[]): void {
  let isAdopted = false;
  for (const { input, events, before, after } of steps) {
    const created = events.filter(({ _tag }) => _tag === 'created').length;
    const isFilled = isReport(input) && isRefusal(input) && after.told !== undefined;
    const must = !before.created && (showsAccepted(input) || isFilled);
    const may = must || (!before.created && input._tag === 'polled' && after.told !== undefined);
    if (created < (must ? 1 : 0) || created > (may ? 1 : 0))
      expect(created, 'created').to.equal(must ? 1 : 0);
    for (const event of events) {
      if (event._tag === 'created') isAdopted ||= !before.submitted;
      if (event._tag === 'anomaly' && event.kind === 'cameBack') isAdopted = true;
      expectSame(event.adopted, isAdopted, 'adopted');
    }
  }
}

/** Law 1: what the venue will not have has failed; where it had accepted it, it is cancelled, and says why. */
export function expectRefusedOnce(steps: readonly Step[]): void {
  for (const { input, events, before, after } of steps) {
    if (!isRefusal(input) || before.end !== undefined || before.saidFilled) continue;
    const ends = events.filter((event) => outcomeOf(event) !== undefined);
    expectSame(inText(ends.map(({ _tag }) => _tag)), after.created ? 'cancelled' : 'failed');
    if ('reason' in input) expect(ends[0]).to.have.property('reason', input.reason);
  }
}
