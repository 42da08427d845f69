import {
  acknowledgeCancel,
  acknowledgeCancelAfterEnd,
  loseCancelAnswer,
  refuseCancel,
  requestCancel,
} from './cancelRows.js';
import type { Order } from './order.js';
import { change, draftOf, type OrderDraft } from './draftOf.js';
import { conclude } from './orderDraft.js';
import type { OrderEvent } from './orderEvent.js';
import type { OrderInput, VenueStatus } from './orderInput.js';
import {
  acknowledge,
  aliveAgain,
  amend,
  comeBack,
  endedAs,
  expire,
  fill,
  filledAfterEnd,
  giveUpAnswer,
  ignore,
  learnIds,
  live,
  liveAfterEnd,
  loseAnswer,
  received,
  refuse,
  rejected,
  rejectedAfterFailed,
  saidFilled,
  submit,
  submittedTwice,
  type ReportInput,
  type Row,
} from './orderRows.js';
import { notFound, polled, polledAfterEnd, polledAfterFailed, polledWhileSought } from './pollRows.js';

/** An order after an input, and what is told of it, in order. */
export interface OrderUpdate {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

/**
 * How far an order's life is. `heardOf`: not submitted here, and nothing shows that it exists; `submitted`: not accepted
 * yet; `live`; `saidFilled`: the venue says so, its fills do not yet; `ended`: filled, cancelled or expired; `failed`:
 * never accepted.
 */
type Phase = 'heardOf' | 'submitted' | 'live' | 'saidFilled' | 'ended' | 'failed';

function phaseOf({ end, saidFilled: isSaid, accepted, submit: request }: Order): Phase {
  if (end !== undefined) return end.outcome === 'failed' ? 'failed' : 'ended';
  if (accepted) return isSaid ? 'saidFilled' : 'live';
  return request === undefined ? 'heardOf' : 'submitted';
}

type Cells<I> = Readonly<Record<Phase, Row<I>>>;

const row = <I>(...cells: readonly [Row<I>, Row<I>, Row<I>, Row<I>, Row<I>, Row<I>]): Cells<I> => {
  const [heardOf, submitted, alive, said, ended, failed] = cells;
  return { heardOf, submitted, live: alive, saidFilled: said, ended, failed };
};

type Tag = OrderInput['_tag'];
type InputOf<T extends Tag> = Extract<OrderInput, { readonly _tag: T }>;
type ReportTag = ReportInput['_tag'];

const cancelled = endedAs('cancelled');
const expired = endedAs('expired');

/** What the venue says of the order's state, row by row, and what is made of it in each phase. */
// prettier-ignore
const STATUSES: Readonly<Record<VenueStatus, Cells<ReportInput>>> = {
  //                   heardOf     submitted   live        saidFilled  ended                           failed
  pending:         row(received,   received,   received,   received,   received,                       comeBack(received)),
  open:            row(live,       live,       live,       live,       comeBack(live, liveAfterEnd),   aliveAgain(live)),
  partiallyFilled: row(live,       live,       live,       live,       comeBack(live, liveAfterEnd),   aliveAgain(live)),
  pendingCancel:   row(live,       live,       live,       live,       comeBack(live, liveAfterEnd),   aliveAgain(live)),
  // Filled is no end yet: `completed` waits for the fills. After a cancel it is a contradiction, for one of two is wrong.
  filled:          row(saidFilled, saidFilled, saidFilled, saidFilled, comeBack(saidFilled, filledAfterEnd), aliveAgain(saidFilled, filledAfterEnd)),
  // Final in the first message that is heard of the order: `created` and the end come together.
  cancelled:       row(cancelled,  cancelled,  cancelled,  cancelled,  cancelled,                      aliveAgain(cancelled)),
  expired:         row(expired,    expired,    expired,    expired,    expired,                        aliveAgain(expired)),
  // After acceptance it is a cancel; of what has failed by absence it is only the proof.
  rejected:        row(rejected,   rejected,   rejected,   rejected,   rejected,                       rejectedAfterFailed),
};

const reported =
  (phase: Phase): Row<ReportInput> =>
  (draft, input) =>
    STATUSES[input.status][phase](draft, input);

const reports: Cells<ReportInput> = row(
  reported('heardOf'),
  reported('submitted'),
  reported('live'),
  reported('saidFilled'),
  reported('ended'),
  reported('failed'),
);

/** All else that can happen to an order. */
// prettier-ignore
const INPUTS: { readonly [T in Exclude<Tag, ReportTag>]: Cells<InputOf<T>> } = {
  //                       heardOf            submitted          live               saidFilled         ended                      failed
  // News may overtake the submit that is noted here, under its client id: then it is ours all the same.
  submitRequested:     row(submit,            submittedTwice,    submit,            submit,            submit,                    submit),
  submitAcknowledged:  row(acknowledge,       acknowledge,       acknowledge,       acknowledge,       acknowledge,               aliveAgain(acknowledge)),
  // Refused after the venue had shown it: it was accepted, so this is a cancel with a reason.
  submitRefused:       row(refuse,            refuse,            refuse,            refuse,            refuse,                    refuse),
  // What is accepted is known to be there: the lost answer does not matter any more.
  submitAnswerLost:    row(ignore,            loseAnswer,        ignore,            ignore,            ignore,                    ignore),
  // A fill counts in every phase: it is money.
  fill:                row(fill,              fill,              fill,              fill,              fill,                      aliveAgain(fill)),
  // A cancel may be asked for before the venue has answered the submit; it does not end what may yet be accepted.
  cancelRequested:     row(requestCancel,     requestCancel,     requestCancel,     ignore,            ignore,                    ignore),
  // The venue took the cancel of an order that it says is filled: only a final answer contradicts that.
  cancelAcknowledged:  row(acknowledgeCancel, acknowledgeCancel, acknowledgeCancel, acknowledgeCancelAfterEnd, acknowledgeCancelAfterEnd, aliveAgain(acknowledgeCancel)),
  cancelRefused:       row(refuseCancel,      refuseCancel,      refuseCancel,      ignore,            ignore,                    ignore),
  cancelAnswerLost:    row(loseCancelAnswer,  loseCancelAnswer,  loseCancelAnswer,  ignore,            ignore,                    ignore),
  amended:             row(amend,             amend,             amend,             amend,             comeBack(amend),                     aliveAgain(amend)),
  expired:             row(expire,            expire,            expire,            expire,            expire,                    aliveAgain(expire)),
  // What the venue says is filled is not given up: its fills are asked for.
  notFound:            row(notFound,          notFound,          notFound,          ignore,            ignore,                    ignore),
  polled:              row(polledWhileSought, polledWhileSought, polledWhileSought, polled,            polledAfterEnd,                    polledAfterFailed),
  clock:               row(ignore,            giveUpAnswer,      ignore,            ignore,            ignore,                    ignore),
};

const TABLE: { readonly [T in Tag]: Cells<InputOf<T>> } = {
  ...INPUTS,
  orderReported: reports,
  found: reports,
};

const take = <T extends Tag>(tag: T, draft: OrderDraft, input: InputOf<T>): void =>
  TABLE[tag][phaseOf(draft.order)](draft, input);

/**
 * What an input makes of an order, and what is told of it: pure, the same for the same, and total: whatever comes in
 * whatever order gives an order, and what cannot be is told as an anomaly. Start with `newOrder`.
 *
 * ```
 *   input:   submit   fill 40        acknowledged  report filled  fill 60
 *   status:  pendingCreate  partiallyFilled  ...                  filled
 *   events:           created,filled                              filled,completed
 * ```
 */
export function orderReducer(order: Order, input: OrderInput): OrderUpdate {
  const isClock = input._tag === 'clock';
  const receivedAt = isClock ? input.now : input.receivedAt;
  const draft = draftOf(order, isClock ? undefined : input.venueTime, receivedAt);
  if (!isClock) learnIds(draft, input);
  take(input._tag, draft, input);
  conclude(draft);
  if (!isClock) change(draft).updatedAt = Math.max(order.updatedAt, receivedAt);
  return { order: draft.order, events: draft.events };
}
