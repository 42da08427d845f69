import type { Order, ToldAmount } from './order.js';
import { addFill, conclude, reportAnomaly, type OrderDraft } from './orderDraft.js';
import type { OneOrderInput } from './orderInput.js';
import { later } from './orderNews.js';
import type { OrderUpdate } from './orderReducer.js';

/**
 * Two orders prove to be one: what is known of `other`, which was adopted by its venue id, is taken into `order`, which
 * that id turns out to be of. What was told of `other` is not told again.
 */
export function absorbOrder(order: Order, other: Order, input: OneOrderInput): OrderUpdate {
  const draft: OrderDraft = {
    order,
    events: [],
    venueTime: input.venueTime,
    receivedAt: input.receivedAt,
  };
  for (const fill of other.fills) addFill(draft, fill);
  draft.events.length = 0;
  const { order: filled } = draft;
  draft.order = {
    ...filled,
    venueIds: [...new Set([...filled.venueIds, ...other.venueIds])],
    amendments: [...filled.amendments, ...other.amendments],
    terms: filled.terms ?? other.terms,
    side: filled.side ?? other.side,
    accepted: filled.accepted || other.accepted,
    saidFilled: filled.saidFilled || other.saidFilled,
    end: filled.end ?? other.end,
    cancel: filled.end === undefined && other.end === undefined ? filled.cancel : undefined,
    newsBySequence: later(filled.newsBySequence, other.newsBySequence),
    newsByContent: later(filled.newsByContent, other.newsByContent),
    told: greaterOf(filled.told, other.told),
    inferred: greaterOf(filled.inferred, other.inferred),
    anomalies: [...new Set([...filled.anomalies, ...other.anomalies])],
  };
  reportAnomaly(draft, 'linkedLate', `venue id ${other.venueIds.join(', ')} was adopted`);
  conclude(draft);
  return { order: draft.order, events: draft.events };
}

/** The greater of two amounts; where they are the same, with what either tells of it. */
function greaterOf(a: ToldAmount | undefined, b: ToldAmount | undefined): ToldAmount | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.base.eq(b.base)) return { ...a, quote: a.quote ?? b.quote };
  return a.base.gt(b.base) ? a : b;
}
