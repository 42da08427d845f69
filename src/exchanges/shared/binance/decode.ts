import * as E from 'fp-ts/lib/Either.js';

import {
  asksForAll,
  decoded,
  fault,
  isRecord,
  otherFrame,
  readWith,
  refusal,
  requestUrl,
  unknownFrame,
  type Decoded,
} from '../../../connector/index.js';
import type { Frame } from '../../../domain/frame.js';
import { tradeId, venueSymbol, type VenueName } from '../../../domain/ids.js';
import { expiryOf, listing, PERPETUAL, SPOT, type Contract } from '../../../domain/listing.js';
import {
  acceptedReply,
  aggTrade,
  combinedEvent,
  depthAnswer,
  depthUpdate,
  errorReply,
  exchangeInfo,
  type WireListing,
} from './wire.js';

/** What differs between Binance's markets in the frames themselves. */
export interface BinanceFrames {
  readonly venue: VenueName;
  /** Whether each diff names the one before it (`pu`). */
  readonly linked: boolean;
  /** The number of levels that a depth request without `limit` answers. */
  readonly defaultDepthLevels: number;
  /** The number of levels that a depth request answers at most, whatever its `limit`. */
  readonly mostDepthLevels: number;
}

/** Events of the market streams that a book has no use for, by their `e`. */
const OTHER_EVENTS = new Set([
  '24hrMiniTicker',
  '24hrTicker',
  '1dTicker',
  '1hTicker',
  '4hTicker',
  'assetIndexUpdate',
  'avgPrice',
  'blockTrade',
  'bookTicker',
  'compositeIndex',
  'continuous_kline',
  'contractInfo',
  'forceOrder',
  'kline',
  'markPriceUpdate',
  'referencePrice',
  'serverShutdown',
  'trade',
  'tradingSession',
]);

/** `<symbol>@depth`, `@depth@100ms`, `@depth@500ms`, `@aggTrade`; not the partial books `@depth20`. */
const OUR_STREAM = /@(depth|aggTrade)(?:@\d+ms)?$/;

/** What a frame of Binance's market streams, or an answer of its REST market data, holds. */
export const decodeBinance =
  (frames: BinanceFrames) =>
  (json: unknown, frame: Frame): Decoded => {
    if (frame.via === 'request') return decodeAnswer(frames, json, frame);
    if (!isRecord(json) || !('stream' in json)) return decodeEvent(frames, json, frame, '', '');
    const { stream, data } = json;
    if (typeof stream === 'string' && isRecord(data)) return decodeEvent(frames, data, frame, 'data', stream);
    // Streams of all symbols, as `!ticker@arr`, hold a list of events.
    if (typeof stream === 'string' && stream.startsWith('!') && Array.isArray(data)) {
      return decoded(otherFrame(frames.venue, stream));
    }
    return readWith(combinedEvent, json, '', () => decoded());
  };

/** `under`: the path of the event in the frame; `stream`: the name of its stream, where the frame tells. */
function decodeEvent(
  frames: BinanceFrames,
  data: unknown,
  frame: Frame,
  under: string,
  stream: string,
): Decoded {
  const { venue } = frames;
  const event = isRecord(data) ? data['e'] : undefined;
  if (event === 'depthUpdate') return decodeDiff(frames, data, frame, under);
  if (event === 'aggTrade') return decodeTrade(frames, data, frame, under);
  if (typeof event === 'string' && OTHER_EVENTS.has(event)) return decoded(otherFrame(venue, event));
  const error = errorOf(data);
  if (error !== undefined) return decoded(refusal(venue, error.msg, error.code));
  if (acceptedReply.is(data)) return decoded(otherFrame(venue, 'reply'));
  // The streams that we subscribe to hold nothing else: their codecs say what is wrong with `e`.
  const ours = OUR_STREAM.exec(stream)?.[1];
  if (ours === 'depth') return decodeDiff(frames, data, frame, under);
  if (ours === 'aggTrade') return decodeTrade(frames, data, frame, under);
  // Spot's bookTicker and the partial books have no `e`; the stream's name says what they are.
  if (event === undefined && stream.includes('@')) {
    return decoded(otherFrame(venue, stream.slice(stream.indexOf('@') + 1)));
  }
  return decoded(unknownFrame(venue, frame));
}

function decodeDiff({ venue, linked }: BinanceFrames, data: unknown, frame: Frame, under: string): Decoded {
  const update = depthUpdate.read(data);
  if (update === undefined) return readWith(depthUpdate, data, under, () => decoded());
  const { E: venueTime, s, U, u, pu, b, a } = update;
  if (linked && pu === undefined) {
    return fault(under === '' ? 'pu' : `${under}.pu`, 'undefined', 'the last update id of the event before');
  }
  return E.right([
    {
      _tag: 'diff',
      venue,
      symbol: venueSymbol(s),
      connection: frame.connection,
      venueTime,
      receivedAt: frame.receivedAt,
      firstId: U,
      lastId: u,
      previousId: pu,
      bids: b,
      asks: a,
      checksum: undefined,
    },
  ]);
}

const decodeTrade = ({ venue }: BinanceFrames, data: unknown, frame: Frame, under: string): Decoded =>
  readWith(aggTrade, data, under, ({ s, a, p, q, T, m }) =>
    decoded({
      _tag: 'trade',
      venue,
      symbol: venueSymbol(s),
      connection: frame.connection,
      venueTime: T,
      receivedAt: frame.receivedAt,
      id: tradeId(String(a)),
      price: p,
      size: q,
      side: m ? 'sell' : 'buy',
    }),
  );

function decodeAnswer(frames: BinanceFrames, json: unknown, frame: Frame): Decoded {
  const { venue } = frames;
  const error = errorOf(json);
  if (error !== undefined) return decoded(refusal(venue, error.msg, error.code));
  const url = requestUrl(frame);
  if (url === undefined) {
    return fault('', JSON.stringify(frame.connection), 'an answer to a request of which the URL is known');
  }
  const endpoint = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  if (endpoint === 'depth') return decodeDepth(frames, json, frame, url);
  if (endpoint === 'exchangeInfo') return decodeListings(frames, json, frame, url);
  return decoded(unknownFrame(venue, frame));
}

/** The answer names neither the symbol nor how many levels were asked for: the URL does. */
function decodeDepth(frames: BinanceFrames, json: unknown, frame: Frame, url: URL): Decoded {
  const symbol = url.searchParams.get('symbol');
  const limit = url.searchParams.get('limit') ?? String(frames.defaultDepthLevels);
  if (symbol === null || !/^[1-9]\d*$/.test(limit)) {
    return fault('', JSON.stringify(frame.connection), 'a request with symbol=NAME and limit=COUNT');
  }
  return readWith(depthAnswer, json, '', ({ lastUpdateId, bids, asks, E: venueTime }) =>
    decoded({
      _tag: 'snapshot',
      venue: frames.venue,
      symbol: venueSymbol(symbol),
      connection: frame.connection,
      venueTime,
      receivedAt: frame.receivedAt,
      via: 'request',
      lastId: lastUpdateId,
      coverage: { levels: Math.min(Number(limit), frames.mostDepthLevels), maintained: false },
      bids,
      asks,
      checksum: undefined,
    }),
  );
}

const decodeListings = ({ venue }: BinanceFrames, json: unknown, { receivedAt }: Frame, url: URL): Decoded =>
  readWith(exchangeInfo, json, '', ({ symbols }) =>
    decoded({
      _tag: 'listings',
      venue,
      receivedAt,
      covers: asksForAll(url) ? 'all' : 'nothing',
      listings: symbols.map((wire) =>
        listing({
          symbol: venueSymbol(wire.symbol),
          base: wire.baseAsset,
          quote: wire.quoteAsset,
          contract: contractOf(wire),
          trading: wire.status === 'TRADING',
        }),
      ),
    }),
  );

/** Futures have a type: `PERPETUAL`, `TRADIFI_PERPETUAL`, empty before they trade; else they end, as `CURRENT_QUARTER`. */
function contractOf({ contractType, deliveryDate }: WireListing): Contract {
  if (contractType === undefined) return SPOT;
  const ends = contractType !== '' && !contractType.includes('PERPETUAL');
  return ends && deliveryDate !== undefined ? { kind: 'future', expiry: expiryOf(deliveryDate) } : PERPETUAL;
}

/** An error, bare or under `error`. */
function errorOf(data: unknown) {
  const error = isRecord(data) && 'error' in data ? data['error'] : data;
  return errorReply.is(error) ? error : undefined;
}
