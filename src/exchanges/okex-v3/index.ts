import type { Inflate, MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { stampedLocallyRule } from '../../sequence/index.js';
import { bookChecksum, scanPong } from '../shared/okx/index.js';
import { decodeOkexV3, OKEX_V3 } from './decode.js';
import { scanOkexV3 } from './scan.js';
import { readSymbol } from './symbol.js';

/** Who spoke this API: OKEx, which is OKX today, and OKCoin. */
export type OkexV3Site = 'okex' | 'okcoin';

/** The kinds of instruments whose list can be asked for as a whole; options go by underlying. */
export type OkexV3Instruments = 'spot' | 'swap' | 'futures';

/** What the venue needs of the platform, and what is to be chosen of it. */
export interface OkexV3Options {
  /** Its frames are deflate data without a header. */
  readonly inflate: Inflate;
  /** `okex` unless given. */
  readonly site?: OkexV3Site;
  /** Which instruments to list, `spot` unless given. */
  readonly instruments?: OkexV3Instruments;
}

const scanOkexPong = scanPong(OKEX_V3);

/** How long the names of the channels of one frame may be together, in bytes; we count all of the frame. */
const FRAME_LENGTH = 4096;

/**
 * OKEx's and OKCoin's API v3, market data, which has **ended**: for recordings. OKX's API v5 came after it.
 *
 * Sources: OKEx API v3 guide, a copy of 2020-06-09 ("WebSocketAPI": overview, connection limits, checksum, channels; "Get
 * instruments"); traffic of 2021-04-17.
 *
 * Continuity: `stampedLocallyRule`, for there are no ids. A subscription starts with a snapshot of 400 levels a side, then
 * each change follows, and the checksum of each message proves the book. Where one fails, unsubscribe and subscribe again.
 */
export function okexV3Venue({
  inflate,
  site = 'okex',
  instruments = 'spot',
}: OkexV3Options): MarketDataVenue {
  const plans = (op: 'subscribe' | 'unsubscribe', subscriptions: readonly MarketSubscription[]) => {
    const channels = subscriptions.flatMap(({ channel, symbols }) =>
      symbols.map(
        (symbol) => `${businessOf(symbol)}/${channel === 'book' ? 'depth_l2_tbt' : 'trade'}:${symbol}`,
      ),
    );
    const frames = framesOf(op, channels);
    return frames.length === 0 ? [] : [{ url: `wss://real.${site}.com:8443/ws/v3`, frames }];
  };
  return {
    name: OKEX_V3,
    title: 'OKEx v3 / OKCoin',
    recordings: ['OKCOIN', 'OKEX'],
    // Prices, sizes, times and trade ids are texts; the only numbers are checksums, and error codes.
    json: 'native',
    limits: {
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: { count: 1, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 20, perMs: 2000 },
    },
    continuity: stampedLocallyRule,
    checksum: bookChecksum,
    subscribe: (subscriptions) => plans('subscribe', subscriptions),
    unsubscribe: (subscriptions) => plans('unsubscribe', subscriptions),
    requestSnapshot: undefined,
    requestListings: () => ({
      method: 'GET',
      url: `https://www.${site}.com/api/${instruments}/v3/instruments`,
      weight: 1,
    }),
    readBytes: (bytes) => inflate.inflateRaw(bytes),
    numberOf: undefined,
    scan: (frame) => scanOkexPong(frame) ?? scanOkexV3(frame),
    decode: decodeOkexV3,
  };
}

/** The frames that name the channels, none longer than it may be. */
function framesOf(op: string, channels: readonly string[]): readonly string[] {
  const frames: string[] = [];
  let args: string[] = [];
  const frameOf = (all: readonly string[]) => JSON.stringify({ op, args: all });
  for (const channel of channels) {
    if (frameOf([...args, channel]).length > FRAME_LENGTH) {
      frames.push(frameOf(args));
      args = [];
    }
    args.push(channel);
  }
  if (args.length > 0) frames.push(frameOf(args));
  return frames;
}

function businessOf(symbol: VenueSymbol): string {
  const read = readSymbol(symbol);
  if (read === undefined) {
    throw new RangeError(
      `no symbol of OKEx's: "${symbol}" (its instrument_id, as in BTC-USDT or BTC-USD-SWAP)`,
    );
  }
  return read.business;
}
