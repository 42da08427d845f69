import * as E from 'fp-ts/lib/Either.js';

import { sequenceId } from '../../codec/index.js';
import {
  decoded,
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
import type { BookDiff } from '../../domain/messages.js';
import type { Origin } from '../../domain/origin.js';
import { coveredBy, listingsOf } from './listings.js';
import { books, error, marketTrades, message, products, restError, type WireTrade } from './wire.js';

/** Coinbase Advanced Trade's name in the registry. */
export const COINBASE_ADVANCED = venueName('coinbase-advanced');

/** Channels that a book has no use for. */
const OTHER_CHANNELS = new Set([
  'subscriptions',
  'heartbeats',
  'candles',
  'status',
  'ticker',
  'ticker_batch',
  'user',
  'futures_balance_summary',
]);

/** The number of a message in its connection. An error has none. */
export function numberOfMessage(json: unknown): SequenceId | undefined {
  const number = isRecord(json) ? json['sequence_num'] : undefined;
  return sequenceId.is(number) ? number : undefined;
}

/** What a frame of Advanced Trade's WebSocket, or an answer of its public REST market data, holds. */
export function decodeCoinbaseAdvanced(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  if (isRecord(json) && json['type'] === 'error') return decodeError(json);
  return readWith(message, json, '', ({ channel }) => {
    if (channel === 'l2_data') return decodeBooks(json, frame);
    if (channel === 'market_trades') return decodeTrades(json, frame);
    const known = OTHER_CHANNELS.has(channel);
    return decoded(known ? otherFrame(COINBASE_ADVANCED, channel) : unknownFrame(COINBASE_ADVANCED, frame));
  });
}

const decodeBooks = (json: unknown, frame: Frame): Decoded =>
  readWith(books, json, '', ({ events }) =>
    contentsOf(
      'l2_data',
      events.map(({ type, product_id, updates }) =>
        bookOf(type, origin(product_id, frame, updates.time), updates),
      ),
    ),
  );

/** What an event of a book says, in literals without a spread, which would take long. */
export const bookOf = (
  type: 'snapshot' | 'update',
  { venue, symbol, connection, venueTime, receivedAt }: Origin,
  { bids, asks }: Pick<BookDiff, 'bids' | 'asks'>,
): FrameContent =>
  type === 'snapshot'
    ? {
        _tag: 'snapshot',
        venue,
        symbol,
        connection,
        venueTime,
        receivedAt,
        via: 'stream',
        lastId: undefined,
        coverage: 'full',
        bids,
        asks,
        checksum: undefined,
      }
    : {
        _tag: 'diff',
        venue,
        symbol,
        connection,
        venueTime,
        receivedAt,
        firstId: undefined,
        lastId: undefined,
        previousId: undefined,
        bids,
        asks,
        checksum: undefined,
      };

/** Those of a snapshot are from before the subscription: no news, and told again with each new one. */
const decodeTrades = (json: unknown, frame: Frame): Decoded =>
  readWith(marketTrades, json, '', ({ events }) =>
    contentsOf(
      'market_trades',
      events.filter(({ type }) => type === 'update').flatMap(({ trades }) => tradesOf(trades, frame)),
    ),
  );

/** The trades of an event, of which the venue tells the newest one first. */
export const tradesOf = (trades: readonly WireTrade[], frame: Frame): readonly FrameContent[] =>
  trades.toReversed().map((trade) => tradeOf(trade, frame));

/** Without a side it is no trade of ours: nobody can tell who came to the book. */
const tradeOf = ({ side, ...wire }: WireTrade, frame: Frame): FrameContent =>
  side === 'UNKNOWN_ORDER_SIDE'
    ? otherFrame(COINBASE_ADVANCED, 'market_trades without a side')
    : {
        _tag: 'trade',
        ...origin(wire.product_id, frame, wire.time),
        id: tradeId(wire.trade_id),
        price: wire.price,
        size: wire.size,
        // The venue tells the maker's side.
        side: side === 'SELL' ? 'buy' : 'sell',
      };

/** What a frame of a channel holds; the channel itself where that is nothing. */
const contentsOf = (channel: string, contents: readonly FrameContent[]): Decoded =>
  E.right(contents.length === 0 ? [otherFrame(COINBASE_ADVANCED, channel)] : contents);

const decodeError = (json: unknown): Decoded =>
  readWith(error, json, '', ({ message: what }) => decoded(refusal(COINBASE_ADVANCED, what)));

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (restError.is(json)) return decoded(refusal(COINBASE_ADVANCED, json.message, json.code));
  const url = requestUrl(frame);
  if (url?.pathname !== '/api/v3/brokerage/market/products') {
    return decoded(unknownFrame(COINBASE_ADVANCED, frame));
  }
  return readWith(products, json, '', ({ products: list, pagination }) =>
    decoded({
      _tag: 'listings',
      venue: COINBASE_ADVANCED,
      receivedAt: frame.receivedAt,
      covers: coveredBy(url.searchParams, pagination?.has_next === true),
      listings: listingsOf(list),
    }),
  );
}

/** Where a message about a product comes from. */
export const origin = (product: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: COINBASE_ADVANCED,
  symbol: venueSymbol(product),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
