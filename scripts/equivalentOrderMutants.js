// The mutants of the table of orders that change nothing that is told, asked or named, and why. `npm run mutate:orders`
// holds the list to what it finds.

const NO_END_YET = 'in that phase the order has not ended: what asks for its end goes on to the same';
const GUARDED = 'the row is only reached where that holds; the condition tells it to the compiler';
const NO_REQUEST = 'there is no such request in that phase to be marked';
const NO_NUMBER = 'a comparison with what is undefined is false anyway';
const SAME_AGAIN = 'what it keeps from going on would make a copy of the order, with the same in it';
const COPIED_AGAIN = 'each change of a step makes a copy of its own, with the changes before in it';
const NEVER_SOUGHT = 'in that phase no answer against the order is kept, so that none can be too many';

/** Why each is equivalent, by its name. */
export const EQUIVALENT_ORDER_MUTANTS = {
  'says open, saidFilled: live -> comeBack(live, liveAfterEnd)': NO_END_YET,
  'says partiallyFilled, saidFilled: live -> comeBack(live, liveAfterEnd)': NO_END_YET,
  'says pendingCancel, saidFilled: live -> comeBack(live, liveAfterEnd)': NO_END_YET,
  'amended, saidFilled: amend -> comeBack(amend)': NO_END_YET,
  'polled, saidFilled: polled -> polledAfterEnd': NO_END_YET,
  'polled, saidFilled: polled -> polledWhileSought': NEVER_SOUGHT,
  'submitRequested, submitted: submittedTwice -> submit': 'submit looks for a submit before it by itself',
  'submitAnswerLost, heardOf: ignore -> loseAnswer': NO_REQUEST,
  'clock, heardOf: ignore -> giveUpAnswer': NO_REQUEST,
  'cancelRefused, saidFilled: ignore -> refuseCancel': NO_REQUEST,
  'cancelAnswerLost, saidFilled: ignore -> loseCancelAnswer': NO_REQUEST,
  'learnTerms: return; -> ;': SAME_AGAIN,
  'learnIds: return; -> ;': SAME_AGAIN,
  'learnIds: order.clientId !== undefined || clientId === undefined -> clientId === undefined': SAME_AGAIN,
  'learnIds: order.clientId !== undefined || clientId === undefined -> order.clientId !== undefined':
    SAME_AGAIN,
  'learnIds: order.clientId !== undefined || clientId === undefined -> order.clientId !== undefined && clientId === undefined':
    SAME_AGAIN,
  'giveUpAnswer: request !== undefined && now >= request.validUntil -> now >= request.validUntil': GUARDED,
  'liveAfterEnd: return; -> ;': GUARDED,
  'liveAfterEnd: input.sequence !== undefined && end.sequence !== undefined && input.sequence > end.sequence -> input.sequence > end.sequence':
    NO_NUMBER,
  'liveAfterEnd: input.sequence !== undefined && end.sequence !== undefined -> end.sequence !== undefined':
    NO_NUMBER,
  'liveAfterEnd: input.sequence !== undefined && end.sequence !== undefined -> input.sequence !== undefined':
    NO_NUMBER,
  "liveAfterEnd: input._tag === 'found' && input.askedAt > end.receivedAt -> input.askedAt > end.receivedAt":
    NO_NUMBER,
  'giveUp: first === undefined || second === undefined -> second === undefined':
    'there is no second without a first',
  'giveUp: fillsListedAt !== undefined && fillsListedAt >= Math.min(first, second) -> fillsListedAt >= Math.min(first, second)':
    NO_NUMBER,
  'polledAfterEnd: input.open === true && end !== undefined -> input.open === true': GUARDED,
  'addFill: executedBase(order) === order.filledBase -> executedBase(order) !== order.filledBase':
    'the difference of the amounts is the same, and takes longer',
  'addFill: before === formerly && executedBase(order) === order.filledBase -> before === formerly':
    'what the fills reach without this one they reach with it: none is of less than nothing',
  'replacedBy: amount.isZero() || inferred === undefined -> amount.isZero()':
    'without an inferred fill nothing is replaced',
  'inferFill: return; -> ; (2)': GUARDED,
  'conclude: draft.order.accepted && reachesAmount(draft.order) -> reachesAmount(draft.order)':
    'whatever shows a fill has shown before that the order was accepted',
  'change: draft.isOwn = true; -> ;': COPIED_AGAIN,
  'change: draft.isOwn = true -> draft.isOwn = false': COPIED_AGAIN,
};
