import { defer, filter, map, type OperatorFunction } from 'rxjs';

import type { VenueSymbol } from '../domain/ids.js';
import type { ConnectionPlan, MarketChannel, MarketDataVenue, MarketSubscription } from './venue.js';

/** What to send where other instruments are wanted than before. */
export interface SubscriptionPlans {
  /** Connections and frames for the instruments that are new. */
  readonly subscribe: readonly ConnectionPlan[];
  /** Frames for those that are wanted no more. */
  readonly unsubscribe: readonly ConnectionPlan[];
}

/**
 * What to send to a venue whenever the set of wanted instruments changes: just the difference to the set before it. Sets
 * that are no other than the last give nothing.
 *
 * ```
 *   source:  -(A)-(AB)-(AB)-(B)-   sets of symbols
 *   result:  -s---s----------u--   subscribe A; subscribe B; unsubscribe A
 * ```
 *
 * Completes and fails with the source; fails where a symbol is none of the venue's spelling.
 */
export const subscriptionPlans =
  (
    venue: Pick<MarketDataVenue, 'subscribe' | 'unsubscribe'>,
    channels: readonly MarketChannel[] = ['book'],
  ): OperatorFunction<ReadonlySet<VenueSymbol>, SubscriptionPlans> =>
  (source) =>
    defer(() => {
      let before: ReadonlySet<VenueSymbol> = new Set();
      const subscriptionsOf = (symbols: readonly VenueSymbol[]): readonly MarketSubscription[] =>
        symbols.length === 0 ? [] : channels.map((channel) => ({ channel, symbols }));
      return source.pipe(
        map((wanted) => {
          const added = [...wanted].filter((symbol) => !before.has(symbol));
          const removed = [...before].filter((symbol) => !wanted.has(symbol));
          before = new Set(wanted);
          return { added, removed };
        }),
        filter(({ added, removed }) => added.length + removed.length > 0),
        map(({ added, removed }) => ({
          subscribe: venue.subscribe(subscriptionsOf(added)),
          unsubscribe: venue.unsubscribe(subscriptionsOf(removed)),
        })),
      );
    });
