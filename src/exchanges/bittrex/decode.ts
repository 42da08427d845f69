import * as E from 'fp-ts/lib/Either.js';

import { excerptOf } from '../../codec/index.js';
import {
  decoded,
  fault,
  isRecord,
  otherFrame,
  readWith,
  refusal,
  requestUrl,
  unknownFrame,
  type Decoded,
  type Inflate,
} from '../../connector/index.js';
import type { FrameContent, Refusal } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import { tradeId, venueName, venueSymbol } from '../../domain/ids.js';
import { listing } from '../../domain/listing.js';
import type { Origin } from '../../domain/origin.js';
import { jsonOfPayload } from './payload.js';
import {
  answer,
  markets,
  orderBook,
  outcome,
  push,
  restError,
  sequenceFromText,
  snapshot,
  trade,
  type WireMessage,
  type WireOutcome,
} from './wire.js';

/** Bittrex's name in the registry. */
export const BITTREX = venueName('bittrex');

/** Levels a side that a book can be had with; each depth is a book with numbers of its own. */
export type BittrexDepth = 1 | 25 | 500;

/** What the frames are read with. */
export interface BittrexFrames {
  readonly inflate: Inflate;
  readonly depth: BittrexDepth;
}

/** Messages that a book has no use for, in lower case: SignalR does not tell cases apart, and the documents vary. */
const OTHER_MESSAGES = new Set([
  'authenticationexpiring',
  'balance',
  'candle',
  'deposit',
  'execution',
  'heartbeat',
  'marketsummaries',
  'marketsummary',
  'order',
  'ticker',
  'tickers',
]);

/** The depth of a snapshot that was asked for without one. */
const DEFAULT_DEPTH = 25;

/** What a frame of Bittrex's SignalR hub `c3`, API v3, or an answer of its REST market data, holds. */
export const decodeBittrex =
  (frames: BittrexFrames) =>
  (json: unknown, frame: Frame): Decoded => {
    if (frame.via === 'request') return decodeAnswer(json, frame, frames);
    if (!isRecord(json)) return fault('', excerptOf(json), 'object of SignalR');
    if ('I' in json) return decodeInvocation(json, frame);
    if (Object.keys(json).length === 0) return decoded(otherFrame(BITTREX, 'keepAlive'));
    if (!('M' in json)) return decoded(unknownFrame(BITTREX, frame));
    return readWith(push, json, '', ({ M: messages }) =>
      messages.length > 0
        ? eachOf(messages, (message, at) => decodeMessage(message, `M[${at}]`, frame, frames))
        : decoded(otherFrame(BITTREX, emptyKind(json))),
    );
  };

/** What all the parts hold, one after the other; the faults of the first that is bad. */
function eachOf<T>(parts: readonly T[], decode: (part: T, at: number) => Decoded): Decoded {
  const contents: FrameContent[] = [];
  for (const [at, part] of parts.entries()) {
    const result = decode(part, at);
    if (E.isLeft(result)) return result;
    for (const content of result.right) contents.push(content);
  }
  return E.right(contents);
}

/** A frame without messages tells of the connection: that it is open, or which groups it is in. */
function emptyKind(json: Readonly<Record<string, unknown>>): string {
  if ('S' in json) return 'initialized';
  return 'G' in json ? 'groups' : 'empty';
}

function decodeMessage(
  { H: hub, M: name, A: payloads }: WireMessage,
  under: string,
  frame: Frame,
  frames: BittrexFrames,
): Decoded {
  const kind = name.toLowerCase();
  const ofHub = hub.toLowerCase() === 'c3';
  const decode = kind === 'orderbook' ? decodeOrderBook : kind === 'trade' ? decodeTrades : undefined;
  if (!ofHub || decode === undefined) {
    const known = ofHub && OTHER_MESSAGES.has(kind);
    return decoded(known ? otherFrame(BITTREX, name) : unknownFrame(BITTREX, frame));
  }
  return eachOf(payloads, (payload, at) => {
    const path = `${under}.A[${at}]`;
    const json = jsonOfPayload(payload, path, frames.inflate);
    return E.isLeft(json) ? json : decode(json.right, path, frame, frames);
  });
}

const decodeOrderBook = (json: unknown, under: string, frame: Frame, frames: BittrexFrames): Decoded =>
  readWith(orderBook, json, under, ({ marketSymbol, depth, sequence, bidDeltas: bids, askDeltas: asks }) =>
    decoded(
      depth === frames.depth
        ? {
            _tag: 'diff',
            ...origin(marketSymbol, frame, undefined),
            firstId: sequence,
            lastId: sequence,
            previousId: undefined,
            bids,
            asks,
            checksum: undefined,
          }
        : ofOtherDepth(String(depth)),
    ),
  );

/** Its levels and numbers are not those of the book that is read. */
const ofOtherDepth = (depth: string) => otherFrame(BITTREX, `orderbook_${depth}`);

const decodeTrades = (json: unknown, under: string, frame: Frame): Decoded =>
  readWith(trade, json, under, ({ marketSymbol, deltas }) =>
    E.right(
      deltas.map(({ id, executedAt, quantity, rate, takerSide }) => ({
        _tag: 'trade',
        ...origin(marketSymbol, frame, executedAt),
        id: tradeId(id),
        price: rate,
        size: quantity,
        side: takerSide === 'BUY' ? 'buy' : 'sell',
      })),
    ),
  );

/** The answer to what was invoked: one outcome, one a stream, or whatever else the method returns. */
const decodeInvocation = (json: Readonly<Record<string, unknown>>, frame: Frame): Decoded =>
  readWith(answer, json, '', ({ I: id, E: thrown }) => {
    if (thrown !== undefined) return decoded(refusal(BITTREX, `${thrown}: invocation ${id}`));
    const { R: result = null } = json;
    if (Array.isArray(result)) {
      const outcomes: readonly unknown[] = result;
      const refusals = eachOf(outcomes, (one, at) =>
        readWith(outcome, one, `R[${at}]`, refusedBy(`stream ${at + 1} of invocation ${id}`)),
      );
      return E.isRight(refusals) && refusals.right.length === 0 ? decoded(DONE) : refusals;
    }
    if (isRecord(result)) {
      const refused = refusedBy(`invocation ${id}`);
      return readWith(outcome, result, 'R', (one) => (one.Success ? decoded(DONE) : refused(one)));
    }
    const known = result === null || typeof result === 'boolean';
    return decoded(known ? DONE : unknownFrame(BITTREX, frame));
  });

const DONE = otherFrame(BITTREX, 'result');

/** Nothing of what went well; a refusal that names what was asked. */
const refusedBy =
  (what: string) =>
  ({ Success: success, ErrorCode: code }: WireOutcome): Decoded => {
    const refusals: readonly Refusal[] = success
      ? []
      : [refusal(BITTREX, `${code ?? 'no reason told'}: ${what}`)];
    return decoded(...refusals);
  };

const ORDER_BOOK_PATH = /^\/v3\/markets\/([A-Z0-9]+-[A-Z0-9]+)\/orderbook$/;

function decodeAnswer(json: unknown, frame: Frame, { depth }: BittrexFrames): Decoded {
  if (restError.is(json)) {
    const { code, detail } = json;
    return decoded(refusal(BITTREX, detail === undefined ? code : `${code}: ${detail}`));
  }
  const url = requestUrl(frame);
  if (url?.pathname === '/v3/markets') return decodeMarkets(json, frame);
  const symbol = ORDER_BOOK_PATH.exec(url?.pathname ?? '')?.[1];
  if (url === undefined || symbol === undefined) return decoded(unknownFrame(BITTREX, frame));
  const asked = url.searchParams.get('depth') ?? String(DEFAULT_DEPTH);
  return asked === String(depth) ? decodeSnapshot(json, frame, symbol, depth) : decoded(ofOtherDepth(asked));
}

const decodeSnapshot = (json: unknown, frame: Frame, symbol: string, depth: BittrexDepth): Decoded =>
  readWith(sequenceFromText, headerOf(frame, 'sequence'), 'headers.Sequence', (lastId) =>
    readWith(snapshot, json, '', ({ bid: bids, ask: asks }) =>
      decoded({
        _tag: 'snapshot',
        ...origin(symbol, frame, undefined),
        via: 'request',
        lastId,
        coverage: { levels: depth, maintained: true },
        bids,
        asks,
        checksum: undefined,
      }),
    ),
  );

/** The header of an answer; `name` in lower case, whatever its case on the wire. */
const headerOf = ({ headers = {} }: Frame, name: string): string | undefined =>
  Object.entries(headers).find(([sent]) => sent.toLowerCase() === name)?.[1];

const decodeMarkets = (json: unknown, frame: Frame): Decoded =>
  readWith(markets, json, '', (list) =>
    decoded({
      _tag: 'listings',
      venue: BITTREX,
      receivedAt: frame.receivedAt,
      covers: 'all',
      listings: list.map(({ symbol, baseCurrencySymbol: base, quoteCurrencySymbol: quote, status }) =>
        listing({ symbol: venueSymbol(symbol), base, quote, trading: status === 'ONLINE' }),
      ),
    }),
  );

const origin = (symbol: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: BITTREX,
  symbol: venueSymbol(symbol),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
