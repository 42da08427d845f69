import {
  decoded,
  otherFrame,
  readWith,
  refusal,
  requestUrl,
  unknownFrame,
  type Decoded,
} from '../../connector/index.js';
import type { Frame } from '../../domain/frame.js';
import { tradeId, venueName, venueSymbol } from '../../domain/ids.js';
import { listing, type Listings } from '../../domain/listing.js';
import type { Trade } from '../../domain/messages.js';
import type { Origin } from '../../domain/origin.js';
import { error, message, products, restError, type Match, status, type WireProduct } from './wire.js';

/** Coinbase Exchange's name in the registry. */
export const COINBASE = venueName('coinbase');

/**
 * Messages that a book has no use for. `last_match` is the first message of a subscription to trades: the last one
 * before it, which is no news and is told again with each new subscription.
 */
const OTHER_TYPES = new Set(['subscriptions', 'heartbeat', 'ticker', 'last_match', 'auction', 'rfq_match']);

/** What a frame holds, given its JSON. */
export type DecodeFrame = (json: unknown, frame: Frame) => Decoded;

/** What is read of books and trades where books come from one of the venue's channels. */
export interface BookDecoders {
  /** Those of the messages, by their `type`. */
  readonly messages: ReadonlyMap<string, DecodeFrame>;
  /** That of the answer to a request; undefined where the request was none for a book. */
  readonly answerTo: (url: URL) => DecodeFrame | undefined;
}

/** Decodes the frames of the WebSocket feed, and the answers of the REST market data. */
export const coinbaseDecoder =
  ({ messages, answerTo }: BookDecoders): DecodeFrame =>
  (json, frame) => {
    if (frame.via === 'request') return decodeAnswer(json, frame, answerTo);
    return readWith(message, json, '', ({ type }) => {
      const decodeMessage = messages.get(type);
      if (decodeMessage !== undefined) return decodeMessage(json, frame);
      if (type === 'error') return decodeError(json);
      if (type === 'status') return decodeStatus(json, frame);
      return decoded(OTHER_TYPES.has(type) ? otherFrame(COINBASE, type) : unknownFrame(COINBASE, frame));
    });
  };

const decodeError = (json: unknown): Decoded =>
  readWith(error, json, '', ({ message: what, reason }) =>
    decoded(refusal(COINBASE, reason === undefined ? what : `${what}: ${reason}`)),
  );

function decodeAnswer(json: unknown, frame: Frame, answerTo: BookDecoders['answerTo']): Decoded {
  if (restError.is(json)) return decoded(refusal(COINBASE, json.message));
  const url = requestUrl(frame);
  // The whole path: a list of another API of Coinbase's ends in the same word.
  if (url?.pathname === '/products') return decodeProducts(json, frame);
  const decodeBook = url && answerTo(url);
  return decodeBook === undefined ? decoded(unknownFrame(COINBASE, frame)) : decodeBook(json, frame);
}

const decodeProducts: DecodeFrame = (json, frame) =>
  readWith(products, json, '', (list) => decoded(listingsOf(list, frame)));

/** Channel `status`: all products, again and again. */
const decodeStatus: DecodeFrame = (json, frame) =>
  readWith(status, json, '', ({ products: list }) => decoded(listingsOf(list, frame)));

const listingsOf = (list: readonly WireProduct[], { receivedAt }: Frame): Listings => ({
  _tag: 'listings',
  venue: COINBASE,
  receivedAt,
  covers: 'all',
  // Products stay on the list when they are gone.
  listings: list
    .filter((product) => product.status !== 'delisted')
    .map(({ id, base_currency: base, quote_currency: quote, ...product }) =>
      listing({
        symbol: venueSymbol(id),
        base,
        quote,
        trading:
          product.status === 'online' &&
          product.trading_disabled !== true &&
          product.cancel_only !== true &&
          product.post_only !== true,
      }),
    ),
});

/** The trade that a match is. */
export const tradeOf = ({ trade_id, product_id, price, size, side, time }: Match, frame: Frame): Trade => ({
  _tag: 'trade',
  ...originOf(product_id, frame, time),
  id: tradeId(String(trade_id)),
  price,
  size,
  // The venue tells the maker's side.
  side: side === 'sell' ? 'buy' : 'sell',
});

/** Where a message about a product comes from. */
export const originOf = (product: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: COINBASE,
  symbol: venueSymbol(product),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
