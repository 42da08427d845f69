import {
  orderStatus,
  wants,
  type OrderInput,
  type PendingRequest,
  type SubmitState,
} from '../../../src/orders/index.js';
import { expectSame, inText, isReport, type Step } from './steps.js';

type Answer = PendingRequest['answer'];

const answered = <T extends PendingRequest>(request: T, answer: Answer, answeredAt: number): T => ({
  ...request,
  answer,
  answeredAt,
});

/** What becomes of the submit: what the venue answers counts whenever it comes, that nothing came only while nothing else did. */
function submitAfter(submit: SubmitState | undefined, { input, before }: Step): SubmitState | undefined {
  if (submit === undefined) {
    if (input._tag !== 'submitRequested') return undefined;
    const { clientId: request, validUntil, receivedAt: requestedAt } = input;
    return { request, requestedAt, validUntil, answer: 'awaited', answeredAt: undefined };
  }
  if (input._tag === 'submitAcknowledged') return answered(submit, 'acknowledged', input.receivedAt);
  if (input._tag === 'submitRefused') return answered(submit, 'refused', input.receivedAt);
  const isOpen = submit.answer === 'awaited' && !before.created && before.end === undefined;
  if (isOpen && input._tag === 'submitAnswerLost') return answered(submit, 'lost', input.receivedAt);
  if (isOpen && input._tag === 'clock' && input.now >= submit.validUntil)
    return answered(submit, 'lost', input.now);
  return submit;
}

const CANCEL_ANSWERS: Readonly<Partial<Record<OrderInput['_tag'], Answer>>> = {
  cancelAcknowledged: 'acknowledged',
  cancelRefused: 'refused',
  cancelAnswerLost: 'lost',
};

/** What becomes of the last cancel, as long as the order lives and is not said to be filled. */
function cancelAfter(cancel: PendingRequest | undefined, { input, after }: Step): PendingRequest | undefined {
  if (after.end !== undefined || after.saidFilled) return undefined;
  if (input._tag === 'cancelRequested')
    return {
      request: input.request,
      requestedAt: input.receivedAt,
      answer: 'awaited',
      answeredAt: undefined,
    };
  const answer = CANCEL_ANSWERS[input._tag];
  if (answer === undefined || cancel === undefined) return cancel;
  if (!('request' in input) || input.request !== cancel.request) return cancel;
  return answer === 'lost' && cancel.answer !== 'awaited'
    ? cancel
    : answered(cancel, answer, input.receivedAt);
}

const requestText = (of: PendingRequest | undefined): string | undefined =>
  of && inText([of.request, String(of.requestedAt), of.answer, String(of.answeredAt)]);

/** Law 7: a request is what became of it: awaited, answered, or its answer lost, which ends no order; no second submit is taken. */
export function expectRequests(steps: readonly Step[]): void {
  let submit: SubmitState | undefined;
  let cancel: PendingRequest | undefined;
  let submits = 0;
  for (const step of steps) {
    submit = submitAfter(submit, step);
    cancel = cancelAfter(cancel, step);
    const { order } = step;
    expectSame(requestText(order.submit), requestText(submit));
    expectSame(requestText(order.cancel), requestText(cancel));
    expectSame(order.submit?.validUntil, submit?.validUntil);
    if (step.input._tag === 'submitRequested') submits++;
    const isTold = order.anomalies.some((text) => text.startsWith('submittedTwice'));
    expectSame(isTold, submits > 1, 'submitted twice');
  }
}

const FAR = 1e9;

/** Law 7: an order that nothing shows at the venue is unknown once its answer is not awaited any more, and is asked for. */
export function expectUnknown(steps: readonly Step[]): void {
  for (const { order, after } of steps) {
    if (after.created || after.end !== undefined) continue;
    const isAwaited = order.submit?.answer === 'awaited';
    expectSame(orderStatus(order), isAwaited ? 'pendingCreate' : 'unknown');
    const isAsked = wants(order, FAR).some(({ _tag }) => _tag === 'lookUp');
    expectSame(isAsked, true, 'asked for');
  }
}

/** Law 7: what was asked and answered is known by the latest question. */
export function expectLookedUp(steps: readonly Step[]): void {
  let latest: number | undefined;
  for (const { input, order } of steps) {
    if (isReport(input) && input._tag === 'found') latest = Math.max(latest ?? input.askedAt, input.askedAt);
    expectSame(order.lookedUpAt, latest);
  }
}
