import type { Decimal } from 'decimal.js';
import * as E from 'fp-ts/lib/Either.js';

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
} from '../../connector/index.js';
import type { FrameContent } from '../../domain/contents.js';
import type { Frame } from '../../domain/frame.js';
import { tradeId, venueName, venueSymbol } from '../../domain/ids.js';
import { listing, type Contract, type Listing } from '../../domain/listing.js';
import type { Origin, Side } from '../../domain/origin.js';
import { readSymbol } from './symbol.js';
import {
  answerError,
  books,
  contractTrades,
  error,
  event,
  instruments,
  optionTrades,
  push,
  trades,
  type WireBook,
} from './wire.js';

/** The venue's name in the registry. */
export const OKEX_V3 = venueName('okex-v3');

/** How many levels a side a book has. */
const LEVELS = 400;

const BUSINESSES = ['spot', 'futures', 'swap', 'option', 'index', 'margin', 'information', 'system'];

const BOOK_TABLES = new Set(BUSINESSES.flatMap((name) => [`${name}/depth_l2_tbt`, `${name}/depth`]));

/** Whether a table is one of books. */
export const isBookTable = (table: string): boolean => BOOK_TABLES.has(table);

const TABLE = new RegExp(`^(?:${BUSINESSES.join('|')})/(\\w+)$`);

/** Channels that a book has no use for, those of an account among them; candles are told by their name. */
const OTHER_CHANNELS = new Set([
  'account',
  'depth5',
  'estimated_price',
  'funding_rate',
  'instruments',
  'interest_rate',
  'liquidation',
  'long_short_ratio',
  'margin',
  'margin_account',
  'mark_price',
  'optimized_depth',
  'order',
  'order_algo',
  'position',
  'price_range',
  'sentiment',
  'status',
  'summary',
  'ticker',
]);

/** Events that a book has no use for. */
const OTHER_EVENTS = new Set(['subscribe', 'unsubscribe', 'login']);

/** What a frame of the WebSocket, API v3, or an answer of its REST market data, holds. */
export function decodeOkexV3(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  return isRecord(json) && 'event' in json ? decodeEvent(json, frame) : decodePush(json, frame);
}

const decodePush = (json: unknown, frame: Frame): Decoded =>
  readWith(push, json, '', ({ table }) => {
    if (isBookTable(table)) return decodeBooks(json, frame);
    const [, channel = ''] = TABLE.exec(table) ?? [];
    if (channel === 'trade' || channel === 'trades') return decodeTrades(json, table, frame);
    const known = OTHER_CHANNELS.has(channel) || channel.startsWith('candle');
    return decoded(known ? otherFrame(OKEX_V3, table) : unknownFrame(OKEX_V3, frame));
  });

const decodeBooks = (json: unknown, frame: Frame): Decoded =>
  readWith(books, json, '', ({ action, data }) => {
    if (data.length === 0) return fault('data', '[]', 'a book');
    const content = action === 'partial' ? snapshotOf : diffOf;
    return E.right(data.map((book) => content(book, origin(book, frame))));
  });

const snapshotOf = ({ bids, asks, checksum }: WireBook, from: Origin): FrameContent => ({
  _tag: 'snapshot',
  ...from,
  via: 'stream',
  lastId: undefined,
  coverage: { levels: LEVELS, maintained: true },
  bids,
  asks,
  checksum,
});

const diffOf = ({ bids, asks, checksum }: WireBook, from: Origin): FrameContent => ({
  _tag: 'diff',
  ...from,
  firstId: undefined,
  lastId: undefined,
  previousId: undefined,
  bids,
  asks,
  checksum,
});

function decodeTrades(json: unknown, table: string, frame: Frame): Decoded {
  switch (table) {
    case 'futures/trade':
    case 'option/trade':
      return readWith(contractTrades, json, '', ({ data }) =>
        E.right(data.map((trade) => tradeOf(trade, trade.qty, trade.side, frame))),
      );
    case 'option/trades':
      return readWith(optionTrades, json, '', ({ data }) =>
        E.right(data.map((trade) => tradeOf(trade, trade.qty, trade.trade_side, frame))),
      );
    case 'spot/trade':
    case 'swap/trade':
      return readWith(trades, json, '', ({ data }) =>
        E.right(data.map((trade) => tradeOf(trade, trade.size, trade.side, frame))),
      );
    default:
      return decoded(unknownFrame(OKEX_V3, frame));
  }
}

interface Traded extends Stamped {
  readonly trade_id: string;
  readonly price: Decimal;
}

const tradeOf = (trade: Traded, size: Decimal, side: Side, frame: Frame): FrameContent => ({
  _tag: 'trade',
  ...origin(trade, frame),
  id: tradeId(trade.trade_id),
  price: trade.price,
  size,
  side,
});

const decodeEvent = (json: unknown, frame: Frame): Decoded =>
  readWith(event, json, '', ({ event: name }) => {
    if (OTHER_EVENTS.has(name)) return decoded(otherFrame(OKEX_V3, name));
    return name === 'error' ? decodeError(json) : decoded(unknownFrame(OKEX_V3, frame));
  });

const decodeError = (json: unknown): Decoded =>
  readWith(error, json, '', ({ message, errorCode }) =>
    decoded(refusal(OKEX_V3, message, /^\d{1,9}$/.test(`${errorCode}`) ? Number(errorCode) : undefined)),
  );

/** What a list of instruments is the whole of, by its path; those of options go by underlying. */
const COVERED: ReadonlyMap<string, Contract['kind'] | 'nothing'> = new Map([
  ['/api/spot/v3/instruments', 'spot'],
  ['/api/swap/v3/instruments', 'perpetual'],
  ['/api/futures/v3/instruments', 'future'],
]);

const OPTIONS_PATH = /^\/api\/option\/v3\/instruments\/[^/]+$/;

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (answerError.is(json)) return decoded(refusal(OKEX_V3, json.message, json.code));
  const path = requestUrl(frame)?.pathname ?? '';
  const covers = OPTIONS_PATH.test(path) ? 'nothing' : COVERED.get(path);
  if (covers === undefined) return decoded(unknownFrame(OKEX_V3, frame));
  return readWith(instruments, json, '', (list) =>
    decoded({
      _tag: 'listings',
      venue: OKEX_V3,
      receivedAt: frame.receivedAt,
      covers,
      listings: list.flatMap(({ instrument_id: symbol, state = '2' }) => listingOf(symbol, state === '2')),
    }),
  );
}

/** None where the name is of no known kind. What is listed without a state trades. */
function listingOf(symbol: string, trading: boolean): readonly Listing[] {
  const read = readSymbol(symbol);
  if (read === undefined) return [];
  const { base, quote, contract } = read;
  return [listing({ symbol: venueSymbol(symbol), base, quote, contract, trading })];
}

interface Stamped {
  readonly instrument_id: string;
  readonly timestamp: number;
}

const origin = ({ instrument_id: symbol, timestamp }: Stamped, frame: Frame): Origin => ({
  venue: OKEX_V3,
  symbol: venueSymbol(symbol),
  connection: frame.connection,
  venueTime: timestamp,
  receivedAt: frame.receivedAt,
});
