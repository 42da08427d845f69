import type { SequenceId } from '../../../src/domain/index.js';
import { isDone, orderStatus, type OrderInput, type OrderOutcome } from '../../../src/orders/index.js';
import { isReached } from './completed.js';
import { isRefusal, showsAccepted } from './created.js';
import { comesBack, expectSame, inText, isReport, outcomeOf, type Facts, type Step } from './steps.js';

/** How the venue says that the order ended; a cancel's acknowledgement only where it documents that. */
export function endSaidBy(input: OrderInput, { created }: Facts): OrderOutcome | undefined {
  if (isRefusal(input)) return created ? 'cancelled' : 'failed';
  if (input._tag === 'cancelAcknowledged') return input.final ? 'cancelled' : undefined;
  if (input._tag === 'expired') return 'expired';
  if (!isReport(input)) return undefined;
  const { status } = input;
  return status === 'filled' || status === 'cancelled' || status === 'expired' ? status : undefined;
}

/** Whether a sign of life of an order that was refused: what shows that it was accepted, or a rejection with fills. */
const contradictsRefusal = (input: OrderInput): boolean =>
  showsAccepted(input) ||
  (isReport(input) && input.status === 'rejected' && input.cumulativeBase?.gt(0) === true);

/** What ended an order: by our clock, and by the venue's count. */
interface Ended {
  readonly at: number;
  readonly sequence: SequenceId | undefined;
}

const LIVE = ['open', 'partiallyFilled', 'pendingCancel'];

/** What cannot be, if the order has ended so and the venue says this. */
function contradictions({ input, before, after }: Step, ended: Ended): readonly string[] {
  if (input._tag === 'clock' || before.end === undefined) return [];
  const told: string[] = [];
  if (before.end === 'failed' && contradictsRefusal(input)) told.push('a sign of life after failed');
  const said = endSaidBy(input, after);
  if (said !== undefined && said !== before.end) told.push(`${said} after ${before.end}`);
  if (before.end === 'failed') return told;
  if (isReport(input) && LIVE.includes(input.status)) {
    const isLater =
      input.sequence !== undefined && ended.sequence !== undefined && input.sequence > ended.sequence;
    if (isLater || (input._tag === 'found' && input.askedAt > ended.at))
      told.push(`${input.status} after ${before.end}`);
  }
  if (input._tag === 'polled' && input.open === true && input.askedAt > ended.at)
    told.push(`in the list of open orders after ${before.end}`);
  return told;
}

/**
 * Law 4, step by step: what the venue says of an end ends the order, once; what it says besides that cannot be is told, and
 * changes nothing. What is said to be filled has ended so, as far as other ends go.
 */
export function expectEndAsSaid(steps: readonly Step[]): void {
  const cannotBe = new Set<string>();
  let ended: Ended = { at: 0, sequence: undefined };
  for (const step of steps) {
    const { input, events, order, before, after } = step;
    const isBack = comesBack(events);
    const lives = before.end === undefined || isBack;
    const said = endSaidBy(input, after);
    const ends = events.filter((event) => !event.inferred && outcomeOf(event) !== undefined);
    const isEnd = lives && said !== undefined && said !== 'filled' && !before.saidFilled;
    const told = ends.map(outcomeOf).filter((outcome) => outcome !== 'filled');
    expectSame(inText(told), isEnd ? said : '');
    if (lives && said !== undefined && said !== 'filled' && before.saidFilled)
      cannotBe.add(`${said} after filled`);
    if (!isBack) for (const text of contradictions(step, ended)) cannotBe.add(text);
    const isOver = after.end !== undefined && after.end !== 'filled' && after.created;
    if (isOver && isReached(step)) cannotBe.add(`filled after ${after.end}`);

    expectSame(isDone(order), after.end !== undefined, 'done');
    if (after.end !== undefined) expectSame(orderStatus(order), after.end);
    if (lives && after.end !== undefined && input._tag !== 'clock')
      ended = { at: input.receivedAt, sequence: isEnd && isReport(input) ? input.sequence : undefined };
    const anomalies = order.anomalies
      .filter((text) => text.startsWith('contradiction: ') && !text.includes(': amended to '))
      .sort();
    expectSame(inText(anomalies), inText([...cannotBe].map((text) => `contradiction: ${text}`).sort()));
  }
}

/** Law 4: one end, unless what was given up as not found came back. */
export function expectOneEnd(steps: readonly Step[]): void {
  let ended = false;
  for (const event of steps.flatMap(({ events }) => events)) {
    if (comesBack([event])) ended = false;
    if (outcomeOf(event) === undefined) continue;
    expectSame(ended, false, `${event._tag} after an end`);
    ended = true;
  }
}
