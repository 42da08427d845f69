import type { Order } from './order.js';
import type { OrderDraft } from './draftOf.js';
import { accept, addFill, finish, inferFill, noteEvidence, reportAnomaly } from './orderDraft.js';
import type { OrderNotFound, OrderPolled } from './orderInput.js';
import { isFinalKnown, reachesAmount, shortOf } from './orderQueries.js';
import { aliveAgain, comeBack, ignore, type Row } from './orderRows.js';

/** Whether a question was sent when it could prove anything: after the request's validity, and after the last evidence. */
export function proves({ submit, createdAt, evidenceAt }: Order, askedAt: number): boolean {
  return askedAt > Math.max(submit?.validUntil ?? createdAt, evidenceAt ?? -Infinity);
}

/** The venue knows no such order: evidence only with another such answer and a list of open orders without it. */
export const notFound: Row<OrderNotFound> = (draft, { askedAt }) => {
  const { absence } = draft.order;
  if (!proves(draft.order, askedAt) || absence.notFoundAt.length > 1 || absence.notFoundAt.includes(askedAt))
    return;
  draft.order = {
    ...draft.order,
    absence: { ...absence, notFoundAt: [...absence.notFoundAt, askedAt] },
  };
  giveUp(draft);
};

/** Ends an order that the venue proves not to have; one that it had, only when its fills have been asked for since. */
function giveUp(draft: OrderDraft): void {
  const { absence, accepted, evidenceAt = -Infinity, fillsListedAt } = draft.order;
  const [first, second] = absence.notFoundAt;
  if (first === undefined || second === undefined) return;
  // A list from before the last fill is a reason to ask, and no proof.
  if (absence.notOpenAt === undefined || absence.notOpenAt <= evidenceAt) return;
  if (!accepted) return finish(draft, 'failed', { reason: 'not found', byAbsence: true });
  if (fillsListedAt !== undefined && fillsListedAt >= Math.min(first, second))
    finish(draft, 'cancelled', { reason: 'not found', byAbsence: true });
}

/** What lists say of it: that it is open, that it is not, its fills, and which fills there are not. */
export const polled: Row<OrderPolled> = (draft, input) => {
  if (input.open === true) noteEvidence(draft);
  if (input.open === true || (input.fills?.length ?? 0) > 0) accept(draft);
  // Before the fills: what they show of the order is from before it was gone.
  if (input.open === false && proves(draft.order, input.askedAt)) {
    const { order } = draft;
    draft.order = { ...order, absence: { ...order.absence, notOpenAt: input.askedAt } };
  }
  if (input.fills !== undefined) noteFillList(draft, input.fills, input.askedAt);
};

/** {@link polled}, of an order that may have to be given up for it. */
export const polledWhileSought: Row<OrderPolled> = (draft, input) => {
  polled(draft, input);
  giveUp(draft);
};

/** {@link polled}, of an order that had failed: only what shows it is a sign of life. */
export const polledAfterFailed: Row<OrderPolled> = (draft, input) => {
  const shown = input.open === true || (input.fills?.length ?? 0) > 0;
  (shown ? aliveAgain(polled) : ignore)(draft, input);
};

/** {@link polled}, of an order that ended: in a later list of open orders it cannot be. */
export const polledAfterEnd: Row<OrderPolled> = (draft, input) => {
  const { end } = draft.order;
  if (input.open === true && end !== undefined && input.askedAt > end.receivedAt) {
    if (end.byAbsence) return comeBack(polled)(draft, input);
    reportAnomaly(draft, 'contradiction', `in the list of open orders after ${end.outcome}`);
  }
  polled(draft, input);
};

function noteFillList(draft: OrderDraft, fills: OrderPolled['fills'] & object, askedAt: number): void {
  for (const one of fills) addFill(draft, one);
  const { order } = draft;
  draft.order = { ...order, fillsListedAt: Math.max(order.fillsListedAt ?? askedAt, askedAt) };
  // A list that was asked for before the venue told of the amount proves nothing.
  if (order.told !== undefined && order.told.receivedAt > askedAt) return;
  inferFill(draft);
  if (isFinalKnown(order) && isWordSettled(order, askedAt)) noteShort(draft);
}

/**
 * Whether a list says the last of what is filled. Where no amount came with the word, one list may be behind it: a second
 * one has to say the same, to another question that was asked after it.
 */
const isWordSettled = ({ filledWord, fillsListedAt }: Order, askedAt: number): boolean =>
  filledWord === undefined ||
  filledWord.tellsAmount ||
  (askedAt >= filledWord.receivedAt && askedAt !== fillsListedAt);

/** The venue says filled, and all that it lists is less than was ordered. */
function noteShort(draft: OrderDraft): void {
  const { order } = draft;
  if (order.end !== undefined || order.terms === undefined) return;
  if (!reachesAmount(order)) reportAnomaly(draft, 'filledShort', shortOf(order));
}
