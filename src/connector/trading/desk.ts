import { BehaviorSubject, finalize, Observable } from 'rxjs';

import type { ClientOrderId, OrderId, VenueSymbol } from '../../domain/ids.js';
import { venueIdOf, type Order, type OrderInputOrigin } from '../../orders/index.js';
import type { CallResult, VenueCall } from '../requests/venueCall.js';
import type { CallManner, MakeCall } from '../requests/venueCalls.js';
import type { TrackedOrders } from './trackedOrders.js';
import type { TradingVenue, VenueOrderIds } from './tradingVenue.js';

/** What all that is done with orders is done with. */
export interface Desk {
  readonly venue: TradingVenue;
  readonly orders: TrackedOrders;
  /** For questions: asked again where there is no answer. */
  readonly ask: MakeCall;
  /** For what changes something, before all questions: over the connection that is set for orders, and waited for when the connector stops. */
  readonly act: MakeCall;
  readonly now: () => number;
  /** A time of ours by the venue's clock, as far as that is known. */
  readonly venueTimeOf: (at: number) => number;
}

/** How far in the future a venue takes a call to be made, so that one may be valid for longer than it says. In milliseconds. */
export const CLOCK_MARGIN_MS = 1_000;

/** Which order an input is of, when it came: at `receivedAt`, from us. */
export const originOf = (
  { name: venue }: Pick<TradingVenue, 'name'>,
  { symbol, clientId, venueId }: VenueOrderIds,
  receivedAt: number,
): OrderInputOrigin => ({ venue, symbol, clientId, venueId, venueTime: undefined, receivedAt });

/** By what a tracked order is known at the venue. */
export const idsOf = (
  order: Order,
): VenueOrderIds & {
  readonly symbol: VenueSymbol;
  readonly clientId: ClientOrderId | undefined;
  readonly venueId: OrderId | undefined;
} => ({ symbol: order.symbol, clientId: order.clientId, venueId: venueIdOf(order) });

/** Makes calls, and counts those that are under way. */
export interface CountedCalls {
  readonly make: MakeCall;
  /** The number at once, and each change of it. */
  readonly underWay$: Observable<number>;
}

/** Counts the calls that are under way. */
export function countedCalls(make: MakeCall): CountedCalls {
  const underWay$ = new BehaviorSubject(0);
  return {
    make: <A>(call: VenueCall<A>, manner?: CallManner) =>
      new Observable<CallResult<A>>((subscriber) => {
        underWay$.next(underWay$.value + 1);
        return make(call, manner)
          .pipe(finalize(() => underWay$.next(underWay$.value - 1)))
          .subscribe(subscriber);
      }),
    underWay$: underWay$.asObservable(),
  };
}
