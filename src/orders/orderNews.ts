import { compare } from '../domain/exact.js';
import type { FilledWord, Order, OrderNews } from './order.js';
import { NOTHING } from './amounts.js';
import type { OrderReport, VenueStatus } from './orderInput.js';

/** How far along each status is: of two that tell the same amount, the later one. */
const RANK: Readonly<Record<VenueStatus, number>> = {
  pending: 0,
  open: 1,
  partiallyFilled: 2,
  pendingCancel: 3,
  filled: 4,
  cancelled: 4,
  expired: 4,
  rejected: 4,
};

/** Above zero where `a` is newer by what it says: cumulative amount, rank of status, time by the venue's one clock. */
function compareContent(a: OrderNews, b: OrderNews): number {
  return (
    compare(a.cumulativeBase ?? NOTHING, b.cumulativeBase ?? NOTHING) ||
    RANK[a.status] - RANK[b.status] ||
    (a.venueTime ?? 0) - (b.venueTime ?? 0)
  );
}

/** Above zero where `a` is newer. Ids of different types compare exactly. */
function compareNews(a: OrderNews, b: OrderNews): number {
  if (a.sequence === undefined || b.sequence === undefined) return compareContent(a, b);
  if (a.sequence > b.sequence) return 1;
  return a.sequence < b.sequence ? -1 : compareContent(a, b);
}

/** The newer of two; the first of two that tell the same. */
export const later = (a: OrderNews | undefined, b: OrderNews | undefined): OrderNews | undefined =>
  a === undefined || (b !== undefined && compareNews(b, a) > 0) ? b : a;

/**
 * What is kept of news: the newest of those with a sequence, and the newest of those without. Each is a maximum in an
 * order of its own, so that no order of arrival changes them; one order over both would not be transitive.
 */
export function joinNews(
  { newsBySequence, newsByContent }: Order,
  { status, cumulativeBase, sequence, venueTime }: OrderReport & { readonly venueTime: number | undefined },
): Pick<Order, 'newsBySequence' | 'newsByContent'> {
  const news: OrderNews = { status, cumulativeBase, sequence, venueTime };
  return sequence === undefined
    ? { newsBySequence, newsByContent: later(newsByContent, news) }
    : { newsBySequence: later(newsBySequence, news), newsByContent };
}

/** The newest that the venue said of the order's state. */
export const newestNews = ({ newsBySequence, newsByContent }: Order): OrderNews | undefined =>
  later(newsBySequence, newsByContent);

/** What two words of the venue that an order is filled say together. */
export function joinWords(a: FilledWord | undefined, b: FilledWord | undefined): FilledWord | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const receivedAt = Math.min(a.receivedAt, b.receivedAt);
  return { tellsAmount: a.tellsAmount || b.tellsAmount, receivedAt };
}
