import type { Decimal } from 'decimal.js';

import type { OrderId } from '../domain/ids.js';
import type { Amendment, Order, TermsInPlace, ToldTerm } from './order.js';
import type { OrderTerms } from './orderTerms.js';

/** The changes of an order's id, to be looked up by either. */
interface Links {
  readonly replaced: ReadonlySet<OrderId>;
  readonly byVenueId: ReadonlyMap<OrderId, Amendment>;
}

/** Made once a list: what asks for them, asks several times an input. */
const LINKS = new WeakMap<readonly Amendment[], Links>();

export function linksOf(amendments: readonly Amendment[]): Links {
  const known = LINKS.get(amendments);
  if (known !== undefined) return known;
  const links = {
    replaced: new Set(amendments.map(({ previousVenueId }) => previousVenueId)),
    byVenueId: new Map(amendments.toReversed().map((link) => [link.venueId, link])),
  };
  LINKS.set(amendments, links);
  return links;
}

/** The id by which the venue knows the order now. */
export const venueIdOf = ({ venueIds, amendments }: Order): OrderId | undefined =>
  amendments.length === 0
    ? venueIds.at(-1)
    : venueIds.findLast((id) => !linksOf(amendments).replaced.has(id));

/** What is ordered now, amendments in it; undefined while the venue has not told it of an adopted order. */
export function termsOf(order: Order): OrderTerms | undefined {
  const { terms, amendments, termsInPlace } = order;
  if (terms === undefined || (amendments.length === 0 && termsInPlace === undefined)) return terms;
  const { byVenueId } = linksOf(amendments);
  let [amount, price]: (Decimal | undefined)[] = [];
  let id = venueIdOf(order);
  // A chain may be told in a circle; no link is gone twice.
  for (let left = amendments.length; left >= 0 && id !== undefined; left--) {
    const inPlace = inPlaceOf(termsInPlace, id);
    const link = byVenueId.get(id);
    amount ??= inPlace?.amount?.value ?? link?.amount;
    price ??= inPlace?.price?.value ?? link?.price;
    if (amount !== undefined && price !== undefined) break;
    id = link?.previousVenueId;
  }
  return { ...terms, amount: amount ?? terms.amount, price: price ?? terms.price };
}

const inPlaceOf = (all: Order['termsInPlace'], id: OrderId): TermsInPlace | undefined =>
  all?.find(({ venueId }) => venueId === id);

/** Terms that the venue told anew under one id. */
export interface NewTerms {
  readonly amount: Decimal | undefined;
  readonly price: Decimal | undefined;
  readonly venueTime: number | undefined;
}

/** What an order is changed to under an id that stays: one entry an id, however often that happens. */
export function withTermsInPlace(order: Order, venueId: OrderId, told: NewTerms): Order {
  const { termsInPlace = [] } = order;
  const known = inPlaceOf(termsInPlace, venueId);
  const amount = later(known?.amount, told.amount, told);
  const price = later(known?.price, told.price, told);
  if (amount === known?.amount && price === known?.price) return order;
  const others = termsInPlace.filter((one) => one !== known);
  return { ...order, termsInPlace: [...others, { venueId, amount, price }] };
}

/**
 * The later of what is known and what is told: by the venue's time where both have one, else what came last.
 */
function later(
  known: ToldTerm | undefined,
  value: Decimal | undefined,
  { venueTime }: NewTerms,
): ToldTerm | undefined {
  if (value === undefined) return known;
  const isKnown = known?.value.eq(value) === true;
  if (isKnown && (venueTime === undefined || venueTime === known.venueTime)) return known;
  const told = { value, venueTime };
  if (known === undefined) return told;
  if (known.venueTime !== undefined && venueTime !== undefined)
    return venueTime < known.venueTime ? known : told;
  return told;
}
