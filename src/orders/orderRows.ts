import { linksOf, termsOf, withTermsInPlace } from './amendments.js';
import { NO_ABSENCE, type FilledWord, type Order, type PendingRequest } from './order.js';
import { change, type OrderDraft } from './draftOf.js';
import { accept, addFill, finish, noteEvidence, noteTold, reportAnomaly } from './orderDraft.js';
import type {
  ClockTicked,
  OneOrderInput,
  OrderAmended,
  OrderExpired,
  OrderFilled,
  OrderFound,
  OrderReported,
  SubmitRefused,
  SubmitRequested,
} from './orderInput.js';
import { joinNews, joinWords } from './orderNews.js';
import { executedBase } from './orderQueries.js';
import type { OrderTerms } from './orderTerms.js';

/** What one cell of the table does with an input. */
export type Row<I> = (draft: OrderDraft, input: I) => void;

/** News of the order's state, heard or asked for. */
export type ReportInput = OrderReported | OrderFound;

/** Nothing to take from it. */
export const ignore = (): void => {};

function learnTerms(draft: OrderDraft, terms: OrderTerms | undefined, side = terms?.side): void {
  const { order } = draft;
  const learned = order.terms ?? terms;
  const learnedSide = order.terms?.side ?? side ?? order.side;
  if (learned === order.terms && learnedSide === order.side) return;
  const changing = change(draft);
  changing.terms = learned;
  changing.side = learnedSide;
}

/** A submit: from here on the order is ours. */
export const submit: Row<SubmitRequested> = (draft, { clientId, terms, validUntil }) => {
  if (draft.order.submit !== undefined) return submittedTwice(draft);
  learnTerms(draft, terms);
  const { receivedAt: requestedAt } = draft;
  change(draft).submit = {
    request: clientId,
    requestedAt,
    validUntil,
    answer: 'awaited',
    answeredAt: undefined,
  };
};

/** A second submit of one client id is the caller's mistake; the order stays the first one. */
export const submittedTwice = (draft: OrderDraft): void =>
  reportAnomaly(draft, 'submittedTwice', 'a submit for an order that is submitted');

function answerSubmit(draft: OrderDraft, answer: PendingRequest['answer']): void {
  const { order, receivedAt } = draft;
  if (order.submit === undefined) return;
  // An answer that was given up may come after all; one that came is not lost again.
  if (order.submit.answer !== 'awaited' && answer === 'lost') return;
  change(draft).submit = { ...order.submit, answer, answeredAt: receivedAt };
}

export const acknowledge = (draft: OrderDraft): void => {
  noteEvidence(draft);
  answerSubmit(draft, 'acknowledged');
  accept(draft);
};

/** No answer: whether the order exists is unknown, and nobody guesses. */
export const loseAnswer = (draft: OrderDraft): void => answerSubmit(draft, 'lost');

/** The answer has not come in the time in which the venue can accept the order: it will not be believed to come. */
export const giveUpAnswer: Row<ClockTicked> = (draft, { now }) => {
  const { submit: request } = draft.order;
  if (request !== undefined && now >= request.validUntil) answerSubmit(draft, 'lost');
};

/** The venue will not have it: failed, or cancelled where it had accepted it before. */
export const refuse: Row<SubmitRefused> = (draft, { reason }) => {
  noteEvidence(draft);
  answerSubmit(draft, 'refused');
  finish(draft, draft.order.accepted ? 'cancelled' : 'failed', { reason });
};

/** Takes in what a report tells besides its status. */
function noteReport(draft: OrderDraft, input: ReportInput): void {
  noteEvidence(draft);
  learnTerms(draft, input.terms);
  noteTold(draft, input.cumulativeBase, input.cumulativeQuote);
  const { newsBySequence, newsByContent } = joinNews(draft.order, input);
  const order = change(draft);
  order.newsBySequence = newsBySequence;
  order.newsByContent = newsByContent;
  if (input._tag === 'found') noteAnswer(draft, input.askedAt);
}

/** When the question was sent that the venue has answered. */
function noteAnswer(draft: OrderDraft, askedAt: number): void {
  const { order } = draft;
  change(draft).lookedUpAt = Math.max(order.lookedUpAt ?? askedAt, askedAt);
}

/** The venue has received it; it may yet refuse it. */
export const received: Row<ReportInput> = noteReport;

/** The venue has it, and it can be filled. */
export const live: Row<ReportInput> = (draft, input) => {
  noteReport(draft, input);
  accept(draft);
};

/** The venue says filled; the fills have to prove it. */
export const saidFilled: Row<ReportInput> = (draft, input) => {
  live(draft, input);
  const order = change(draft);
  const word: FilledWord = { tellsAmount: input.cumulativeBase !== undefined, receivedAt: draft.receivedAt };
  order.saidFilled = true;
  order.filledWord = joinWords(order.filledWord, word);
  order.cancel = undefined;
};

/** The venue says that it is over: `created` comes first all the same. */
export const endedAs =
  (outcome: 'cancelled' | 'expired'): Row<ReportInput> =>
  (draft, input) => {
    live(draft, input);
    finish(draft, outcome, input);
  };

/**
 * A rejection of what was accepted is a cancel; fills show that it was accepted too. Which came first is what came first
 * here: "open" after it is a contradiction, also where the venue said it before, for `failed` has been told by then.
 */
export const rejected: Row<ReportInput> = (draft, input) => {
  noteReport(draft, input);
  if (draft.order.told !== undefined) accept(draft);
  finish(draft, draft.order.accepted ? 'cancelled' : 'failed', input);
};

/** A rejection of what had failed says the same, unless it tells of fills: they show that it was accepted. */
export const rejectedAfterFailed: Row<ReportInput> = (draft, input) => {
  const shown = input.cumulativeBase?.gt(0) === true;
  (shown ? aliveAgain(rejected) : rejected)(draft, input);
};

/** Filled is said of an order that ended otherwise: its amounts count, its end stays. */
export const filledAfterEnd: Row<ReportInput> = (draft, input) => {
  noteReport(draft, input);
  finish(draft, 'filled', input);
};

/** Live is said of an order that ended: out of date most often; a contradiction where it is the newer of the two. */
export const liveAfterEnd: Row<ReportInput> = (draft, input) => {
  noteReport(draft, input);
  const { end } = draft.order;
  if (end === undefined) return;
  const bySequence =
    input.sequence !== undefined && end.sequence !== undefined && input.sequence > end.sequence;
  const byQuestion = input._tag === 'found' && input.askedAt > end.receivedAt;
  if (bySequence || byQuestion) reportAnomaly(draft, 'contradiction', `${input.status} after ${end.outcome}`);
};

/**
 * Sign of life of an order that had failed: one given up as not found is back, and the row is that of a live one; of one
 * that was refused it is a contradiction.
 */
export const aliveAgain =
  <I>(row: Row<I>, otherwise: Row<I> = row): Row<I> =>
  (draft, input) => {
    if (draft.order.end?.byAbsence === true) return comeBack(row)(draft, input);
    accept(draft);
    reportAnomaly(draft, 'contradiction', 'a sign of life after failed');
    otherwise(draft, input);
  };

/** As {@link aliveAgain} for an order that was accepted: only its end by absence is taken back. */
export const comeBack =
  <I>(row: Row<I>, otherwise: Row<I> = row): Row<I> =>
  (draft, input) => {
    if (draft.order.end?.byAbsence !== true) return otherwise(draft, input);
    draft.order = { ...draft.order, end: undefined, adopted: true, absence: NO_ABSENCE };
    reportAnomaly(draft, 'cameBack', `given up at ${draft.order.updatedAt}, and there`);
    row(draft, input);
  };

export const fill: Row<OrderFilled> = (draft, input) => {
  learnTerms(draft, undefined, input.side);
  accept(draft);
  addFill(draft, input.fill);
};

/** One order with another id, or with other terms under the id that it had. */
export const amend: Row<OrderAmended> = (draft, input) => {
  noteEvidence(draft);
  changeTerms(
    draft,
    input.previousVenueId === input.venueId
      ? amendedInPlace(draft.order, input)
      : amendedTo(draft.order, input),
    input.amount,
  );
  accept(draft);
};

const amendedInPlace = (order: Order, { venueId, amount, price, venueTime }: OrderAmended): Order =>
  withTermsInPlace(order, venueId, { amount, price, venueTime });

function amendedTo(order: Order, { previousVenueId, venueId, amount, price }: OrderAmended): Order {
  const known = linksOf(order.amendments).byVenueId.has(venueId);
  return {
    ...order,
    venueIds: order.venueIds.includes(previousVenueId)
      ? order.venueIds
      : [previousVenueId, ...order.venueIds],
    amendments: known ? order.amendments : [...order.amendments, { previousVenueId, venueId, amount, price }],
  };
}

/** An order that ended by its fills, before it was heard that it is larger, has ended all the same: law 4. */
function changeTerms(draft: OrderDraft, changed: Order, told: OrderAmended['amount']): void {
  draft.order = changed;
  const terms = termsOf(changed);
  if (told === undefined || terms?.sizedIn !== 'base' || changed.end?.outcome !== 'filled') return;
  const executed = executedBase(changed);
  if (!terms.amount.gt(executed)) return;
  const detail = `amended to ${terms.amount.toFixed()} after filled at ${executed.toFixed()}`;
  reportAnomaly(draft, 'contradiction', detail);
}

export const expire: Row<OrderExpired> = (draft, { reason }) => {
  noteEvidence(draft);
  accept(draft);
  finish(draft, 'expired', { reason });
};

/** What an input says of the order's names, before all else. */
export function learnIds(draft: OrderDraft, { clientId, venueId }: OneOrderInput): void {
  const { order } = draft;
  const isNew = venueId !== undefined && !order.venueIds.includes(venueId);
  if (!isNew && (order.clientId !== undefined || clientId === undefined)) return;
  const changing = change(draft);
  changing.clientId = order.clientId ?? clientId;
  if (isNew) changing.venueIds = [...order.venueIds, venueId];
}
