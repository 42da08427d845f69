import { concatMap, forkJoin, map, of, type Observable } from 'rxjs';

import type { VenueSymbol } from '../../domain/ids.js';
import {
  reconcile,
  type FillList,
  type OneOrderInput,
  type Order,
  type Reconciliation,
  type VenueLists,
} from '../../orders/index.js';
import { amendedBy } from './amendedBy.js';
import { listFills, listOpenOrders } from './accountLists.js';
import type { Desk } from './desk.js';

/** How far the venue's clock may be from what we know of it, in milliseconds; as `reconcile` takes it. */
const CLOCK_SKEW_MS = 5_000;

/** Lists of the venue; undefined was not asked for, or not answered. */
export type AskedLists = Pick<VenueLists, 'openOrders' | 'fills'>;

/** What lists of the venue mean for the orders here; nothing where there are none. */
export function compareLists({ venue, orders }: Desk, lists: AskedLists): Reconciliation {
  const here = orders.all().map(({ order }) => order);
  return reconcile(here, { venue: venue.name, ...lists }, { clockSkewMs: CLOCK_SKEW_MS });
}

/**
 * Takes in what lists of the venue mean for the orders here. An order that a list lacks, and that was accepted too lately for that to
 * be a proof, is asked for by itself.
 */
export function takeLists(desk: Desk, lists: AskedLists, lookUp: (order: Order) => void): void {
  const { inputs, undecided } = compareLists(desk, lists);
  desk.orders.take([...amendmentsIn(desk, lists), ...inputs]);
  for (const order of undecided) if (order.accepted) lookUp(order);
}

/** The open orders that the venue lists with another amount than they are known by. */
function amendmentsIn(
  { venue: { name: venue }, orders }: Desk,
  { openOrders }: AskedLists,
): readonly OneOrderInput[] {
  if (openOrders === undefined) return [];
  const { receivedAt } = openOrders;
  const here = new Map(
    orders.open().flatMap(({ order }) => order.venueIds.map((id) => [id, order] as const)),
  );
  return openOrders.orders.flatMap((listed) => {
    const order = listed.venueId && here.get(listed.venueId);
    const isOwn = order?.symbol === listed.symbol && listed.venueTime !== undefined;
    return isOwn ? amendedBy(order, { venue, ...listed, receivedAt }) : [];
  });
}

/**
 * All fills of some instruments since a time by our clock, with room for what the clocks may differ. Cold; undefined where the venue did
 * not answer; never an error.
 */
export function fillsSince(
  { venue, ask, venueTimeOf }: Desk,
  symbols: readonly VenueSymbol[],
  sinceMs: number,
): Observable<FillList | undefined> {
  if (symbols.length === 0) return of(undefined);
  const since = venueTimeOf(sinceMs) - CLOCK_SKEW_MS;
  return forkJoin(symbols.map((symbol) => listFills(venue.trading, ask, { symbol, since }))).pipe(
    map((lists) => {
      const known = lists.filter((list) => list !== undefined);
      if (known.length < lists.length) return undefined;
      return {
        symbols,
        since,
        askedAt: Math.min(...known.map(({ askedAt }) => askedAt)),
        receivedAt: Math.max(...known.map(({ receivedAt }) => receivedAt)),
        complete: known.every(({ complete }) => complete),
        fills: known.flatMap(({ fills }) => fills),
      };
    }),
  );
}

/**
 * Brings the orders here to what the venue has: its open orders, and the fills of the instruments of orders that were open at
 * `since`, by our clock, or later. Cold: whether the venue answered all of it, once what it says is taken in.
 */
export const reconcileAccount = (
  desk: Desk,
  since: number,
  lookUp: (order: Order) => void,
): Observable<boolean> =>
  listOpenOrders(desk.venue.trading, desk.ask, 'all').pipe(
    concatMap((openOrders) => {
      if (openOrders === undefined) return of(false);
      const symbols = new Set([
        ...openOrders.orders.map(({ symbol }) => symbol),
        ...desk.orders
          .all()
          .flatMap(({ order: { symbol, end } }) =>
            end === undefined || end.receivedAt >= since ? [symbol] : [],
          ),
      ]);
      return fillsSince(desk, [...symbols], since).pipe(
        map((fills) => {
          takeLists(desk, { openOrders, fills }, lookUp);
          return symbols.size === 0 || fills !== undefined;
        }),
      );
    }),
  );
