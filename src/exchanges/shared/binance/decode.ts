import * as E from 'fp-ts/lib/Either.js';
import type { Either } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

import { faultsOf } from '../../../codec/index.js';
import type { FrameContent } from '../../../domain/contents.js';
import type { FrameFault } from '../../../domain/errors.js';
import type { Frame } from '../../../domain/frame.js';
import { instrument, tradeId, venueSymbol, type VenueName } from '../../../domain/ids.js';
import {
  acceptedReply,
  aggTrade,
  combinedEvent,
  depthAnswer,
  depthUpdate,
  errorReply,
  exchangeInfo,
} from './wire.js';

type Decoded = Either<readonly FrameFault[], readonly FrameContent[]>;

/** What differs between Binance's markets in the frames themselves. */
export interface BinanceFrames {
  readonly venue: VenueName;
  /** The number of levels that a depth request without `limit` answers. */
  readonly defaultDepthLevels: number;
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

/** What a frame of Binance's market streams, or an answer of its REST market data, holds. */
export const decodeBinance =
  (frames: BinanceFrames) =>
  (json: unknown, frame: Frame): Decoded => {
    if (frame.via === 'request') return decodeAnswer(frames, json, frame);
    if (isRecord(json) && 'stream' in json) {
      const { stream, data } = json;
      if (typeof stream !== 'string' || !isRecord(data)) return read(combinedEvent, json, () => E.right([]));
      const decoded = decodeEvent(frames, data, frame, stream);
      return decoded._tag === 'Right' ? decoded : E.left(decoded.left.map(inData));
    }
    return decodeEvent(frames, json, frame, undefined);
  };

function decodeEvent(
  { venue }: BinanceFrames,
  data: unknown,
  frame: Frame,
  stream: string | undefined,
): Decoded {
  const event = isRecord(data) ? data['e'] : undefined;
  const { connection, receivedAt } = frame;
  if (event === 'depthUpdate') {
    const update = depthUpdate.decode(data);
    if (update._tag === 'Left') return E.left(faultsOf(update.left));
    const { E: venueTime, s, U, u, pu, b, a } = update.right;
    return E.right([
      {
        _tag: 'diff',
        venue,
        symbol: venueSymbol(s),
        connection,
        venueTime,
        receivedAt,
        firstId: U,
        lastId: u,
        previousId: pu,
        bids: b,
        asks: a,
        checksum: undefined,
      },
    ]);
  }
  if (event === 'aggTrade') {
    return read(aggTrade, data, ({ s, a, p, q, T, m }) =>
      E.right([
        {
          _tag: 'trade',
          venue,
          symbol: venueSymbol(s),
          connection,
          venueTime: T,
          receivedAt,
          id: tradeId(String(a)),
          price: p,
          size: q,
          side: m ? 'sell' : 'buy',
        },
      ]),
    );
  }
  if (typeof event === 'string' && OTHER_EVENTS.has(event)) {
    return E.right([{ _tag: 'other', venue, kind: event }]);
  }
  const error = refusal(venue, data);
  if (error !== undefined) return E.right([error]);
  if (acceptedReply.is(data)) return E.right([{ _tag: 'other', venue, kind: 'reply' }]);
  // Some streams have no `e`: spot's bookTicker and the partial books. Their name says what they are.
  if (event === undefined && stream !== undefined && stream.includes('@')) {
    return E.right([{ _tag: 'other', venue, kind: stream.slice(stream.indexOf('@') + 1) }]);
  }
  return E.right([unknown(venue, frame)]);
}

function decodeAnswer(frames: BinanceFrames, json: unknown, frame: Frame): Decoded {
  const { venue } = frames;
  const error = refusal(venue, json);
  if (error !== undefined) return E.right([error]);
  const url = new URL(frame.connection);
  const endpoint = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  if (endpoint === 'depth') return decodeDepth(frames, json, frame, url);
  if (endpoint === 'exchangeInfo') {
    return read(exchangeInfo, json, ({ symbols }) =>
      E.right([
        {
          _tag: 'listings',
          venue,
          listings: symbols.map(({ symbol, status, baseAsset, quoteAsset }) => ({
            symbol: venueSymbol(symbol),
            instrument: instrument(baseAsset, quoteAsset),
            base: baseAsset,
            quote: quoteAsset,
            trading: status === 'TRADING',
          })),
        },
      ]),
    );
  }
  return E.right([unknown(venue, frame)]);
}

/** The answer names neither the symbol nor how many levels were asked for: the URL does. */
function decodeDepth(frames: BinanceFrames, json: unknown, frame: Frame, url: URL): Decoded {
  const symbol = url.searchParams.get('symbol');
  const limit = url.searchParams.get('limit') ?? String(frames.defaultDepthLevels);
  if (symbol === null || !/^[1-9]\d*$/.test(limit)) {
    const value = JSON.stringify(frame.connection);
    return E.left([{ path: '', value, expected: 'a request with symbol=NAME and limit=COUNT' }]);
  }
  return read(depthAnswer, json, ({ lastUpdateId, bids, asks, E: venueTime }) =>
    E.right([
      {
        _tag: 'snapshot',
        venue: frames.venue,
        symbol: venueSymbol(symbol),
        connection: frame.connection,
        venueTime,
        receivedAt: frame.receivedAt,
        via: 'request',
        lastId: lastUpdateId,
        coverage: { levels: Number(limit), maintained: false },
        bids,
        asks,
        checksum: undefined,
      },
    ]),
  );
}

function refusal(venue: VenueName, data: unknown): FrameContent | undefined {
  const error = isRecord(data) && 'error' in data ? data['error'] : data;
  return errorReply.is(error) ? { _tag: 'refusal', venue, code: error.code, message: error.msg } : undefined;
}

const inData = (fault: FrameFault): FrameFault => ({
  ...fault,
  path: fault.path === '' ? 'data' : `data.${fault.path}`,
});

const unknown = (venue: VenueName, { text, connection, receivedAt }: Frame): FrameContent => ({
  _tag: 'unknownFrame',
  venue,
  connection,
  receivedAt,
  excerpt: text.slice(0, 200),
});

function read<A, O>(codec: t.Type<A, O>, value: unknown, use: (wire: A) => Decoded): Decoded {
  const decoded = codec.decode(value);
  return decoded._tag === 'Left' ? E.left(faultsOf(decoded.left)) : use(decoded.right);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
