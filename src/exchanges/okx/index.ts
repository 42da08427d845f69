import type { MarketDataVenue, MarketSubscription } from '../../connector/index.js';
import type { VenueSymbol } from '../../domain/ids.js';
import { bookChecksum, scanPong } from '../shared/okx/index.js';
import { okxRule } from './continuity.js';
import { decodeOkx, OKX } from './decode.js';
import { scanOkx } from './scan.js';

const STREAM_URL = 'wss://ws.okx.com:8443/ws/v5/public';

/** A subscribing frame may have 64 KB; the longest names make less than 100 bytes an argument. */
const ARGS_PER_FRAME = 500;

const scanOkxPong = scanPong(OKX);

/** The kinds of instruments whose list can be asked for as a whole; options go by underlying. */
export type OkxInstruments = 'SPOT' | 'SWAP' | 'FUTURES';

/**
 * The channels that keep a book: `books`, 400 levels a side every 100 ms, for all; `books-l2-tbt`, 400 levels every 10 ms,
 * and `books50-l2-tbt`, 50 levels every 10 ms, for connections that have logged in with an account of a high fee tier
 * (VIP 5 and VIP 4 when it began on 2022-05-05; the guide has changed the tiers since). A refusal of code 64003 tells that
 * the tier is too low.
 *
 * Sources: OKX API guide, "WS / Order book channel"; notice to API users of 2022-04-14.
 */
export type OkxBookChannel = 'books' | 'books-l2-tbt' | 'books50-l2-tbt';

/**
 * OKX, API v5, market data.
 *
 * Sources: OKX API guide (docs-v5), "WS / Order book channel" (channel `books`, sequence ids, checksum), "WS / Trades
 * channel", "Get instruments", "Connect"; API Changelog of 2026-02-12; "OKX Order Book Channels Checksum Field
 * Deprecation" of 2026-05-21: since 2026-06-23 the checksum is always 0 and only the sequence ids prove a book.
 *
 * Continuity: {@link okxRule}. A subscription starts with a snapshot of 400 levels a side; each update names the message
 * before it. Where one does not link, or a checksum that is there fails, unsubscribe and subscribe again.
 *
 * Frames of all three book channels are read as books, whichever is subscribed to: a recording has what it has. So have but
 * one of them for an instrument on a connection: the messages of two would go into one book. The guide forbids
 * `books-l2-tbt` beside another of the three; `books` and `books50-l2-tbt` it does not keep apart.
 *
 * @param options `instruments`: which of them to list, `SPOT` unless given. `book`: the channel to subscribe to for a book,
 * `books` unless given; for the other two, log in on the connection first.
 */
export function okxVenue({
  instruments = 'SPOT',
  book = 'books',
}: { readonly instruments?: OkxInstruments; readonly book?: OkxBookChannel } = {}): MarketDataVenue {
  const plans = (op: 'subscribe' | 'unsubscribe', subscriptions: readonly MarketSubscription[]) => {
    const args = subscriptions.flatMap(({ channel, symbols }) =>
      symbols.map((symbol) => ({
        channel: channel === 'book' ? book : 'trades',
        instId: checked(symbol),
      })),
    );
    const frames: string[] = [];
    for (let at = 0; at < args.length; at += ARGS_PER_FRAME) {
      frames.push(JSON.stringify({ op, args: args.slice(at, at + ARGS_PER_FRAME) }));
    }
    return frames.length === 0 ? [] : [{ url: STREAM_URL, frames }];
  };
  return {
    name: OKX,
    title: 'OKX',
    recordings: ['OKX', 'OKEX'],
    // Prices, sizes, times and trade ids are texts; sequence ids are integers far below 2^53.
    json: 'native',
    limits: {
      streamsPerConnection: undefined,
      framesPerSecond: undefined,
      connectionAttempts: { count: 3, perMs: 1000 },
      connectionLifetimeMs: undefined,
      requestWeight: { weight: 20, perMs: 2000 },
    },
    continuity: okxRule,
    checksum: bookChecksum,
    subscribe: (subscriptions) => plans('subscribe', subscriptions),
    unsubscribe: (subscriptions) => plans('unsubscribe', subscriptions),
    requestSnapshot: undefined,
    requestListings: () => ({
      method: 'GET',
      url: `https://www.okx.com/api/v5/public/instruments?instType=${instruments}`,
      weight: 1,
    }),
    readBytes: undefined,
    numberOf: undefined,
    scan: (frame) => scanOkxPong(frame) ?? scanOkx(frame),
    decode: decodeOkx,
  };
}

/** OKX with its spot instruments listed; see {@link okxVenue}. Books and trades are of any kind of instrument. */
export const okx: MarketDataVenue = okxVenue();

function checked(symbol: VenueSymbol): string {
  if (!/^[A-Z0-9]{1,20}(?:-[A-Z0-9_.]{1,20}){1,4}$/.test(symbol)) {
    throw new RangeError(`no symbol of OKX's: "${symbol}" (its instId, as in BTC-USDT or BTC-USDT-SWAP)`);
  }
  return symbol;
}
