import type { VenueSymbol } from '../../domain/ids.js';
import type { MarketChannel, MarketDataVenue, MarketSubscription } from '../venue.js';

/**
 * One stream as the venue has it. Channels that are subscribed to by the very same frame are one stream: at Coinbase the
 * book order by order brings the trades along, and ends with them.
 */
export interface WireStream {
  /** What subscribing to it alone would send, and where: streams of one key are one. */
  readonly key: string;
  readonly url: string;
  readonly symbol: VenueSymbol;
  /** Those that it was wanted for; what was once is added, and stays. */
  readonly channels: Set<MarketChannel>;
}

/** @throws {RangeError} where the symbol is none of the venue's spelling, or the venue has no such channel. */
export function wireStream(
  venue: Pick<MarketDataVenue, 'name' | 'subscribe'>,
  channel: MarketChannel,
  symbol: VenueSymbol,
): WireStream {
  const [plan] = venue.subscribe([{ channel, symbols: [symbol] }]);
  if (plan === undefined) throw new RangeError(`${venue.name} has no ${channel} of ${symbol}`);
  return { key: [plan.url, ...plan.frames].join(' '), url: plan.url, symbol, channels: new Set([channel]) };
}

/** What to subscribe to, or to end, for some streams. */
export function subscriptionsOf(streams: Iterable<WireStream>): readonly MarketSubscription[] {
  const symbols = new Map<MarketChannel, VenueSymbol[]>();
  for (const { symbol, channels } of streams) {
    for (const channel of channels) {
      const known = symbols.get(channel);
      if (known === undefined) symbols.set(channel, [symbol]);
      else known.push(symbol);
    }
  }
  return Array.from(symbols, ([channel, ofChannel]) => ({ channel, symbols: ofChannel }));
}
