import type {
  ConnectionPlan,
  HttpRequestPlan,
  MarketDataLimits,
  MarketDataVenue,
  MarketSubscription,
} from '../../../connector/index.js';
import type { ContinuityRule } from '../../../sequence/index.js';
import { venueName, type VenueSymbol } from '../../../domain/ids.js';
import { decodeBinance } from './decode.js';
import { depthUpdateScanner } from './scan.js';

/** What differs between Binance's markets. */
export interface BinanceMarket {
  readonly name: string;
  readonly title: string;
  readonly recordings: readonly string[];
  readonly continuity: ContinuityRule;
  /** Whether each diff names the one before it (`pu`). */
  readonly linked: boolean;
  readonly limits: MarketDataLimits;
  /** Base of the WebSocket URLs that carry a channel. */
  readonly streamBase: { readonly book: string; readonly trades: string };
  /** Base of the REST URLs, up to and with the version. */
  readonly restBase: string;
  /** Depths that can be asked for, ascending, each with the weight of the request. */
  readonly depths: readonly { readonly levels: number; readonly weight: number }[];
  /** The number of levels that a depth request without `limit` answers. */
  readonly defaultDepthLevels: number;
  /** The depth to ask for. */
  readonly snapshotLevels: number;
  readonly listingsWeight: number;
}

/** Names in one SUBSCRIBE frame: keeps it far below what a server may refuse, and 1,024 streams within six frames. */
const STREAMS_PER_FRAME = 200;

const STREAM = { book: 'depth@100ms', trades: 'aggTrade' } as const;

/** The market data of one of Binance's markets. */
export function binanceVenue(market: BinanceMarket): MarketDataVenue {
  const name = venueName(market.name);
  const perConnection = market.limits.streamsPerConnection ?? Infinity;
  const depth = market.depths.find(({ levels }) => levels >= market.snapshotLevels)!;
  const frames = {
    venue: name,
    linked: market.linked,
    defaultDepthLevels: market.defaultDepthLevels,
    mostDepthLevels: market.depths[market.depths.length - 1]!.levels,
  };
  const scanDepthUpdate = depthUpdateScanner(frames);
  return {
    name,
    title: market.title,
    recordings: market.recordings,
    // Every number of these streams is an id, a time or a count, below 2^53; prices and sizes are texts.
    json: 'native',
    limits: market.limits,
    continuity: market.continuity,
    checksum: undefined,
    subscribe: (subscriptions) =>
      [...byBase(market, subscriptions)].flatMap(([base, streams]) =>
        chunked(streams, perConnection).map((part) => planOf(base, 'SUBSCRIBE', part)),
      ),
    unsubscribe: (subscriptions) =>
      [...byBase(market, subscriptions)].map(([base, streams]) => planOf(base, 'UNSUBSCRIBE', streams)),
    requestSnapshot: (symbol) =>
      get(
        `${market.restBase}/depth?symbol=${encodeURIComponent(symbol)}&limit=${depth.levels}`,
        depth.weight,
      ),
    requestListings: () => get(`${market.restBase}/exchangeInfo`, market.listingsWeight),
    readBytes: undefined,
    numberOf: undefined,
    scan: (frame) => {
      const diff = scanDepthUpdate(frame);
      return diff === undefined ? undefined : [diff];
    },
    decode: decodeBinance(frames),
  };
}

const get = (url: string, weight: number): HttpRequestPlan => ({ method: 'GET', url, weight });

/** The names of the streams, by the base of the URL that carries them. */
function byBase(market: BinanceMarket, subscriptions: readonly MarketSubscription[]) {
  const streams = new Map<string, string[]>();
  for (const { channel, symbols } of subscriptions) {
    const base = market.streamBase[channel];
    const names = symbols.map((symbol) => `${checked(symbol).toLowerCase()}@${STREAM[channel]}`);
    if (names.length > 0) streams.set(base, [...(streams.get(base) ?? []), ...names]);
  }
  return streams;
}

const planOf = (base: string, method: Method, streams: readonly string[]): ConnectionPlan => ({
  url: `${base}/stream`,
  frames: chunked(streams, STREAMS_PER_FRAME).map((params, at) =>
    JSON.stringify({ method, params, id: at + 1 }),
  ),
});

type Method = 'SUBSCRIBE' | 'UNSUBSCRIBE';

/** Symbols may be any letters and digits (URL-encoded Unicode names since 2025-12), upper case. */
function checked(symbol: VenueSymbol): string {
  if (!/^[\p{L}\p{N}_-]+$/u.test(symbol) || symbol !== symbol.toUpperCase()) {
    throw new RangeError(
      `no symbol of Binance's: "${symbol}" (upper case, without a separator, as in BTCUSDT)`,
    );
  }
  return symbol;
}

function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}
