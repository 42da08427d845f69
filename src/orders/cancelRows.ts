import type { PendingRequest } from './order.js';
import type { OrderDraft } from './draftOf.js';
import { accept, finish, noteEvidence } from './orderDraft.js';
import type { CancelAcknowledged, CancelAnswerLost, CancelRefused, CancelRequested } from './orderInput.js';
import type { Row } from './orderRows.js';

export const requestCancel: Row<CancelRequested> = (draft, { request, receivedAt: requestedAt }) => {
  draft.order = {
    ...draft.order,
    cancel: { request, requestedAt, answer: 'awaited', answeredAt: undefined },
  };
};

function answerCancel(draft: OrderDraft, request: string, answer: PendingRequest['answer']): void {
  const { order, receivedAt } = draft;
  if (order.cancel?.request !== request) return;
  if (order.cancel.answer !== 'awaited' && answer === 'lost') return;
  draft.order = { ...order, cancel: { ...order.cancel, answer, answeredAt: receivedAt } };
}

/** A cancel that the venue took is its word that it had the order; the end only where it documents that. */
export const acknowledgeCancel: Row<CancelAcknowledged> = (draft, { request, final }) => {
  noteEvidence(draft);
  accept(draft);
  answerCancel(draft, request, 'acknowledged');
  if (final) finish(draft, 'cancelled');
};

/** A repeat, or news, of an end; not final says nothing of an order that is over. */
export const acknowledgeCancelAfterEnd: Row<CancelAcknowledged> = (draft, { final }) => {
  if (final) finish(draft, 'cancelled');
};

/** Why the venue will not is its guess: the order is asked for. */
export const refuseCancel: Row<CancelRefused> = (draft, { request }) =>
  answerCancel(draft, request, 'refused');

/** Marks the request, not the order. */
export const loseCancelAnswer: Row<CancelAnswerLost> = (draft, { request }) =>
  answerCancel(draft, request, 'lost');
