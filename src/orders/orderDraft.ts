import { add, divide, multiply, subtract } from '../domain/exact.js';
import type { SequenceId } from '../domain/ids.js';
import { termsOf, venueIdOf } from './amendments.js';
import { addFees, sameFees } from './amounts.js';
import { fillsByKey, withFill } from './fillsByKey.js';
import { NO_ABSENCE, type Order, type OrderOutcome } from './order.js';
import type { AnomalyKind, OrderEvent, OrderEventBase } from './orderEvent.js';
import { executedBase, executedQuote, isOverfilled, reachesAmount } from './orderQueries.js';
import { fillKey, type Fill } from './orderTerms.js';

/** One step of an order: the order as it becomes, and what is told of it. It never leaves the reducer. */
export interface OrderDraft {
  order: Order;
  readonly events: OrderEvent[];
  /** The times of what is taken in. */
  readonly venueTime: number | undefined;
  readonly receivedAt: number;
}

type Mark = 'late' | 'inferred';

function eventBase({ order, venueTime, receivedAt }: OrderDraft, ...marks: readonly Mark[]): OrderEventBase {
  const terms = termsOf(order);
  return {
    venue: order.venue,
    symbol: order.symbol,
    clientId: order.clientId,
    venueId: venueIdOf(order),
    side: order.side,
    type: terms?.type,
    amount: terms?.amount,
    price: terms?.price,
    executedBase: executedBase(order),
    executedQuote: executedQuote(order),
    fees: order.fees,
    venueTime,
    receivedAt,
    late: marks.includes('late'),
    inferred: marks.includes('inferred'),
    adopted: order.adopted,
  };
}

/** Reports what cannot be; once an order, kind and detail, so that repeats add nothing. */
export function reportAnomaly(draft: OrderDraft, kind: AnomalyKind, detail: string): void {
  const key = `${kind}: ${detail}`;
  if (draft.order.anomalies.includes(key)) return;
  draft.order = { ...draft.order, anomalies: [...draft.order.anomalies, key] };
  draft.events.push({ _tag: 'anomaly', kind, detail, ...eventBase(draft) });
}

/** The venue shows that it accepted the order. */
export function accept(draft: OrderDraft): void {
  const { order } = draft;
  if (order.accepted) return;
  draft.order = { ...order, accepted: true, adopted: order.adopted || order.submit === undefined };
  draft.events.push({ _tag: 'created', ...eventBase(draft) });
}

/** When the venue's last evidence came, that of now included. */
const evidenceAt = ({ order, receivedAt }: OrderDraft): number =>
  Math.max(order.evidenceAt ?? receivedAt, receivedAt);

/** The venue shows that it knows of the order. */
export function noteEvidence(draft: OrderDraft): void {
  draft.order = { ...draft.order, absence: NO_ABSENCE, evidenceAt: evidenceAt(draft) };
}

/**
 * The venue shows that it had the order: it is not unknown there, and may be over. So a list of the open ones that lacks
 * it is still a reason to ask for it.
 */
const traceOf = (draft: OrderDraft): Pick<Order, 'absence' | 'evidenceAt'> => ({
  absence: { ...draft.order.absence, notFoundAt: [] },
  evidenceAt: evidenceAt(draft),
});

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
    if (order.end.byAbsence) draft.order = { ...order, end: { ...order.end, byAbsence } };
    return;
  }
  const end = { outcome, reason, byAbsence, sequence, venueTime, receivedAt };
  draft.order = { ...order, end, cancel: undefined };
  const base = eventBase(draft, ...(byAbsence ? (['inferred'] as const) : []));
  if (outcome === 'filled') draft.events.push({ _tag: 'completed', ...base });
  else draft.events.push({ _tag: outcome, reason, ...base });
}

/** The venue says that so much is filled. Only a greater amount is news: what is filled does not become less. */
export function noteTold(
  draft: OrderDraft,
  base: Order['filledBase'] | undefined,
  quote?: Order['filledBase'],
) {
  const { order, receivedAt } = draft;
  if (base === undefined || base.isZero() || order.told?.base.gt(base) === true) return;
  const known = order.told?.base.eq(base) === true ? order.told : undefined;
  draft.order = {
    ...order,
    told: { base, quote: known?.quote ?? quote, receivedAt: known?.receivedAt ?? receivedAt },
  };
}

/**
 * Takes a fill in, once; a repeat may add the fee that the first telling lacked, and shows nothing that was not known:
 * lists tell of a fill again long after its order is gone.
 */
export function addFill(draft: OrderDraft, fill: Fill): void {
  noteTold(draft, fill.cumulative);
  const key = fillKey(fill);
  const known = fillsByKey(draft.order.fills).get(key);
  if (known !== undefined) return repeatFill(draft, known, fill);
  const { order } = draft;
  const before = executedBase(order);
  draft.order = {
    ...order,
    ...traceOf(draft),
    fills: withFill(order.fills, fill),
    filledBase: add(order.filledBase, fill.amount),
    filledQuote: add(order.filledQuote, multiply(fill.amount, fill.price)),
    fees: addFees(order.fees, fill.fees),
  };
  const netAmount = subtract(executedBase(draft.order), before);
  const replaced = subtract(fill.amount, netAmount);
  draft.events.push({
    _tag: 'filled',
    tradeId: fill.tradeId,
    cumulative: fill.cumulative,
    fillAmount: fill.amount,
    fillPrice: fill.price,
    fillFees: fill.fees,
    liquidity: fill.liquidity,
    netAmount,
    replaces:
      replaced.isZero() || order.inferred === undefined
        ? undefined
        : { cumulative: order.inferred.base, amount: replaced },
    ...eventBase(draft, ...(order.end === undefined ? [] : (['late'] as const))),
  });
}

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
  draft.events.push({
    _tag: 'filled',
    tradeId: undefined,
    cumulative: order.told.base,
    fillAmount: amount,
    fillPrice,
    fillFees: [],
    liquidity: undefined,
    netAmount: amount,
    replaces: undefined,
    ...eventBase(draft, 'inferred', ...(order.end === undefined ? [] : (['late'] as const))),
  });
}

/** What follows from the amounts, whatever was taken in. */
export function conclude(draft: OrderDraft): void {
  if (isOverfilled(draft.order)) reportAnomaly(draft, 'overfilled', 'more is filled than was ordered');
  // Fills add up: the order is done, also where the venue never says so.
  if (draft.order.accepted && reachesAmount(draft.order)) finish(draft, 'filled');
}
