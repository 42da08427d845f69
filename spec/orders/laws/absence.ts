import type { OrderInput } from '../../../src/orders/index.js';
import { showsAccepted } from './created.js';
import { endSaidBy } from './oneEnd.js';
import { comesBack, expectSame, inText, isReport, outcomeOf, type Facts, type Step } from './steps.js';

/** Whether the venue shows that it knows of the order, whatever it makes of it. */
function isWord({ input, events, before }: Step): boolean {
  // A fill that is told again is no news.
  const isFilled = events.some(({ _tag, inferred }) => _tag === 'filled' && !inferred);
  if (input._tag === 'polled') return input.open === true || isFilled;
  if (input._tag === 'fill') return isFilled;
  // It says nothing of what is filled or over.
  if (input._tag === 'cancelAcknowledged')
    return before.end === 'failed' || (before.end === undefined && !before.saidFilled);
  return showsAccepted(input) || isReport(input) || input._tag === 'submitRefused';
}

/** The answers that speak against an order, since the venue's last word of it. */
interface Silence {
  /** When that word came. */
  readonly from: number;
  readonly notFound: readonly number[];
  readonly isNotOpen: boolean;
  /** As that, and fills do not change it: they may be of what is gone, which is to be asked. */
  readonly isMissed: boolean;
  /** When the latest list of its fills was asked for, ever. */
  readonly listedAt: number;
}

const NO_SILENCE: Silence = {
  from: -Infinity,
  notFound: [],
  isNotOpen: false,
  isMissed: false,
  listedAt: -Infinity,
};

/** What speaks against an order with one input more; no question proves anything that was sent until `validUntil`. */
function silenceAfter(silence: Silence, step: Step, validUntil: number): Silence {
  const { input, before, events } = step;
  if (input._tag === 'clock') return silence;
  const now = comesBack(events) ? { ...NO_SILENCE, from: silence.from, listedAt: silence.listedAt } : silence;
  const isMissedNow = !(input._tag === 'polled'
    ? input.open === true
    : input._tag !== 'fill' && isWord(step));
  const cleared: Silence = {
    ...now,
    ...(isWord(step) ? { from: Math.max(now.from, input.receivedAt), notFound: [], isNotOpen: false } : {}),
    isMissed: now.isMissed && isMissedNow,
  };
  if (input._tag === 'polled') {
    const { open, fills, askedAt } = input;
    const isNotOpen = open === false && askedAt > Math.max(validUntil, cleared.from);
    const isMissed = open === false && askedAt > Math.max(validUntil, now.from);
    return {
      ...cleared,
      isNotOpen: cleared.isNotOpen || isNotOpen,
      isMissed: cleared.isMissed || isMissed,
      listedAt: fills === undefined ? cleared.listedAt : Math.max(cleared.listedAt, askedAt),
    };
  }
  if (input._tag !== 'notFound' || before.end !== undefined || before.saidFilled) return cleared;
  const isNew =
    input.askedAt > Math.max(validUntil, cleared.from) && !cleared.notFound.includes(input.askedAt);
  return isNew ? { ...cleared, notFound: [...cleared.notFound, input.askedAt] } : cleared;
}

/** What speaks against an order after each step. */
function silencesOf(steps: readonly Step[]): readonly Silence[] {
  let silence = NO_SILENCE;
  let validUntil: number | undefined;
  const createdAt = steps.map(({ input }) => input).find((input) => input._tag !== 'clock')!.receivedAt;
  return steps.map((step) => {
    if (step.input._tag === 'submitRequested') validUntil ??= step.input.validUntil;
    silence = silenceAfter(silence, step, validUntil ?? createdAt);
    return silence;
  });
}

/** Whether that is enough: of an order that the venue had, its fills have to be asked for since as well. */
const isProved = ({ notFound, isNotOpen, listedAt }: Silence, { created }: Facts): boolean =>
  notFound.length > 1 && isNotOpen && (!created || listedAt >= Math.min(notFound[0]!, notFound[1]!));

/**
 * Law 7: an order is given up with the answer that makes the proof whole, and with no other: two questions answered "not
 * found" and a list of open orders without it, all asked after the request's validity and the venue's last word.
 */
export function expectGivenUpOnProof(steps: readonly Step[]): void {
  const silences = silencesOf(steps);
  for (const [at, { input, events, before, after }] of steps.entries()) {
    const isAnswer = input._tag === 'notFound' || (input._tag === 'polled' && input.open !== true);
    const isEnd =
      isAnswer && before.end === undefined && !before.saidFilled && isProved(silences[at]!, after);
    const ends = events.filter((event) => event.inferred && outcomeOf(event) !== undefined);
    const end = after.created ? 'cancelled' : 'failed';
    expectSame(inText(ends.map(({ _tag }) => _tag)), isEnd ? end : '');
  }
}

/** Law 7: the venue's last word is known and, as long as an order lives, the answers against it since then. */
export function expectEvidence(steps: readonly Step[]): void {
  const silences = silencesOf(steps);
  for (const [at, { order, after }] of steps.entries()) {
    const { from, notFound, isMissed } = silences[at]!;
    expectSame(order.evidenceAt ?? -Infinity, from, 'last word');
    if (after.end !== undefined) continue;
    const { notFoundAt, notOpenAt } = order.absence;
    expectSame(inText(notFoundAt.map(String)), inText(notFound.slice(0, 2).map(String)), 'not found');
    expectSame(notOpenAt !== undefined, isMissed, 'not open');
  }
}

/** Whether a sign of life takes back that an order was given up: of one that was accepted, only what shows it open. */
function isSignOfLife(input: OrderInput, end: Facts['end'], endedAt: number): boolean {
  if (end === 'failed') {
    if (isReport(input) && input.status === 'rejected') return input.cumulativeBase?.gt(0) === true;
    return showsAccepted(input) || isReport(input);
  }
  if (isReport(input)) return ['open', 'partiallyFilled', 'pendingCancel', 'filled'].includes(input.status);
  if (input._tag === 'polled') return input.open === true && input.askedAt > endedAt;
  return input._tag === 'amended';
}

/**
 * Law 7: a sign of life of what was given up is an anomaly, and the order lives again; of anything else it is not, nor of
 * what the venue has said since to have ended just so.
 */
export function expectBackAtSignOfLife(steps: readonly Step[]): void {
  let endedAt = 0;
  let isConfirmed = false;
  for (const { input, events, before, after } of steps) {
    const isBack: boolean = before.givenUp && !isConfirmed && isSignOfLife(input, before.end, endedAt);
    expectSame(comesBack(events), isBack, 'comes back');
    isConfirmed =
      !isBack && (isConfirmed || (before.end !== undefined && endSaidBy(input, after) === before.end));
    if (before.end === undefined && after.end !== undefined && input._tag !== 'clock')
      endedAt = input.receivedAt;
  }
}
