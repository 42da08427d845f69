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
} from '../../connector/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import { tradeId, venueName, venueSymbol, type SequenceId } from '../../domain/ids.js';
import {
  expiryOf,
  listing,
  PERPETUAL,
  SPOT,
  type Contract,
  type Listing,
  type Listings,
} from '../../domain/listing.js';
import type { Origin } from '../../domain/origin.js';
import {
  answer,
  books,
  error,
  event,
  instruments,
  push,
  trades,
  type WireBook,
  type WireListing,
} from './wire.js';

/** OKX's name in the registry. */
export const OKX = venueName('okx');

/** The channels that keep a book, by how many levels a side they have. */
export const BOOK_LEVELS: ReadonlyMap<string, number> = new Map([
  ['books', 400],
  ['books-l2-tbt', 400],
  ['books50-l2-tbt', 50],
]);

/** Channels that a book has no use for; candles (`candle1m`, `mark-price-candle1D`) are told by their name. */
const OTHER_CHANNELS = new Set([
  'bbo-tbt',
  'block-tickers',
  'books5',
  'books-elp',
  'books-rpi',
  'estimated-price',
  'funding-rate',
  'index-tickers',
  'liquidation-orders',
  'mark-price',
  'open-interest',
  'opt-summary',
  'option-trades',
  'price-limit',
  'public-block-trades',
  'public-struc-block-trades',
  'status',
  'tickers',
  'trades-all',
]);

/** Events that a book has no use for. */
const OTHER_EVENTS = new Set(['subscribe', 'unsubscribe', 'login', 'notice', 'channel-conn-count']);

/** What a frame of OKX's public WebSocket, API v5, or an answer of its REST market data, holds. */
export function decodeOkx(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  return isRecord(json) && 'event' in json ? decodeEvent(json, frame) : decodePush(json, frame);
}

const decodePush = (json: unknown, frame: Frame): Decoded =>
  readWith(push, json, '', ({ arg: { channel } }) => {
    const levels = BOOK_LEVELS.get(channel);
    if (levels !== undefined) return decodeBooks(json, levels, frame);
    if (channel === 'trades') return decodeTrades(json, frame);
    if (channel === 'instruments') return decodeInstruments(json, frame, 'nothing');
    const known = OTHER_CHANNELS.has(channel) || channel.includes('candle');
    return decoded(known ? otherFrame(OKX, channel) : unknownFrame(OKX, frame));
  });

const decodeBooks = (json: unknown, levels: number, frame: Frame): Decoded =>
  readWith(books, json, '', ({ arg: { instId }, action, data }) => {
    if (data.length === 0) return fault('data', '[]', 'a book');
    const unproved = data.findIndex((book) => book.seqId === undefined && book.checksum === undefined);
    if (unproved >= 0) return fault(`data[${unproved}].seqId`, 'undefined', 'an id, or a checksum');
    return E.right(
      data.map((book) => {
        const from = origin(instId, frame, book.ts);
        return action === 'snapshot' ? snapshotOf(book, levels, from) : diffOf(book, from);
      }),
    );
  });

const snapshotOf = (book: WireBook, levels: number, from: Origin): FrameContent => ({
  _tag: 'snapshot',
  ...from,
  via: 'stream',
  lastId: book.seqId,
  coverage: { levels, maintained: true },
  bids: book.bids,
  asks: book.asks,
  checksum: checksumOf(book),
});

const diffOf = (book: WireBook, from: Origin): FrameContent => ({
  _tag: 'diff',
  ...from,
  firstId: book.seqId,
  lastId: book.seqId,
  previousId: book.prevSeqId,
  bids: book.bids,
  asks: book.asks,
  checksum: checksumOf(book),
});

/** What proves a book. */
interface Proof {
  readonly checksum?: number | undefined;
  readonly seqId?: SequenceId | undefined;
}

/** Since 2026-06-23 the field is 0 and says nothing; where there are no ids, nothing else proves the book. */
export const checksumOf = ({ checksum, seqId }: Proof): number | undefined =>
  checksum === 0 && seqId !== undefined ? undefined : checksum;

const decodeTrades = (json: unknown, frame: Frame): Decoded =>
  readWith(trades, json, '', ({ data }) =>
    E.right(
      data.map(({ instId, tradeId: id, px, sz, side, ts }) => ({
        _tag: 'trade',
        ...origin(instId, frame, ts),
        id: tradeId(id),
        price: px,
        size: sz,
        side,
      })),
    ),
  );

const decodeEvent = (json: unknown, frame: Frame): Decoded =>
  readWith(event, json, '', ({ event: name }) => {
    if (OTHER_EVENTS.has(name)) return decoded(otherFrame(OKX, name));
    return name === 'error' ? decodeError(json) : decoded(unknownFrame(OKX, frame));
  });

const decodeError = (json: unknown): Decoded =>
  readWith(error, json, '', ({ code, msg }) =>
    decoded(refusal(OKX, msg, /^\d{1,9}$/.test(code) ? Number(code) : undefined)),
  );

/** What a list of instruments is the whole of, by the `instType` that was asked for; options go by underlying. */
const COVERED = new Map<string, Contract['kind']>([
  ['SPOT', 'spot'],
  ['SWAP', 'perpetual'],
  ['FUTURES', 'future'],
]);

const coveredBy = (url: URL): Listings['covers'] =>
  (asksForAll(url, 'instType') ? COVERED.get(url.searchParams.get('instType') ?? '') : undefined) ??
  'nothing';

/** A list of instruments that was asked for, or those of a push of the channel `instruments`: all at first, then some. */
const decodeInstruments = (json: unknown, { receivedAt }: Frame, covers: Listings['covers']): Decoded =>
  readWith(instruments, json, '', ({ data }) =>
    decoded({ _tag: 'listings', venue: OKX, receivedAt, covers, listings: data.flatMap(listingOf) }),
  );

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (answer.is(json) && json.code !== '0') return decodeError(json);
  const url = requestUrl(frame);
  if (url?.pathname.endsWith('/public/instruments') !== true) return decoded(unknownFrame(OKX, frame));
  return decodeInstruments(json, frame, coveredBy(url));
}

/** None of what has neither currencies nor an underlying, or is of a kind that is not known. */
function listingOf(wire: WireListing): readonly Listing[] {
  const { instId, state, baseCcy = '', quoteCcy = '', uly = '' } = wire;
  const [base, quote] = baseCcy === '' ? uly.split('-') : [baseCcy, quoteCcy];
  const contract = contractOf(wire);
  if (base === undefined || base === '' || quote === undefined || quote === '') return [];
  if (contract === undefined) return [];
  return [listing({ symbol: venueSymbol(instId), base, quote, contract, trading: state === 'live' })];
}

function contractOf({ instType, expTime, stk: strike, optType }: WireListing): Contract | undefined {
  if (instType === 'SPOT') return SPOT;
  if (instType === 'SWAP') return PERPETUAL;
  if (typeof expTime !== 'number') return undefined;
  const expiry = expiryOf(expTime);
  if (instType === 'FUTURES') return { kind: 'future', expiry };
  if (instType !== 'OPTION' || strike === undefined) return undefined;
  return { kind: 'option', expiry, strike, right: optType === 'C' ? 'call' : 'put' };
}

const origin = (instId: string, frame: Frame, venueTime: number): Origin => ({
  venue: OKX,
  symbol: venueSymbol(instId),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
