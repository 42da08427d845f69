import {
  scanFrames,
  type ConnectionPlan,
  type HttpRequestPlan,
  type Inflate,
  type MarketDataLimits,
  type MarketDataVenue,
  type MarketSubscription,
} from '../../../connector/index.js';
import type { VenueSymbol } from '../../../domain/ids.js';
import { decodeHuobi } from './decode.js';
import type { HuobiFrames } from './market.js';

/** What differs between Huobi's markets. */
export interface HuobiMarket extends HuobiFrames {
  readonly title: string;
  readonly recordings: readonly string[];
  readonly inflate: Inflate;
  readonly limits: MarketDataLimits;
  /** The URL that carries the trades. */
  readonly tradesUrl: string;
  readonly listingsRequest: HttpRequestPlan;
  /** How symbols are spelled, and what to say of one that is not. */
  readonly spelling: { readonly pattern: RegExp; readonly words: string };
}

/** The market data of one of Huobi's markets. */
export function huobiVenue(market: HuobiMarket): MarketDataVenue {
  const { venue, feed, inflate, spelling } = market;

  function checked(symbol: VenueSymbol): string {
    if (spelling.pattern.test(symbol)) return symbol;
    throw new RangeError(`no symbol of ${market.title}: "${symbol}" (${spelling.words})`);
  }

  /** One topic a frame, so that each is acknowledged, or refused, by itself. */
  function plans(
    verb: 'sub' | 'unsub',
    subscriptions: readonly MarketSubscription[],
  ): readonly ConnectionPlan[] {
    const frames = new Map<string, string[]>();
    for (const { channel, symbols } of subscriptions) {
      const { url, topic, asked } =
        channel === 'book' ? feed : { url: market.tradesUrl, topic: 'trade.detail', asked: {} };
      for (const symbol of symbols) {
        const ofUrl = frames.get(url) ?? [];
        frames.set(url, ofUrl);
        const id = String(ofUrl.length + 1);
        ofUrl.push(JSON.stringify({ [verb]: `market.${checked(symbol)}.${topic}`, ...asked, id }));
      }
    }
    return Array.from(frames, ([url, ofUrl]) => ({ url, frames: ofUrl }));
  }

  return {
    name: venue,
    title: market.title,
    recordings: market.recordings,
    // Prices and sizes are numbers, and trade ids may be above 2^53.
    json: 'lossless',
    limits: market.limits,
    continuity: feed.continuity,
    checksum: undefined,
    subscribe: (subscriptions) => plans('sub', subscriptions),
    unsubscribe: (subscriptions) => plans('unsub', subscriptions),
    requestSnapshot:
      feed.answer &&
      ((symbol) => ({
        method: 'SEND',
        url: feed.url,
        frame: JSON.stringify({ req: `market.${checked(symbol)}.${feed.topic}`, id: 'snapshot' }),
      })),
    requestListings: () => market.listingsRequest,
    readBytes: (bytes) => inflate.gunzip(bytes),
    numberOf: undefined,
    scan: scanFrames([feed.kind(venue), market.trades.kind(venue)]),
    decode: decodeHuobi(market),
  };
}
