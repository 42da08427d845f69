import type { MarketDataVenue, TradingVenue } from '../../connector/index.js';
import { binanceAt } from '../../exchanges/binance/index.js';
import { UsageError } from '../usageError.js';
import { venueNamed } from '../findVenue.js';

/** Where a venue is, and which one. */
export interface LiveVenueOptions {
  readonly exchange: string;
  /** Where it is, if not where its documents say: `http://127.0.0.1:8080`. */
  readonly url?: string;
}

/** Hosts that are this machine's own. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a venue is on this machine: an embedded one, with nobody's money in it. */
export const isEmbedded = ({ url }: LiveVenueOptions): boolean =>
  url !== undefined && LOOPBACK.test(new URL(url).hostname);

/**
 * The venue that is named, at the address that is given.
 *
 * @throws {UsageError} where there is none of that name, where it cannot be elsewhere, and where the address is none.
 */
export function liveVenue({ exchange, url }: LiveVenueOptions): MarketDataVenue | TradingVenue {
  const venue = venueNamed(exchange);
  if (url === undefined) return venue;
  if (venue.name !== 'binance') throw new UsageError(`--url is for binance alone, not for ${venue.name}`);
  return venueAt(url);
}

/** Binance spot at another address: that of `orderflow sim`, or of a test network behind one. */
export function venueAt(url: string): TradingVenue {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UsageError(`--url: "${url}" is no address such as http://127.0.0.1:8080`);
  const rest = url.replace(/\/+$/, '');
  const stream = rest.replace(/^http/, 'ws');
  return binanceAt({ rest, stream, wsApi: `${stream}/ws-api/v3` });
}
