import { add, compare, divide, multiply, subtract } from '../domain/exact.js';
import type { SequenceId } from '../domain/ids.js';
import { addFees, sameFees } from './amounts.js';
import { eventBase, filledEvent, plainEvent } from './draftEvents.js';
import { change, tell, type OrderDraft } from './draftOf.js';
import { knownFill, withFill } from './knownFill.js';
import { NO_ABSENCE, type Absence, type Order, type OrderOutcome } from './order.js';
import type { AnomalyKind, OrderFilledEvent } from './orderEvent.js';
import { executedBase, executedQuote, isOverfilled, reachesAmount } from './orderQueries.js';
import { fillKey, type Fill } from './orderTerms.js';

/** Reports what cannot be; once an order, kind and detail, so that repeats add nothing. */
export function reportAnomaly(draft: OrderDraft, kind: AnomalyKind, detail: string): void {
  const key = `${kind}: ${detail}`;
  if (draft.order.anomalies.includes(key)) return;
  change(draft).anomalies = [...draft.order.anomalies, key];
  tell(draft, { _tag: 'anomaly', kind, detail, ...eventBase(draft, false, false) });
}

/** The venue shows that it accepted the order. */
export function accept(draft: OrderDraft): void {
  if (draft.order.accepted) return;
  const order = change(draft);
  order.accepted = true;
  order.adopted ||= order.submit === undefined;
  tell(draft, plainEvent('created', draft, false));
}

/** When the venue's last evidence came, that of now included. */
const evidenceAt = ({ order, receivedAt }: OrderDraft): number =>
  Math.max(order.evidenceAt ?? receivedAt, receivedAt);

/** The venue shows that it knows of the order. */
export function noteEvidence(draft: OrderDraft): void {
  const order = change(draft);
  order.absence = NO_ABSENCE;
  order.evidenceAt = evidenceAt(draft);
}

/**
 * The venue shows that it had the order: it is not unknown there, and may be over. So a list of the open ones that lacks
 * it is still a reason to ask for it.
 */
const absenceAfterTrace = (absence: Absence): Absence =>
  absence.notFoundAt.length === 0 ? absence : { ...absence, notFoundAt: [] };

/** How an end came about. */
interface EndDetails {
  readonly reason?: string | undefined;
  readonly byAbsence?: boolean;
  readonly sequence?: SequenceId | undefined;
}

/** Ends the order; where it has ended, or is said to be filled, another end is a contradiction and changes nothing. */
export function finish(
  draft: OrderDraft,
  outcome: OrderOutcome,
  { reason, byAbsence = false, sequence }: EndDetails = {},
): void {
  const { order, venueTime, receivedAt } = draft;
  const before = order.end?.outcome ?? (order.saidFilled ? 'filled' : outcome);
  if (before !== outcome) return reportAnomaly(draft, 'contradiction', `${outcome} after ${before}`);
  if (order.end !== undefined) {
    // What was concluded is told now, and is not taken back any more.
    if (order.end.byAbsence) change(draft).end = { ...order.end, byAbsence };
    return;
  }
  const changing = change(draft);
  changing.end = { outcome, reason, byAbsence, sequence, venueTime, receivedAt };
  changing.cancel = undefined;
  if (outcome === 'filled') tell(draft, plainEvent('completed', draft, byAbsence));
  else tell(draft, { _tag: outcome, reason, ...eventBase(draft, false, byAbsence) });
}

/** The venue says that so much is filled. Only a greater amount is news: what is filled does not become less. */
export function noteTold(
  draft: OrderDraft,
  base: Order['filledBase'] | undefined,
  quote?: Order['filledBase'],
) {
  if (base === undefined || base.isZero()) return;
  const { told } = draft.order;
  const news = told === undefined ? 1 : compare(base, told.base);
  if (news < 0) return;
  const known = news === 0 ? told : undefined;
  change(draft).told = {
    base,
    quote: known?.quote ?? quote,
    receivedAt: known?.receivedAt ?? draft.receivedAt,
  };
}

/**
 * Takes a fill in, once; a repeat may add the fee that the first telling lacked, and shows nothing that was not known:
 * lists tell of a fill again long after its order is gone.
 */
export function addFill(draft: OrderDraft, fill: Fill): void {
  noteTold(draft, fill.cumulative);
  const known = knownFill(draft.order.fills, fill);
  if (known !== undefined) return repeatFill(draft, known, fill);
  const { filledBase: formerly } = draft.order;
  const before = executedBase(draft.order);
  const order = change(draft);
  order.absence = absenceAfterTrace(order.absence);
  order.evidenceAt = evidenceAt(draft);
  order.fills = withFill(order.fills, fill);
  order.filledBase = add(order.filledBase, fill.amount);
  order.filledQuote = add(order.filledQuote, multiply(fill.amount, fill.price));
  order.fees = addFees(order.fees, fill.fees);
  // Where nothing was inferred beyond the fills, all of this one is new.
  const isNew = before === formerly && executedBase(order) === order.filledBase;
  const netAmount = isNew ? fill.amount : subtract(executedBase(order), before);
  const replaces = isNew ? undefined : replacedBy(order, subtract(fill.amount, netAmount));
  tell(draft, filledEvent(draft, fill, netAmount, replaces));
}

/** How much of what was inferred is a real fill now. */
const replacedBy = ({ inferred }: Order, amount: Order['filledBase']): OrderFilledEvent['replaces'] =>
  amount.isZero() || inferred === undefined ? undefined : { cumulative: inferred.base, amount };

function repeatFill(draft: OrderDraft, known: Fill, fill: Fill): void {
  if (!known.amount.eq(fill.amount) || !known.price.eq(fill.price)) {
    const told = ({ amount, price }: Fill) => `${amount.toFixed()} at ${price.toFixed()}`;
    reportAnomaly(draft, 'fillDiffers', `${fillKey(fill)}: ${told(fill)} after ${told(known)}`);
  }
  if (fill.fees.length === 0) return;
  if (known.fees.length > 0) {
    if (!sameFees(known, fill)) reportAnomaly(draft, 'fillDiffers', `${fillKey(fill)}: other fees`);
    return;
  }
  const { order } = draft;
  draft.order = {
    ...order,
    fills: order.fills.map((other) => (other === known ? { ...known, fees: fill.fees } : other)),
    fees: addFees(order.fees, fill.fees),
  };
}

/** What the venue says is filled, and its own list of fills lacks, counts as one fill until the real ones come. */
export function inferFill(draft: OrderDraft): void {
  if (draft.order.told === undefined || draft.order.told.base.lte(executedBase(draft.order))) return;
  // An amount that is filled shows that the order was accepted, whatever else was said of it.
  accept(draft);
  const { order } = draft;
  if (order.told === undefined) return;
  const [base, quote] = [executedBase(order), executedQuote(order)];
  draft.order = { ...order, inferred: order.told };
  const amount = subtract(order.told.base, base);
  const fillPrice =
    order.told.quote?.gt(quote) === true ? divide(subtract(order.told.quote, quote), amount) : undefined;
  tell(draft, {
    _tag: 'filled',
    tradeId: undefined,
    cumulative: order.told.base,
    fillAmount: amount,
    fillPrice,
    fillFees: [],
    liquidity: undefined,
    netAmount: amount,
    replaces: undefined,
    ...eventBase(draft, order.end !== undefined, true),
  });
}

/** What follows from the amounts, whatever was taken in. */
export function conclude(draft: OrderDraft): void {
  if (isOverfilled(draft.order)) reportAnomaly(draft, 'overfilled', 'more is filled than was ordered');
  // Fills add up: the order is done, also where the venue never says so.
  if (draft.order.accepted && reachesAmount(draft.order)) finish(draft, 'filled');
}
