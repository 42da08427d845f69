import { NO_ABSENCE, type Absence, type Order, type OrderEnd, type ToldAmount } from './order.js';
import { draftOf } from './draftOf.js';
import { addFill, conclude, reportAnomaly } from './orderDraft.js';
import type { OneOrderInput } from './orderInput.js';
import { joinWords, later } from './orderNews.js';
import type { OrderUpdate } from './orderReducer.js';

/**
 * Two orders prove to be one: what is known of `other`, which was adopted by its venue id, is taken into `order`, which
 * that id turns out to be of. What was told of `other` is not told again.
 */
export function absorbOrder(order: Order, other: Order, input: OneOrderInput): OrderUpdate {
  const draft = draftOf(order, input.venueTime, input.receivedAt);
  for (const fill of other.fills) addFill(draft, fill);
  draft.events = [];
  const { order: filled } = draft;
  const givenUp = [order, other].find((one) => refutes(one === order ? other : order, one));
  const isBack = givenUp !== undefined;
  const evidenceAt = lastOf(filled.evidenceAt, other.evidenceAt);
  const isSaidFilled = filled.saidFilled || other.saidFilled;
  const isOver = filled.end !== undefined || other.end !== undefined;
  draft.order = {
    ...filled,
    venueIds: [...new Set([...filled.venueIds, ...other.venueIds])],
    amendments: [...filled.amendments, ...other.amendments],
    termsInPlace:
      other.termsInPlace === undefined
        ? filled.termsInPlace
        : [...(filled.termsInPlace ?? []), ...other.termsInPlace],
    terms: filled.terms ?? other.terms,
    side: filled.side ?? other.side,
    accepted: filled.accepted || other.accepted,
    saidFilled: isSaidFilled,
    filledWord: joinWords(filled.filledWord, other.filledWord),
    adopted: filled.adopted || isBack,
    end: endOf(order, other),
    absence: isBack || isSaidFilled ? NO_ABSENCE : absenceSince(filled.absence, evidenceAt),
    evidenceAt,
    cancel: isOver || isSaidFilled ? undefined : filled.cancel,
    newsBySequence: later(filled.newsBySequence, other.newsBySequence),
    newsByContent: later(filled.newsByContent, other.newsByContent),
    told: greaterOf(filled.told, other.told),
    inferred: greaterOf(filled.inferred, other.inferred),
    anomalies: [...new Set([...filled.anomalies, ...other.anomalies])],
  };
  reportAnomaly(draft, 'linkedLate', `venue id ${other.venueIds.join(', ')} was adopted`);
  if (isBack)
    reportAnomaly(draft, 'cameBack', `part of it given up at ${givenUp.end?.receivedAt}, and there`);
  conclude(draft);
  return { order: draft.order, events: draft.events };
}

const lastOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** What was not found proves nothing where the other was there after the question. */
const absenceSince = (absence: Absence, evidenceAt = -Infinity): Absence => ({
  ...absence,
  notFoundAt: absence.notFoundAt.filter((askedAt) => askedAt > evidenceAt),
});

/** How both ended: an end by absence is none where the other was there, and less than one that was told. */
function endOf(order: Order, other: Order): OrderEnd | undefined {
  if (refutes(other, order)) return other.end;
  if (refutes(order, other)) return order.end;
  const isToldNow = order.end?.byAbsence === true && other.end?.byAbsence === false;
  return isToldNow ? other.end : (order.end ?? other.end);
}

/**
 * Whether what is known of one order shows that the other was there when it was given up as not found. Two ends by absence
 * differ only in whether it had been accepted.
 */
function refutes(one: Order, { end }: Order): boolean {
  if (end?.byAbsence !== true || !one.accepted) return false;
  if (end.outcome === 'failed' || one.end?.byAbsence === false) return true;
  return one.end === undefined && (one.evidenceAt ?? -Infinity) > end.receivedAt;
}

/** The greater of two amounts; where they are the same, with what either tells of it. */
function greaterOf(a: ToldAmount | undefined, b: ToldAmount | undefined): ToldAmount | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.base.eq(b.base)) return { ...a, quote: a.quote ?? b.quote };
  return a.base.gt(b.base) ? a : b;
}
