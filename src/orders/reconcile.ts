import type { VenueName, VenueSymbol } from '../domain/ids.js';
import { KnownOrders } from './knownOrders.js';
import type { Order } from './order.js';
import type { OneOrderInput, OrderFilled, OrderFound, OrderPolled } from './orderInput.js';
import { venueIdOf } from './amendments.js';
import { lacksFills } from './orderQueries.js';
import type { Fill } from './orderTerms.js';
import { proves } from './pollRows.js';
import type { OrderLookup, TrackedOrder } from './trackedOrder.js';
import type { Reconciliation, UnknownHere } from './reconciliation.js';
import type { FillList, OpenOrderList, VenueLists } from './venueLists.js';

/** How {@link reconcile} takes what the venue lists. */
export interface ReconcileOptions {
  /**
   * What becomes of orders and fills that are unknown here. `adopt`: they go in, and the tracker adopts them. `report`:
   * they are told and do not go in, for an account that others trade on too. Adopted unless given.
   */
  readonly unknown?: 'adopt' | 'report';
  /** How far the venue's clock may be behind ours, at most, in milliseconds. 5000 unless given. */
  readonly clockSkewMs?: number;
  /** Brings back an order that is not among those handed in, as that of `trackOrders`; undefined where there is none. */
  readonly recall?: (lookup: OrderLookup) => TrackedOrder | undefined;
}

const DEFAULTS = {
  unknown: 'adopt',
  clockSkewMs: 5_000,
  recall: (): undefined => undefined,
} as const satisfies ReconcileOptions;

/**
 * What brings the orders here to the truth of the venue, by what it lists: after a start, after a connection was lost, or
 * every few minutes. Pure; nothing is asked here. The inputs go where all others go, to `trackOrders` or `orderReducer`;
 * taken in again they tell nothing new. What they leave open, `wants` asks for.
 *
 * A list proves only what it covers: its symbols, and what was there when it was asked for.
 *
 * - An order in the list of the open ones is `found` as the list shows it, whatever is thought of it here.
 * - A live order here that the list lacks is `polled` as not open, and so will be looked up. One that was sent, or heard
 *   of, too late to be in the list is left as it is, and told as `undecided`.
 * - Fills go in one by one, by the venue's times; finished orders and forgotten ones get theirs too. Where the list covers
 *   the whole life of an order submitted here, its fills are `polled` besides as all that there are, so that the reducer
 *   can tell which amounts have no fill.
 *
 * `orders` are those of now, with the finished ones that are still kept; those of other venues are left out.
 *
 * @throws {RangeError} where the clock skew is no time.
 */
export function reconcile(
  orders: Iterable<Order>,
  { venue, openOrders, fills }: VenueLists,
  options: ReconcileOptions = {},
): Reconciliation {
  const { unknown: mode, clockSkewMs, recall } = { ...DEFAULTS, ...options };
  if (!(clockSkewMs >= 0)) throw new RangeError(`clockSkewMs is no time: ${clockSkewMs}`);
  const entries = [...(openOrders?.orders ?? []), ...(fills?.fills ?? [])];
  const known = new KnownOrders({ venue, orders, entries, recall });
  const context: Context = { venue, known, mode, clockSkewMs };
  // The open ones first: they tell what was ordered, which the events of the fills say then.
  const parts = [
    ...(openOrders === undefined ? [] : [ofOpenOrders(openOrders, context)]),
    ...(fills === undefined ? [] : [ofFills(fills, context)]),
  ];
  return {
    inputs: parts.flatMap(({ inputs }) => inputs),
    unknown: parts.flatMap(({ unknown }) => unknown),
    undecided: parts.flatMap(({ undecided }) => undecided),
  };
}

interface Context {
  readonly venue: VenueName;
  readonly known: KnownOrders;
  readonly mode: 'adopt' | 'report';
  readonly clockSkewMs: number;
}

/** What becomes of an entry whose order is unknown here; undefined where it is known. */
function asUnknown(input: OneOrderInput, { known, mode }: Context): UnknownHere['as'] | undefined {
  if (known.find(input).length > 0) return undefined;
  if (known.mayBeOurs(input)) return 'undecided';
  return mode === 'adopt' ? 'adopted' : 'reported';
}

const goesIn = (as: UnknownHere['as'] | undefined): boolean => as === undefined || as === 'adopted';

const covers = ({ symbols }: OpenOrderList | FillList, symbol: VenueSymbol): boolean =>
  symbols === 'all' || symbols.includes(symbol);

function ofOpenOrders(list: OpenOrderList, context: Context): Reconciliation {
  const { venue, known } = context;
  const { askedAt, receivedAt } = list;
  const inputs: OneOrderInput[] = [];
  const unknown: UnknownHere[] = [];
  const listed = new Set<Order>();
  /** In which symbols an entry may be that of any order whose id at the venue is not known. */
  const nameless = new Set<VenueSymbol>();
  for (const order of list.orders) {
    const input = known.named<OrderFound>({ _tag: 'found', venue, ...order, askedAt, receivedAt });
    const as = asUnknown(input, context);
    if (as !== undefined) unknown.push({ _tag: 'unknownOrder', as, order });
    if (as === 'undecided') nameless.add(order.symbol);
    if (goesIn(as)) inputs.push(input);
    for (const one of known.find(input)) listed.add(one);
  }
  const undecided: Order[] = [];
  for (const order of known.orders) {
    if (order.end !== undefined || !covers(list, order.symbol) || listed.has(order)) continue;
    const mayBeListed = nameless.has(order.symbol) && known.awaitingId.has(order);
    if (list.complete && !mayBeListed && proves(order, askedAt))
      inputs.push({ ...pollOf(order), askedAt, receivedAt, open: false, fills: undefined });
    else undecided.push(order);
  }
  return { inputs, unknown, undecided };
}

function ofFills(list: FillList, context: Context): Reconciliation {
  const { venue, known, clockSkewMs } = context;
  const { askedAt, receivedAt } = list;
  const inputs: OneOrderInput[] = [];
  const unknown: UnknownHere[] = [];
  const listed = new Map<Order, readonly Fill[]>();
  /** In which symbols a fill may be of any order: it bears the venue's id alone, and that is unknown. */
  const nameless = new Set<VenueSymbol>();
  // Venues list the newest first, or last.
  const byTime = list.fills.toSorted((a, b) => (a.fill.venueTime ?? 0) - (b.fill.venueTime ?? 0));
  for (const one of byTime) {
    const { venueTime } = one.fill;
    const input = known.named<OrderFilled>({ _tag: 'fill', venue, ...one, venueTime, receivedAt });
    const as = asUnknown(input, context);
    if (as !== undefined) unknown.push({ _tag: 'unknownFill', as, fill: one });
    if (as !== undefined && input.clientId === undefined) nameless.add(one.symbol);
    if (goesIn(as)) inputs.push(input);
    for (const order of known.find(input)) listed.set(order, [...(listed.get(order) ?? []), one.fill]);
  }
  /** Whether the list has every fill that there can be of an order; one not submitted here may be as old as can be. */
  const hasAllOf = ({ symbol, submit, createdAt }: Order): boolean => {
    const from = submit === undefined ? -Infinity : Math.min(submit.requestedAt, createdAt) - clockSkewMs;
    const isInTime = from >= list.since && createdAt <= askedAt;
    return list.complete && covers(list, symbol) && isInTime && !nameless.has(symbol);
  };
  for (const order of known.orders) {
    const isInQuestion = order.end === undefined || lacksFills(order);
    if (isInQuestion && hasAllOf(order))
      inputs.push({
        ...pollOf(order),
        askedAt,
        receivedAt,
        open: undefined,
        fills: listed.get(order) ?? [],
      });
  }
  return { inputs, unknown, undecided: [] };
}

/** A poll of an order, without what it says. */
const pollOf = (order: Order): Omit<OrderPolled, 'askedAt' | 'receivedAt' | 'open' | 'fills'> => ({
  _tag: 'polled',
  venue: order.venue,
  symbol: order.symbol,
  clientId: order.clientId,
  venueId: venueIdOf(order),
  venueTime: undefined,
});
