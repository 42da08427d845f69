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
import { listing } from '../../domain/listing.js';
import type { Origin } from '../../domain/origin.js';
import { error, l2update, match, message, products, restError, snapshot } from './wire.js';

/** Coinbase Exchange's name in the registry. */
export const COINBASE = venueName('coinbase');

/**
 * Messages that a book has no use for. `last_match` is the first message of a subscription to trades: the last one
 * before it, which is no news and is told again with each new subscription.
 */
const OTHER_TYPES = new Set([
  'subscriptions',
  'heartbeat',
  'ticker',
  'last_match',
  'status',
  'auction',
  'rfq_match',
]);

/** What a frame of Coinbase Exchange's WebSocket feed, or an answer of its REST market data, holds. */
export function decodeCoinbase(json: unknown, frame: Frame): Decoded {
  if (frame.via === 'request') return decodeAnswer(json, frame);
  return readWith(message, json, '', ({ type }) => {
    if (type === 'l2update') return decodeDiff(json, frame);
    if (type === 'match') return decodeTrade(json, frame);
    if (type === 'snapshot') return decodeSnapshot(json, frame);
    if (type === 'error') return decodeError(json);
    return decoded(OTHER_TYPES.has(type) ? otherFrame(COINBASE, type) : unknownFrame(COINBASE, frame));
  });
}

const decodeDiff = (json: unknown, frame: Frame): Decoded =>
  readWith(l2update, json, '', ({ product_id, time, changes: { bids, asks } }) =>
    decoded({
      _tag: 'diff',
      ...origin(product_id, frame, time),
      firstId: undefined,
      lastId: undefined,
      previousId: undefined,
      bids,
      asks,
      checksum: undefined,
    }),
  );

const decodeTrade = (json: unknown, frame: Frame): Decoded =>
  readWith(match, json, '', ({ trade_id, product_id, price, size, side, time }) =>
    decoded({
      _tag: 'trade',
      ...origin(product_id, frame, time),
      id: tradeId(String(trade_id)),
      price,
      size,
      // The venue tells the maker's side.
      side: side === 'sell' ? 'buy' : 'sell',
    }),
  );

const decodeSnapshot = (json: unknown, frame: Frame): Decoded =>
  readWith(snapshot, json, '', ({ product_id, bids, asks }) =>
    decoded({
      _tag: 'snapshot',
      ...origin(product_id, frame, undefined),
      via: 'stream',
      lastId: undefined,
      coverage: 'full',
      bids,
      asks,
      checksum: undefined,
    }),
  );

const decodeError = (json: unknown): Decoded =>
  readWith(error, json, '', ({ message: what, reason }) =>
    decoded(refusal(COINBASE, reason === undefined ? what : `${what}: ${reason}`)),
  );

function decodeAnswer(json: unknown, frame: Frame): Decoded {
  if (restError.is(json)) return decoded(refusal(COINBASE, json.message));
  // The whole path: a list of another API of Coinbase's ends in the same word.
  if (requestUrl(frame)?.pathname !== '/products') return decoded(unknownFrame(COINBASE, frame));
  return readWith(products, json, '', (list) =>
    decoded({
      _tag: 'listings',
      venue: COINBASE,
      receivedAt: frame.receivedAt,
      covers: 'all',
      listings: list.map(({ id, base_currency: base, quote_currency: quote, status, ...only }) =>
        listing({
          symbol: venueSymbol(id),
          base,
          quote,
          trading:
            status === 'online' &&
            only.trading_disabled !== true &&
            only.cancel_only !== true &&
            only.post_only !== true,
        }),
      ),
    }),
  );
}

const origin = (product: string, frame: Frame, venueTime: number | undefined): Origin => ({
  venue: COINBASE,
  symbol: venueSymbol(product),
  connection: frame.connection,
  venueTime,
  receivedAt: frame.receivedAt,
});
